"""The Factur-X files that the product writes itself, judged by others than their writer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import facturx
import pytest
from lxml import etree

from relance.intake import read_uploads, schematron
from relance.intake.plain_pdf import read_draft
from relance.office.samples.facturx import (
    DISCOUNT_NOTE,
    FEE_NOTE,
    LATE_NOTE,
    Bill,
    Side,
    facturx_pdf,
    invoice_xml,
)

SELLER = Side("Atelier d’Été & Fils", "732829320", "12 rue <A>", "69001", "Lyon", "zoe@exemple.fr")
BUYERS = {
    "business": Side("Café du Port", "552100554", "3 quai Est", "13002", "Marseille", "a@b.fr"),
    "consumer": Side("Zoë L’Hôte", "", "4 place de l’Église", "59000", "Lille"),
}


def _bill(buyer: str, *, credit_of: str = "", net: str = "1000.05") -> Bill:
    return Bill(
        number="F-2026-012",
        issued_on=date(2026, 3, 12),
        due_on=date(2026, 4, 11),
        seller=SELLER,
        buyer=BUYERS[buyer],
        subject="Création du site d’été",
        net=Decimal(net),
        iban="FR7630006000011234567890189",
        credit_of=credit_of,
    )


@pytest.mark.parametrize("buyer", BUYERS)
@pytest.mark.parametrize("credit_of", ["", "F-2026-001"])
def test_our_files_keep_every_rule_of_the_norm(buyer: str, credit_of: str) -> None:
    """A sample that breaks the norm teaches newcomers that warnings are normal."""
    written = invoice_xml(_bill(buyer, credit_of=credit_of))
    facturx.xml_check_xsd(written, flavor="factur-x", level="en16931")
    assert schematron.available(), "the tests install the extra"
    assert schematron.failed_rules(etree.fromstring(written)) == ()


@pytest.mark.parametrize("net", ["0.01", "0.03", "1000.05", "99999999.99"])
def test_what_was_written_is_read_back(net: str) -> None:
    """Each field comes back equal, whatever the cents of the tax."""
    bill = _bill("business", net=net)
    (reading,) = read_uploads([("facture.pdf", facturx_pdf(bill))])
    document = reading.document
    assert document is not None and not reading.problems
    assert (document.number, document.type_code) == (bill.number, "380")
    assert (document.issue_date, document.due_date) == (bill.issued_on, bill.due_on)
    assert document.grand_total == document.due_payable == bill.total
    assert document.seller.name == SELLER.name and document.seller.legal_id == SELLER.siren
    assert document.seller.lines == (SELLER.street,)
    assert document.buyer.name == bill.buyer.name and document.buyer.email == bill.buyer.email
    assert (document.iban, document.subject) == (bill.iban, bill.subject)
    assert dict(document.notes) == {"PMD": LATE_NOTE, "PMT": FEE_NOTE, "AAB": DISCOUNT_NOTE}


def test_the_page_says_what_the_data_say() -> None:
    """A page that shows another total than its data is a trap for whoever checks by eye."""
    bill = _bill("business")
    page = read_draft(facturx_pdf(bill), file="facture.pdf").as_found()
    assert page["number"] == bill.number
    assert (page["issue_date"], page["due_date"]) == ("2026-03-12", "2026-04-11")
    assert page["grand_total"] == str(bill.total) == "1200.06"
    assert (page["buyer_name"], page["buyer_legal_id"]) == (bill.buyer.name, bill.buyer.siren)
    assert (page["seller_name"], page["iban"]) == (SELLER.name, bill.iban)
