"""Small invoices written here, to change one thing at a time."""

from __future__ import annotations

import io

import pypdf

UBL_NAMESPACES = (
    'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
)

CII = """<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
  xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
  xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
  <ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
</rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>F-12</ram:ID><ram:TypeCode>380</ram:TypeCode>
  <ram:IssueDateTime><udt:DateTimeString format="102">20260301</udt:DateTimeString></ram:IssueDateTime>
  <ram:IncludedNote><ram:Content>Merci.</ram:Content></ram:IncludedNote>
</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
  <ram:ApplicableHeaderTradeAgreement>
    <ram:SellerTradeParty><ram:Name>Atelier Nord</ram:Name><ram:SpecifiedLegalOrganization>
      <ram:ID schemeID="0002">732829320</ram:ID></ram:SpecifiedLegalOrganization>
      <ram:PostalTradeAddress><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>
    </ram:SellerTradeParty>
    <ram:BuyerTradeParty><ram:Name>Café de l’Été</ram:Name></ram:BuyerTradeParty>
  </ram:ApplicableHeaderTradeAgreement>
  <ram:ApplicableHeaderTradeDelivery/>
  <ram:ApplicableHeaderTradeSettlement>
    <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
    <ram:SpecifiedTradeSettlementPaymentMeans><ram:PayeePartyCreditorFinancialAccount>
      <ram:IBANID>FR7630006000011234567890189</ram:IBANID>
    </ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>
    <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>
      <udt:DateTimeString format="102">20260331</udt:DateTimeString>
    </ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
    <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
      <ram:GrandTotalAmount>1200.00</ram:GrandTotalAmount>
      <ram:DuePayableAmount>1200.00</ram:DuePayableAmount>
    </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  </ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
"""


def cii(*changes: tuple[str, str]) -> bytes:
    """The sample invoice with these texts replaced, each of which must be there."""
    text = CII
    for old, new in changes:
        assert old in text, f"{old} is not in the sample"
        text = text.replace(old, new)
    return text.encode()


def noted(text: str) -> bytes:
    """The sample invoice with this note."""
    return cii(("Merci.", text))


def pdf(*attachments: tuple[str, bytes]) -> bytes:
    """A PDF of one empty page with these files attached."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    for name, content in attachments:
        writer.add_attachment(name, content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
