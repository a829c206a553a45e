"""Printed invoices: what is found stands on the page, and nothing is invented."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal

import pypdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from relance.intake.pdf_found import flat
from relance.intake.plain_pdf import FIELDS, Draft, field_image, read_draft
from relance.intake.problem import Refusal
from tests.corpora import CORPORA
from tests.intake.printed import LAYOUTS, pdf

_BARE = dict.fromkeys([*range(0x2000, 0x2030), 0x20, 0xA0, 0x0A])


def _text(data: bytes) -> str:
    """The text by another reader, without any white space."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return "".join(page.extract_text() for page in pages).translate(_BARE)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_field_of_every_layout_is_found(name: str) -> None:
    """A freelancer who must type everything again has gained nothing."""
    found = read_draft(pdf(name), file="facture.pdf").as_found()
    said = LAYOUTS[name].says
    assert {field: found.get(field) for field in said} == said


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_the_page_does_not_say_is_not_found(name: str) -> None:
    """An invented IBAN or rate would end in a letter to the client."""
    found = read_draft(pdf(name), file="facture.pdf").fields
    assert not found.keys() & set(LAYOUTS[name].silent)
    assert found.keys() <= FIELDS.keys()


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_value_stands_in_the_text_at_its_place(name: str) -> None:
    """Whoever confirms must see the very words, and see them where they are."""
    data = pdf(name)
    text = _text(data)
    sizes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    for found in read_draft(data, file="facture.pdf").fields.values():
        assert found.written.translate(_BARE) in text, found
        left, top, right, bottom = found.box
        page = sizes[found.page - 1]
        assert 0 <= left < right <= float(page.width)
        assert 0 <= top < bottom <= float(page.height)
        assert found.reason and found.line


def test_a_piece_of_page_shows_the_words() -> None:
    """The picture beside a field is how a person checks it at a glance."""
    data = pdf("two columns")
    found = read_draft(data, file="facture.pdf").fields["grand_total"]
    picture = Image.open(io.BytesIO(field_image(data, found.page, found.box)))
    assert picture.format == "PNG"
    assert 100 < picture.width < 700 and 20 < picture.height < 200
    darkest, lightest = picture.convert("L").getextrema()
    assert darkest < 100 and lightest > 240  # type: ignore[operator]
    with pytest.raises(ValueError, match="no page"):
        field_image(data, 9, found.box)


@pytest.mark.parametrize("angle", [90, 270])
def test_a_page_with_its_turn_flag_is_read(angle: int) -> None:
    """A page stored on its side, with the flag that sets it upright."""
    source = LAYOUTS["two columns"].source.replace(
        "#set page(margin: 2cm)", "#set page(width: 29.7cm, height: 21cm, margin: 0cm)\n"
        f"#place(rotate({-angle}deg, reflow: true, box(width: 21cm, height: 29.7cm, inset: 2cm)["
    )  # fmt: skip
    upright = typst.compile((source + "]))").encode(), format="pdf", ignore_system_fonts=True)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(upright))
    writer.pages[0].rotate(angle)
    stream = io.BytesIO()
    writer.write(stream)
    found = read_draft(stream.getvalue(), file="facture.pdf")
    said = LAYOUTS["two columns"].says
    assert {field: found.as_found().get(field) for field in said} == said
    total = found.fields["grand_total"]
    assert total.box[0] > 200, "the total stands on the right, as the eye sees it"
    assert Image.open(io.BytesIO(field_image(stream.getvalue(), 1, total.box))).width > 100


def test_a_scan_says_that_it_is_one() -> None:
    """A photo of an invoice has no text: saying «nothing found» would be a riddle."""
    picture = typst.compile(
        LAYOUTS["two columns"].source.encode(), format="png", ppi=60, ignore_system_fonts=True
    )
    assert isinstance(picture, bytes)
    stream = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").save(stream, "PDF")
    with pytest.raises(Refusal) as refused:
        read_draft(stream.getvalue(), file="scan.pdf")
    problem = refused.value.about("scan.pdf")
    assert problem.code == "scan_without_text"
    assert "scan" in problem.message and "Rien n’a été pris" in problem.hint


