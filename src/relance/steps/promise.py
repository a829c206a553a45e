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


class Kept(NamedTuple):
    """How a debtor has kept his word so far; a promise that still runs counts in neither."""

    kept: int
    broken: int


def kept_promises(state: State, *, today: date, calendar: Calendar) -> Kept:
    """The promises that were kept and those that were broken by that day.

    Kept: the promised amount (all that was then open of what it covers, if it named none) came
    in by its day and the days a transfer takes. One that a later word replaced before its day
    counts in neither.
    """
    kept = broken = 0
    for place, promise in enumerate(state.promises):
        over_on = calendar.add_working_days(promise.until, BANK_DELAY_DAYS) + timedelta(days=1)
        received = sum(
            one.amount.cents
            for one in state.payments
            if promise.made_on <= one.on < over_on and one.sequence > promise.sequence
        )
        if received >= _asked_of(state, promise):
            kept += 1
            continue
        later = state.promises[place + 1 :]
        replaced = any(one.made_on <= promise.until for one in later)
        if today >= over_on and not replaced:
            broken += 1
    return Kept(kept, broken)


def _asked_of(state: State, promise: Promise) -> int:
    """The cents that keep a promise: its amount, or what it covered and was open on its day."""
    if promise.amount is not None:
        return promise.amount.cents
    covered = _covered(state, promise)
    whole = sum(
        one.invoice.amount.cents for number, one in state.invoices.items() if number in covered
    )
    before = sum(
        one.amount.cents
        for one in (*state.payments, *state.credit_notes)
        if one.sequence < promise.sequence and (one.invoice is None or one.invoice in covered)
    )
    return max(1, whole - before)


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
