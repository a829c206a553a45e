"""Fill a database with many cases of twelve entries each, quickly and truly chained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from relance.case import DebtorKind, Invoice, Money, replay
from relance.case.entries import (
    CallMade,
    CallOutcome,
    CaseOpened,
    Channel,
    DeliveryOutcome,
    DeliveryReported,
    HoldLifted,
    HoldPlaced,
    InvoiceAdded,
    NoticeSent,
    PaymentReceived,
    ReplyRead,
    ReplyReceived,
)
from relance.office import bulk, caches, decide
from relance.office.journal import New, chained
from relance.office.models import (
    CaseRow,
    ContactRow,
    CreditorRow,
    DebtorRow,
    EntryRow,
    Organization,
)

CREDITORS = 20
CHUNK = 2000
RECORDED_AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def facts(number: int, due_on: date) -> list[New]:
    """Twelve facts of an ordinary case: mail, call, letter, a part payment, a pause, a reply."""
    invoice = Invoice(
        f"F-{number}", due_on - timedelta(days=30), due_on, Money(100000 + number % 5000), "Site"
    )
    other = Invoice(
        f"G-{number}",
        due_on - timedelta(days=20),
        due_on + timedelta(days=10),
        Money(50000),
        "Logo",
    )

    def on(days: int) -> date:
        return due_on + timedelta(days=days)

    both = (invoice.number, other.number)
    return [
        New(CaseOpened("cinq-etapes", "EUR", DebtorKind.BUSINESS), invoice.issued_on),
        New(InvoiceAdded(invoice), invoice.issued_on),
        New(InvoiceAdded(other), other.issued_on),
        New(NoticeSent(f"a{number}", "kind_email", Channel.EMAIL, (both[0],), contact="1"), on(8)),
        New(ReplyReceived(Channel.EMAIL), on(9)),
        New(ReplyRead(), on(9)),
        New(CallMade("call", CallOutcome.CASH_PROBLEM, both), on(16)),
        New(PaymentReceived(Money(20000)), on(18)),
        New(HoldPlaced(on(25)), on(19)),
        New(HoldLifted(), on(22)),
        New(
            NoticeSent(f"b{number}", "formal_reminder", Channel.LETTER, both, deadline_on=on(38)),
            on(30),
        ),
        New(DeliveryReported(f"b{number}", DeliveryOutcome.DELIVERED), on(32)),
    ]


def fill(cases: int, *, today: date, lateness: int, shared: float = 1.0) -> None:
    """Make so many cases; `shared` of them are `lateness` days late, the others a week less."""
    organization = Organization.objects.create(name="Cabinet")
    creditors = [
        CreditorRow.objects.create(
            organization=organization, name=f"Créancier {place}", postcode="75011", city="Paris"
        )
        for place in range(CREDITORS)
    ]
    shelf = decide.Shelf()
    for start in range(0, cases, CHUNK):
        numbers = range(start, min(start + CHUNK, cases))
        with transaction.atomic():
            _chunk(creditors, numbers, today, lateness, shared, cases, shelf)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _chunk(
    creditors: list[CreditorRow],
    numbers: range,
    today: date,
    lateness: int,
    shared: float,
    cases: int,
    shelf: decide.Shelf,
) -> None:
    debtors = [
        DebtorRow(
            creditor=creditors[number % CREDITORS],
            name=f"Client {number}",
            name_key=f"client {number}",
            kind="business",
            street="1 rue de la Paix",
            postcode="69001",
            city="Lyon",
        )
        for number in numbers
    ]
    DebtorRow.objects.bulk_create(debtors)
    ContactRow.objects.bulk_create(
        ContactRow(
            creditor=one.creditor, debtor=one, email=f"c{one.pk}@example.org", phone="+33612345678"
        )
        for one in debtors
    )
    rows = [
        CaseRow(
            creditor=one.creditor,
            debtor=one,
            opened_on=today,
            playbook="cinq-etapes",
            reach_email=True,
            reach_phone=True,
            reach_address=True,
            region="FR",
        )
        for one in debtors
    ]
    CaseRow.objects.bulk_create(rows)
    entries: list[dict[str, Any]] = []
    for number, case in zip(numbers, rows, strict=True):
        late = lateness if number < cases * shared else lateness - 7
        entries.extend(_journal(case, number, today, late, shelf))
    bulk.insert(EntryRow, entries)
    bulk.save_caches(rows, caches.CACHED)


def _journal(
    case: CaseRow, number: int, today: date, late: int, shelf: decide.Shelf
) -> Iterator[dict[str, Any]]:
    made, entries = chained(
        case, facts(number, today - timedelta(days=late)), by="moi", recorded_at=RECORDED_AT
    )
    yesterday = today - timedelta(days=1)
    state = replay(entries)
    decision = decide.decide(case, state, today=yesterday, waiting=False, shelf=shelf)
    caches.keep(case, state, decision, today=yesterday, shelf=shelf)
    yield from made
