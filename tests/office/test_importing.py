"""From files to cases: duplicates, credit notes, other people's invoices, all in one run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from relance.case import DebtorKind
from relance.intake import Document, PartyRead, Reading
from relance.office import clock
from relance.office.access import everything
from relance.office.debtors_batch import Defaults
from relance.office.importing import import_readings
from relance.office.journal import state_of
from relance.office.models import CaseRow, CreditorRow, DebtorRow, Organization

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = date(2026, 4, 3)
SELLER = PartyRead(name="Atelier Duval", legal_id="732829320")


@pytest.fixture(autouse=True)
def _unscoped() -> Iterator[None]:
    with everything(), clock.stopped_at(TODAY):
        yield


def paper(
    number: str, amount: str = "120.00", *, buyer: str = "Café de l’Été", code: str = "380",
    seller: PartyRead = SELLER, currency: str = "EUR", siren: str | None = None,
) -> Reading:  # fmt: skip
    document = Document(
        file=f"{number}.xml",
        number=number,
        type_code=code,
        issue_date=date(2026, 3, 1),
        due_date=date(2026, 3, 31),
        currency=currency,
        seller=seller,
        buyer=PartyRead(name=buyer, legal_id=siren),
        grand_total=Decimal(amount),
        due_payable=Decimal(amount),
        syntax="CII",
    )
    return Reading(document.file, "0" * 64, document)


def run(*readings: Reading, defaults: Defaults | None = None) -> list[str]:
    organization = Organization.objects.first() or Organization.objects.create(name="Moi")
    report, _ = import_readings(
        readings, organization=organization, by="moi", defaults=defaults, today=TODAY
    )
    return [problem.code for problem in report.problems]


def test_the_creditor_is_made_from_the_first_seller() -> None:
    """Nothing to configure on an empty folder: the invoice says who is owed."""
    assert run(paper("F-1")) == []

    assert [(one.name, one.siren) for one in CreditorRow.objects.all()] == [
        ("Atelier Duval", "732829320")
    ]


def test_two_invoices_of_a_debtor_are_one_case() -> None:
    """People write to a client, not to an invoice: «Café de l'Eté SARL» is the same café."""
    assert run(paper("F-1"), paper("F-2", buyer="CAFE DE L'ETE SARL")) == []

    assert list(state_of(CaseRow.objects.get()).invoices) == ["F-1", "F-2"]


def test_amounts_of_two_currencies_are_never_one_case() -> None:
    """A dollar is not a euro: the same debtor has a case for each."""
    assert run(paper("F-1"), paper("F-2", currency="USD")) == []

    assert sorted(CaseRow.objects.values_list("currency", flat=True)) == ["EUR", "USD"]
    assert DebtorRow.objects.count() == 1


def test_a_credit_note_reduces_and_never_claims() -> None:
    """It may even come before its invoice in the folder: the invoice is taken first."""
    assert run(paper("A-1", "20.00", code="381"), paper("F-1")) == []

    case = CaseRow.objects.get()
    assert case.open_cents == 10000
    assert list(state_of(case).invoices) == ["F-1"]


def test_a_credit_note_alone_makes_no_case() -> None:
    """Nobody is chased because of an avoir."""
    assert run(paper("A-1", "20.00", code="381")) == ["nothing_to_reduce"]

    assert not CaseRow.objects.exists()


def test_the_same_number_twice_is_taken_once() -> None:
    """In one run, and again the next day: listed, named, never doubled."""
    assert run(paper("F-1"), paper("f- 1")) == ["twice_in_this_run"]
    assert run(paper("F-1"), paper("F-2")) == ["already_known"]

    assert list(state_of(CaseRow.objects.get()).invoices) == ["F-1", "F-2"]


def test_somebody_else_s_invoice_is_not_ours_to_chase() -> None:
    """An invoice received, dropped by mistake, must never be sent to its author."""
    other = PartyRead(name="Fournisseur SA", legal_id="552100554")
    assert run(paper("F-1"), paper("X-9", seller=other)) == ["other_seller"]

    assert CaseRow.objects.count() == 1


@pytest.mark.parametrize(
    ("siren", "default", "kind"),
    [
        ("552100554", None, "business"),
        ("217500016", None, "public"),  # a commune's SIREN begins with 2
        (None, None, ""),
        (None, DebtorKind.CONSUMER, "consumer"),
    ],
)
def test_the_file_says_what_the_debtor_is_or_nobody_does(
    siren: str | None, default: DebtorKind | None, kind: str
) -> None:
    """Kind decides every charge: it is read or asked, never guessed from a name."""
    assert run(paper("F-1", siren=siren), defaults=Defaults(kind=default)) == []

    assert DebtorRow.objects.get().kind == kind
