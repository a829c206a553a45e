"""A payment plan (échéancier): whether it is kept, which installment is missing, what follows.

An agreement holds until it is broken: a missed installment is told to the debtor in writing,
with a delay, before anything else (law.md L7.10: the default never makes the rest due by
itself).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from relance.case import Money, Plan, Sent, State
from relance.case.entries import UNREACHED
from relance.law import Calendar
from relance.steps.promise import BANK_DELAY_DAYS

PLAN_DEFAULT = "plan_default"
"""The key of the letter that tells a missed installment and leaves a delay to pay it."""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a plan stands on a day.

    `missing` is what should have come in and has not, `missed_on` the day of the oldest
    installment it leaves unpaid (None: all is in). `told` is the letter that said so, if it
    left since. `checked_on` is the next day on which an installment can be missing.
    """

    plan: Plan
    missing: Money
    missed_on: date | None
    told: Sent | None
    checked_on: date | None

    @property
    def deadline_on(self) -> date | None:
        """The last day that letter leaves to pay."""
        return self.told.fact.deadline_on if self.told is not None else None

    def broken(self, today: date) -> bool:
        """The delay has passed and the money has not come: the agreement's default holds."""
        last_on = self.deadline_on
        return self.missed_on is not None and last_on is not None and today > last_on


def standing(state: State, today: date, calendar: Calendar) -> Standing | None:
    """Where the running plan stands, or None when no plan runs.

    Money counts from the agreement on, whatever day it came. An installment is missing once
    its day and the days a transfer takes have passed.
    """
    plan = state.plan
    if plan is None:
        return None
    received = plan_received(state, plan)
    due, covered = 0, 0
    missed_on: date | None = None
    checked_on: date | None = None
    for one in plan.fact.installments:
        late_on = calendar.add_working_days(one.on, BANK_DELAY_DAYS) + _ONE_DAY
        covered += one.amount.cents
        if today >= late_on:
            due += one.amount.cents
            if covered > received and missed_on is None:
                missed_on = one.on
        elif covered > received and checked_on is None:
            checked_on = late_on
    return Standing(
        plan,
        Money(max(0, due - received), state.currency),
        missed_on,
        _told(state, plan, missed_on),
        checked_on,
    )


def plan_received(state: State, plan: Plan) -> int:
    """The cents that came in for a plan since it was agreed.

    A payment that names no invoice counts for the plan first: in doubt the debtor has kept it.
    """
    return sum(
        one.amount.cents
        for one in state.payments
        if (one.on > plan.agreed_on or one.sequence > plan.sequence)
        and (one.invoice is None or one.invoice in plan.fact.invoices)
    )


def plan_total(plan: Plan) -> Money:
    first = plan.fact.installments[0].amount
    return sum((one.amount for one in plan.fact.installments), start=first.zero())


def _told(state: State, plan: Plan, missed_on: date | None) -> Sent | None:
    """The last letter that told this missed installment and may have arrived."""
    if missed_on is None:
        return None
    for sent in reversed(state.notices):
        if sent.fact.step == PLAN_DEFAULT and sent.on > missed_on and sent.on >= plan.agreed_on:
            return None if sent.outcome in UNREACHED else sent
    return None
