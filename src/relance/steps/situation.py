"""All that a guard may look at: the case, the day, the playbook, and what may be chased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from relance.case import InvoiceState, State
from relance.law import Calendar, LawBook
from relance.steps.limitation import limitation_passed
from relance.steps.permit import Permit, Reach
from relance.steps.playbook import Playbook
from relance.steps.promise import Unkept, unkept


@dataclass(slots=True)
class Situation:
    """One question to this room, with what it needs to answer.

    `open` are the invoices on which money is missing, in cents. `chased` are those of them
    that a step may demand; the others are disputed as a whole, or prescribed.
    `unkept` is the last promise, if it was not kept so far.
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
    prescribed: list[str]
    unkept: Unkept | None


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
    prescribed: list[str] = []
    for number, cents in unpaid.items():
        one = state.invoices[number]
        if one.disputed is not None and one.disputed.cents >= cents:
            disputed.append(number)  # a part only: the rest goes on
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
        prescribed,
        unkept(state, chased, calendar),
    )
