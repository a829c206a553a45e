"""Past and future of a case on one line: what happened, what would leave if nobody pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from relance.case import Money, State
from relance.case.entries import Channel, Entry
from relance.claim import statement
from relance.notices import silence_sentence
from relance.notices.told import told
from relance.office import decide
from relance.office.journal import entries_of
from relance.office.models import CaseRow
from relance.office.wiring import law_book
from relance.steps import NoStep, RehearsedDay, rehearse
from relance.steps.playbook import FORMAL_NOTICE

DAYS_AHEAD = 120


@dataclass(frozen=True, slots=True)
class Moment:
    """One day of a case. `past`: an entry of the journal; else a rehearsed step or silence.

    `total` is what the step would claim that day: the principal for friendly steps, charges
    included from the formal notice on.
    """

    on: date
    past: bool
    text: str
    step: str = ""
    channel: str = ""
    silence: str = ""
    until: date | None = None
    total: Money | None = None
    deadline_on: date | None = None
    invoices: tuple[str, ...] = ()


def rehearsed(
    case: CaseRow, journal: Sequence[Entry], *, from_on: date, days: int
) -> list[RehearsedDay]:
    """The rehearsal of a case with its own playbook, calendar and permit."""
    playbook_key = case.playbook or case.creditor.playbook
    return list(
        rehearse(
            journal,
            from_on=from_on,
            days=days,
            playbook=decide.Shelf().playbook(case.creditor_id, playbook_key),
            calendar=decide.calendar_of(case.region),
            permit=decide.permit_of(case.creditor, waiting=False, paused=False),
            reach=decide.reach_of(case),
            law=law_book(),
        )
    )


def claimed(state: State, day: RehearsedDay) -> Money | None:
    """What a rehearsed step claims: cash for friendly steps, the statement for formal ones."""
    step = day.decision
    if isinstance(step, NoStep):
        return None
    if step.key == FORMAL_NOTICE or step.channel is Channel.COURT:
        return statement(
            state, on=day.on, law=law_book(), without_disputed=True, invoices=step.invoices
        ).total
    opened = state.open_amounts()
    total = Money(0, state.currency)
    for number in step.invoices:
        disputed = state.invoices[number].disputed
        total = total + (opened[number] - disputed if disputed else opened[number])
    return total


def timeline(case: CaseRow, today: date, *, days: int = DAYS_AHEAD) -> list[Moment]:
    """Past entries, oldest first, then what would happen from today on."""
    journal = entries_of(case)
    moments = [
        Moment(entry.on, past=True, text=told(entry.fact))
        for entry in sorted(journal, key=lambda one: (one.on, one.sequence))
    ]
    for day in rehearsed(case, journal, from_on=today, days=days):
        step = day.decision
        if isinstance(step, NoStep):
            moments.append(
                Moment(
                    day.on,
                    past=False,
                    text=silence_sentence(step.code.value, step.until, step.detail),
                    silence=step.code.value,
                    until=step.until,
                )
            )
        else:
            moments.append(
                Moment(
                    day.on,
                    past=False,
                    text="",
                    step=step.key,
                    channel=step.channel.value,
                    total=claimed(day.state, day),
                    deadline_on=step.deadline_on,
                    invoices=step.invoices,
                )
            )
    return moments
