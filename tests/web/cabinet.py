"""Two tenants who must never see each other, made through the office itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.test import Client

from relance.case import DebtorKind, Invoice, Money
from relance.case.entries import CaseOpened, Channel, InvoiceAdded, NoticeSent
from relance.office import clock, decide, journal, settings, storing
from relance.office.access import everything
from relance.office.journal import New
from relance.office.models import (
    CaseRow,
    ContactRow,
    CreditorRow,
    DebtorRow,
    ExhibitRow,
    InvoiceRow,
    MailServerRow,
    Membership,
    MovementRow,
    NoticeRow,
    Organization,
    PlaybookRow,
    Role,
    StatementRow,
    TextRow,
    UploadRow,
)
from relance.office.naming import name_key, number_key

IDENTITY = "0123456789abcdef"


@dataclass(frozen=True)
class Tenant:
    """One organization with one of everything; every word in it carries its mark."""

    mark: str
    creditor: int
    case: int
    notice: int
    letter: int
    call: int
    exhibit: int
    upload: int
    movement: int
    bank_upload: int
    identity: str
    owner: User
    assistant: User
    reader: User


def today() -> date:
    return clock.today(settings.CONFIG.time_zone)


def signed_in(user: User | None) -> Client:
    """A browser of that person; of a stranger when nobody is given."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def case_of(
    creditor: CreditorRow, name: str, *, late_days: int = 20, kind: str = "business"
) -> CaseRow:
    """A case with one late invoice and a reachable debtor."""
    debtor = DebtorRow.objects.create(
        creditor=creditor,
        name=name,
        name_key=name_key(name),
        kind=kind,
        street="1 rue Haute",
        postcode="69001",
        city="Lyon",
    )
    ContactRow.objects.create(
        creditor=creditor,
        debtor=debtor,
        name=f"{name} Compta",
        email="compta@client.example",
        phone="+33478123456",
    )
    case = CaseRow(creditor=creditor, debtor=debtor, opened_on=today(), playbook="cinq-etapes")
    decide.mirror_debtor(case)
    case.save()
    due = today() - timedelta(days=late_days)
    invoice = Invoice(
        f"{name}-42", due - timedelta(days=30), due, Money.of("1200.00"), subject=f"{name} site"
    )
    InvoiceRow.objects.create(
        creditor=creditor,
        case=case,
        number=invoice.number,
        number_key=number_key(invoice.number),
        issued_on=invoice.issued_on,
        due_on=due,
        cents=invoice.amount.cents,
    )
    opened = CaseOpened("cinq-etapes", "EUR", DebtorKind(kind) if kind else None)
    journal.append(
        case.pk,
        [New(opened, on=invoice.issued_on), New(InvoiceAdded(invoice), on=invoice.issued_on)],
        by="relance",
        today=today(),
    )
    case.refresh_from_db()
    return case


def mail_of(mark: str) -> bytes:
    return (
        f"From: {mark} <moi@{mark}.example>\r\nTo: compta@client.example\r\n"
        f"Subject: Facture {mark}-42\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"Bonjour,\r\n\r\nla facture {mark}-42 attend.\r\n"
    ).encode()


def notice_of(
    case: CaseRow, mark: str, *, channel: str = "email", state: str = "prepared", step: str = ""
) -> NoticeRow:
    steps = {"email": "kind_email", "letter": "formal_reminder", "phone": "call"}
    stored = storing.store(case.creditor_id, mail_of(mark), "message/rfc822")
    return NoticeRow.objects.create(
        creditor_id=case.creditor_id,
        case=case,
        identity=f"{mark}{channel}".lower()[:60],
        step=step or steps[channel],
        kind=step or steps[channel],
        channel=channel,
        approval="to_approve",
        state=state,
        planned_on=today(),
        prepared_on=today(),
        invoices=[f"{case.debtor.name}-42"],
        basis=case.last_sequence,
        recipient="compta@client.example",
        subject=f"{mark} objet",
        content=stored,
        sha256=stored.sha256,
    )


