"""The missed installment of a payment plan, as a letter may speak of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from relance.case import Money, State
from relance.case.entries import Installment

_TRANSFER_DAYS = timedelta(days=6)
"""Two working days and the longest week-end between them: a later installment that is this
young is not called missing, its transfer may be on its way."""


@dataclass(frozen=True, slots=True)
class Missed:
    """Where a running plan fell behind.

    `installment` is the oldest one not paid in full, `left` what it still asks. `missing` is
    all that should have come in by then and has not; `rest` all that the plan still asks.
    """

    installment: Installment
    left: Money
    missing: Money
    rest: Money
    acceleration: bool
    notice_days: int

    @property
    def part_paid(self) -> bool:
        return self.left < self.installment.amount

    @property
    def more_missing(self) -> bool:
        return self.missing > self.left

    @property
    def more_to_come(self) -> bool:
        """Whether installments follow whose day has not come."""
        return self.rest > self.missing


def missed(state: State, today: date) -> Missed | None:
    """The installment that is missing on that day, or None when no plan runs or none is.

    Money that came in since the agreement pays the installments in their order; a payment that
    names an invoice out of the plan does not.
    """
    plan = state.plan
    if plan is None:
        return None
    received = sum(
        one.amount.cents
        for one in state.payments
        if (one.on > plan.agreed_on or one.sequence > plan.sequence)
        and (one.invoice is None or one.invoice in plan.fact.invoices)
    )
    covered = due = 0
    found: Installment | None = None
    left = 0
    for one in plan.fact.installments:
        covered += one.amount.cents
        if covered > received and one.on < today and found is None:
            found, due = one, covered
            left = covered - received
        elif found is not None and one.on < today - _TRANSFER_DAYS:
            due = covered
    if found is None:
        return None
    return Missed(
        found,
        Money(left, state.currency),
        Money(due - received, state.currency),
        Money(covered - received, state.currency),
        plan.fact.acceleration,
        plan.fact.notice_days,
    )
