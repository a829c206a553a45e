"""Electronic invoices: real files that nobody here wrote, then one change at a time."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from relance.intake.document import CREDIT_NOTE_CODES, Reading, from_record, to_record
from relance.intake.einvoice import read_one
from tests.corpora import CORPORA
from tests.intake.samples import UBL_NAMESPACES, cii, pdf

FOLDER = CORPORA / "einvoice"
SETS = ("akretion-factur-x", "en16931", "xrechnung", "zugferd-corpus")
AMOUNTS = ("grand_total", "due_payable", "prepaid")
NOT_OURS = {"line_count", "root"}


def _expected() -> list[tuple[str, str, dict[str, Any]]]:
    found: list[tuple[str, str, dict[str, Any]]] = []
    for name in SETS:
        path = FOLDER / f"{name}.expected.json"
        if path.exists():
            found.extend((name, file, said) for file, said in json.loads(path.read_text()).items())
    return found


def _read(name: str, file: str) -> Reading:
    return read_one(file, (FOLDER / name / file).read_bytes())


def _codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.corpora
def test_every_real_invoice_gives_the_fields_an_independent_reader_found() -> None:
    """One wrong digit here is a wrong euro, a wrong name or a wrong day in a legal letter."""
    wrong: list[str] = []
    seen = 0
    for name, file, said in _expected():
        fields = said.get("fields")
        if not fields or fields["syntax"] == "other":
            continue
        seen += 1
        reading = _read(name, file)
        assert reading.document is not None, (file, reading.problems)
        got = reading.document.as_json()
        wrong += [
            f"{file} {key}: {value!r} expected, {got[key]!r} read"
            for key, value in fields.items()
            if key not in NOT_OURS and got[key] != value
        ]
        for key in AMOUNTS:
            exact = getattr(reading.document, key)
            assert exact == (None if fields[key] is None else Decimal(fields[key])), (file, key)
        if said["kind"] == "pdf":
            assert reading.xml_name == said["xml_name"]
    assert wrong == []
    assert seen >= 120


@pytest.mark.corpora
def test_what_is_no_invoice_gives_one_precise_problem_and_no_document() -> None:
    """An order or a broken file that became a claim would chase someone who owes nothing."""
    codes = set()
    for name, file, said in _expected():
        if "error" in said or said["fields"]["syntax"] == "other":
            reading = _read(name, file)
            assert reading.document is None, file
            assert len(reading.problems) == 1, file
            problem = reading.problems[0]
            assert problem.file == file
            assert all(problem.as_json().values())
            codes.add(problem.code)
    assert codes == {"not_an_invoice", "xml_damaged"}


@pytest.mark.corpora
def test_credit_notes_and_only_they_are_credit_notes() -> None:
    """A credit note that became a claim would ask a client for money we owe them."""
    for name, file, said in _expected():
        fields = said.get("fields")
        if fields and fields["syntax"] != "other":
            document = _read(name, file).document
            assert document is not None
            assert document.is_credit_note == (
                fields["type_code"] in CREDIT_NOTE_CODES or fields["syntax"] == "UBL CreditNote"
            ), file


@pytest.mark.corpora
def test_a_reading_crosses_to_another_process_unchanged() -> None:
    """A field lost between the child and the office would be lost without a word."""
    for name, file, _ in _expected():
        reading = _read(name, file)
        assert from_record(json.loads(json.dumps(to_record(reading)))) == reading


def test_the_sample_has_nothing_to_say_against_it() -> None:
    """A sound invoice that draws a remark teaches people to skip remarks."""
    reading = read_one("f.xml", cii())
    assert reading.problems == ()
    assert reading.document is not None
    assert reading.document.due_date == date(2026, 3, 31)
    assert reading.document.grand_total == Decimal("1200.00")
    assert reading.media_type == "application/xml"


@pytest.mark.parametrize(
    ("code", "written", "day"),
    [
        ("102", "20260131", date(2026, 1, 31)),
        ("102", " 2026 01 31 ", date(2026, 1, 31)),
        ("102", "2026-01-31", date(2026, 1, 31)),
        ("203", "202601312359", date(2026, 1, 31)),
        ("204", "20260131235959", date(2026, 1, 31)),
        ("610", "202602", date(2026, 2, 28)),  # a month: its last day
        ("610", "202612", date(2026, 12, 31)),
        ("616", "202601", date(2026, 1, 4)),  # a week: its Sunday
        ("616", "202053", date(2021, 1, 3)),
        ("1020", "20260131", date(2026, 1, 31)),  # a real file has this code
        ("102", "20260230", None),
        ("102", "bientôt", None),
        ("610", "202613", None),
    ],
)
def test_dates_are_read_by_their_format_code(code: str, written: str, day: date | None) -> None:
    """A date read a month off makes a client late who is not."""
    old = '<udt:DateTimeString format="102">20260301'
    data = cii((old, f'<udt:DateTimeString format="{code}">{written}'))
    reading = read_one("f.xml", data)
    assert reading.document is not None
    assert reading.document.issue_date == day
    assert ("no_date" in _codes(reading)) == (day is None)


def test_prefixes_white_space_comments_and_encoding_change_nothing() -> None:
    """Each software writes XML its own way; the invoice is the same."""
    plain = read_one("f.xml", cii()).document
    text = cii().decode()
    for other in (
        text.replace("rsm:", "a:").replace("xmlns:rsm", "xmlns:a"),
        text.replace("ram:", "udt2:").replace("xmlns:ram", "xmlns:udt2"),
        text.replace("F-12", "\n  F-<!-- note -->12\t"),
        text.replace("F-12", "<![CDATA[F-12]]>"),
        text.replace("F-12", "F&#45;12"),
        "\ufeff" + text,
    ):
        assert read_one("f.xml", other.encode()).document == plain
    wide = text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert read_one("f.xml", wide).document == plain
    western = text.replace("UTF-8", "windows-1252").encode("windows-1252")
    assert read_one("f.xml", western).document == plain


def test_the_total_in_the_invoice_currency_is_the_one_read() -> None:
    """A total in the accounting currency is not what the client owes."""
    both = (
        '<ram:GrandTotalAmount currencyID="CHF">1100.00</ram:GrandTotalAmount>'
        '<ram:GrandTotalAmount currencyID="EUR">1200.00</ram:GrandTotalAmount>'
    )
    document = read_one(
        "f.xml", cii(("<ram:GrandTotalAmount>1200.00</ram:GrandTotalAmount>", both))
    ).document
    assert document is not None
    assert document.written_total == "1200.00"


@pytest.mark.parametrize("code", sorted(CREDIT_NOTE_CODES))
def test_each_type_code_of_a_credit_note_is_one(code: str) -> None:
    """UNTDID 1001 has eleven ways to say «avoir»."""
    reading = read_one("f.xml", cii(("<ram:TypeCode>380", f"<ram:TypeCode>{code}")))
    assert reading.document is not None
    assert reading.document.is_credit_note
    assert _codes(reading) == ["credit_note"]


def test_an_ubl_invoice_with_almost_nothing_is_read_and_its_gaps_named() -> None:
    """A half-empty file must say what is missing, not stop the import."""
    data = f"<Invoice {UBL_NAMESPACES}><cbc:ID>U-1</cbc:ID></Invoice>".encode()
    reading = read_one("u.xml", data)
    assert reading.document is not None
    assert reading.document.number == "U-1"
    assert reading.document.syntax == "UBL Invoice"
    assert _codes(reading) == ["no_date", "no_currency", "no_buyer", "no_amount"]


@pytest.mark.parametrize(
    "name",
    ["factur-x.xml", "FACTUR-X.XML", "ZUGFeRD-invoice.xml", "xrechnung.xml", "ma facture.xml"],
)
def test_the_invoice_in_a_pdf_is_found_whatever_its_name(name: str) -> None:
    """Writers spell the attachment's name in many ways."""
    reading = read_one("f.pdf", pdf(("bon.txt", b"rien"), (name, cii())))
    assert reading.document is not None
    assert reading.xml_name == name
    assert reading.media_type == "application/pdf"


