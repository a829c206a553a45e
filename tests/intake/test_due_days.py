"""The day an invoice is due: one, several, none, or a software's own zero."""

from __future__ import annotations

import json
from datetime import date

import pytest

from relance.intake.document import from_record, to_record
from relance.intake.einvoice import read_one
from relance.intake.problem import Problem
from relance.intake.schematron import rule_problem
from tests.intake.samples import UBL_NAMESPACES, cii

TERMS = "<ram:SpecifiedTradePaymentTerms>"
DAY = '<udt:DateTimeString format="102">'


def _terms(day: str, text: str = "") -> str:
    due = f"<ram:DueDateDateTime>{DAY}{day}</udt:DateTimeString></ram:DueDateDateTime>"
    return f"{TERMS}<ram:Description>{text}</ram:Description>{due}</ram:SpecifiedTradePaymentTerms>"


def _ubl(inside: str) -> bytes:
    return f"<Invoice {UBL_NAMESPACES}>{inside}</Invoice>".encode()


def test_of_several_due_days_the_last_one_makes_the_whole_late() -> None:
    """A discount has its own day, and so has each part of a price: none makes all of it late."""
    before = _terms("20260310", "2 % d’escompte") + _terms("20260310", "encore")
    reading = read_one("f.xml", cii((TERMS, before + TERMS)))
    assert reading.document is not None
    assert reading.document.due_date == date(2026, 3, 31)
    (problem,) = reading.problems
    assert (problem.code, problem.severity) == ("several_due_dates", "warning")
    assert reading.document.as_json()["due_date"] == "2026-03-10", "the file itself says the first"
    assert "(10/03/2026, puis 31/03/2026)" in problem.message
    assert from_record(json.loads(json.dumps(to_record(reading)))) == reading


def test_in_ubl_the_invoice_own_due_day_comes_before_those_of_its_payments() -> None:
    """Only where the invoice has none do its payments and terms say it; the last one counts."""
    means = (
        "<cac:PaymentMeans><cbc:PaymentDueDate>2026-04-30</cbc:PaymentDueDate></cac:PaymentMeans>"
        "<cac:PaymentMeans><cbc:PaymentDueDate>2026-03-31</cbc:PaymentDueDate></cac:PaymentMeans>"
    )
    part = "<cac:PaymentTerms><cbc:InstallmentDueDate>2026-05-31</cbc:InstallmentDueDate>"
    part += "</cac:PaymentTerms>"
    for inside, due, earlier in (
        ("<cbc:DueDate>2026-03-15</cbc:DueDate>" + means, date(2026, 3, 15), ()),
        (means + part, date(2026, 4, 30), (date(2026, 3, 31),)),
        (part, date(2026, 5, 31), ()),
    ):
        document = read_one("u.xml", _ubl(inside)).document
        assert document is not None
        assert (document.due_date, document.earlier_due) == (due, earlier)


@pytest.mark.parametrize("zero", ["00010101", "18991230", "19700101"])
def test_the_zero_of_a_software_is_no_day(zero: str) -> None:
    """An empty date written as year 1 would make the client late on the day of issue."""
    reading = read_one("f.xml", cii((">20260331<", f">{zero}<")))
    assert reading.document is not None and reading.document.due_date is None
    assert [one.code for one in reading.problems] == ["no_due_date"]
    issued = read_one("f.xml", cii((">20260301<", f">{zero}<")))
    assert [one.code for one in issued.problems] == ["no_date"]


def test_terms_that_say_the_day_in_words_are_shown_beside_the_thirty_days() -> None:
    """«45 jours fin de mois» is not a date the reader may invent, nor one to hide."""
    old = f"{TERMS}<ram:DueDateDateTime>\n      {DAY}20260331</udt:DateTimeString>\n"
    new = f"{TERMS}<ram:Description>45 jours\n fin de mois</ram:Description><ram:DueDateDateTime>"
    (problem,) = read_one("f.xml", cii((old, new))).problems
    assert problem.code == "no_due_date"
    assert problem.message.endswith("Elle dit seulement\u00a0: «\u00a045 jours fin de mois\u00a0».")


def test_where_nothing_is_claimed_no_due_day_is_spoken_of() -> None:
    """«Nothing to claim» beside «30 days are kept, the invoice goes in» contradicts itself."""
    none = (">20260331<", "><")
    for change, code in (
        (("<ram:DuePayableAmount>1200", "<ram:DuePayableAmount>0"), "nothing_due"),
        (("<ram:TypeCode>380", "<ram:TypeCode>325"), "not_a_claim"),
    ):
        assert [one.code for one in read_one("f.xml", cii(none, change)).problems] == [code]


def test_a_warning_says_the_invoice_goes_in_only_where_it_does() -> None:
    """«La facture est prise» next to «aucun dossier n’a été ouvert» leaves nobody sure."""
    wrong = ("0189<", "0188<")
    (alone,) = read_one("f.xml", cii(wrong)).problems
    assert alone.hint.endswith("La facture est prise.")
    stopped = cii(wrong, (">F-12<", "><"))

    def rules(file: str, _root: object) -> tuple[Problem, ...]:
        return (rule_problem(file, ("BR-02",)),)

    error, *warnings = read_one("f.xml", stopped, rules).problems
    assert error.hint.endswith("Aucun dossier n’a été ouvert pour ce document.")
    assert [one.code for one in warnings] == ["bad_iban", "rule_failed"]
    assert not any("prise" in one.hint for one in warnings)
    (rule,) = read_one("f.xml", cii(), rules).problems
    assert rule.hint.endswith("La facture est prise.")


def test_a_factored_invoice_is_shown_to_a_person() -> None:
    """What was sold to a factor is the factor's to claim."""
    (problem,) = read_one("f.xml", cii(("TypeCode>380", "TypeCode>393"))).problems
    assert (problem.code, problem.severity) == ("factored_invoice", "warning")


@pytest.mark.parametrize(
    ("country", "street"),
    [("FR", "12 rue des Lilas"), ("DK", "rue des Lilas 12"), ("", "12 rue des Lilas")],
)
def test_the_number_of_the_house_is_part_of_the_street(country: str, street: str) -> None:
    """UBL 2.0 writes it apart; a letter without it comes back."""
    number = "<cbc:BuildingNumber>12</cbc:BuildingNumber>"
    named = f"<cbc:IdentificationCode>{country}</cbc:IdentificationCode>"
    inside = (
        "<cac:AccountingCustomerParty><cac:Party><cac:PostalAddress>"
        f"<cbc:StreetName>rue des Lilas</cbc:StreetName>{number}"
        f"<cac:Country>{named}</cac:Country>"
        "</cac:PostalAddress></cac:Party></cac:AccountingCustomerParty>"
    )
    document = read_one("u.xml", _ubl(inside)).document
    assert document is not None and document.buyer.lines == (street,)
    written = inside.replace("rue des Lilas<", "12 rue des Lilas<")
    document = read_one("u.xml", _ubl(written)).document
    assert document is not None and document.buyer.lines == ("12 rue des Lilas",)
