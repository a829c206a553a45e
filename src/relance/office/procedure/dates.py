"""The dates of a case's procedure, and the first day on which the desk must speak of one."""

from __future__ import annotations

from datetime import date

from relance.case import State
from relance.office import decide
from relance.office.wiring import law_book
from relance.routes.milestones import Milestone, Sense, of_insolvency, of_order


def milestones(state: State, *, region: str) -> tuple[Milestone, ...]:
    """The dates of the procedures that run, counted on the debtor's calendar.

    Once a collective procedure is open, the request and its order are stopped (C. com. L622-21):
    a day to serve it or to enforce it would tell the creditor to do what the law forbids.
    """
    working, law = decide.calendar_of(region), law_book()
    found: tuple[Milestone, ...] = ()
    if state.insolvency is not None:
        found += of_insolvency(state.insolvency, state.declared, law=law, working=working)
    elif state.order is not None and state.order.running:
        found += of_order(state.order, law=law, working=working)
    return found


def watch_on(state: State, *, region: str) -> date | None:
    """The first day on which one of them asks for a person; None when none does."""
    if state.insolvency is None and not state.orders:
        return None  # the usual case: no look at the law
    days = (one.warn_on for one in milestones(state, region=region))
    return min((day for day in days if day is not None), default=None)


def pressing(state: State, today: date, *, region: str) -> Milestone | None:
    """The milestone to speak of today: the last day that ends first, else what came last.

    Once the order can be enforced, that the time to oppose is over has been said.
    """
    warned = [
        one
        for one in milestones(state, region=region)
        if one.warn_on is not None and one.warn_on <= today
    ]
    until = [one for one in warned if one.sense is Sense.UNTIL]
    if until:
        return min(until, key=lambda one: one.last_on or today)
    return max(warned, key=lambda one: one.last_on or today, default=None)
