"""Money comes in: the payment, and what follows from it at once, in one transaction.

A plan whose last cent has come is kept; a rest that the creditor lets go is given up. A
debtor who had been chased and has paid all is thanked, once somebody approves it.
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
from relance.office import outbox
from relance.office.journal import New, append, entries_of, locked
from relance.office.models import OPEN_STATES, CaseRow, NoticeRow, SmallRest
from relance.steps.plan import plan_received, plan_total

THANKS = "thank_you"
GIVEN_UP = "Reste négligeable, abandonné selon votre règle."


def receive(case_id: int, payments: Sequence[New], *, by: str, today: date) -> State:
    """Record payments of one case, and what they settle. Returns the state after them."""
    with transaction.atomic():
        case = locked(case_id)
        before = entries_of(case)
        was = replay(before)
        after = replay([*before, *_as_entries(payments, len(before), by)])
        state = append(case_id, [*payments, *_settled(after, case, today)], by=by, today=today)
        if _over(state) and not _over(was) and was.notices:
            _thank(case, state, today)
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


def _over(state: State) -> bool:
    return bool(state.invoices) and not any(cents > 0 for cents in state.open_cents().values())


def _thank(case: CaseRow, state: State, today: date) -> None:
    """Plan a thank-you note, to be approved; nothing if no mail address is known."""
    if not case.reach_email or NoticeRow.objects.filter(case=case, state__in=OPEN_STATES).exists():
        return
    NoticeRow.objects.create(
        creditor_id=case.creditor_id,
        case=case,
        identity=outbox.new_identity(),
        kind=THANKS,
        channel=Channel.EMAIL.value,
        approval="to_approve",
        planned_on=today,
        invoices=list(state.invoices),
        basis=state.last_sequence,
    )
