"""Money comes in: the payment, and what follows from it at once, in one transaction.

A plan whose last cent has come is kept; a rest that the creditor lets go is given up. A
debtor who kept his word, or was chased and has paid all, is thanked, once somebody approves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction

from relance.case import Money, State, replay
from relance.case.entries import (
    Channel,
    Entry,
    PlanEnd,
    PlanEnded,
    WriteOff,
)
from relance.office import decide, moves
from relance.office.journal import New, append, entries_of, locked
from relance.office.models import OPEN_STATES, CaseRow, NoticeRow, SmallRest
from relance.steps.plan import plan_received, plan_total
from relance.steps.promise import unkept

THANKS = "thank_you"
KEPT = "promise_kept"
GIVEN_UP = "Reste négligeable, abandonné selon votre règle."


def receive(case_id: int, payments: Sequence[New], *, by: str, today: date) -> State:
    """Record payments of one case, and what they settle. Returns the state after them."""
    with transaction.atomic():
        case = locked(case_id)
        before = entries_of(case)
        was = replay(before)
        after = replay([*before, *_as_entries(payments, len(before), by)])
        state = append(case_id, [*payments, *_settled(after, case, today)], by=by, today=today)
        calendar = decide.calendar_of(case.region)
        word = unkept(was, list(was.invoices), calendar)
        in_time = word is not None and payments[0].on < word.over_on
        if in_time and unkept(state, _open(state), calendar) is None:
            _thank(case, state, today, KEPT)
        elif not _open(state) and _open(was) and was.notices:
            _thank(case, state, today, THANKS)
        return state


def _as_entries(payments: Sequence[New], last: int, by: str) -> Iterator[Entry]:
    """The payments as they will stand in the journal, to see what they change."""
    from relance.office import clock

    for sequence, new in enumerate(payments, last + 1):
        yield Entry(sequence, new.on, clock.now(), by, new.fact, new.because)


def _settled(after: State, case: CaseRow, today: date) -> Iterator[New]:
    plan = after.plan
    if plan is not None and plan_received(after, plan) >= plan_total(plan).cents:
        yield New(PlanEnded(plan.fact.plan, PlanEnd.KEPT), today)
    let_go = case.creditor.small_rest_cents
    left = {number: cents for number, cents in after.open_cents().items() if cents > 0}
    if case.creditor.small_rest == SmallRest.FORGET and 0 < sum(left.values()) <= let_go:
        for number, cents in left.items():
            yield New(WriteOff(Money(cents, after.currency), number), today, GIVEN_UP)


def _open(state: State) -> list[str]:
    return [number for number, cents in state.open_cents().items() if cents > 0]


def _thank(case: CaseRow, state: State, today: date, kind: str) -> None:
    """Plan a note of thanks, to be approved; nothing if no mail address is known."""
    if not case.reach_email or NoticeRow.objects.filter(case=case, state__in=OPEN_STATES).exists():
        return
    NoticeRow.objects.create(
        creditor_id=case.creditor_id,
        case=case,
        identity=moves.new_identity(),
        kind=kind,
        channel=Channel.EMAIL.value,
        approval="to_approve",
        planned_on=today,
        invoices=list(state.invoices),
        basis=state.last_sequence,
    )
