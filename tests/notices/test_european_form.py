"""What to copy onto form A: each content the regulation asks for, and what is left to fill in."""

from __future__ import annotations

import io
from dataclasses import replace

from pypdf import PdfReader

from relance.case import Address
from relance.notices.european_form import european_form
from relance.notices.order_request import TO_FILL, OrderRequest
from tests.notices.cases import CONSUMER
from tests.notices.test_order_request import GIVEN, request_of

BRUSSELS = Address(("12 rue de la Loi",), "1000", "Bruxelles", "BE")


def abroad(**changes: object) -> OrderRequest:
    asked, _ = request_of(GIVEN)
    there = replace(asked.debtor, address=BRUSSELS)
    return replace(asked, debtor=there, **changes)  # type: ignore[arg-type]


def read(asked: OrderRequest) -> str:
    pages = PdfReader(io.BytesIO(european_form(asked))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_each_content_of_the_application_is_there() -> None:
    """Parties with their States, court, border, sums with their periods, cause, evidence."""
    said = read(abroad())
    for words in (
        "Atelier Duval", "État : France", "Café de l’Estuaire", "État : Belgique", "12 rue de la Loi",
        "Principal : 1 200,00 €", "Indemnité forfaitaire de recouvrement : 40,00 €",
        "n° F-12 du 01/03/2026, échue le 31/03/2026 (Refonte du site)", "Devis signé",
        "ils ne se joignent pas", "e-justice.europa.eu", "ne se signe pas",
    ):  # fmt: skip
        assert words in said


def test_what_nobody_said_is_left_to_fill_in() -> None:
    """Neither the court nor the ground of its jurisdiction is guessed from an address."""
    bare = read(abroad(court="", pieces=(), events=()))
    assert f"Juridiction saisie : {TO_FILL}" in bare
    assert f"à choisir sur le formulaire : {TO_FILL}" in bare
    assert "None" not in bare


def test_a_consumer_has_a_rule_of_his_own() -> None:
    """The sheet sends to the portal: which court is not ours to say."""
    there = replace(CONSUMER, address=replace(BRUSSELS, country="ES", city="Madrid"))
    said = read(replace(abroad(), debtor=there))
    assert "contre un consommateur" in said
    assert "contre un consommateur" not in read(abroad())
