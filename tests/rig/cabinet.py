"""The cabinet of the rig: one creditor with a mailbox, and a few clients who pay late."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import resources

from django.db import connection, transaction

from relance.case import DebtorKind, Invoice, Money
from relance.case.entries import CaseOpened, InvoiceAdded
from relance.law import region_of
from relance.office import clock, journal, secrets_box
from relance.office.models import (
    CaseRow,
    ContactRow,
    CreditorRow,
    DebtorRow,
    MailServerRow,
    NoticeRow,
    Organization,
    PlaybookRow,
)
from tests.rig.world import PASSWORD, USER, Server

PLAYBOOK = "banc"


def furnish(server: Server) -> CreditorRow:
    """A creditor whose first reminder leaves by itself."""
    creditor = CreditorRow.objects.create(
        organization=Organization.objects.create(name="Banc d’essai"),
        name="Ana Lopez",
        legal_form="EI",
        siren="732829320",
        street="3 rue Haute",
        postcode="34000",
        city="Montpellier",
        email="ana@example.org",
        phone="+33467000000",
        iban="FR7630006000011234567890189",
        bic="AGRIFRPP",
        signatory="Ana Lopez",
        vat_exempt=True,
        playbook=PLAYBOOK,
    )
    shipped = resources.files("relance.steps") / "playbooks" / "cinq-etapes.yaml"
    source = shipped.read_text(encoding="utf-8")
    PlaybookRow.objects.create(
        creditor=creditor,
        key=PLAYBOOK,
        source=source.replace("approval: to_approve", "approval: automatic", 2),
    )
    MailServerRow.objects.create(
        creditor=creditor,
        host="127.0.0.1",
        port=server.port,
        security="starttls",
        user=USER,
        sender="ana@example.org",
        imap_port=server.imap_port,
        imap_security="none",
    )
    secrets_box.keep(creditor.pk, "smtp_password", PASSWORD)
    return creditor


@dataclass(frozen=True, slots=True)
class Batch:
    """The cases of one run."""

    cases: tuple[int, ...]

    def notices(self) -> list[NoticeRow]:
        return list(NoticeRow.objects.filter(case__in=self.cases).defer("content"))


def late_clients(creditor: CreditorRow, count: int, *, run: int) -> Batch:
    """That many clients, each with one invoice ten days late: a first reminder is due today."""
    today = clock.today()
    cases = []
    with transaction.atomic():
        for number in range(count):
            debtor = DebtorRow.objects.create(
                creditor=creditor,
                name=f"Client {run}-{number}",
                name_key=f"client {run} {number}",
                kind=DebtorKind.BUSINESS.value,
                siren="552100554",
                street="12 rue Basse",
                postcode="69003",
                city="Lyon",
            )
            ContactRow.objects.create(
                creditor=creditor,
                debtor=debtor,
                name="Service comptable",
                email=f"client-{run}-{number}@example.net",
                phone="+33472000000",
            )
            case = CaseRow.objects.create(
                creditor=creditor,
                debtor=debtor,
                opened_on=today,
                playbook=PLAYBOOK,
                reach_email=True,
                reach_phone=True,
                reach_address=True,
                region=region_of("69003").value,
            )
            invoice = Invoice(
                number=f"F-{run}-{number}",
                issued_on=today - timedelta(days=38),
                due_on=today - timedelta(days=8),
                amount=Money.of("1200.00"),
                subject="Refonte du site",
            )
            facts = [
                journal.New(CaseOpened(PLAYBOOK, "EUR", DebtorKind.BUSINESS), today),
                journal.New(InvoiceAdded(invoice), today),
            ]
            journal.append(case.pk, facts, by="banc", today=today)
            cases.append(case.pk)
    return Batch(tuple(cases))


@contextmanager
def short_of_patience() -> Iterator[None]:
    """Wait a second for a lock, not more: its holder may be asleep."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET lock_timeout = '1s'")
        else:
            cursor.execute("PRAGMA busy_timeout = 1000")
    try:
        yield
    finally:
        connection.close()


def leave_database() -> None:
    """Close the connection: a child process must open its own."""
    connection.close()
