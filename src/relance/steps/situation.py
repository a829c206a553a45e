"""All that a guard may look at: the case, the day, the playbook, and what may be chased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from relance.case import InvoiceState, State
from relance.law import Calendar, LawBook
from relance.steps.limitation import limitation_passed
from relance.steps.permit import Permit, Reach
from relance.steps.plan import Standing, standing
from relance.steps.playbook import Playbook
from relance.steps.promise import Unkept, unkept

SMALL_REST = "small_rest"
"""The key of the one kind note that asks for a rest too small to chase."""


@dataclass(slots=True)
class Situation:
    """One question to this room, with what it needs to answer.

    `open` are the invoices on which money is missing, in cents. `chased` are those of them
    that a step may demand; the others are disputed as a whole, in a payment plan that runs
    (`planned`), or prescribed. `plan` is where that plan stands. `unkept` is the last promise,
    if it was not kept so far. `rest_is_small`: what is left is what the creditor lets go.
    """

    state: State
    today: date
    playbook: Playbook
    calendar: Calendar
    reach: Reach
    permit: Permit
    law: LawBook
    open: dict[str, int]
    chased: list[str]
    disputed: list[str]
    planned: list[str]
    prescribed: list[str]
    unkept: Unkept | None
    plan: Standing | None
    rest_is_small: bool


class Candidate(NamedTuple):
    """A step that an invoice asks for, and the day on which it is due."""

    number: str
    one: InvoiceState
    place: int  # in the playbook's active steps
    due_on: date


def situation(
    state: State,
    today: date,
    playbook: Playbook,
    calendar: Calendar,
    reach: Reach,
    permit: Permit,
    law: LawBook,
) -> Situation:
    """Sort the unpaid invoices of a case by what may be done about them."""
    unpaid = {number: cents for number, cents in state.open_cents().items() if cents > 0}
    chased: list[str] = []
    disputed: list[str] = []
    planned: list[str] = []
    prescribed: list[str] = []
    plan = standing(state, today, calendar) if state.plans else None
    agreed = () if plan is None or _falls(plan, today) else plan.plan.fact.invoices
    for number, cents in unpaid.items():
        one = state.invoices[number]
        if one.disputed is not None and one.disputed.cents >= cents:
            disputed.append(number)  # a part only: the rest goes on
        elif number in agreed:
            planned.append(number)
        elif limitation_passed(one.invoice, state.debtor_kind, today=today, law=law):
            prescribed.append(number)
        else:
            chased.append(number)
    return Situation(
        state,
        today,
        playbook,
        calendar,
        reach,
        permit,
        law,
        unpaid,
        chased,
        disputed,
        planned,
        prescribed,
        unkept(state, chased, calendar),
        plan,
        bool(state.payments) and 0 < sum(unpaid.values()) <= permit.small_rest,
    )


def _falls(plan: Standing, today: date) -> bool:
    """The agreement said that a default makes the whole due, and the default is there."""
    return plan.plan.fact.acceleration and plan.broken(today)
