"""Cases told in a few words: each builds a journal and replays it, as the product does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from relance.case import DebtorKind, Invoice, Money, State, Terms, replay
from relance.case.entries import (
    CaseOpened,
    Channel,
    CreditNoteAdded,
    DeliveryOutcome,
    DeliveryReported,
    DisputeOpened,
    Entry,
    Fact,
    InsolvencyOpened,
    InvoiceAdded,
    NoticeSent,
    PaymentReceived,
    RefundMade,
    WriteOff,
)
from relance.claim import FORMAL_NOTICE
from relance.law import LawBook

LAW = LawBook.load()
BUSINESS, CONSUMER, PUBLIC = DebtorKind.BUSINESS, DebtorKind.CONSUMER, DebtorKind.PUBLIC


def day(written: str) -> date:
    return date.fromisoformat(written)


def bill(
    number: str = "F-1",
    amount: str = "1200.00",
    due: str = "2026-07-15",
    *,
    late_rate: str | None = None,
    penalty: str | None = None,
    currency: str = "EUR",
    issued: str | None = None,
) -> Invoice:
    """An invoice issued thirty days before its due date, unless told."""
    due_on = day(due)
    terms = Terms(late_rate, penalty)
    issued_on = day(issued) if issued else due_on - timedelta(days=30)
    return Invoice(number, issued_on, due_on, Money.of(amount, currency), terms=terms)


def case(
    *bills: Invoice,
    kind: DebtorKind | None = BUSINESS,
    paid: Iterable[tuple[str, ...]] = (),  # (day, amount) or (day, amount, invoice)
    credited: Iterable[tuple[str, ...]] = (),
    given_up: Iterable[tuple[str, str, str]] = (),  # (day, amount, invoice)
    refunded: Iterable[tuple[str, str]] = (),  # (day, amount)
    notices: Iterable[str] = (),
    failed: Iterable[str] = (),  # days of notices that never reached the debtor
    disputed: Mapping[str, str | None] | None = None,
    judgment: str | None = None,
    currency: str = "EUR",
) -> State:
    """A case whose facts happened as told; formal notices demand every invoice."""
    facts: list[tuple[str, Fact]] = [("2000-01-01", CaseOpened("cinq-etapes", currency, kind))]
    bills = bills or (bill(currency=currency),)
    numbers = tuple(one.number for one in bills)
    facts += [("2000-01-01", InvoiceAdded(one)) for one in bills]
    for on, amount, *number in credited:
        named = number[0] if number else None
        facts.append((on, CreditNoteAdded("A-1", Money.of(amount, currency), named)))
    for on, amount, *number in paid:
        named = number[0] if number else None
        facts.append((on, PaymentReceived(Money.of(amount, currency), named)))
    facts += [(on, WriteOff(Money.of(amount, currency), n)) for on, amount, n in given_up]
    facts += [(on, RefundMade(Money.of(amount, currency))) for on, amount in refunded]
    for on in (*notices, *failed):
        sent = NoticeSent(f"N-{on}", FORMAL_NOTICE, Channel.LETTER, numbers)
        facts.append((on, sent))
    lost = DeliveryOutcome.UNKNOWN_ADDRESS
    facts += [(on, DeliveryReported(f"N-{on}", lost)) for on in failed]
    for contested, part in (disputed or {}).items():
        of_it = None if part is None else Money.of(part, currency)
        facts.append(("2026-08-01", DisputeOpened(contested, of_it)))
    if judgment is not None:
        facts.append((judgment, InsolvencyOpened(day(judgment))))
    recorded_at = datetime(2026, 11, 23, tzinfo=UTC)
    entries = [Entry(i, day(on), recorded_at, "me", fact) for i, (on, fact) in enumerate(facts)]
    return replay(entries)
