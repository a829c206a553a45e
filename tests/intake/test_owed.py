"""What is left to pay: money already paid, another currency, a total below zero."""

from __future__ import annotations

from decimal import Decimal

import pytest

from relance.intake.document import Document
from relance.intake.einvoice import read_one
from relance.intake.owed import amount_owed
from tests.intake.samples import UBL_NAMESPACES, cii

DUE = "<ram:DuePayableAmount>1200.00"
TOTAL = "<ram:GrandTotalAmount>1200.00"
PREPAID = f"<ram:TotalPrepaidAmount>400.00</ram:TotalPrepaidAmount>{DUE}"
GUIDELINE = "<rsm:ExchangedDocumentContext>"


def _process(code: str) -> tuple[str, str]:
    parameter = "BusinessProcessSpecifiedDocumentContextParameter"
    return (GUIDELINE, f"{GUIDELINE}<ram:{parameter}><ram:ID>{code}</ram:ID></ram:{parameter}>")


def test_money_already_paid_is_not_claimed_where_the_file_forgot_to_deduct_it() -> None:
    """Some software writes the down payment and asks for the whole all the same."""
    reading = read_one("f.xml", cii((DUE, PREPAID)))
    assert reading.document is not None
    assert amount_owed(reading.document) == Decimal("800.00")
    assert reading.document.as_json()["due_payable"] == "1200.00"  # what the file says
    (problem,) = reading.problems
    assert (problem.code, problem.severity) == ("prepaid_not_deducted", "warning")
    assert "800,00\u00a0€" in problem.message


@pytest.mark.parametrize(
    ("total", "prepaid", "rounding", "due", "owed"),
    [
        ("100.00", "30.00", None, "70.00", "70.00"),
        ("100.00", "30.00", "0.40", "70.40", "70.40"),  # rounded up to pay in cash
        ("100.00", "30.00", "-0.40", "69.60", "69.60"),
        ("100.00", "30.00", None, "60.00", "60.00"),  # less is claimed: the file's own word
        ("100.00", None, None, "60.00", "60.00"),  # a profile without the prepaid amount
        ("100.00", None, None, "140.00", "140.00"),
        ("100.00", "-20.00", None, "120.00", "120.00"),  # an older balance, added
        ("100.00", "30.00", None, "100.00", "70.00"),
        ("100.00", "30.00", "0.40", None, "70.40"),
        ("100.00", "130.00", None, "100.00", "-30.00"),
    ],
)
def test_no_more_is_owed_than_the_total_less_what_is_paid(
    total: str, prepaid: str | None, rounding: str | None, due: str | None, owed: str
) -> None:
    """Look at each way the four figures agree, then at the ways they don't."""

    def exact(written: str | None) -> Decimal | None:
        return None if written is None else Decimal(written)

    document = Document(
        "f",
        grand_total=Decimal(total),
        prepaid=exact(prepaid),
        rounding=exact(rounding),
        due_payable=exact(due),
    )
    assert amount_owed(document) == Decimal(owed)


@pytest.mark.parametrize("code", ["B2", "S2", "M2", "A2"])
def test_an_invoice_that_says_it_is_paid_is_not_claimed(code: str) -> None:
    """In France its business process says so; a reminder would shame the seller."""
    (problem,) = read_one("f.xml", cii(_process(code))).problems
    assert (problem.code, problem.severity) == ("already_paid", "error")
    paid = cii(_process(code), (DUE, "<ram:DuePayableAmount>0.00"))
    assert [one.code for one in read_one("f.xml", paid).problems] == ["nothing_due"]


def test_other_business_processes_stop_nothing() -> None:
    """B1 and S4 are plain invoices."""
    for code in ("B1", "S4", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"):
        assert read_one("f.xml", cii(_process(code))).problems == ()


def test_amounts_in_another_currency_than_the_invoice_are_not_guessed_about() -> None:
    """1 200 dollars claimed as 1 200 euros are wrong euros."""
    dollars = cii((DUE, '<ram:DuePayableAmount currencyID="USD">1200.00'))
    (problem,) = read_one("f.xml", dollars).problems
    assert (problem.code, problem.severity) == ("other_currency", "error")
    ubl = (
        f"<Invoice {UBL_NAMESPACES}><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
        '<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="%s">5.00</cbc:PayableAmount>'
        "</cac:LegalMonetaryTotal></Invoice>"
    )
    for unit, named in (("USD", True), ("EUR", False)):
        codes = [one.code for one in read_one("u.xml", (ubl % unit).encode()).problems]
        assert ("other_currency" in codes) == named


def test_a_total_below_zero_says_which_invoice_it_reduces() -> None:
    """Some sellers correct with a negative invoice; the first one must not stay whole."""
    data = cii(
        (DUE, "<ram:DuePayableAmount>-1200.00"),
        (TOTAL, "<ram:GrandTotalAmount>-1200.00"),
        (
            "<ram:InvoiceCurrencyCode>",
            "<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>F-11</ram:IssuerAssignedID>"
            "</ram:InvoiceReferencedDocument><ram:InvoiceCurrencyCode>",
        ),
    )
    (problem,) = read_one("f.xml", data).problems
    assert problem.code == "nothing_due"
    assert "facture F-11" in problem.hint and "avoir" in problem.hint
