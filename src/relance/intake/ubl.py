"""UBL 2.1 Invoice and CreditNote: Peppol, XRechnung UBL. The paths follow EN 16931-3-2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from relance.intake.document import Document, PartyRead
from relance.intake.written import (
    amount_in,
    every,
    local_name,
    one,
    one_line,
    other_unit,
    own_text,
    read_amount,
    read_date,
    text_at,
)

ROOTS = {
    "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice": "UBL Invoice",
    "{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote": "UBL CreditNote",
}
"""Roots that are UBL: other formats too call their root Invoice, so the namespace decides."""

_CODED_NOTE = re.compile(r"#([A-Z]{3})#\s*(.*)", re.S)


def read_ubl(root: etree._Element, file: str) -> Document:
    """The document that this UBL root says; parts that are missing stay None."""
    kind = local_name(root)
    currency = text_at(root, "DocumentCurrencyCode")
    totals = one(root, "LegalMonetaryTotal")
    total = amount_in(currency, totals, "TaxInclusiveAmount")
    due = amount_in(currency, totals, "PayableAmount")
    prepaid = amount_in(currency, totals, "PrepaidAmount")
    lines = _lines(root)
    account = "PaymentMeans/PayeeFinancialAccount"
    branch = f"{account}/FinancialInstitutionBranch"
    due_days = _due_days(root)
    return Document(
        file=file,
        number=text_at(root, "ID"),
        type_code=text_at(root, "InvoiceTypeCode|CreditNoteTypeCode"),
        issue_date=_day(root, "IssueDate"),
        due_date=due_days[-1] if due_days else None,
        earlier_due=tuple(due_days[:-1]),
        currency=currency,
        other_currency=other_unit(currency, totals, "PayableAmount", "TaxInclusiveAmount"),
        seller=_party(root, "AccountingSupplierParty/Party"),
        buyer=_party(root, "AccountingCustomerParty/Party"),
        grand_total=read_amount(total),
        due_payable=read_amount(due),
        prepaid=read_amount(prepaid),
        rounding=read_amount(amount_in(currency, totals, "PayableRoundingAmount")),
        written_total=total,
        written_due=due,
        written_prepaid=prepaid,
        iban=text_at(root, f"{account}/ID"),
        bic=text_at(root, f"{branch}/ID", f"{branch}/FinancialInstitution/ID"),
        profile=text_at(root, "CustomizationID"),
        process=text_at(root, "ProfileID"),
        syntax=ROOTS.get(str(root.tag)),
        subject=one_line(lines[0] if len(lines) == 1 else text_at(root, "ProjectReference/ID")),
        purchase_order=text_at(root, "OrderReference/ID"),
        preceding_invoice=text_at(root, "BillingReference/InvoiceDocumentReference/ID"),
        notes=_notes(root),
        payment_terms=_terms(root),
        line_descriptions=lines,
        supply_date=_day(root, "Delivery/ActualDeliveryDate")
        or _day(root, "InvoicePeriod/EndDate"),
        credit_note_root=kind == "CreditNote",
    )


def _day(root: etree._Element, path: str) -> date | None:
    return next(_days(root, path), None)


def _days(root: etree._Element, path: str) -> Iterator[date]:
    for written in every(root, path):
        if (day := read_date(own_text(written))) is not None:
            yield day


def _due_days(root: etree._Element) -> list[date]:
    """Each due day once, in order, from the first place that has any."""
    for path in (
        "DueDate",
        "PaymentMeans/PaymentDueDate",
        "PaymentTerms/PaymentDueDate|InstallmentDueDate",
    ):
        if found := sorted(set(_days(root, path))):
            return found
    return []


def _party(root: etree._Element, path: str) -> PartyRead:
    party = one(root, path)
    if party is None:
        return PartyRead()
    address = one(party, "PostalAddress")
    lines = [
        _street(address),
        text_at(address, "AdditionalStreetName"),
        *(own_text(each) for each in _address_lines(address)),
    ]
    return PartyRead(
        name=text_at(party, "PartyLegalEntity/RegistrationName", "PartyName/Name"),
        legal_id=text_at(party, "PartyLegalEntity/CompanyID"),
        vat=_vat(party),
        lines=tuple(line for line in lines if line),
        postcode=text_at(address, "PostalZone"),
        city=text_at(address, "CityName"),
        country=text_at(address, "Country/IdentificationCode"),
        email=text_at(party, "Contact/ElectronicMail") or _mail_endpoint(party),
        phone=text_at(party, "Contact/Telephone"),
    )


def _address_lines(address: etree._Element | None) -> Iterator[etree._Element]:
    """Lines of an address that is not cut into parts: the town may stand in the last one."""
    return iter(()) if address is None else every(address, "AddressLine/Line")


def _street(address: etree._Element | None) -> str | None:
    """The street with its number, which UBL 2.0 writes apart, in the order of the country."""
    street, number = text_at(address, "StreetName"), text_at(address, "BuildingNumber")
    if not street or not number or number in street.split():
        return street or number
    french = text_at(address, "Country/IdentificationCode") in {None, "FR"}
    return f"{number} {street}" if french else f"{street} {number}"


def _vat(party: etree._Element) -> str | None:
    for scheme in every(party, "PartyTaxScheme"):
        if (text_at(scheme, "TaxScheme/ID") or "").upper() == "VAT":
            return text_at(scheme, "CompanyID")
    return None


def _mail_endpoint(party: etree._Element) -> str | None:
    """The electronic address, where it is a mailbox (scheme EM)."""
    for found in every(party, "EndpointID"):
        if found.get("schemeID") == "EM":
            return own_text(found)
    return None


def _notes(root: etree._Element) -> tuple[tuple[str, str], ...]:
    """Notes, with the subject code that EN 16931 writes in front of them: «#PMT#…»."""
    found: list[tuple[str, str]] = []
    for note in every(root, "Note"):
        text = own_text(note)
        if text is not None:
            coded = _CODED_NOTE.match(text)
            found.append((coded[1], coded[2].strip()) if coded else ("", text))
    return tuple(found)


def _terms(root: etree._Element) -> str | None:
    found = every(root, "PaymentTerms/Note")
    return "\n".join(text for note in found if (text := own_text(note))) or None


def _lines(root: etree._Element) -> tuple[str, ...]:
    """What each line calls itself; lines without a name are left out."""
    items = every(root, "InvoiceLine|CreditNoteLine/Item")
    return tuple(text for item in items if (text := text_at(item, "Name", "Description")))
