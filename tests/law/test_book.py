"""The law book: one value per day, its text beside it, and a named refusal otherwise."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.law import (
    BeforeFirstValue,
    Grade,
    LawBook,
    NotKnownYet,
    NotVerified,
    NoValue,
    UnknownRule,
)

LAW = LawBook.load()
LATE_RATES = ("taux_retard_professionnel", "taux_retard_public", "plancher_clause_retard")


@pytest.mark.parametrize(
    ("key", "on", "value"),
    [
        ("taux_retard_professionnel", date(2026, 11, 23), "12.40"),
        ("taux_retard_professionnel", date(2026, 7, 1), "12.40"),
        ("taux_retard_professionnel", date(2026, 6, 30), "12.15"),
        ("taux_retard_public", date(2026, 11, 23), "10.40"),
        ("plancher_clause_retard", date(2024, 6, 30), "15.21"),
        ("plancher_clause_retard", date(2024, 7, 1), "14.76"),
        ("interet_legal_professionnel", date(2026, 12, 31), "2.75"),
        ("interet_legal_particulier", date(2026, 12, 31), "6.84"),
        ("indemnite_forfaitaire", date(2013, 1, 1), "40.00"),
        ("indemnite_forfaitaire", date.max, "40.00"),
        ("delai_signification_injonction", date(2026, 8, 31), "6"),
        ("delai_signification_injonction", date(2026, 9, 1), "3"),
    ],
)
def test_the_value_is_that_of_the_day(key: str, on: date, value: str) -> None:
    """The first and the last day of a period are where a wrong euro comes from."""
    rule = LAW.rule(key, on=on)

    assert (rule.value, rule.decimal) == (value, Decimal(value))
    assert rule.printable


def test_a_rule_says_which_text_gives_it() -> None:
    """A debtor who asks «by which text?» is answered from the line itself."""
    rule = LAW.rule("taux_retard_professionnel", on=date(2026, 11, 23))

    assert rule.reference == "C. com., art. L441-10 II"
    assert (rule.from_on, rule.until_on) == (date(2026, 7, 1), date(2027, 1, 1))
    assert rule.note == "2,40 + 10,00 points"
    assert rule.grade is Grade.SECONDARY
    assert "ecb.europa.eu" in rule.source
    assert rule.checked_on == date(2026, 11, 23)


def test_the_same_question_gets_the_same_object() -> None:
    """A round over 100,000 cases must not make 100,000 copies."""
    one = LAW.rule("indemnite_forfaitaire", on=date(2026, 1, 1))

    assert LAW.rule("indemnite_forfaitaire", on=date(2020, 1, 1)) is one
    assert LawBook.load() is LAW


def test_the_rate_of_the_new_year_is_not_guessed() -> None:
    """On 1 January 2027 the rate is unknown: 12.40 or 12.65 would both be inventions."""
    with pytest.raises(NotKnownYet) as refused:
        LAW.rule("taux_retard_professionnel", on=date(2027, 1, 1))

    assert refused.value.known_until == date(2026, 12, 31)
    assert (refused.value.key, refused.value.on) == ("taux_retard_professionnel", date(2027, 1, 1))
    assert str(refused.value) == (
        "«\u00a0Taux des pénalités de retard entre professionnels, à défaut de clause\u00a0» n’est "
        "pas encore connu pour le 1er semestre 2027\u00a0: la dernière valeur va jusqu’au "
        "31/12/2026. Il se calcule\u00a0: ajoutez «\u00a0Taux des opérations principales de "
        "refinancement de la BCE\u00a0» au 01/01/2027, avec sa source. Rien n’a été calculé "
        "au-delà du 31/12/2026."
    )


def test_what_is_not_worked_out_is_asked_for_itself() -> None:
    """The legal rate is read in an arrêté: the sentence must not send to another page."""
    with pytest.raises(NotKnownYet, match="Ajoutez la nouvelle avec sa source"):
        LAW.rule("interet_legal_professionnel", on=date(2027, 1, 1))


@pytest.mark.parametrize("key", [*LATE_RATES, "interet_legal_professionnel"])
def test_every_rate_is_known_to_the_end_of_2026(key: str) -> None:
    """The day the interest stops is printed in the letter: «arrêtés au 31/12/2026»."""
    assert LAW.known_until(key) == date(2026, 12, 31)


def test_what_has_no_end_is_known_for_good() -> None:
    """The 40 euros are not to be asked again every new year."""
    assert LAW.known_until("indemnite_forfaitaire") is None


def test_what_was_never_established_is_known_until_the_day_before() -> None:
    """A page without one value that may print answers no day at all."""
    assert LAW.known_until("seuil_preuve_ecrite") == date(2016, 9, 30)


def test_a_price_that_was_not_found_leaves_a_hole() -> None:
    """The registered letter of 2024 is missing between 2023 and 2025: no price is lent to it."""
    with pytest.raises(NotKnownYet) as refused:
        LAW.rule("tarif_lettre_recommandee_r1", on=date(2024, 3, 1))

    assert refused.value.known_until == date(2023, 12, 31)
    # The price of 2026 is known all the same: nobody is told that ours end in 2023.
    assert LAW.known_until("tarif_lettre_recommandee_r1") == date(2026, 12, 31)


def test_a_day_before_the_first_value_is_refused() -> None:
    """Before 2013 there were no 40 euros: zero would be an answer, and a wrong one."""
    with pytest.raises(BeforeFirstValue, match="date du 01/01/2013"):
        LAW.rule("indemnite_forfaitaire", on=date(2012, 12, 31))


def test_a_rate_whose_anchor_was_not_read_does_not_print() -> None:
    """Before 2013 the reading of the anchor day is not certain: a court paper may not use it."""
    with pytest.raises(NotVerified, match="n’est pas établi pour le 31/12/2012"):
        LAW.rule("taux_retard_professionnel", on=date(2012, 12, 31))

    shown = LAW.rule("taux_retard_professionnel", on=date(2012, 12, 31), printable=False)
    assert (shown.value, shown.grade) == ("11.00", Grade.UNVERIFIED)


def test_the_inferred_rate_of_september_makes_nothing_known() -> None:
    """2.65 is inferred from another rate: it must not become 12.65 in a letter of 2027."""
    with pytest.raises(NotVerified):
        LAW.rule("taux_bce_refinancement", on=date(2026, 9, 16))
    with pytest.raises(NotKnownYet) as refused:
        LAW.rule("taux_bce_refinancement", on=date(2026, 9, 17))

    assert refused.value.known_until == date(2026, 9, 15)


def test_an_open_point_has_no_value_even_for_a_screen() -> None:
    """Three sources give three registry fees: none of them is chosen."""
    with pytest.raises(NotVerified):
        LAW.rule("frais_greffe_injonction_commerce", on=date(2026, 11, 23), printable=False)


def test_a_wrong_key_is_named() -> None:
    """A misspelt rule is an error of the program, never an amount of zero."""
    with pytest.raises(UnknownRule, match="taux_magique") as refused:
        LAW.rule("taux_magique", on=date(2026, 1, 1))
    assert refused.value.key == "taux_magique"
    with pytest.raises(UnknownRule):
        LAW.page("taux_magique")


@pytest.mark.parametrize("key", LAW.keys())
def test_no_unverified_value_is_ever_printable(key: str) -> None:
    """A value from memory in a court paper is the creditor's shame, and his lawyer's joy."""
    for row in LAW.page(key).rows:
        last_on = row.until_on or row.from_on + timedelta(days=1)
        for on in (row.from_on, last_on - timedelta(days=1)):
            if row.grade in (Grade.UNVERIFIED, Grade.OPEN):
                with pytest.raises(NotVerified):
                    LAW.rule(key, on=on)
            else:
                assert LAW.rule(key, on=on) is row


@pytest.mark.parametrize("key", LAW.keys())
def test_every_value_has_its_text(key: str) -> None:
    """Every euro shown can answer «by which text?»; every page says when it was re-read."""
    page = LAW.page(key)

    assert page.rows and page.term and page.scope and page.unit and page.checked_on
    for row in page.rows:
        assert row.reference
        assert row.source or not row.printable
        assert row.unit == page.unit


@given(key=st.sampled_from(LAW.keys()), on=st.dates())
def test_a_value_is_printable_or_refused_by_name(key: str, on: date) -> None:
    """Whatever the day, there is a value with its grade or a reason: never a crash, never zero."""
    try:
        rule = LAW.rule(key, on=on)
    except NoValue as refused:
        assert refused.code in ("before_first_value", "not_known_yet", "not_verified")
        assert "Rien n’a été calculé" in str(refused)
    else:
        assert rule.printable
        assert rule.from_on <= on
        assert rule.until_on is None or on < rule.until_on
