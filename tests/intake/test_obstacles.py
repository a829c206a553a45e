"""What stops a document, what only warns, and what the page says against the file."""

from __future__ import annotations

import io
import re
import unicodedata
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from relance.intake.document import Document
from relance.intake.einvoice import read_one
from relance.intake.obstacles import obstacles
from relance.intake.owed import amount_owed
from relance.intake.problem import Problem, in_french
from tests.corpora import CORPORA
from tests.intake.samples import cii

DUE = "<ram:DuePayableAmount>1200.00"
TOTAL = "<ram:GrandTotalAmount>1200.00"


def _problems(*changes: tuple[str, str]) -> list[Problem]:
    return list(read_one("f.xml", cii(*changes)).problems)


@pytest.mark.parametrize(
    ("old", "new", "code", "severity"),
    [
        (">F-12<", "> \n <", "no_number", "error"),
        (">20260301<", "><", "no_date", "error"),
        ("InvoiceCurrencyCode>EUR", "InvoiceCurrencyCode>", "no_currency", "error"),
        ("InvoiceCurrencyCode>EUR", "InvoiceCurrencyCode>€", "no_currency", "error"),
        ("Café de l’Été", "", "no_buyer", "warning"),
        (">20260331<", "><", "no_due_date", "warning"),
        (">20260331<", ">20260228<", "due_before_issue", "warning"),
        (DUE, "<ram:DuePayableAmount>0.00", "nothing_due", "error"),
        (DUE, "<ram:DuePayableAmount>-12.00", "nothing_due", "error"),
        (DUE, "<ram:DuePayableAmount>12,00", "bad_amount", "error"),
        (DUE, "<ram:DuePayableAmount>1e3", "bad_amount", "error"),
        (DUE, "<ram:DuePayableAmount>NaN", "bad_amount", "error"),
        (DUE, "<ram:DuePayableAmount>1200.005", "bad_amount", "error"),
        (DUE, f"<ram:DuePayableAmount>{'9' * 19}", "bad_amount", "error"),
        ("0189<", "0188<", "bad_iban", "warning"),
        (">732829320<", ">732829321<", "bad_siren", "warning"),
        ("<ram:TypeCode>380", "<ram:TypeCode>325", "not_a_claim", "error"),
        ("<ram:TypeCode>380", "<ram:TypeCode>384", "corrected_invoice", "warning"),
    ],
)
def test_each_obstacle_is_named_alone(old: str, new: str, code: str, severity: str) -> None:
    """One fault, one problem, with its place: a person must find it at once."""
    (problem,) = _problems((old, new))
    assert (problem.code, problem.severity, problem.file) == (code, severity, "f.xml")
    assert problem.where


@pytest.mark.parametrize("written", ["1200", "1200.5", "1200.000", "+1200.00", " 1200.00 "])
def test_amounts_to_the_cent_are_taken_however_they_are_spelled(written: str) -> None:
    """XML allows many spellings of one amount; none of them is a fault."""
    assert _problems((DUE, f"<ram:DuePayableAmount>{written}")) == []


def test_what_is_owed_is_the_amount_due_else_the_total_less_what_is_paid() -> None:
    """Claiming the total of a half-paid invoice is a wrong euro."""
    total = Document("f", grand_total=Decimal("100.00"), prepaid=Decimal("30.00"))
    assert amount_owed(total) == Decimal("70.00")
    assert amount_owed(Document("f", grand_total=Decimal(5), due_payable=Decimal(3))) == 3
    assert amount_owed(Document("f")) is None
    assert [one.code for one in obstacles(Document("f", number="1"))][-1] == "no_amount"


def test_a_credit_note_of_any_sign_is_no_claim_and_no_error() -> None:
    """Some software writes credit notes with a minus; they reduce a debt all the same."""
    for amount in ("1200.00", "-1200.00"):
        changes = [(TOTAL, f"<ram:GrandTotalAmount>{amount}"), ("TypeCode>380", "TypeCode>381")]
        assert [one.code for one in _problems(*changes)] == ["credit_note"]


def test_a_siren_with_spaces_or_a_siret_is_a_good_number() -> None:
    """People write SIREN in threes; a false alarm on a good number helps nobody."""
    for good in ("732 829 320", "73282932000074", "HRB 1234", "GLN-4"):
        assert _problems((">732829320<", f">{good}<")) == []


@pytest.mark.corpora
def test_what_people_read_is_french_with_its_typography() -> None:
    """Messages go to the screen as they are."""
    seen: set[str] = set()
    for path in sorted((CORPORA / "einvoice" / "zugferd-corpus").rglob("*")):
        if path.is_file():
            for problem in read_one(path.name, path.read_bytes()).problems:
                seen.add(problem.code)
                for text in (problem.message, problem.hint):
                    assert text.endswith(".")
                    assert not re.search(r" [:;!?»%€]|«[^\u00a0]|'", text), text
                    assert text == unicodedata.normalize("NFC", text)
    assert len(seen) >= 8


def test_amounts_are_shown_as_french_readers_expect() -> None:
    """A narrow space for thousands, a comma for cents, a true minus."""
    assert in_french(Decimal("-1234567.5"), "EUR") == "−1\u202f234\u202f567,50\u00a0€"
    assert in_french(Decimal("3"), "CHF") == "3,00\u00a0CHF"


def _paged(words: str, xml: bytes) -> bytes:
    """A PDF whose page says these words, around this invoice."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf 50 700 Td (" + words.encode("latin-1") + b") Tj ET")
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_attachment("factur-x.xml", xml)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Total 1200,00 EUR", []),
        ("Total 1 200,00 EUR", []),
        ("Total 1.200,00 EUR", []),
        ("Total 1,200.00", []),
        ("Total TTC: 1200", []),
        ("", []),  # a scan
        ("Total 1200,50 EUR", ["total_not_on_page"]),
        ("Total 11200,00 EUR", ["total_not_on_page"]),
        ("Total 120,00 EUR", ["total_not_on_page"]),
    ],
)
def test_a_total_that_is_not_on_the_page_is_shown(words: str, codes: list[str]) -> None:
    """The client has read the page: claiming another total loses the case and the client."""
    found = read_one("f.pdf", _paged(words, cii())).problems
    assert [problem.code for problem in found] == codes


@pytest.mark.corpora
def test_the_one_real_pdf_that_contradicts_its_file_is_found() -> None:
    """Its page says 406.82, its file 571.04; on every other real PDF the two agree."""
    wrong: list[str] = []
    for path in sorted(Path(CORPORA / "einvoice").rglob("*.pdf")):
        codes = [one.code for one in read_one(path.name, path.read_bytes()).problems]
        if "total_not_on_page" in codes:
            wrong.append(path.name)
    assert wrong == ["MustangGnuaccountingBeispielRE-20150613_503.pdf"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["F-12", "Merci.", "20260301", "1200.00", "EUR"]))
def test_no_text_in_any_field_stops_the_reader(text: str, place: str) -> None:
    """A strange sign in a name must not cost the other ninety-nine invoices."""
    clean = "".join(sign for sign in text if sign.isprintable())
    written = clean.replace("&", "&amp;").replace("<", "&lt;")
    reading = read_one("f.xml", cii((place, written)))
    assert reading.document is not None
    assert all(all(problem.as_json().values()) for problem in reading.problems)
