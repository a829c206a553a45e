"""The rehearsal: the same core with other days; what would leave if nobody pays or answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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
from relance.steps.next import next_step
from relance.steps.permit import Permit, Reach
from relance.steps.playbook import Playbook
from relance.steps.step import NoStep, Silence, Step

DELIVERY_DAYS = 2
"""Working days a rehearsed letter takes from posting to delivery."""


_EVERYWHERE = Reach()


@dataclass(frozen=True, slots=True)
class RehearsedDay:
    """A day on which something leaves, or on which the reason for silence changes.

    `state` and `journal` are the case as it stands that day, before the step: what its words
    and amounts are written from. `notice` is the identity the rehearsal gave to what left.
    `warnings` name what would stop the step in reality and does not stop a rehearsal.
    """

    on: date
    decision: Step | NoStep
    state: State
    journal: tuple[Entry, ...]
    notice: str = ""
    warnings: tuple[Silence, ...] = ()


def rehearse(
    journal: Iterable[Entry],
    *,
    from_on: date,
    days: int,
    playbook: Playbook,
    calendar: Calendar,
    permit: Permit,
    reach: Reach = _EVERYWHERE,
    law: LawBook | None = None,
) -> Iterator[RehearsedDay]:
    """Play so many days from that one, as if nobody paid or answered.

    Each step is approved and done on its day, a call reaches nobody, letters are delivered two
    working days after posting, sending is not paused, what is known of the payments is fresh. A
    missing contact is a warning. Facts
    count from their own date: what the journal dates later is not seen before.
    """
    entries = list(journal)
    permit = replace(permit, waiting=False, paused=False, money_known_until=None)
    sequence = max((entry.sequence for entry in entries), default=0)
    visible: list[Entry] = []
    state = State()
    said: tuple[Silence, date | None] | None = None
    for offset in range(days):
        today = from_on + timedelta(days=offset)
        happened = as_of(entries, today)
        if len(happened) != len(visible):
            visible, state = happened, replay(happened)
        decision = next_step(
            state,
            today=today,
            playbook=playbook,
            calendar=calendar,
            reach=_EVERYWHERE,
            permit=permit,
            law=law,
        )
        if isinstance(decision, NoStep):
            # The same reason with another day is news too: the day said before has come.
            if (decision.code, decision.until) != said:
                yield RehearsedDay(today, decision, state, tuple(visible))
            said = decision.code, decision.until
            continue
        said = None
        identity = f"rehearsal-{sequence + 1}"
        warnings = () if reach.has(decision.channel) else (Silence.CONTACT_MISSING,)
        yield RehearsedDay(today, decision, state, tuple(visible), identity, warnings)
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