def movement_of(case: CaseRow, mark: str) -> MovementRow:
    """A transfer that may be this debtor's, and waits for a person."""
    statement = StatementRow.objects.create(
        creditor_id=case.creditor_id,
        name=f"{mark}.ofx",
        account=mark,
        currency="EUR",
        brought_at=clock.now(),
        brought_by="moi",
    )
    return MovementRow.objects.create(
        creditor_id=case.creditor_id,
        statement=statement,
        key=f"{mark}-1",
        on=today() - timedelta(days=1),
        cents=1200,
        currency="EUR",
        label=f"VIR {mark}",
        state="asked",
        proposals=[
            {
                "parts": [{"case": case.pk, "invoice": f"{mark}-42", "cents": 1200}],
                "why": [f"Le nom est celui de {mark}."],
            }
        ],
    )


def tenant(mark: str) -> Tenant:
    """An organization with one of everything."""
    with everything():
        organization = Organization.objects.create(name=f"{mark} organisation")
        people = {}
        for role in Role:
            user = User.objects.create_user(username=f"{mark}-{role}")
            Membership.objects.create(user=user, organization=organization, role=role)
            people[role] = user
        creditor = CreditorRow.objects.create(
            organization=organization, name=f"{mark} créancier", email=f"moi@{mark}.example".lower()
        )
        case = case_of(creditor, f"{mark}")
        journal.append(
            case.pk,
            [
                New(
                    NoticeSent(
                        IDENTITY, "formal_reminder", Channel.LETTER, (f"{mark}-42",), tracking=mark
                    ),
                    on=today() - timedelta(days=2),
                    because=f"{mark} raison",
                )
            ],
            by="relance",
            today=today(),
        )
        case.refresh_from_db()
        notice = notice_of(case, mark)
        letter = notice_of(case_of(creditor, f"{mark} lettre"), mark, channel="letter")
        call = notice_of(case_of(creditor, f"{mark} appel"), mark, channel="phone")
        stored = storing.store(creditor.pk, f"{mark} pièce".encode(), "application/pdf")
        exhibit = ExhibitRow.objects.create(
            creditor=creditor, case=case, file=stored, name=f"{mark}.pdf", on=today()
        )
        upload = UploadRow.objects.create(
            creditor=creditor,
            name=f"{mark}.csv",
            kind="spreadsheet",
            content=f"numero;client\n{mark};{mark}\n".encode(),
            sha256="0" * 64,
        )
        bank_upload = UploadRow.objects.create(
            creditor=creditor,
            name=f"{mark}-releve.csv",
            kind="bank",
            content=f"quand;quoi;combien\n02/01/2026;{mark};12,00\n".encode(),
            sha256="1" * 64,
            reading={
                "key": "k",
                "headers": ["quand", "quoi", "combien"],
                "places": {},
                "samples": [["02/01/2026", mark, "12,00"]],
            },
        )
        movement = movement_of(case, mark)
        MailServerRow.objects.create(
            creditor=creditor, host=f"smtp.{mark}.example", sender=f"moi@{mark}.example".lower()
        )
        PlaybookRow.objects.create(
            creditor=creditor,
            key=f"{mark}-scenario".lower(),
            source=(
                f"name: {mark} scénario\nsteps:\n"
                "  - {key: kind_email, name: Un mot, from: 7, channel: email}\n"
            ),
        )
        TextRow.objects.create(
            creditor=creditor,
            kind="kind_email",
            source=f"subject: {mark}\nparagraphs:\n  - text: {mark}\n",
        )
    return Tenant(
        mark=mark,
        creditor=creditor.pk,
        case=case.pk,
        notice=notice.pk,
        letter=letter.pk,
        call=call.pk,
        exhibit=exhibit.pk,
        upload=upload.pk,
        movement=movement.pk,
        bank_upload=bank_upload.pk,
        identity=IDENTITY,
        owner=people[Role.OWNER],
        assistant=people[Role.ASSISTANT],
        reader=people[Role.READER],
    )
