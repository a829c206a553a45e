"""How far an invoice has come in its playbook: its next step, and the day of it.

Left out here: what the other invoices of the debtor change; that is `next.py`.
"""

from __future__ import annotations

from datetime import date, timedelta

from relance.case import InvoiceState
from relance.law import Calendar
from relance.steps.plan import Standing
from relance.steps.playbook import FORMAL_NOTICE, Playbook
from relance.steps.promise import Unkept


def next_place(one: InvoiceState, playbook: Playbook) -> int:
    """The place of the invoice's next step after the due date: past the furthest one done."""
    places = playbook.places
    place = playbook.first_after_due
    for key in one.steps_done:
        if (done := places.get(key, -1)) >= place:
            place = done + 1
    return _owed_first(one, place, playbook)


def _owed_first(one: InvoiceState, place: int, playbook: Playbook) -> int:
    """The step that must come before, when a step done for all carried this invoice too far.

    No court without a formal notice of this invoice; no formal notice of what was never
    demanded in writing.
    """
    formal = playbook.formal_place
    if place == playbook.court_place and formal >= 0 and FORMAL_NOTICE not in one.steps_done:
        place = formal
    if place == formal and one.demanded_on is None and playbook.demand_place >= 0:
        place = playbook.demand_place
    return place


def nominal_day(one: InvoiceState, place: int, playbook: Playbook, calendar: Calendar) -> date:
    """The day of a step: its place after the due date, later by as much as the case is behind."""
    due_on = one.invoice.due_on
    days = playbook.active_steps[place].from_day
    if one.steps_done:
        days += _behind(one, place, playbook, calendar)
    return due_on + timedelta(days=days)


def _behind(one: InvoiceState, place: int, playbook: Playbook, calendar: Calendar) -> int:
    """By how many days the steps before that place put the rest of the playbook off.

    A window's end is a target. A step done after it moves all that follows, so that the
    distances between steps hold: a case that comes in at D+200 starts there. Weekends and
    holidays move one step and nothing after it. A step done early wins time back, no more.
    """
    behind = 0
    due_on = one.invoice.due_on
    for step in playbook.active_steps[playbook.first_after_due : place]:
        done_on = one.steps_done.get(step.key)
        if done_on is None or step.key in one.skipped:
            continue  # what was passed over took no time
        days = (done_on - due_on).days
        if days < step.from_day + behind:
            behind = max(0, days - step.from_day)
        elif days > step.until_day + behind:
            aimed_until = due_on + timedelta(days=step.until_day + behind)
            if done_on > calendar.next_working_day(aimed_until):
                behind = days - step.from_day
    return behind


def after_broken_promise(
    one: InvoiceState, place: int, word: Unkept, playbook: Playbook, calendar: Calendar
) -> tuple[int, date]:
    """The place and day of the next step, now that the debtor's word was not kept.

    At least the playbook's firmer step, at once. Its effect ends with the first step done
    since; a court file is never hurried.
    """
    place = _owed_first(one, max(place, playbook.firmer_place), playbook)
    day = nominal_day(one, place, playbook, calendar)
    if place != playbook.court_place:
        day = min(day, word.over_on)
    return place, day


def after_broken_plan(
    one: InvoiceState, place: int, plan: Standing, playbook: Playbook, calendar: Calendar
) -> tuple[int, date]:
    """The same once a payment plan has fallen by its default: firmer, and at once."""
    fell_on = plan.deadline_on
    assert fell_on is not None, "a plan falls after the delay its letter left"
    if any(on > fell_on for on in one.steps_done.values()):
        return place, nominal_day(one, place, playbook, calendar)
    place = _owed_first(one, max(place, playbook.firmer_place), playbook)
    day = nominal_day(one, place, playbook, calendar)
    if place != playbook.court_place:
        day = min(day, fell_on + timedelta(days=1))
    return place, day


def answered(one: InvoiceState, word: Unkept) -> bool:
    """True when a step was done for the invoice since the promised day."""
    return any(on > word.promise.until for on in one.steps_done.values())
