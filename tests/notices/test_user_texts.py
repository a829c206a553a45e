"""Texts typed by users: two ways to write them, each wrong place named, nothing exhausted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.notices import BadText, read_text, write
from relance.notices.forbidden import forbidden_claims
from relance.notices.text import MAILS
from relance.notices.written import Letter
from tests.notices.cases import GIVEN

GOLDEN = Path(__file__).parent / "golden"
HEAD = "subject: a\nparagraphs:\n"


@pytest.mark.parametrize(
    ("source", "code", "where"),
    [
        ("x" * 30_001, "too_long", "Texte"),
        ("", "shape", "Texte"),
        ("Bonjour", "shape", "Texte"),
        ("subject: a\nparagraphs: b", "shape", "Texte"),
        ("subject: a\nparagraphs: []", "no_paragraph", "Texte"),
        ("subject: ' '\nparagraphs: [b]", "no_subject", "Objet"),
        ("subject: [a]\nparagraphs: [b]", "shape", "Objet"),
        ("subject: a\nsubject: b\nparagraphs: [c]", "unreadable", "Ligne 1"),
        ("subject: a\nparagraphs: [b]\nfooter: c", "unknown_word", "Texte"),
        ("subject: a\nparagraphs: [[b]]", "shape", "Paragraphe 1"),
        ("subject: a\nparagraphs: [b, '']", "empty", "Paragraphe 2"),
        (HEAD + "  - {tu: b}", "empty", "Paragraphe 1"),
        (HEAD + "  - {text: b, vous: c}", "twice", "Paragraphe 1"),
        (HEAD + "  - {text: b, colour: red}", "unknown_word", "Paragraphe 1"),
        (HEAD + "  - {text: b, if: 5}", "unknown_condition", "Paragraphe 1"),
        (HEAD + "  - {text: b, if: {one: many}}", None, ""),
        (HEAD + "  - {text: b, if: [no one, no no one]}", "unknown_condition", "Paragraphe 1"),
        (HEAD + "  - {block: [1, 2]}", "shape", "Paragraphe 1"),
        (HEAD + "  - 'a } b'", "brace", "Paragraphe 1"),
        (HEAD + "  - 'a { b'", "brace", "Paragraphe 1"),
        (HEAD + "  - {? [1] : 2}", "unreadable", "Ligne 3"),
        (HEAD + "  - 'a", "unreadable", "Ligne 3"),
        ("subject: a\x00\nparagraphs: [b]", "unreadable", "Texte"),
        ("a: &a [x]\nsubject: b\nparagraphs: [*a]", "unreadable", "Ligne 3"),
        ("[" * 20_000, "unreadable", "Ligne 1"),
        ("subject: 2026-13-45\nparagraphs: [b]", None, ""),
        ("subject: " + "9" * 5_000 + "\nparagraphs: [b]", None, ""),
    ],
)
def test_a_wrong_text_is_refused_at_its_place(source: str, code: str | None, where: str) -> None:
    """Whatever is typed or pasted gets a French answer, never a crash of the page."""
    if code is None:
        assert read_text(source, "kind_email").subject
        return
    with pytest.raises(BadText) as refused:
        read_text(source, "kind_email")

    assert (code, where) in [(one.code, one.where) for one in refused.value.problems]
    assert str(refused.value)


@given(st.text(max_size=80))
def test_anything_typed_is_a_text_or_a_list_of_problems(source: str) -> None:
    """No input may raise anything else than the refusal that the page shows."""
    for typed in (source, f"Objet : {source}", f"subject: a\nparagraphs: [{source}]"):
        try:
            read_text(typed, "formal_notice")
        except BadText as refused:
            assert refused.problems


def test_plain_words_are_a_text_too() -> None:
    """A freelancer writes a letter, not YAML."""
    text = read_text(
        "Objet : Relance {numeros}\n\nBonjour,\n\n[factures]\n \nMerci de régler {montant} !\n\n"
        "[autres factures]\n\n[décompte]\n\n[paiement]\n",
        "formal_reminder",
    )

    assert text.subject == "Relance {numeros}"
    assert [one.block or one.text for one in text.paragraphs] == [
        "Bonjour,", "invoices", "Merci de régler {montant} !", "listed", "statement", "payment",
    ]  # fmt: skip
    written = write(GIVEN["reminder"].facts(), {"formal_reminder": text})
    assert isinstance(written, Letter)
    assert written.title == "Relance n°\u00a0F-12"


def test_plain_words_are_checked_like_the_others() -> None:
    """The same fields, the same refusals, the same places."""
    with pytest.raises(BadText) as refused:
        read_text("Objet : A\n\nBonjour {prenom}\n\nNous porterons plainte.", "formal_notice")

    assert [(one.code, one.where) for one in refused.value.problems] == [
        ("unknown_placeholder", "Paragraphe 1"),
        ("forbidden_claim", "Paragraphe 2"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Je saisis le tribunal lundi.",
        "Nous saisissons le tribunal.",
        "Le tribunal sera saisi sans autre avis.",
        "Nous engagerons une procédure judiciaire.",
        "Une procédure judiciaire sera engagée.",
        "Nous transmettrons votre dossier à un huissier.",
        "Votre dossier est confié à un service de recouvrement.",
        "Nous allons mandater un commissaire de justice.",
        "Je serai contraint de saisir la justice.",
        "Nous serons dans l’obligation : vous serez poursuivi.",
        "L’huissier passera chez vous.",
        "Maître Dupont, huissier de justice",
        "DERNIER AVIS AVANT SAISIE",
        "Ordonnance portant injonction de payer",
        "SOMMATION",
        "com\u00admandement de payer",
        "som{mation|mations} de payer",
        "Vous commettez une escroquerie.",
        "Ce délit est puni.",
        "Inscription au FICP",
        "Vos biens seront saisis.",
        "Votre salaire sera saisi.",
        "Une saisie-attribution suivra.",
        "Frais de relance : 15 €",
        "Nous demandons des dommages et intérêts.",
        "Nous préviendrons votre employeur.",
        "Votre nom sera publié sur notre site.",
    ],
)
def test_a_threat_is_caught_however_it_is_said(words: str) -> None:
    """Each of these exposes the writer, not the debtor (law.md L2.5, L2.7, L5.6, L8.10-12)."""
    assert forbidden_claims(words, "formal_notice"), words


@pytest.mark.parametrize(
    "words",
    [
        "Je pourrais saisir le tribunal compétent.",
        "Je me réserve le droit de saisir le tribunal.",
        "À défaut, je pourrai demander au tribunal le paiement.",
        "Sans quoi je serais contraint d’engager une procédure judiciaire.",
        "Je n’ai pas saisi le tribunal.",
        "Pénélope, l’avocat de votre société, m’a répondu.",
        "La facture a-t-elle été transmise à votre service comptable ?",
        "L’indemnité forfaitaire pour frais de recouvrement est de 40 €.",
        "Frais de déplacement : 40 €.",
        "J’ai bien saisi votre demande.",
        "Nous lançons les actions prévues au devis.",
        "Merci d’informer votre banque.",
    ],
)
def test_an_honest_sentence_passes_in_a_letter(words: str) -> None:
    """A check that refuses honest words is switched off by its users."""
    assert not forbidden_claims(words, "formal_notice"), words


@pytest.mark.parametrize("kind", MAILS)
@pytest.mark.parametrize(
    "words",
    [
        "Je pourrais saisir le tribunal.",
        "Ceci vaut mise en demeure.",
        "Je vous mets en demeure de payer.",
        "Un commissaire de justice prendra le relais.",
        "Une procédure judiciaire est possible.",
    ],
)
def test_a_friendly_mail_names_no_court(kind: str, words: str) -> None:
    """Most late payers forgot: a threat in the first mail costs the client."""
    assert forbidden_claims(words, kind), words


def test_no_notice_of_ours_is_refused_by_its_own_check() -> None:
    """People edit the finished words: what we wrote ourselves must pass."""
    for name, one in GIVEN.items():
        words = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
        for part in words.split("\n\n"):
            assert not forbidden_claims(part, one.kind), (name, part)
