"""The rehearsal: the same core with other days; what would leave if nobody pays or answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from relance.case import State, as_of, replay
from relance.case.entries import (
    CallMade,
    CallOutcome,
    Channel,
    DeliveryOutcome,
    DeliveryReported,
    Entry,
    Fact,
    NoticeSent,
)
from relance.law import Calendar, LawBook
from relance.steps.guards import Permit, Reach
from relance.steps.next import next_step
from relance.steps.playbook import Playbook
from relance.steps.step import NoStep, Step

DELIVERY_DAYS = 2
"""Working days a rehearsed letter takes from posting to delivery."""


@dataclass(frozen=True, slots=True)
class RehearsedDay:
    """A day on which something leaves, or on which the reason for silence changes.

    `state` is the case as it stands that day, before the step: what its words are written from.
    `notice` is the identity the rehearsal gave to what left.
    """

    on: date
    decision: Step | NoStep
    state: State
    notice: str = ""


def rehearse(
    journal: Iterable[Entry],
    *,
    from_on: date,
    days: int,
    playbook: Playbook,
    calendar: Calendar,
    permit: Permit,
    law: LawBook | None = None,
) -> Iterator[RehearsedDay]:
    """Play so many days from that one, as if nobody paid or answered.

    Each step is approved and done on its day, letters are delivered two working days after
    posting, every contact is there. Facts count from their own date.
    """
    entries = list(journal)
    reach = Reach()
    sequence = max((entry.sequence for entry in entries), default=0)
    seen = -1
    state = State()
    said: object = None
    for offset in range(days):
        today = from_on + timedelta(days=offset)
        visible = as_of(entries, today)
        if len(visible) != seen:
            state, seen = replay(visible), len(visible)
        decision = next_step(
            state,
            today=today,
            playbook=playbook,
            calendar=calendar,
            reach=reach,
            permit=permit,
            law=law,
        )
        if isinstance(decision, NoStep):
            if decision.code is not said:
                yield RehearsedDay(today, decision, state)
            said = decision.code
            continue
        said = None
        identity = f"rehearsal-{sequence + 1}"
        yield RehearsedDay(today, decision, state, identity)
        for on, fact in _done(decision, identity, today, calendar):
            sequence += 1
            entries.append(_entry(sequence, on, fact))


def _done(
    step: Step, identity: str, today: date, calendar: Calendar
) -> Iterator[tuple[date, Fact]]:
    if step.channel is Channel.PHONE:
        yield today, CallMade(step.key, CallOutcome.VOICEMAIL, step.invoices)
        return
    yield (
        today,
        NoticeSent(
            notice=identity,
            step=step.key,
            channel=step.channel,
            invoices=step.invoices,
            listed=step.listed,
            deadline_on=step.deadline_on,
        ),
    )
    if step.channel is Channel.LETTER:
        delivered_on = calendar.add_working_days(today, DELIVERY_DAYS)
        yield delivered_on, DeliveryReported(identity, DeliveryOutcome.DELIVERED)


def _entry(sequence: int, on: date, fact: Fact) -> Entry:
    return Entry(sequence, on, datetime(on.year, on.month, on.day, tzinfo=UTC), "rehearsal", fact)
