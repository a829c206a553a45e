"""Clauses and compulsory mentions, as French invoices print them."""

from __future__ import annotations

import pytest

from relance.intake.document import Document
from relance.intake.einvoice import read_one
from relance.intake.mentions import COMMERCIAL, missing_mentions
from tests.corpora import CORPORA
from tests.intake.samples import cii, noted

COMPLETE = (
    "En cas de retard, pénalités au taux de trois fois le taux d’intérêt légal. "
    "Indemnité forfaitaire pour frais de recouvrement : 40 €. Pas d’escompte."
)


def _document(data: bytes) -> Document:
    document = read_one("f.xml", data).document
    assert document is not None
    return document


def _codes(data: bytes) -> set[str]:
    return {mention.code for mention in missing_mentions(_document(data))}


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("Pénalités de retard : trois fois le taux d’intérêt légal.", "3xlegal"),
        ("Pénalités égales à 3 fois le taux légal", "3xlegal"),
        ("TROIS FOIS LE TAUX DE L'INTÉRÊT LÉGAL EN CAS DE RETARD", "3xlegal"),
        ("Pénalités de retard : 3 x taux d'intérêt légal", "3xlegal"),
        ("Pénalités : taux d'intérêt légal x 3", "3xlegal"),
        ("Intérêts au triple du taux légal", "3xlegal"),
        ("Retard : 13 fois le taux légal, ou 1,3 fois le taux légal", None),
        ("Late payment interest: 12% per year", "12"),
        ("Late payment interest: 1% per month", None),
        ("Taux des pénalités de retard : 12,5 % par an", "12.5"),
        ("Intérêts de retard au taux annuel de 10.00%.", "10"),
        ("Pénalités de retard : 15 % l’an.\nEscompte de 2 % sous 8 jours.", "15"),
        ("Taux de pénalité : 9 pour cent", "9"),
        ("Pénalités de retard : taux BCE majoré de 10 points.", None),
        ("Pénalités au taux de la BCE majoré de 10 %", None),  # 10 % or ten points?
        ("Pénalités de retard : 1,5 % par mois", None),
        ("Pénalités de retard de 10 % par an, ou 12 % par an", None),
        ("Taux de retard 10 %.\nTaux de retard 12 %.", None),
        ("TVA au taux de 20 %", None),
        ("Escompte de 2 % pour paiement anticipé, hors retard", None),
        ("Acompte de 30 % reçu ; tout retard doit être signalé", None),
        ("Merci pour votre confiance, bonus 100 %", None),
    ],
)
def test_a_late_rate_is_taken_only_where_the_invoice_says_it_plainly(
    text: str, rate: str | None
) -> None:
    """A rate guessed from an unclear sentence is a wrong euro in a formal notice."""
    assert _document(noted(text)).late_rate == rate


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("Clause pénale : en cas de retard, une pénalité de 10 % du montant TTC est due.", "10"),
        ("Tout retard entraîne une indemnité forfaitaire de 15 % des sommes dues", "15"),
        ("À défaut : pénalité de 10 % TTC", "10"),
        ("Clause pénale : 10 % du montant TTC", "10"),
        ("Pénalités de retard : 10 % du montant TTC par an", None),
        ("Pénalités de retard de 10 %", None),  # of what, how often: not said
        ("Remise de 10 % du montant, pénalité exclue", None),
    ],
)
def test_a_flat_penalty_is_a_share_of_the_total(text: str, percent: str | None) -> None:
    """The clause pénale is another thing than interest, and starts another day."""
    assert _document(noted(text)).penalty_percent == percent


def test_a_bare_invoice_is_told_which_sentences_to_add() -> None:
    """The fine for a missing mention reaches 75 000 euros; a sentence to copy costs nothing."""
    mentions = missing_mentions(_document(cii()))
    by_code = {mention.code: mention for mention in mentions}
    assert set(by_code) == {
        "late_rate",
        "collection_indemnity",
        "early_payment_discount",
        "supply_date",
        "seller_address",
        "buyer_address",
    }
    assert "40\u00a0€" in by_code["collection_indemnity"].sentence
    assert {mention.article for mention in mentions} == {COMMERCIAL}


def test_what_is_printed_is_not_asked_for_again() -> None:
    """A list with false alarms is a list nobody reads."""
    assert _codes(noted(COMPLETE)) == {"supply_date", "seller_address", "buyer_address"}
    assert "collection_indemnity" in _codes(noted("Notre forfait de 140 €, 40 jours"))
    assert "collection_indemnity" not in _codes(noted("frais : 40,00 EUR"))


def test_each_rule_counts_from_its_own_day() -> None:
    """An invoice of August 2026 owes no mention that September brought."""
    day = ">20260301<"
    assert "operation_category" not in _codes(cii((day, ">20260831<")))
    assert "operation_category" in _codes(cii((day, ">20260901<")))
    process = (
        "<ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>S1</ram:ID>"
        "</ram:BusinessProcessSpecifiedDocumentContextParameter>"
    )
    context = "<rsm:ExchangedDocumentContext>"
    said = cii((day, ">20260901<"), (context + "<ram:G", context + process + "<ram:G"))
    assert "operation_category" not in _codes(said)
    assert _codes(cii((day, ">20190930<"))) == set()


def test_foreign_sellers_credit_notes_and_minimum_files_are_not_judged() -> None:
    """French mentions bind French sellers; a MINIMUM file has no room for them."""
    assert _codes(cii(("<ram:CountryID>FR", "<ram:CountryID>BE"))) == set()
    assert _codes(cii(("<ram:TypeCode>380", "<ram:TypeCode>381"))) == set()
    assert _codes(cii(("urn:cen.eu:en16931:2017", "urn:factur-x.eu:1p0:minimum"))) == set()


@pytest.mark.corpora
def test_a_model_invoice_of_the_trade_lacks_nothing_commercial() -> None:
    """The Akretion sample carries every commercial mention: we must see them all."""
    path = CORPORA / "einvoice" / "akretion-factur-x" / "xml" / "factur-x-en16931.xml"
    document = _document(path.read_bytes())
    assert document.late_rate == "3xlegal"
    assert [one for one in missing_mentions(document) if one.article == COMMERCIAL] == []
