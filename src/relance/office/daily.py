"""The daily round: decide what is due, plan it, and nothing more.

Work is found by the index on `next_on`: the cost is what is due, not what is open. A missed
day is caught up by one step a case, never by a burst. Decided and planned here; prepared and
sent elsewhere, from the outbox.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from django.db import connection, transaction

from relance.case import State, replay
from relance.office import bulk, caches, decide, outbox
from relance.office.access import everything
from relance.office.due import DueCase, due_cases, journals
from relance.office.models import CaseRow, NoticeRow
from relance.office.models.notices import OPEN_STATES
from relance.office.wiring import law_book
from relance.steps import NoStep, Step

_DECIDED = ("next_on", "next_step", "silence", "silence_until", "silence_detail", "late_cents")
"""The caches that move with the day; the others only move with an entry."""

CHUNK = 500
"""Cases decided in one transaction: few enough that nobody waits for the lock."""

SIDE_BY_SIDE = 2000
"""From so many cases due on, a round on PostgreSQL is made by two threads."""

Decider = Callable[..., Step | NoStep]


@dataclass(slots=True)
class Round:
    """What a round did: cases looked at, steps planned, cases that stayed silent, failures."""

    looked_at: int = 0
    planned: int = 0
    silent: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)


def daily_round(
    today: date, *, on_failure: Callable[[int, Exception], None] | None = None
) -> Round:
    """Decide every case due on or before `today`, each once.

    One case's error does not stop the others: it is named in `failed`, and looked at again
    the next day.
    """
    if connection.vendor == "postgresql" and _many(today):
        return _side_by_side(today, on_failure)
    return _alone(today, on_failure)


def _many(today: date) -> bool:
    due = CaseRow.objects.filter(next_on__lte=today).order_by()
    return due[: SIDE_BY_SIDE + 1].count() > SIDE_BY_SIDE


def _side_by_side(today: date, on_failure: Callable[[int, Exception], None] | None) -> Round:
    """Two at work: one decides while the database answers the other. Locked rows are passed by."""

    def at_work() -> Round:
        try:
            with everything():
                return _alone(today, on_failure)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as pool:
        halves = [pool.submit(copy_context().run, at_work) for _ in range(2)]
    done = Round()
    for half in halves:
        made = half.result()
        done.looked_at += made.looked_at
        done.planned += made.planned
        done.silent += made.silent
        done.failed += made.failed
    return done


def _alone(today: date, on_failure: Callable[[int, Exception], None] | None) -> Round:
    done = Round()
    decider = partial(decide.decide, shelf=decide.Shelf(), law=law_book())
    last = 0
    while True:
        with transaction.atomic():
            cases = due_cases(today, after=last, limit=CHUNK)
            if not cases:
                return done
            last = cases[-1].pk
            _decide_chunk(cases, today, done, decider, on_failure)


def _decide_chunk(
    cases: list[DueCase],
    today: date,
    done: Round,
    decider: Decider,
    on_failure: Callable[[int, Exception], None] | None,
) -> None:
    keys = [case.pk for case in cases]
    busy = set(
        NoticeRow.objects.filter(case_id__in=keys, state__in=OPEN_STATES).values_list(
            "case_id", flat=True
        )
    )
    by_key = {case.pk: case for case in cases}
    planned: list[tuple[DueCase, Step]] = []
    decided: list[DueCase] = []
    for case_id, journal in journals(keys):
        case = by_key[case_id]
        done.looked_at += 1
        try:
            step = _decide_one(case, replay(journal), today, decider, waiting=case_id in busy)
        except Exception as failure:
            # One case's fault must not silence the others; it is named, and looked at again.
            done.failed.append((case_id, f"{type(failure).__name__}: {failure}"))
            CaseRow.objects.filter(pk=case_id).update(next_on=today + timedelta(days=1))
            if on_failure is not None:
                on_failure(case_id, failure)
            continue
        decided.append(case)
        if step is None:
            done.silent += 1
        else:
            planned.append((case, step))
            done.planned += 1
    bulk.insert_notices([outbox.planned_values(case, step, today) for case, step in planned])
    bulk.save_caches(decided, _DECIDED)


def _decide_one(
    case: DueCase, state: State, today: date, decider: Decider, *, waiting: bool
) -> Step | None:
    decision = decider(case, state, today=today, waiting=waiting)
    caches.keep(case, state, decision, today=today)
    if isinstance(decision, NoStep):
        return None
    case.next_on = None  # the notice itself is the work now
    return decision
