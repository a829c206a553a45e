"""Names and addresses of any length stand on the page without running into anything else."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from relance.case import Address, Contact, Formality, Gender
from relance.notices import letter_pdf, letterhead, read_text, write
from relance.notices.french import greeting, to_attention
from relance.notices.insolvency_claim import insolvency_claim
from relance.notices.letterhead import address_lines, sender_lines, town
from relance.notices.written import Email, Letter
from tests.notices.cases import CAFE, CREDITOR, GIVEN, LAW, SITE
from tests.notices.insolvencies import FULL


def claim() -> bytes:
    return insolvency_claim(FULL, law=LAW)


NOTICES = Path(letterhead.__file__).parent


@pytest.mark.parametrize("layout", sorted(NOTICES.glob("*.typ")), ids=lambda one: one.stem)
def test_a_long_name_does_not_run_into_the_page_number(layout: Path) -> None:
    """«Plouzanépage 1 sur 2» stood at the foot of a request."""
    foot = layout.read_text("utf-8").partition("footer: context")[2].partition("#set text(font")[0]

    assert "page #counter" in foot
    assert "column-gutter" in foot


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Jean Le Goff", "Bonjour Monsieur Le Goff,"),
        ("Anne-Marie de La Tour d’Auvergne", "Bonjour Monsieur de La Tour d’Auvergne,"),
        ("Julie Martin", "Bonjour Monsieur Martin,"),
        ("Martin", "Bonjour Monsieur Martin,"),
        ("Pieter van der Meer", "Bonjour Monsieur van der Meer,"),
        ("M. Julien Martin", "Bonjour Monsieur Martin,"),
        ("LE GOFF Yann", "Bonjour Monsieur LE GOFF,"),
        ("Yann LE GOFF", "Bonjour Monsieur LE GOFF,"),
        ("王小明", "Bonjour Monsieur 王小明,"),
        ("Service comptabilité", "Bonjour,"),
    ],
)
def test_a_person_keeps_the_whole_of_his_name(name: str, called: str) -> None:
    """«Monsieur Goff» on the first line: the rest is read with a smile, if at all."""
    assert greeting(Contact("1", name, gender=Gender.MAN)) == called


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Sam Oger", "Bonjour Sam,"),
        ("Mme Sam Oger", "Bonjour Sam,"),
        ("OGER Sam", "Bonjour Sam,"),
        ("Comptabilité fournisseurs", "Bonjour,"),
    ],
)
def test_a_friend_is_called_by_his_first_name(name: str, called: str) -> None:
    """«Bonjour OGER,», «Bonjour Mme,»: the tone of a form, to somebody one says tu to."""
    assert greeting(Contact("1", name, formality=Formality.TU)) == called


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Julie Martin", "À l’attention de Julie Martin"),
        ("Arnaud O'Brien", "À l’attention d’Arnaud O'Brien"),
        ("Œdipe Roy", "À l’attention d’Œdipe Roy"),
        ("Service comptabilité", "Service comptabilité"),
    ],
)
def test_the_envelope_elides(name: str, line: str) -> None:
    """«À l’attention de Arnaud» is the first line of ours that he reads."""
    assert to_attention(name) == line


def test_a_letter_is_dated_from_a_town() -> None:
    """«Lyon Cedex 03, le 15 mai 2026»: nobody lives in a sorting office."""
    assert [town(one) for one in ("Lyon Cedex 03", "PARIS 11", "Saint-Denis", "LYON CEDEX")] == [
        "Lyon", "PARIS", "Saint-Denis", "LYON",
    ]  # fmt: skip


def test_a_name_is_not_corrected() -> None:
    """Typography is for our sentences: «Yahoo!» and «FA;12» are somebody else's spelling."""
    client = replace(CAFE, name="L'Été d'Aix  : ça va?")
    odd = replace(SITE, number="FA;12 ?!")
    own = read_text(
        'subject: "A"\nparagraphs: ["Pour {client} ; l\'{objet} : {numeros} !"]', "kind_email"
    )
    given = replace(GIVEN["kind-one"], debtor=client, invoices=(odd,))
    written = write(given.facts(), {"kind_email": own})
    assert isinstance(written, Email)
    assert written.text.startswith(
        "Pour L'Été d'Aix  : ça va?\u202f; l’Refonte du site\u00a0: n°\u00a0FA;12 ?!\u202f!"
    )


def test_what_a_letter_cannot_print_is_told_before() -> None:
    """«???» on an envelope comes back; the writer learned it two weeks later."""
    far = replace(CAFE, name="北京公司", contacts=(Contact("1", "Łukasz Żółkiewski"),))
    written = write(replace(GIVEN["reminder"], debtor=far).facts())
    assert [one.code for one in written.warnings] == ["unprintable"]
    assert "北京公司" in written.warnings[0].message


def test_a_country_is_written_for_the_postman() -> None:
    """«DE» is no country on an envelope; Réunion is France."""
    abroad = Address(("Hauptstraße 12",), "77694", "Kehl", country="DE")
    assert address_lines(abroad)[-1] == "Allemagne"
    overseas = Address(("2 rue du Port",), "97400", "Saint-Denis", country="RE")
    assert address_lines(overseas)[-1] == "97400 Saint-Denis"


def test_a_share_capital_is_never_cut() -> None:
    """«10 000» at the end of a line, «€» on the next."""
    company = replace(CREDITOR, legal_form="SARL", share_capital="10 000 €")
    assert "10\u00a0000\u00a0€" in sender_lines(company)[0]


def test_a_number_is_never_parted_from_its_word() -> None:
    """«n°» at the end of a line, «2026-0007» on the next; «art.», then «L622-21»."""
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(claim())).pages)
    assert "art.\u00a0L622-25" in text
    assert "n°\u00a0F-12" in text
    assert not re.search(r"(n°|art\.) ?\n", text)


def test_a_long_recipient_stays_in_the_window() -> None:
    """Eight lines ran over the date, and the town was hidden by the envelope."""
    debtor = replace(
        CAFE,
        name="Société d’exploitation des établissements Le Goff-Kerguélen et fils réunis",
        address=Address(
            ("Service comptabilité fournisseurs", "Immeuble L’Estuaire, entrée B", "124 quai Sud"),
            "67000",
            "Strasbourg Cedex",
        ),
        contacts=(Contact("1", "Marie-Antoinette de La Rochefoucauld-Liancourt d’Estissac"),),
    )
    written = write(replace(GIVEN["notice"], debtor=debtor).facts())
    assert isinstance(written, Letter)
    page = PdfReader(io.BytesIO(letter_pdf(written))).pages[0]
    heights: list[float] = []

    def seen(text: str, place: list[float], _in_it: object, _font: object, _size: float) -> None:
        if "Strasbourg" in text:
            heights.append(place[5])

    page.extract_text(visitor_text=seen)
    top_of_page, window_ends = 842.0, 79 / 25.4 * 72
    assert heights and min(heights) > top_of_page - window_ends, heights