def test_a_pdf_with_two_different_invoices_is_not_guessed_about() -> None:
    """Taking one of two invoices at random would chase the wrong amount."""
    two = pdf(("un.xml", cii()), ("deux.xml", cii(("F-12", "F-13"))))
    assert _codes(read_one("f.pdf", two)) == ["several_invoices"]
    beside = pdf(("un.xml", cii()), ("autre.xml", b"<liste/>"))
    assert read_one("f.pdf", beside).document is not None


@pytest.mark.parametrize("way", ["page", "clip", "nameless"])
def test_an_invoice_hung_on_a_page_is_found(way: str) -> None:
    """Some writers hang the file on the page, as a paper clip; people would say «it is there»."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    stream = DecodedStreamObject()
    stream.set_data(cii())
    held = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Filespec"),
            NameObject("/EF"): DictionaryObject({NameObject("/F"): writer._add_object(stream)}),
        }
    )
    if way != "nameless":
        held[NameObject("/F")] = TextStringObject("factur-x.xml")
    reference = writer._add_object(held)
    if way == "clip":
        clip = DictionaryObject(
            {NameObject("/Subtype"): NameObject("/FileAttachment"), NameObject("/FS"): reference}
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(clip)])
    else:
        writer.pages[0][NameObject("/AF")] = ArrayObject([reference])
    out = io.BytesIO()
    writer.write(out)
    document = read_one("f.pdf", out.getvalue()).document
    assert document is not None and document.number == "F-12"
