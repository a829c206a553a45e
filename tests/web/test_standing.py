"""The head of a case tells the truth: due, to fall due, paid."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from relance.case import Money
from relance.case.entries import InvoiceAdded, PaymentReceived
from relance.case.invoice import Invoice
from relance.notices.french import day
from relance.office import journal
from relance.office.access import everything
from relance.office.journal import New
from relance.office.models import CaseRow, CreditorRow
from tests.web.cabinet import Tenant, case_of, signed_in, tenant, today

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def cabinet() -> Tenant:
    return tenant("Atelier")


def page(cabinet: Tenant, case: CaseRow) -> str:
    return signed_in(cabinet.owner).get(reverse("case", args=[case.pk])).content.decode()


def opened(cabinet: Tenant, *, late_days: int) -> CaseRow:
    with everything():
        return case_of(CreditorRow.objects.get(pk=cabinet.creditor), "Neuf", late_days=late_days)


def test_an_invoice_that_is_not_due_is_not_said_to_be_due(cabinet: Tenant) -> None:
    """A freelancer who reads «dû au» today would call a client who still has a week."""
    told = page(cabinet, opened(cabinet, late_days=-7))

    assert "dû au" not in told
    assert f"pas encore dû\u00a0: échéance le {day(today() + timedelta(days=7))}" in told


def test_a_late_invoice_is_due_today(cabinet: Tenant) -> None:
    """And a late one is owed on the day of the page."""
    assert f"dû au {day(today())}" in page(cabinet, opened(cabinet, late_days=7))


def test_what_is_not_due_yet_is_told_apart_from_what_is(cabinet: Tenant) -> None:
    """Of two invoices one is late: the amount of the other is named, with its day."""
    case = opened(cabinet, late_days=20)
    due_on = today() + timedelta(days=5)
    added = Invoice("Neuf-43", today() - timedelta(days=25), due_on, Money.of("240.00"))
    with everything():
        journal.append(case.pk, [New(InvoiceAdded(added), on=today())], by="me", today=today())

    told = page(cabinet, case)

    assert f"dont 240,00\u00a0€ pas encore dus\u00a0: échéance le {day(due_on)}" in told


def test_a_paid_case_asks_nothing(cabinet: Tenant) -> None:
    """«41,22 € dû» beside «Tout est payé» would be read as a debt that nobody chases."""
    case = opened(cabinet, late_days=20)
    paid = PaymentReceived(Money.of("1200.00"), "Neuf-42")
    with everything():
        journal.append(case.pk, [New(paid, on=today())], by="me", today=today())
        case.refresh_from_db()
    assert case.silence == "paid"

    told = page(cabinet, case)

    assert "rien à réclamer" in told
    assert "dû au" not in told
    assert "arrêtent tout aussitôt" not in told  # nothing leaves any more
    assert "Ce décompte dit ce que la loi donnait en plus" in told
    assert "Il promet de payer" not in told  # there is nothing left to promise
