"""User texts and hostile values: refused with the place named, or printed as they are."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from relance.case import Address
from relance.notices import (
    PLACEHOLDERS,
    BadText,
    MissingFact,
    builtin_source,
    email_bytes,
    letter_pdf,
    read_text,
    silence_sentence,
    write,
)
from relance.notices.text import KINDS
from relance.notices.written import Email, Letter
from relance.steps import Silence
from tests.corpora import CORPORA
from tests.notices.cases import CAFE, CREDITOR, GIVEN, JULIE, SITE, D, Given

INSTANT = datetime(2026, 4, 7, 8, tzinfo=UTC)


def problems(source: str, kind: str = "kind_email") -> list[tuple[str, str]]:
    with pytest.raises(BadText) as refused:
        read_text(source, kind)
    return [(one.code, one.where) for one in refused.value.problems]


@pytest.mark.parametrize("kind", KINDS)
def test_a_shipped_text_can_be_copied_and_used(kind: str) -> None:
    """What users start from must itself pass every check."""
    assert read_text(builtin_source(kind), kind).kind == kind


def test_every_wrong_place_is_named_at_once() -> None:
    """A person mends a text in one go, not one error at a time."""
    source = """
subject: "Facture {numero}"
paragraphs:
  - "Bonjour {prenom},"
  - text: "Payez {montant}"
    if: fâché
  - block: logo
  - "Sans réponse, nous allons saisir le tribunal."
  - "{facture|factures|toutes}"
"""
    assert problems(source) == [
        ("unknown_placeholder", "Objet"),
        ("unknown_placeholder", "Paragraphe 1"),
        ("unknown_condition", "Paragraphe 2"),
        ("unknown_block", "Paragraphe 3"),
        ("forbidden_claim", "Paragraphe 4"),
        ("bad_agreement", "Paragraphe 5"),
    ]


def test_a_text_that_speaks_of_an_absent_fact_is_refused() -> None:
    """«Comme promis le …» must not be written to somebody who promised nothing."""
    text = read_text('subject: "A"\nparagraphs: ["Vous aviez promis {promesse}."]', "kind_email")

    with pytest.raises(MissingFact, match="Paragraphe 1"):
        write(GIVEN["kind-one"].facts(), {"kind_email": text})


def test_every_placeholder_is_explained() -> None:
    """The page of texts lists them: each says what it stands for."""
    assert all(one.meaning for one in PLACEHOLDERS.values())


@pytest.mark.parametrize("code", list(Silence))
def test_every_silence_has_its_sentence(code: Silence) -> None:
    """A case that gets nothing on a day says why."""
    said = silence_sentence(code.value, date(2026, 5, 1), {})

    assert said.endswith("1er\u00a0mai 2026.")


def _naughty() -> list[str]:
    path = CORPORA / "hostile" / "strings" / "blns.json"
    return [one for one in json.loads(path.read_text(encoding="utf-8")) if one.strip()]


@pytest.mark.corpora
def test_no_string_adds_a_header_or_breaks_a_mail() -> None:
    """A debtor's name with a line break must not become a second recipient."""
    for string in _naughty():
        debtor = replace(CAFE, name=string, contacts=(replace(JULIE, name=string),))
        given = replace(GIVEN["kind-one"], debtor=debtor, invoices=(replace(SITE, subject=string),))
        written = write(given.facts())
        assert isinstance(written, Email)

        content = email_bytes(
            written, identity="a" * 32, date=INSTANT, sender="c@d.example", sender_name=string
        )

        message = message_from_bytes(content, policy=policy.default)
        assert message.keys() == [
            "From", "To", "Subject", "Date", "Message-ID", "X-Relance-Identity",
            "MIME-Version", "Content-Type",
        ], string  # fmt: skip
        assert message["To"].addresses[0].addr_spec == "julie@cafe.example"
        assert len(message["To"].addresses) == 1


@pytest.mark.corpora
def test_no_string_breaks_a_letter() -> None:
    """Values print as they are: nothing in them runs."""
    for string in _naughty()[::12]:
        debtor = replace(CAFE, name=string)
        given = replace(GIVEN["notice"], debtor=debtor, invoices=(replace(SITE, subject=string),))
        written = write(given.facts())
        assert isinstance(written, Letter)

        assert letter_pdf(written).startswith(b"%PDF-")


