"""Cross Industry Invoice: Factur-X, ZUGFeRD 2, XRechnung CII, and ZUGFeRD 1 before them.

ZUGFeRD 1 (CrossIndustryDocument, 2014) gives other names to the same large parts; below
them the names are those of CII D16B. The paths follow EN 16931-3-3.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lxml import etree

from relance.intake.document import Document, PartyRead
from relance.intake.written import (
    amount_in,
    every,
    one,
    one_line,
    other_unit,
    own_text,
    read_amount,
    read_date,
    text_at,
)

ROOTS = frozenset({"CrossIndustryInvoice", "CrossIndustryDocument"})

_CONTEXT = "ExchangedDocumentContext|SpecifiedExchangedDocumentContext"
_HEADER = "ExchangedDocument|HeaderExchangedDocument"
_TRADE = "SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction"
_AGREEMENT = "ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement"
_DELIVERY = "ApplicableHeaderTradeDelivery|ApplicableSupplyChainTradeDelivery"
_SETTLEMENT = "ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement"
_TOTALS = (
    "SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
)
_MEANS = "SpecifiedTradeSettlementPaymentMeans"
_NO_NAME = frozenset({"project reference", "project"})  # What the standard itself prescribes.


def read_cii(root: etree._Element, file: str) -> Document:
    """The document that this CII root says; parts that are missing stay None."""
    header = one(root, _HEADER)
    trade = one(root, _TRADE)
    agreement = None if trade is None else one(trade, _AGREEMENT)
    settlement = None if trade is None else one(trade, _SETTLEMENT)
    currency = text_at(settlement, "InvoiceCurrencyCode")
    totals = None if settlement is None else one(settlement, _TOTALS)
    total = amount_in(currency, totals, "GrandTotalAmount")
    due = amount_in(currency, totals, "DuePayableAmount")
    prepaid = amount_in(currency, totals, "TotalPrepaidAmount")
    lines = _lines(trade)
    due_days = _due_days(settlement)
    return Document(
        file=file,
        number=text_at(header, "ID"),
        type_code=text_at(header, "TypeCode"),
        issue_date=_day(header, "IssueDateTime"),
        due_date=due_days[-1] if due_days else None,
        earlier_due=tuple(due_days[:-1]),
        currency=currency,
        other_currency=other_unit(currency, totals, "DuePayableAmount", "GrandTotalAmount"),
        seller=_party(agreement, "SellerTradeParty"),
        buyer=_party(agreement, "BuyerTradeParty"),
        grand_total=read_amount(total),
        due_payable=read_amount(due),
        prepaid=read_amount(prepaid),
        rounding=read_amount(amount_in(currency, totals, "RoundingAmount")),
        written_total=total,
        written_due=due,
        written_prepaid=prepaid,
        iban=text_at(settlement, f"{_MEANS}/PayeePartyCreditorFinancialAccount/IBANID"),
        bic=text_at(settlement, f"{_MEANS}/PayeeSpecifiedCreditorFinancialInstitution/BICID"),
        profile=text_at(root, f"{_CONTEXT}/GuidelineSpecifiedDocumentContextParameter/ID"),
        process=text_at(root, f"{_CONTEXT}/BusinessProcessSpecifiedDocumentContextParameter/ID"),
        syntax="CII",
        subject=one_line(_subject(agreement, lines)),
        purchase_order=text_at(
            agreement,
            "BuyerOrderReferencedDocument/IssuerAssignedID",
            "BuyerOrderReferencedDocument/ID",
        ),
        preceding_invoice=text_at(
            settlement,
            "InvoiceReferencedDocument/IssuerAssignedID",
            "InvoiceReferencedDocument/ID",
        ),
        notes=_notes(header),
        payment_terms=_terms(settlement),
        line_descriptions=lines,
        supply_date=_supplied(trade, settlement),
    )


def _day(element: etree._Element | None, path: str) -> date | None:
    """The first day written at this path, inside a DateTimeString or bare."""
    return None if element is None else next(_days(element, path), None)


def _days(element: etree._Element, path: str) -> Iterator[date]:
    for outer in every(element, path):
        inner = list(every(outer, "DateTimeString|DateString|DateTime|Date")) or [outer]
        for written in inner:
            code = written.get("format") or outer.get("format")
            if (day := read_date(own_text(written), code)) is not None:
                yield day


def _due_days(settlement: etree._Element | None) -> list[date]:
    """Each due day once, in order: the parts of a price or a discount have terms of their own."""
    if settlement is None:
        return []
    return sorted(set(_days(settlement, "SpecifiedTradePaymentTerms/DueDateDateTime")))


def _party(agreement: etree._Element | None, name: str) -> PartyRead:
    party = None if agreement is None else one(agreement, name)
    if party is None:
        return PartyRead()
    address = one(party, "PostalTradeAddress")
    lines = [text_at(address, line) for line in ("LineOne", "LineTwo", "LineThree")]
    contact = "DefinedTradeContact"
    vat = [own_text(one_id) for one_id in _tax_ids(party, "VA")]
    return PartyRead(
        name=text_at(party, "Name", "SpecifiedLegalOrganization/TradingBusinessName"),
        legal_id=text_at(party, "SpecifiedLegalOrganization/ID"),
        vat=next((number for number in vat if number), None),
        lines=tuple(line for line in lines if line),
        postcode=text_at(address, "PostcodeCode"),
        city=text_at(address, "CityName"),
        country=text_at(address, "CountryID"),
        email=text_at(party, f"{contact}/EmailURIUniversalCommunication/URIID|CompleteNumber")
        or _mail_endpoint(party),
        phone=text_at(party, f"{contact}/TelephoneUniversalCommunication/CompleteNumber"),
    )


def _tax_ids(party: etree._Element, scheme: str) -> list[etree._Element]:
    found = every(party, "SpecifiedTaxRegistration/ID")
    return [one_id for one_id in found if one_id.get("schemeID") == scheme]


def _mail_endpoint(party: etree._Element) -> str | None:
    """The electronic address, where it is a mailbox (scheme EM)."""
    for found in every(party, "URIUniversalCommunication/URIID"):
        if found.get("schemeID") == "EM":
            return own_text(found)
    return None


def _subject(agreement: etree._Element | None, lines: tuple[str, ...]) -> str | None:
    """The project's name, else the only line's name, else the project's number."""
    name = text_at(agreement, "SpecifiedProcuringProject/Name")
    if name is not None and name.casefold() not in _NO_NAME:
        return name
    if len(lines) == 1:
        return lines[0]
    return text_at(agreement, "SpecifiedProcuringProject/ID")


def _notes(header: etree._Element | None) -> tuple[tuple[str, str], ...]:
    if header is None:
        return ()
    return tuple(
        (text_at(note, "SubjectCode") or "", text)
        for note in every(header, "IncludedNote")
        for content in every(note, "Content")
        if (text := own_text(content)) is not None
    )


def _terms(settlement: etree._Element | None) -> str | None:
    if settlement is None:
        return None
    found = every(settlement, "SpecifiedTradePaymentTerms/Description")
    return "\n".join(text for one_text in found if (text := own_text(one_text))) or None


def _lines(trade: etree._Element | None) -> tuple[str, ...]:
    """What each line calls itself; lines without a name are left out."""
    if trade is None:
        return ()
    found = every(trade, "IncludedSupplyChainTradeLineItem/SpecifiedTradeProduct")
    return tuple(text for product in found if (text := text_at(product, "Name", "Description")))


def _supplied(trade: etree._Element | None, settlement: etree._Element | None) -> date | None:
    delivery = None if trade is None else one(trade, _DELIVERY)
    return _day(delivery, "ActualDeliverySupplyChainEvent/OccurrenceDateTime") or _day(
        settlement, "BillingSpecifiedPeriod/EndDateTime"
    )
