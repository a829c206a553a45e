"""The daily round: decide what is due, plan it, and nothing more.

Work is found by the index on `next_on`: the cost is what is due, not what is open. A missed
day is caught up by one step a case, never by a burst. Decided and planned here; prepared and
sent elsewhere, from the outbox.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter

from django.db import connection, transaction

from relance.case import State, replay
from relance.case.entries import Entry
from relance.case.entries.codec import read_fact
from relance.office import bulk, caches, clock, decide, outbox
from relance.office.models import CaseRow, EntryRow, NoticeRow
from relance.office.models.notices import OPEN_STATES
from relance.office.wiring import law_book
from relance.steps import NoStep, Step

_DECIDED = [name for name in caches.CACHED if name not in ("head", "last_sequence")]

CHUNK = 500
"""Cases decided in one transaction: few enough that nobody waits for the lock."""


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

    One case's error does not stop the others: it is named in `failed`.
    """
    done = Round()
    shelf = decide.Shelf()
    law = law_book()
    last = 0
    while True:
        with transaction.atomic():
            cases = _due(today, after=last)
            if not cases:
                return done
            last = cases[-1].pk
            _decide_chunk(
                cases, today, done, partial(decide.decide, shelf=shelf, law=law), on_failure
            )


def _due(today: date, *, after: int) -> list[CaseRow]:
    due = CaseRow.objects.filter(next_on__lte=today, pk__gt=after).order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    return list(due.select_related("creditor")[:CHUNK])


def journals(cases: list[int]) -> Iterator[tuple[int, list[Entry]]]:
    """The journals of several cases in one query, without what only people read."""
    rows = (
        EntryRow.objects.filter(case_id__in=cases)
        .order_by("case_id", "sequence")
        .values_list("case_id", "sequence", "on", "kind", "fact", "because")
    )
    instant = clock.now()
    for case_id, group in groupby(rows.iterator(chunk_size=5000), key=itemgetter(0)):
        yield (
            case_id,
            [
                Entry(sequence, on, instant, "", read_fact(kind, fact), because)
                for _, sequence, on, kind, fact, because in group
            ],
        )


def _decide_chunk(
    cases: list[CaseRow],
    today: date,
    done: Round,
    decider: Callable[..., Step | NoStep],
    on_failure: Callable[[int, Exception], None] | None,
) -> None:
    keys = [case.pk for case in cases]
    busy = set(
        NoticeRow.objects.filter(case_id__in=keys, state__in=OPEN_STATES).values_list(
            "case_id", flat=True
        )
    )
    by_key = {case.pk: case for case in cases}
    planned: list[NoticeRow] = []
    decided: list[CaseRow] = []
    for case_id, journal in journals(keys):
        case = by_key[case_id]
        done.looked_at += 1
        try:
            notice = _decide_one(case, replay(journal), today, decider, waiting=case_id in busy)
        except Exception as failure:
            # One case's fault must not silence the others; it is named, and looked at again.
            done.failed.append((case_id, f"{type(failure).__name__}: {failure}"))
            CaseRow.objects.filter(pk=case_id).update(next_on=today + timedelta(days=1))
            if on_failure is not None:
                on_failure(case_id, failure)
            continue
        decided.append(case)
        if notice is None:
            done.silent += 1
        else:
            planned.append(notice)
            done.planned += 1
    NoticeRow.objects.bulk_create(planned)
    bulk.save_caches(decided, _DECIDED)


def _decide_one(
    case: CaseRow,
    state: State,
    today: date,
    decider: Callable[..., Step | NoStep],
    *,
    waiting: bool,
) -> NoticeRow | None:
    decision = decider(case, state, today=today, waiting=waiting)
    caches.keep(case, state, decision, today=today)
    if isinstance(decision, Step):
        case.next_on = None  # the notice itself is the work now
        return outbox.planned(case, decision, today=today, basis=case.last_sequence)
    return None
