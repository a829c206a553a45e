"""Write an invoice as Factur-X (EN 16931): a page people read, and its data inside."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import facturx
import typst
from lxml import etree

from relance.case import Money
from relance.notices import french

_TEMPLATE = Path(__file__).with_name("invoice.typ")
_RSM = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
_RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
_UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
_PROFILE = "urn:cen.eu:en16931:2017"
_VAT_RATE = Decimal("20.00")
_kept = threading.local()

LATE_NOTE = "En cas de retard, pénalités au taux de la BCE majoré de 10 points."
FEE_NOTE = "Indemnité forfaitaire pour frais de recouvrement de 40 €."
DISCOUNT_NOTE = "Pas d’escompte pour paiement anticipé."


@dataclass(frozen=True, slots=True)
class Side:
    """A seller or a buyer as printed."""

    name: str
    siren: str
    street: str
    postcode: str
    city: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """One invoice (or credit note) of one line; `net` is without VAT, at 20 %."""

    number: str
    issued_on: date
    due_on: date
    seller: Side
    buyer: Side
    subject: str
    net: Decimal
    iban: str
    late_note: str = LATE_NOTE
    credit_of: str = ""

    @property
    def vat(self) -> Decimal:
        return (self.net * _VAT_RATE / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def total(self) -> Decimal:
        return self.net + self.vat


def _ram(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    made = etree.SubElement(parent, f"{{{_RAM}}}{name}", attributes)
    made.text = text
    return made


def _day(parent: Any, name: str, on: date) -> None:
    held = _ram(parent, name)
    made = etree.SubElement(held, f"{{{_UDT}}}DateTimeString", format="102")
    made.text = f"{on:%Y%m%d}"


def invoice_xml(bill: Bill) -> bytes:
    """The CII data of an invoice, profile EN 16931."""
    root = etree.Element(
        f"{{{_RSM}}}CrossIndustryInvoice", nsmap={"rsm": _RSM, "ram": _RAM, "udt": _UDT}
    )
    context = etree.SubElement(root, f"{{{_RSM}}}ExchangedDocumentContext")
    _ram(_ram(context, "GuidelineSpecifiedDocumentContextParameter"), "ID", _PROFILE)
    document = etree.SubElement(root, f"{{{_RSM}}}ExchangedDocument")
    _ram(document, "ID", bill.number)
    _ram(document, "TypeCode", "381" if bill.credit_of else "380")
    _day(document, "IssueDateTime", bill.issued_on)
    for code, text in (("PMD", bill.late_note), ("PMT", FEE_NOTE), ("AAB", DISCOUNT_NOTE)):
        note = _ram(document, "IncludedNote")
        _ram(note, "Content", text)
        _ram(note, "SubjectCode", code)
    trade = etree.SubElement(root, f"{{{_RSM}}}SupplyChainTradeTransaction")
    _line(trade, bill)
    _parties(trade, bill)
    _settlement(trade, bill)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def _line(trade: Any, bill: Bill) -> None:
    line = _ram(trade, "IncludedSupplyChainTradeLineItem")
    _ram(_ram(line, "AssociatedDocumentLineDocument"), "LineID", "1")
    _ram(_ram(line, "SpecifiedTradeProduct"), "Name", bill.subject)
    price = _ram(_ram(line, "SpecifiedLineTradeAgreement"), "NetPriceProductTradePrice")
    _ram(price, "ChargeAmount", str(bill.net))
    _ram(_ram(line, "SpecifiedLineTradeDelivery"), "BilledQuantity", "1", unitCode="C62")
    settlement = _ram(line, "SpecifiedLineTradeSettlement")
    tax = _ram(settlement, "ApplicableTradeTax")
    _ram(tax, "TypeCode", "VAT")
    _ram(tax, "CategoryCode", "S")
    _ram(tax, "RateApplicablePercent", str(_VAT_RATE))
    summary = _ram(settlement, "SpecifiedTradeSettlementLineMonetarySummation")
    _ram(summary, "LineTotalAmount", str(bill.net))


def _side(parent: Any, name: str, side: Side, *, vat: bool) -> None:
    party = _ram(parent, name)
    _ram(party, "Name", side.name)
    if side.siren:
        _ram(_ram(party, "SpecifiedLegalOrganization"), "ID", side.siren, schemeID="0002")
    address = _ram(party, "PostalTradeAddress")
    _ram(address, "PostcodeCode", side.postcode)
    _ram(address, "LineOne", side.street)
    _ram(address, "CityName", side.city)
    _ram(address, "CountryID", "FR")
    if side.email:
        _ram(_ram(party, "URIUniversalCommunication"), "URIID", side.email, schemeID="EM")
    if vat:
        key = (12 + 3 * (int(side.siren) % 97)) % 97
        _ram(
            _ram(party, "SpecifiedTaxRegistration"), "ID", f"FR{key:02d}{side.siren}", schemeID="VA"
        )


def _parties(trade: Any, bill: Bill) -> None:
    agreement = _ram(trade, "ApplicableHeaderTradeAgreement")
    _side(agreement, "SellerTradeParty", bill.seller, vat=True)
    _side(agreement, "BuyerTradeParty", bill.buyer, vat=False)
    delivery = _ram(trade, "ApplicableHeaderTradeDelivery")
    _day(_ram(delivery, "ActualDeliverySupplyChainEvent"), "OccurrenceDateTime", bill.issued_on)


def _settlement(trade: Any, bill: Bill) -> None:
    settlement = _ram(trade, "ApplicableHeaderTradeSettlement")
    _ram(settlement, "PaymentReference", bill.number)
    _ram(settlement, "InvoiceCurrencyCode", "EUR")
    means = _ram(settlement, "SpecifiedTradeSettlementPaymentMeans")
    _ram(means, "TypeCode", "30")
    _ram(_ram(means, "PayeePartyCreditorFinancialAccount"), "IBANID", bill.iban)
    tax = _ram(settlement, "ApplicableTradeTax")
    _ram(tax, "CalculatedAmount", str(bill.vat))
    _ram(tax, "TypeCode", "VAT")
    _ram(tax, "BasisAmount", str(bill.net))
    _ram(tax, "CategoryCode", "S")
    _ram(tax, "RateApplicablePercent", str(_VAT_RATE))
    _day(_ram(settlement, "SpecifiedTradePaymentTerms"), "DueDateDateTime", bill.due_on)
    summary = _ram(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")
    _ram(summary, "LineTotalAmount", str(bill.net))
    _ram(summary, "TaxBasisTotalAmount", str(bill.net))
    _ram(summary, "TaxTotalAmount", str(bill.vat), currencyID="EUR")
    _ram(summary, "GrandTotalAmount", str(bill.total))
    _ram(summary, "DuePayableAmount", str(bill.total))
    if bill.credit_of:
        _ram(_ram(settlement, "InvoiceReferencedDocument"), "IssuerAssignedID", bill.credit_of)


def _page(bill: Bill) -> bytes:
    if not hasattr(_kept, "compiler"):
        _kept.compiler = typst.Compiler(
            str(_TEMPLATE),
            root=str(_TEMPLATE.parent),
            ignore_system_fonts=True,
            sys_inputs={"data": "{}"},
        )
    data = {
        "title": f"{'Avoir' if bill.credit_of else 'Facture'} n°\u00a0{bill.number}",
        "author": bill.seller.name,
        "year": bill.issued_on.year,
        "month": bill.issued_on.month,
        "day": bill.issued_on.day,
        "issued": french.day(bill.issued_on),
        "due": french.day(bill.due_on),
        "seller": asdict(bill.seller),
        "buyer": asdict(bill.buyer),
        "subject": bill.subject,
        "net": french.money(Money.of(bill.net)),
        "vat": french.money(Money.of(bill.vat)),
        "total": french.money(Money.of(bill.total)),
        "iban": bill.iban,
        "notes": [bill.late_note, FEE_NOTE, DISCOUNT_NOTE],
    }
    made: bytes = _kept.compiler.compile(
        format="pdf", pdf_standards=["a-3b"], sys_inputs={"data": json.dumps(data)}
    )
    return made


def facturx_pdf(bill: Bill) -> bytes:
    """The invoice as a Factur-X file; its data is checked against the official XSD."""
    made: bytes = facturx.generate_from_binary(
        _page(bill),
        invoice_xml(bill),
        flavor="factur-x",
        level="en16931",
        check_xsd=True,
        check_schematron=False,
        lang="fr-FR",
    )
    return made