def test_a_locked_or_damaged_file_is_refused_by_name() -> None:
    """The person must know whether to unlock the file or to ask for another one."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("credit note")))
    writer.encrypt("secret", algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    for data, code in (
        (locked.getvalue(), "pdf_locked"),
        (b"%PDF-1.7\nnothing", "pdf_damaged"),
        (b"", "pdf_damaged"),
    ):
        with pytest.raises(Refusal) as refused:
            read_draft(data, file="x.pdf")
        assert refused.value.problem.code == code


def test_a_quote_is_not_an_invoice() -> None:
    """Chasing a client for a quote he never signed is a wrong claim."""
    source = LAYOUTS["two columns"].source.replace("= Facture n°", "= Devis n°")
    data = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)
    assert isinstance(data, bytes)
    (problem,) = read_draft(data, file="devis.pdf").problems
    assert problem.code == "not_an_invoice" and problem.severity == "error"


def test_a_person_confirms_and_corrects() -> None:
    """What was confirmed is what is claimed: the draft itself is never a document."""
    draft = read_draft(pdf("table of references"), file="facture.pdf")
    said = draft.as_found() | {"due_date": "2026-04-15", "subject": "Logo", "seller_phone": " "}
    document = draft.document(said)
    assert document.due_date == date(2026, 4, 15)
    assert (document.grand_total, document.due_payable) == (Decimal("1713.94"), Decimal("1213.94"))
    assert document.buyer.lines == ("27 bis rue de l’Église", "BP 12")
    assert (document.penalty_percent, document.late_rate) == ("10", "15")
    assert document.subject == "Logo" and document.seller.phone is None
    assert document.syntax == "pdf" and any("clause pénale" in text for _, text in document.notes)

    credit = read_draft(pdf("credit note"), file="avoir.pdf")
    assert credit.document(credit.as_found()).is_credit_note
    assert credit.document(credit.as_found()).grand_total == Decimal("120.00")
    with pytest.raises(ValueError, match="due_date"):
        draft.document({"due_date": "demain"})
    with pytest.raises(ValueError, match="grand_total"):
        draft.document({"grand_total": "NaN"})


def test_a_draft_waits_as_plain_data() -> None:
    """It crosses from the reading process to the desk, and waits there for a person."""
    draft = read_draft(pdf("two columns"), file="facture.pdf")
    assert Draft.from_json(json.loads(json.dumps(draft.as_json()))) == draft
    assert draft.missing == ()


@given(st.text(max_size=60))
def test_flattened_text_keeps_its_places(text: str) -> None:
    """A label found in the flat text cuts the true text: one sign more would shift each value."""
    assert len(flat(text)) == len(text)


_SAID = (
    "Facture n° F-12 Date Échéance Total TTC HT TVA 1 200,00 € 12/03/2026 31/02/2026 : Client "
    "69001 Lyon net à payer IBAN FR76 30 jours 9999999999 Objet Avoir SIREN 732829320 - ( )"
)
_WORDS = st.sampled_from(_SAID.split())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(_WORDS, max_size=9), min_size=3, max_size=14))
def test_any_page_of_such_words_is_read_without_a_crash(lines: list[list[str]]) -> None:
    """Pages come in endless forms; the worst outcome allowed is a field not found."""
    text = json.dumps(["Atelier Dupont, lettres en nombre suffisant", *map(" ".join, lines)])
    source = f"#for line in json(bytes({json.dumps(text)})) [#line \\ ]"
    data = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)
    assert isinstance(data, bytes)
    whole = _text(data)
    for found in read_draft(data, file="x.pdf").fields.values():
        assert found.written.translate(_BARE) in whole


@pytest.mark.corpora
def test_real_french_invoices_are_read_by_their_page_alone() -> None:
    """The same files carry their data: what the page's rules find must agree with it."""
    expected = json.loads((CORPORA / "einvoice/zugferd-corpus.expected.json").read_text())
    read = 0
    for path in sorted((CORPORA / "einvoice/zugferd-corpus").rglob("FNFE*/**/*.pdf")):
        fields = _expected(expected, path.name)
        draft = read_draft(path.read_bytes(), file=path.name).as_found()
        read += 1
        assert draft["number"] == fields["number"]
        assert draft["issue_date"] == fields["issue_date"]
        assert abs(Decimal(draft["grand_total"])) == abs(Decimal(fields["grand_total"]))
        if fields["due_date"]:
            assert draft["due_date"] == fields["due_date"]
        assert draft["buyer_name"] == fields["buyer_name"]
        assert fields["seller_name"] in draft["seller_name"]
    assert read >= 8


def _expected(listed: object, name: str) -> dict[str, str]:
    items = listed if isinstance(listed, list) else listed.get("files", listed)  # type: ignore[attr-defined]
    pairs = items.items() if isinstance(items, dict) else [(one["file"], one) for one in items]
    one = next(value for path, value in pairs if path.endswith(name))
    fields: dict[str, str] = one.get("fields", one)
    return fields


@pytest.mark.corpora
def test_hostile_pages_are_refused_or_read() -> None:
    """A file made to harm ends in a named refusal, never in a crash."""
    files = sorted((CORPORA / "hostile").rglob("*.pdf"))
    assert files
    for path in files:
        try:
            assert read_draft(path.read_bytes(), file=path.name).file == path.name
        except Refusal as refused:
            assert refused.problem.code
