"""How far an invoice has come in its playbook: its next step, and the day of it.

Left out here: what the other invoices of the debtor change; that is `next.py`.
"""

from __future__ import annotations

from datetime import date, timedelta

from relance.case import InvoiceState
from relance.law import Calendar
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
    """The day of a step: its place after the due date, or later for a case that came in late.

    A window's end is a target. When the step before was done after it, weekends and holidays
    apart, the distance between both steps is kept from the day it was really done.
    """
    steps = playbook.active_steps
    due_on = one.invoice.due_on
    from_day = steps[place].from_day
    for before in range(place - 1, playbook.first_after_due - 1, -1):
        step = steps[before]
        done_on = one.steps_done.get(step.key)
        if done_on is None or step.key in one.skipped:
            continue  # what was passed over took no time
        aimed_until = due_on + timedelta(days=step.until_day)
        if done_on > aimed_until and done_on > calendar.next_working_day(aimed_until):
            return done_on + timedelta(days=from_day - step.from_day)
        break
    return due_on + timedelta(days=from_day)


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


def answered(one: InvoiceState, word: Unkept) -> bool:
    """True when a step was done for the invoice since the promised day."""
    return any(on > word.promise.until for on in one.steps_done.values())
