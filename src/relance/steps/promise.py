"""A promise to pay: which invoices it covers, whether it was kept, when it is broken."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from relance.case import Promise, State
from relance.law import Calendar

BANK_DELAY_DAYS = 2
"""Working days after the promised date in which a transfer of that date still arrives."""


class Unkept(NamedTuple):
    """The last promise, not kept so far: broken from `over_on`, for the invoices it covers."""

    promise: Promise
    over_on: date
    invoices: frozenset[str]


def unkept(state: State, chased: list[str], calendar: Calendar) -> Unkept | None:
    """The last promise, unless it was kept.

    It is kept when the promised amount came in since, or when nothing it covers is left to
    chase. It is broken once its day and the days a transfer takes have passed.
    """
    promise = state.promise
    if promise is None:
        return None
    invoices = _covered(state, promise)
    if invoices.isdisjoint(chased) or _came_in(state, promise):
        return None
    over_on = calendar.add_working_days(promise.until, BANK_DELAY_DAYS) + timedelta(days=1)
    return Unkept(promise, over_on, invoices)


def _covered(state: State, promise: Promise) -> frozenset[str]:
    """The invoices a promise speaks of: those late on its day; if none was, those due by then."""
    due = [(number, one.invoice.due_on) for number, one in state.invoices.items()]
    late = frozenset([number for number, due_on in due if due_on < promise.made_on])
    return late or frozenset([number for number, due_on in due if due_on <= promise.until])


def _came_in(state: State, promise: Promise) -> bool:
    """True when a promised amount was received; a promise to pay all names none."""
    if promise.amount is None:
        return False
    return state.received_since(promise.made_on, promise.sequence) >= promise.amount.cents
