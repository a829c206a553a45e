"""A small cabinet in the database, for the tests of the office."""

from __future__ import annotations

from datetime import date

from relance.case import DebtorKind, Invoice, Money
from relance.case.entries import CaseOpened, InvoiceAdded
from relance.office import decide
from relance.office.journal import New, append
from relance.office.models import CaseRow, ContactRow, CreditorRow, DebtorRow, Organization
from relance.office.naming import name_key

DUE = date(2026, 3, 31)


def creditor(name: str = "Atelier Duval", **changes: object) -> CreditorRow:
    values: dict[str, object] = {
        "organization": Organization.objects.create(name=name),
        "name": name,
        "siren": "732829320",
        "street": "12 rue de l’Été",
        "postcode": "69003",
        "city": "Lyon",
        "email": "claire@atelier-duval.fr",
        "phone": "+33612345678",
        "iban": "FR7630006000011234567890189",
        "signatory": "Claire Duval",
    }
    return CreditorRow.objects.create(**(values | changes))


def case(
    owner: CreditorRow,
    *,
    name: str = "Café de l’Été",
    number: str = "F-12",
    amount: str = "1200.00",
    due_on: date = DUE,
    kind: DebtorKind | None = DebtorKind.BUSINESS,
    today: date = DUE,
    email: str = "julie@cafe-ete.fr",
) -> CaseRow:
    """A case with one invoice, its contact and its address."""
    debtor = DebtorRow.objects.create(
        creditor=owner,
        name=name,
        name_key=name_key(name),
        kind=kind.value if kind else "",
        street="3 place du Marché",
        postcode="75011",
        city="Paris",
    )
    ContactRow.objects.create(
        creditor=owner, debtor=debtor, name="Julie Martin", email=email, phone="+33612345679"
    )
    row = CaseRow(creditor=owner, debtor=debtor, opened_on=today, playbook=owner.playbook)
    row.save()
    decide.mirror_debtor(row)
    row.save()
    invoice = Invoice(number, date(due_on.year, 1, 5), due_on, Money.of(amount), "Refonte du site")
    append(
        row.pk,
        [
            New(CaseOpened(owner.playbook, "EUR", kind), invoice.issued_on),
            New(InvoiceAdded(invoice), invoice.issued_on),
        ],
        by="moi",
        today=today,
    )
    row.refresh_from_db()
    return row
