"""What to copy onto form A: each content the regulation asks for, and what is left to fill in."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from relance.case import Address, Money
from relance.notices.european_form import european_form
from relance.notices.order_request import TO_FILL, Applicant, OrderRequest
from tests.notices.cases import CONSUMER, CREDITOR, LOGO, SITE
from tests.notices.test_order_request import GIVEN, request_of

BRUSSELS = Address(("12 rue de la Loi",), "1000", "Bruxelles", "BE")
MADRID = Address(("Calle Mayor 3",), "28013", "Madrid", "ES")


def abroad(**changes: object) -> OrderRequest:
    asked, _ = request_of(GIVEN)
    there = replace(asked.debtor, address=BRUSSELS)
    return replace(asked, debtor=there, **changes)  # type: ignore[arg-type]


def read(asked: OrderRequest) -> str:
    pages = PdfReader(io.BytesIO(european_form(asked))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_each_content_of_the_application_is_there() -> None:
    """Article 7 of the regulation: an application that lacks one of them is sent back (form B)."""
    said = read(abroad())
    for words in (
        "Code 01, demandeur Claire Duval, Atelier Duval", "Pays France", "SIREN 732 829 320",
        "Code 02, défendeur Café de l’Estuaire, SARL", "1000 Bruxelles", "Pays Belgique",
        "État du demandeur France", "État du défendeur Belgique", "Montant du principal 1 200,00 €",
        "Facture n° F-12 du 01/03/2026 échue le 31/03/2026, reste dû 1 200,00 €",
        "Intérêts arrêtés au 16/06/2026 : 30,76 €, outre les intérêts de retard",
        "(12,15 % par an pour le dernier compté)", "Pénalités contractuelles aucune", "40,00 € pour frais",
        "La facture n° F-12 du 01/03/2026 n’est pas payée. Objet : Refonte du site.",
        "1 Devis signé 12/01/2026", "elles ne se joignent pas", "toute fausse déclaration",
        "Appendice 1", "Appendice 2", "petits litiges", "Total au 16 juin 2026 1 270,76 €",
    ):  # fmt: skip
        assert words in said, words


def test_it_says_that_it_is_not_the_form() -> None:
    """A sheet taken for the form would be filed, and lost."""
    said = read(abroad())
    assert "elle n’est pas le formulaire" in said
    assert "ne se signe pas et ne s’envoie à aucun tribunal" in said
    assert "e-justice.europa.eu" in said


def test_only_the_numbers_and_codes_that_were_read_are_printed() -> None:
    """Boxes 1 to 3, codes 01 to 06 of the parties, 01 and 02 of the grounds: no other was read."""
    said = read(abroad(agent="Léa Petit, assistante", applicant=Applicant(False)))
    assert set(re.findall(r"\bCase (\d+)", said)) == {"1", "2", "3"}
    assert set(re.findall(r"\bCode (\d+)", said)) == {"01", "02", "03", "04", "05", "06"}
    assert set(re.findall(r"\b(0\d) : ", said)) == {"01", "02"}


def test_what_nobody_said_is_left_to_fill_in() -> None:
    """Neither the court, nor the ground of its jurisdiction, nor a code is guessed."""
    bare = read(abroad(court="", pieces=(), events=(), applicant=Applicant(True)))
    for words in (
        "Juridiction", "Code retenu", "État de la juridiction", "Code de la créance",
        "Code des intérêts", "Frais de procédure demandés", "Moyen et compte", "Choix", "Fait à", "Le",
        "Profession (facultative)", "Aucune pièce n’est au dossier :",
    ):  # fmt: skip
        assert f"{words} {TO_FILL}" in bare, words
    assert "None" not in bare


def test_a_natural_person_gives_no_birth_nor_nationality() -> None:
    """The French request wants them (CPC art. 54); this form does not: they stay at home."""
    said = read(abroad())
    assert "Profession (facultative) graphiste" in said
    assert "né(e)" not in said
    assert "1984" not in said
    assert "française" not in said


def test_a_company_names_who_represents_it() -> None:
    """Code 05 is the organ, code 03 the lawyer or the agent, for each of whom the form has a place."""
    company = replace(CREDITOR, name="Duval et fils", legal_form="SAS")
    applicant = Applicant(False, represented_by="sa présidente, C. Duval")
    said = read(abroad(creditor=company, applicant=applicant, agent="Me Petit, avocate"))
    assert "Code 01, demandeur Duval et fils, SAS" in said
    assert "Code 05, son représentant légal sa présidente, C. Duval" in said
    assert "Code 03, son représentant Me Petit, avocate" in said
    assert "par Me Petit, avocate" in said


def test_a_consumer_is_sued_at_home() -> None:
    """Article 6(2), said as a condition: whether the contract was private is for the user to say."""
    there = replace(CONSUMER, address=MADRID)
    said = read(replace(abroad(debtor_form=""), debtor=there))
    assert (
        "Si le contrat est étranger à son activité professionnelle, seules les juridictions" in said
    )
    assert "Son adresse est dans l’État suivant : Espagne." in said
    assert "Code 06" not in said
    assert "seules les juridictions" not in read(abroad())


def test_several_invoices_have_a_row_each() -> None:
    """The sum of the rows is the principal asked."""
    asked, _ = request_of(replace(GIVEN, invoices=(SITE, LOGO)))
    said = read(asked)
    assert "Les factures n° F-12 du 01/03/2026" in said
    assert "Facture n° F-13 du 08/03/2026 échue le 07/04/2026, reste dû 480,50 €" in said
    assert "Montant du principal 1 680,50 €" in said


@pytest.mark.parametrize(
    ("penalty", "words"), [("0", "contractuelles aucune"), ("120", "contractuelles 120,00 €")]
)
def test_a_penalty_clause_is_a_box_of_its_own(penalty: str, words: str) -> None:
    """It is not interest, and a judge may lower it: the form wants it apart."""
    asked = abroad()
    claimed = replace(asked.statement, penalty=Money.of(penalty))
    assert words in read(replace(asked, statement=claimed))


def test_without_interest_no_code_of_interest() -> None:
    """A claim made before anything ran says so."""
    asked = abroad()
    lines = tuple(one for one in asked.statement.lines if one.kind.value != "interest")
    said = read(replace(asked, statement=replace(asked.statement, lines=lines)))
    assert "Aucun intérêt n’est demandé" in said
    assert "Code des intérêts" not in said


def test_the_same_case_gives_the_same_bytes() -> None:
    assert european_form(abroad()) == european_form(abroad())