def pdf(given: Given) -> PdfReader:
    written = write(given.facts())
    assert isinstance(written, Letter)
    content = letter_pdf(written)
    assert content == letter_pdf(written), "same input, same bytes"
    return PdfReader(io.BytesIO(content))


def test_a_letter_is_an_archive_that_everybody_can_read() -> None:
    """PDF/A-3a and PDF/UA-1 announced, tagged, in French, every font embedded."""
    read = pdf(GIVEN["notice"])

    catalog: Any = read.root_object
    assert bool(catalog["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in catalog
    assert str(catalog["/Lang"]).startswith("fr")
    described = read.xmp_metadata
    assert described is not None
    raw = described.stream.get_data().decode()
    assert re.search(r"pdfaid:part[>=\"]*3", raw)
    assert re.search(r"pdfuaid:part[>=\"]*1", raw)
    for page in read.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            inner = font.get_object()
            told = (
                inner["/DescendantFonts"][0].get_object() if "/DescendantFonts" in inner else inner
            )
            assert any(name.startswith("/FontFile") for name in told["/FontDescriptor"])


def test_a_letter_prints_amounts_as_french_readers_expect() -> None:
    """The narrow space of thousands is a space, not a box."""
    text = "\n".join(page.extract_text() for page in pdf(GIVEN["notice"]).pages)

    assert re.search(r"1\s?200,00\s€", text)
    assert "MISE EN DEMEURE" in text
    assert "FR76" in text


@pytest.mark.parametrize(
    "name", ["reminder", "reminder-consumer", "notice", "suspension", "plan-default"]
)
def test_a_simple_letter_is_one_page(name: str) -> None:
    """A signature alone on a second page looks careless, and costs a sheet."""
    assert len(pdf(GIVEN[name]).pages) == 1


def test_the_recipient_stands_in_the_window() -> None:
    """French DL window: 100 × 35 mm, 20 mm from the right and lower edges of 220 × 110 mm."""
    lines = ("Résidence des Tilleuls", "Bâtiment C, escalier 4", "12 avenue du Général Leclerc")
    address = Address(lines, "75011", "Paris")
    given = replace(GIVEN["reminder"], debtor=replace(CAFE, address=address))
    written = write(given.facts())
    assert isinstance(written, Letter)
    text = pdfium.PdfDocument(letter_pdf(written))[0].get_textpage()

    window = []
    for word in ("Café de l’Estuaire", "Résidence", "escalier", "Leclerc", "75011"):
        found = text.search(word).get_next()
        assert found is not None, word
        left, bottom, right, top = text.get_charbox(found[0])
        window += [
            (left * 25.4 / 72, 297 - top * 25.4 / 72),
            (right * 25.4 / 72, 297 - bottom * 25.4 / 72),
        ]
    # Folded at 99 mm, the sheet may slide 11 mm down and 10 mm aside in its envelope, and in a C5
    # one 13 and 19 mm: what stands here is seen wherever it lies.
    assert all(109 <= x <= 190 and 57 <= y <= 79 for x, y in window), window


def test_nothing_else_stands_in_the_window() -> None:
    """The day of the letter was read through the window, and the postman's machine with it."""
    written = write(GIVEN["reminder"].facts())
    assert isinstance(written, Letter)
    text = pdfium.PdfDocument(letter_pdf(written))[0].get_textpage()

    for word in ("Lyon, le", "Lettre recommandée", "claire@"):
        found = text.search(word).get_next()
        assert found is not None, word
        left, bottom, _, top = text.get_charbox(found[0])
        x, above, below = left * 25.4 / 72, 297 - top * 25.4 / 72, 297 - bottom * 25.4 / 72
        assert x < 90 or below < 44 or above > 90, word


def test_twelve_invoices_still_make_a_letter() -> None:
    """A long list runs over pages; each says its number."""
    many = tuple(
        replace(SITE, number=f"F-{place}", due_on=D(2026, 3, place + 1)) for place in range(1, 13)
    )
    read = pdf(replace(GIVEN["notice"], invoices=many, happened=(), creditor=CREDITOR))

    assert len(read.pages) > 1
    assert "page 1 sur" in read.pages[0].extract_text()


def test_the_golden_files_are_all_read() -> None:
    """A golden file nobody compares any more would lie."""
    from tests.notices.test_golden import CARDS, GOLDEN
    from tests.notices.test_insolvency_claim import CLAIMS

    assert {path.stem for path in Path(GOLDEN).glob("*.txt")} == {*GIVEN, *CARDS, *CLAIMS}
