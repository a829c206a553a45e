"""A text goes through the form and comes back: nothing is lost, or the form says that it would be."""

from __future__ import annotations

import pytest
from hypothesis import given

from relance.notices import BadText, builtin_source, read_text
from relance.notices.conditions import CONDITION_NAMES
from relance.notices.facts import CONDITIONS
from relance.notices.mandated import KINDS as MANDATED
from relance.notices.text import KINDS, Text, builtin_text, examined
from relance.notices.text_writing import MOST, NotShown, shown, text_source
from tests.notices.texts import TEXTS

SHIPPED = [(kind, False) for kind in KINDS] + [(kind, True) for kind in MANDATED]


@pytest.mark.parametrize(("kind", "mandated"), SHIPPED)
def test_every_shipped_text_goes_through_the_form(kind: str, mandated: bool) -> None:
    """Saving without a change would else change what debtors read."""
    text = builtin_text(kind, mandated=mandated)
    seen, problems = shown(builtin_source(kind, mandated=mandated), kind)

    assert (seen, problems) == (text, [])
    assert read_text(text_source(seen), kind) == text
    assert shown(text_source(seen), kind) == (text, [])


@given(TEXTS)
def test_any_text_goes_through_the_form(text: Text) -> None:
    """Form, source, form: words with quotes, hashes, blank lines and emojis come back as typed."""
    read, problems = examined(text_source(text), text.kind)

    assert read == text
    assert {one.code for one in problems} <= {"forbidden_claim"}
    assert shown(text_source(text), text.kind) == (text, problems)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ('subject: A # relu\nparagraphs: ["B"]', "Ligne 1\u00a0: un commentaire (#)"),
        ("subject: A\nparagraphs:\n  - text: | # dit\n      B", "Ligne 3\u00a0: un commentaire"),
        ("subject: A\nparagraphs:\n  # d’abord\n  - B", "Ligne 3\u00a0: un commentaire"),
        ('subject: A\nparagraphs: ["B"]\nnote: C', "«\u00a0note\u00a0»"),
        ('subject: "A\\nB"\nparagraphs: ["C"]', "Objet\u00a0: il est sur plusieurs lignes"),
        ("subject: A\nparagraphs:\n  - {block: payment, text: B}", "Paragraphe 1\u00a0: un bloc"),
        ("subject: A\nparagraphs:\n  - {text: B, vous: C}", "Paragraphe 1\u00a0: «\u00a0text"),
        ("subject: A\nparagraphs:\n  - {text: B, if: fâché}", "condition inconnue"),
        ('subject: A\nparagraphs: ["a\\rb"]', "un caractère n’est pas lisible"),
        ('subject: A\nparagraphs: ["\\ud83d"]', "un caractère n’y est pas entier"),
        ("subject: A\nparagraphs: {", "n’est pas lisible"),
        (f"subject: A\nparagraphs: [{'B, ' * (MOST + 1)}]", f"plus de {MOST} paragraphes"),
        (f"subject: A\nparagraphs: [{'B, ' * 60}{'b' * 29700}]", "il ne serait plus le même"),
    ],
)
def test_what_a_form_would_lose_is_said(source: str, why: str) -> None:
    """A comment that disappears at the first save is work lost without a word."""
    with pytest.raises(NotShown) as refused:
        shown(source, "kind_email")

    assert why in str(refused.value)


def test_a_hash_among_the_words_is_no_comment() -> None:
    """«Commande #12» is what the creditor writes to his client."""
    source = "subject: 'Commande #12'\nparagraphs:\n  - text: |\n      # 12\n      suite\n  - a#b\n"

    text, _ = shown(source, "kind_email")
    assert [one.text for one in text.paragraphs] == ["# 12\nsuite", "a#b"]


def test_wrong_words_are_shown_with_their_places() -> None:
    """A form opens on a text that a new rule refuses, and says where."""
    source = (
        'subject: "{numero}"\nparagraphs:\n'
        '  - {vous: "Bonjour", tu: "Je porterai plainte."}\n  - {text: ""}\n'
    )
    _, problems = shown(source, "kind_email")

    assert [(one.code, one.place, one.familiar) for one in problems] == [
        ("unknown_placeholder", 0, False),
        ("forbidden_claim", 1, True),
        ("empty", 2, False),
    ]


def test_half_a_character_is_refused() -> None:
    """No page and no mail can hold it: everything that showed the text failed."""
    with pytest.raises(BadText, match="Ligne 2\u00a0: un caractère n’y est pas entier"):
        read_text('subject: A\nparagraphs: ["B \\ud83d"]', "kind_email")


def test_every_condition_has_its_sentence() -> None:
    """A condition without French words could be kept in a form, never chosen."""
    assert set(CONDITION_NAMES) == {*CONDITIONS, *(f"no {one}" for one in CONDITIONS)}
