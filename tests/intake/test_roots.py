"""What an XML file is by its root: an invoice, an envelope around one, or something else."""

from __future__ import annotations

import pytest

from relance.intake.einvoice import read_one
from tests.intake.samples import UBL_NAMESPACES, cii

NAMESPACE = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
HEADER = "<StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion>"
HEADER += "</StandardBusinessDocumentHeader>"


def _envelope(*inside: str) -> bytes:
    body = HEADER + "".join(inside)
    return f'<s:StandardBusinessDocument xmlns:s="{NAMESPACE}">{body}</s:StandardBusinessDocument>'.encode()


def _invoice(*changes: tuple[str, str]) -> str:
    return cii(*changes).decode().partition("?>")[2]


def test_the_invoice_in_a_peppol_envelope_is_read() -> None:
    """An access point hands the invoice over wrapped; the person sees one file."""
    reading = read_one("f.xml", _envelope(_invoice()))
    assert reading.document == read_one("f.xml", cii()).document
    assert reading.problems == ()


def test_a_credit_note_in_an_envelope_stays_one() -> None:
    """Its own root says what it is, not the envelope's."""
    inside = f"<CreditNote {UBL_NAMESPACES.replace('Invoice-2', 'CreditNote-2')}/>"
    document = read_one("f.xml", _envelope(inside)).document
    assert document is not None and document.is_credit_note


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (_envelope(), "not_an_invoice", "enveloppe Peppol sans facture"),
        (_envelope(_invoice(), _invoice(("F-12", "F-13"))), "several_invoices", "2 factures"),
        (b"<AttachedDocument/>", "not_an_invoice", "pièce jointe"),
        (b"<Reminder xmlns='urn:x'/>", "not_an_invoice", "une relance (UBL)"),
        (b"<Document xmlns='urn:iso:std:iso:20022:x'/>", "not_an_invoice", "bancaire"),
        (b"<p:FatturaElettronica xmlns:p='x'/>", "not_an_invoice", "italienne"),
        (b"<Invoice xmlns='http://isdoc.cz/namespace/2013'/>", "not_an_invoice", "autre format"),
        (b"<liste/>", "not_an_invoice", "un XML d’un autre genre"),
    ],
)
def test_what_is_no_invoice_is_named(data: bytes, code: str, said: str) -> None:
    """«Un XML d’un autre genre» helps nobody who dropped a bank statement."""
    reading = read_one("x.xml", data)
    (problem,) = reading.problems
    assert reading.document is None
    assert problem.code == code and said in problem.message


def test_every_line_of_an_address_that_is_not_cut_is_kept() -> None:
    """The second line holds the town; a letter without it goes nowhere."""
    lines = "".join(
        f"<cac:AddressLine><cbc:Line>{line}</cbc:Line></cac:AddressLine>"
        for line in ("1 rue des Lilas", "75011 Paris")
    )
    data = (
        f"<Invoice {UBL_NAMESPACES}><cac:AccountingCustomerParty><cac:Party><cac:PostalAddress>"
        f"{lines}</cac:PostalAddress></cac:Party></cac:AccountingCustomerParty></Invoice>"
    )
    document = read_one("u.xml", data.encode()).document
    assert document is not None and document.buyer.lines == ("1 rue des Lilas", "75011 Paris")
