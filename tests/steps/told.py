"""A case told in facts, and the question of the day asked of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from relance.case import DebtorKind, Invoice, Money, State, replay
from relance.case.entries import (
    CallMade,
    CallOutcome,
    CaseOpened,
    Channel,
    Entry,
    Fact,
    InvoiceAdded,
    NoticeSent,
)
from relance.law import Calendar, LawBook
from relance.steps import NoStep, Permit, Playbook, Reach, Step, builtin, next_step

LAW = LawBook.load()
FRANCE = Calendar()
FIVE = builtin("cinq-etapes")

Told = tuple[str, Fact]


def day(written: str) -> date:
    return date.fromisoformat(written)


def bill(
    number: str = "F-1", due: str = "2026-03-31", amount: str = "1200", currency: str = "EUR"
) -> Told:
    """An invoice issued thirty days before its due date, as a fact."""
    due_on = day(due)
    issued_on = due_on - timedelta(days=30)
    invoice = Invoice(number, issued_on, due_on, Money.of(amount, currency))
    return issued_on.isoformat(), InvoiceAdded(invoice)


def sent(
    on: str,
    step: str,
    *invoices: str,
    listed: tuple[str, ...] = (),
    deadline: str | None = None,
    notice: str = "",
    contact: str | None = None,
) -> Told:
    """A notice of that step that left, by the usual channel of the step."""
    channel = {
        "formal_reminder": Channel.LETTER,
        "formal_notice": Channel.LETTER,
        "court_file": Channel.COURT,
    }.get(step, Channel.EMAIL)
    return on, NoticeSent(
        notice=notice or f"{step}-{on}",
        step=step,
        channel=channel,
        invoices=invoices or ("F-1",),
        listed=listed,
        deadline_on=day(deadline) if deadline else None,
        contact=contact,
    )


def called(on: str, *invoices: str, outcome: CallOutcome = CallOutcome.VOICEMAIL) -> Told:
    return on, CallMade("call", outcome, invoices or ("F-1",))


def journal(told: Iterable[Told], kind: DebtorKind | None = DebtorKind.BUSINESS) -> list[Entry]:
    """The entries of a case opened before everything else, in the order they are told."""
    facts: list[Told] = [("2000-01-03", CaseOpened("cinq-etapes", debtor_kind=kind)), *told]
    return [
        Entry(sequence, day(on), datetime(2026, 1, 1, tzinfo=UTC), "camille", fact)
        for sequence, (on, fact) in enumerate(facts, 1)
    ]


def state_of(told: Iterable[Told], kind: DebtorKind | None = DebtorKind.BUSINESS) -> State:
    return replay(journal(told, kind))


def asked(
    on: str | date,
    *told: Told,
    kind: DebtorKind | None = DebtorKind.BUSINESS,
    playbook: Playbook = FIVE,
    calendar: Calendar = FRANCE,
    reach: Reach | None = None,
    permit: Permit | None = None,
) -> Step | NoStep:
    """What is to be done on that day, with only what had happened by then."""
    today = day(on) if isinstance(on, str) else on
    known = [(when, fact) for when, fact in told if day(when) <= today]
    return next_step(
        state_of(known, kind),
        today=today,
        playbook=playbook,
        calendar=calendar,
        reach=reach or Reach(),
        permit=permit or Permit(),
        law=LAW,
    )


def said(answer: Step | NoStep) -> tuple[str, str | None]:
    """The answer in two words: the step and its day, or the silence and its `until`."""
    if isinstance(answer, Step):
        return answer.key, answer.on.isoformat()
    return answer.code.value, answer.until.isoformat() if answer.until else None
