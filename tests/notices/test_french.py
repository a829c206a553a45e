"""French print: amounts, days, names and spaces as a reader expects them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.case import Contact, Formality, Gender, Money
from relance.notices import french


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        (Money.of("1293.40"), "1\u202f293,40\u00a0€"),
        (Money.of("0.05"), "0,05\u00a0€"),
        (Money.of("-1000000"), "-1\u202f000\u202f000,00\u00a0€"),
        (Money.of("12", "USD"), "12,00\u00a0USD"),
    ],
)
def test_an_amount_cannot_break_over_two_lines(amount: Money, printed: str) -> None:
    """«1» at the end of a line and «293,40 €» on the next reads as another sum."""
    assert french.money(amount) == printed


def test_days_and_rates_are_written_in_french() -> None:
    """The first of a month is «1er», every other day a plain number."""
    assert french.day(date(2026, 12, 1)) == "1er\u00a0décembre 2026"
    assert french.day(date(2026, 11, 23)) == "23\u00a0novembre 2026"
    assert french.full_day(date(2026, 12, 1)) == "mardi 1er\u00a0décembre 2026"
    assert french.short_day(date(2026, 12, 31)) == "31/12/2026"
    assert french.percent(Decimal("12.4")) == "12,40\u00a0%"


def test_numbers_agree() -> None:
    """Zero and one take the singular in French."""
    assert [french.count(n, "jour", "jours") for n in (0, 1, 2)] == [
        "0\u00a0jour",
        "1\u00a0jour",
        "2\u00a0jours",
    ]
    assert [french.listed(["A", "B", "C"][:n]) for n in range(4)] == [
        "",
        "A",
        "A et B",
        "A, B et C",
    ]


@pytest.mark.parametrize(
    ("name", "gender", "formality", "said"),
    [
        ("Julie Martin", Gender.WOMAN, Formality.VOUS, "Bonjour Madame Martin,"),
        ("Paul Le Goff", Gender.MAN, Formality.VOUS, "Bonjour Monsieur Le Goff,"),
        ("Marie de La Tour", Gender.WOMAN, Formality.VOUS, "Bonjour Madame de La Tour,"),
        ("MARTIN DUPUIS Julie", Gender.WOMAN, Formality.VOUS, "Bonjour Madame MARTIN DUPUIS,"),
        ("Mme Julie Martin", Gender.WOMAN, Formality.VOUS, "Bonjour Madame Martin,"),
        ("JULIE MARTIN", Gender.WOMAN, Formality.VOUS, "Bonjour Madame MARTIN,"),
        ("Martin", Gender.MAN, Formality.VOUS, "Bonjour Monsieur Martin,"),
        ("Comptabilité", Gender.UNKNOWN, Formality.VOUS, "Bonjour Comptabilité,"),
        ("Jean-Pierre Oger", Gender.MAN, Formality.TU, "Bonjour Jean-Pierre,"),
        ("M. OGER Sam", Gender.MAN, Formality.TU, "Bonjour Sam,"),
        ("  ", Gender.MAN, Formality.TU, "Bonjour,"),
        ("Mme", Gender.WOMAN, Formality.VOUS, "Bonjour,"),
    ],
)
def test_people_are_greeted_by_their_name(
    name: str, gender: Gender, formality: Formality, said: str
) -> None:
    """«Bonjour Madame Goff» to Madame Le Goff starts the talk badly."""
    assert french.greeting(Contact("1", name, gender=gender, formality=formality)) == said


def test_nobody_known_is_greeted_too() -> None:
    """A case without a contact still gets a correct letter."""
    assert french.greeting(None) == "Bonjour,"
    assert french.civility(None) == "Madame, Monsieur"
    assert french.civility(Contact("1", "A", gender=Gender.MAN)) == "Monsieur"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Bonjour!", "Bonjour\u202f!"),
        ("Vraiment ?!", "Vraiment\u202f?!"),
        ("un ; deux", "un\u202f; deux"),
        ("deux ;trois", "deux\u202f;trois"),
        ("Objet : 12 € à 10 %", "Objet\u00a0: 12\u00a0€ à 10\u00a0%"),
        ("10%", "10\u00a0%"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("«oui»", "«\u00a0oui\u00a0»"),
        ("l'été d'Anne", "l’été d’Anne"),
        ("voir https://a.example/?q=l'a;b ?", "voir https://a.example/?q=l'a;b\u202f?"),
        ("écrire à l'a@b.example ; merci", "écrire à l'a@b.example\u202f; merci"),
        ("à 10:30", "à 10:30"),
        ("?", "?"),
        ("deux  mots", "deux mots"),
        ("{objet} ?", "{objet}\u202f?"),
    ],
)
def test_spaces_and_apostrophes_are_those_of_print(typed: str, printed: str) -> None:
    """Users type plain spaces; a «?» alone at the start of a line looks careless."""
    assert french.typography(typed) == printed


@given(st.text(alphabet="ab 1:;!?%€«»'’@/.\u00a0\u202f{}\n", max_size=40))
def test_typography_settles_at_once(text: str) -> None:
    """A text opened and saved again must not change a little more each time."""
    once = french.typography(text)

    assert french.typography(once) == once
