"""The daily round: decide what is due, plan it, and nothing more.

Work is found by the index on `next_on`: the cost is what is due, not what is open. What was
decided ahead is planned first (`planning.py`); the other cases are decided from their
journals. A missed day is caught up by one step a case, never by a burst. Decided and planned
here; prepared and sent elsewhere, from the outbox.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from relance.case import State, replay
from relance.office import agreeing, bulk, caches, decide
from relance.office.due import DueCase, anything_due, due_cases, journals
from relance.office.models import CaseRow, NoticeRow
from relance.office.models.notices import OPEN_STATES
from relance.office.planning import plan_foreseen
from relance.steps import NoStep, Step

DECIDED = (
    "next_on",
    "next_step",
    "silence",
    "silence_until",
    "silence_detail",
    "foreseen",
    "late_cents",
)
"""The caches that move with the day; the others only move with an entry."""

CHUNK = 3000
"""Cases written in one transaction: few enough that nobody waits long for the lock."""

Failed = Callable[[int, Exception], None]


@dataclass(slots=True)
class Round:
    """What a round did: cases looked at, steps planned, cases that stayed silent, failures."""

    looked_at: int = 0
    planned: int = 0
    silent: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: Round) -> None:
        """Count in what another part of the same round did."""
        self.looked_at += other.looked_at
        self.planned += other.planned
        self.silent += other.silent
        self.failed += other.failed


def daily_round(
    today: date,
    *,
    share: tuple[int, int] = (0, 1),
    on_failure: Failed | None = None,
) -> Round:
    """Decide every case due on or before `today`, each once.

    Cases are read and decided without a lock, then written in a short transaction that
    leaves out those where something happened meanwhile: they stay due. One case's error does
    not stop the others: it is named in `failed`, and looked at again the next day.
    `share` (i, n) takes only the cases whose key leaves i when divided by n.
    """
    done = Round()
    if not anything_due(today):
        return done
    done.planned = done.looked_at = plan_foreseen(today, share=share)
    shelf = decide.Shelf()
    last = 0
    while cases := due_cases(today, after=last, limit=CHUNK, share=share):
        last = cases[-1].pk
        with _no_collection():
            decided = _decided(cases, today, done, shelf, on_failure)
            with transaction.atomic():
                _write(decided, today, done)
    return done


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the cycle collector: a chunk makes many small values and not one cycle.

    Walking them again and again cost a seventh of the round.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _decided(
    cases: list[DueCase],
    today: date,
    done: Round,
    shelf: decide.Shelf,
    on_failure: Failed | None,
) -> list[tuple[DueCase, Step | None]]:
    """The decision of each case, with its caches on the row, unsaved."""
    by_key = {case.pk: case for case in cases}
    busy = _busy(by_key)
    decided: list[tuple[DueCase, Step | None]] = []
    for case_id, journal in journals(list(by_key)):
        case = by_key[case_id]
        done.looked_at += 1
        try:
            step = _decide_one(case, replay(journal), today, shelf, waiting=case_id in busy)
        except Exception as failure:
            # One case's fault must not silence the others; it is named, and looked at again.
            done.failed.append((case_id, f"{type(failure).__name__}: {failure}"))
            CaseRow.objects.filter(pk=case_id).update(next_on=today + timedelta(days=1))
            if on_failure is not None:
                on_failure(case_id, failure)
            continue
        decided.append((case, step))
    return decided


def _busy(keys: Iterable[int]) -> set[int]:
    """Those of these cases that have a notice between planned and sent."""
    opened = NoticeRow.objects.filter(case__among=list(keys), state__in=OPEN_STATES)
    return set(opened.values_list("case_id", flat=True))


def _write(decided: list[tuple[DueCase, Step | None]], today: date, done: Round) -> None:
    """Save the decisions of cases that are still as they were read, in the caller's transaction.

    Saving locks the rows: whoever would plan beside us waits, and finds the case no longer due.
    """
    saved = bulk.save_unmoved([case for case, _ in decided], DECIDED, today)
    kept = [(case, step) for case, step in decided if case.pk in saved]
    busy = _busy(case.pk for case, step in kept if step is not None)
    planned = [(case, step) for case, step in kept if step is not None and case.pk not in busy]
    done.planned += len(planned)
    done.silent += len(kept) - len(planned)
    bulk.insert(NoticeRow, [agreeing.planned_values(case, step, today) for case, step in planned])


def _decide_one(
    case: DueCase, state: State, today: date, shelf: decide.Shelf, *, waiting: bool
) -> Step | None:
    decision = decide.decide(case, state, today=today, waiting=waiting, shelf=shelf)
    caches.keep(case, state, decision, today=today, shelf=shelf)
    if isinstance(decision, NoStep):
        return None
    case.next_on = None  # the notice itself is the work now
    return decision
