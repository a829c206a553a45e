"""What it means for a case that something left, came back or was said on the telephone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from relance.case.entries import (
    UNREACHED,
    CallMade,
    Channel,
    DeliveryOutcome,
    DeliveryReported,
    Entry,
    NoticeSent,
)
from relance.case.state import Sent, State


def _contacted(state: State, on: date) -> None:
    if state.last_contact_on is None or on > state.last_contact_on:
        state.last_contact_on = on


def _done(state: State, numbers: Iterable[str], step: str, on: date) -> None:
    for number in numbers:
        if (one := state.invoices.get(number)) is not None:
            if step in one.skipped:  # passed over first, then done after all
                one.skipped = tuple(key for key in one.skipped if key != step)
                del one.steps_done[step]
            one.steps_done.setdefault(step, on)


def _notice_sent(state: State, entry: Entry, fact: NoticeSent) -> None:
    state.notices.append(Sent(entry.on, fact))
    _done(state, fact.invoices, fact.step, entry.on)
    if fact.channel is not Channel.COURT:
        _contacted(state, entry.on)
        _demanded(state, state.notices[-1])
    state.postponed.pop(fact.step, None)


def _demanded(state: State, sent: Sent) -> None:
    for number in (*sent.fact.invoices, *sent.fact.listed):
        one = state.invoices.get(number)
        # What is written before the due date reminds; it demands nothing yet.
        if one is not None and one.demanded_on is None and sent.on > one.invoice.due_on:
            one.demanded_on = sent.on


def _delivery(state: State, entry: Entry, fact: DeliveryReported) -> None:
    contact = fact.contact
    for place, sent in enumerate(state.notices):
        if sent.fact.notice == fact.notice:
            state.notices[place] = Sent(
                sent.on, sent.fact, fact.outcome, entry.on, fact.presented_on
            )
            contact = contact or sent.fact.contact
            if fact.outcome in UNREACHED:
                _never_reached(state, sent)
    if fact.outcome is DeliveryOutcome.BOUNCED:
        state.bounced[contact or ""] = entry.on
    elif fact.outcome is DeliveryOutcome.UNKNOWN_ADDRESS:
        state.returned_on = entry.on


def _never_reached(state: State, sent: Sent) -> None:
    """A notice that nobody received was not made: its step is to be done again."""
    reached = [one for one in state.notices if one.outcome not in UNREACHED]
    for number in (*sent.fact.invoices, *sent.fact.listed):
        if (one := state.invoices.get(number)) is not None:
            if one.steps_done.get(sent.fact.step) == sent.on:
                del one.steps_done[sent.fact.step]
            one.demanded_on = None
    state.last_contact_on = max((on for on, _ in state.calls), default=None)
    for other in reached:
        _done(state, other.fact.invoices, other.fact.step, other.on)
        if other.fact.channel is not Channel.COURT:
            _contacted(state, other.on)
            _demanded(state, other)


def _call_made(state: State, entry: Entry, fact: CallMade) -> None:
    state.calls.append((entry.on, fact))
    _done(state, fact.invoices, fact.step, entry.on)
    _contacted(state, entry.on)
    state.postponed.pop(fact.step, None)


MEANING_OF_CONTACT: dict[type, Callable[[State, Entry, Any], None]] = {
    NoticeSent: _notice_sent,
    DeliveryReported: _delivery,
    CallMade: _call_made,
}
