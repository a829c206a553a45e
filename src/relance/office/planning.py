"""Plan the steps that were decided ahead: one look at each mark, then rows made from rows.

No journal is read, and the decision is not made again: that is what a big morning costs
(`foresight.py` says when a step is kept, decision 14 why).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, CharField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from relance.office import bulk, decide, foresight, moves
from relance.office.banking import freshness
from relance.office.due import share_of
from relance.office.models import CaseRow, CreditorRow, NoticeRow, NoticeState
from relance.office.models.notices import OPEN_STATES
from relance.steps import BadPlaybook, Reach

CHUNK = 5000
"""Cases planned in one transaction: few enough that nobody waits long for the lock."""


def _kept(name: str) -> KeyTextTransform:
    return KeyTextTransform(name, "foreseen")


def plan_foreseen(today: date, *, share: tuple[int, int] = (0, 1)) -> int:
    """Plan today's kept steps whose mark still fits; return how many. The others stay due.

    `share` (i, n) takes only the cases whose key leaves i when divided by n.
    """
    shelf = decide.Shelf()
    planned, last = 0, 0
    while True:
        rows = list(
            share_of(
                CaseRow.objects.filter(next_on=today, pk__gt=last, foreseen__isnull=False), share
            )
            .order_by("pk")
            .values_list(
                "pk", "creditor_id", "region", "reach_email", "reach_phone", "reach_address",
                _kept("playbook"), _kept("mark"), _kept("on"),
            )[:CHUNK]
        )  # fmt: skip
        if not rows:
            return planned
        last = rows[-1][0]
        standing = _standing(rows, today, shelf)
        if standing:
            with transaction.atomic():
                planned += _plan(standing, today)


def _standing(rows: list[tuple[Any, ...]], today: date, shelf: decide.Shelf) -> list[int]:
    """Those whose step was kept for today, from a world that is still the same."""
    creditors = CreditorRow.objects.in_bulk({row[1] for row in rows})
    old = {key for key, one in creditors.items() if freshness.too_old(one, today)}
    day = today.isoformat()
    return [
        case
        for case, creditor, region, email, phone, address, playbook, mark, on in rows
        if on == day
        and creditor not in old
        and mark
        == _mark(creditors[creditor], region, Reach(email, phone, address), playbook, shelf)
    ]


def _mark(
    creditor: CreditorRow, region: str, reach: Reach, playbook: str, shelf: decide.Shelf
) -> str | None:
    """The mark of today; None where a playbook cannot be read: the round names that case alone."""
    try:
        return foresight.mark(creditor, region, reach, playbook, shelf)
    except BadPlaybook:
        return None


def _plan(cases: list[int], today: date) -> int:
    """Make the notices of these cases from what they keep, in the caller's transaction.

    The rows are locked first: a fact that came in since has written what is kept anew, or
    taken it away. A case with an open notice is left for the round to look at.
    """
    busy = NoticeRow.objects.filter(case__among=cases, state__in=OPEN_STATES)
    held = CaseRow.objects.select_for_update().filter(
        pk__among=cases, next_on=today, foreseen__isnull=False
    )
    keys = set(held.values_list("pk", flat=True)) - set(busy.values_list("case_id", flat=True))
    _notices(keys, today)
    CaseRow.objects.filter(pk__among=keys).update(
        next_on=None,  # the notice itself is the work now
        next_step=Cast(_kept("step"), CharField()),
        silence="",
        silence_until=None,
        silence_detail={},
        late_cents=Cast(_kept("late_cents"), BigIntegerField()),
        foreseen=None,
    )
    return len(keys)


def _notices(cases: Iterable[int], today: date) -> None:
    """One planned notice for each, the same as `agreeing.planned_values` makes of a step."""
    bulk.insert_from_cases(
        NoticeRow,
        {case: moves.new_identity() for case in cases},
        {
            "creditor_id": "creditor_id",
            "case_id": "id",
            "step": "foreseen.step",
            "kind": "foreseen.kind",
            "channel": "foreseen.channel",
            "approval": "foreseen.approval",
            "invoices": "foreseen.invoices",
            "listed": "foreseen.listed",
            "deadline_on": "foreseen.deadline_on",
            "basis": "last_sequence",
        },
        {"state": NoticeState.PLANNED.value, "planned_on": today},
    )
