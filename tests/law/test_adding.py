"""A user gives the rate of the new half-year, once, with its source."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from relance.law import (
    BadPage,
    Grade,
    LawBook,
    NotKnownYet,
    UnknownRule,
    ValueRefused,
    add_value,
)

NEW_YEAR = date(2027, 1, 1)
ECB = "taux_bce_refinancement"
LEGAL = "interet_legal_professionnel"


def given(folder: Path, key: str = ECB, **changes: Any) -> None:
    """Add the rate of 1 January 2027 as a careful user would, but for the changes."""
    values: dict[str, Any] = {
        "on": NEW_YEAR,
        "value": "2.65",
        "source": "Banque de France, taux directeurs",
        "checked_on": date(2027, 1, 4),
    }
    add_value(folder, key, **(values | changes))


def test_one_ecb_rate_makes_both_late_rates_known(tmp_path: Path) -> None:
    """A freelancer reads one figure on 4 January and every claim goes on."""
    given(tmp_path, value="2,65")
    law = LawBook.load(tmp_path)

    business = law.rule("taux_retard_professionnel", on=NEW_YEAR)
    assert (business.value, business.note) == ("12.65", "2,65 + 10,00 points")
    assert (business.source, business.grade) == (
        "Banque de France, taux directeurs",
        Grade.SECONDARY,
    )
    assert business.checked_on == date(2027, 1, 4)
    assert business.added
    assert law.rule("taux_retard_public", on=date(2027, 6, 30)).value == "10.65"
    assert law.known_until("taux_retard_professionnel") == date(2027, 6, 30)


def test_one_legal_rate_makes_the_floor_known(tmp_path: Path) -> None:
    """The floor is three times the legal rate: nobody types it a second time."""
    given(tmp_path, LEGAL, value="2.80", reference="Arrêté du 15 décembre 2026")
    law = LawBook.load(tmp_path)

    assert law.rule("plancher_clause_retard", on=NEW_YEAR).value == "8.40"
    assert law.rule(LEGAL, on=NEW_YEAR).reference == "Arrêté du 15 décembre 2026"
    assert law.known_until("taux_retard_professionnel") == date(2026, 12, 31)


def test_a_late_rate_is_kept_as_the_ecb_rate_it_comes_from(tmp_path: Path) -> None:
    """Who reads 12,65 % on service-public.fr may type that: the fact has one home."""
    added = add_value(
        tmp_path,
        "taux_retard_professionnel",
        on=NEW_YEAR,
        value="12,65",
        source="service-public.fr F23211",
        checked_on=date(2027, 1, 8),
    )

    assert (added.key, added.value) == (ECB, "2.65")
    assert LawBook.load(tmp_path).rule("taux_retard_public", on=NEW_YEAR).value == "10.65"


def test_the_rate_of_a_day_says_nothing_of_the_next_half_year(tmp_path: Path) -> None:
    """The rate read on 1 January must not be lent to 1 July."""
    given(tmp_path)

    with pytest.raises(NotKnownYet) as refused:
        LawBook.load(tmp_path).rule("taux_retard_professionnel", on=date(2027, 7, 1))
    assert refused.value.known_until == date(2027, 6, 30)


def test_a_forgotten_half_year_stays_a_hole(tmp_path: Path) -> None:
    """Summer 2027 is given, winter is not: winter is still refused, and interest stops before."""
    given(tmp_path, on=date(2027, 7, 1), checked_on=date(2027, 7, 2))
    law = LawBook.load(tmp_path)

    assert law.rule("taux_retard_professionnel", on=date(2027, 7, 1)).value == "12.65"
    assert law.known_until("taux_retard_professionnel") == date(2026, 12, 31)
    with pytest.raises(NotKnownYet) as refused:
        law.rule("taux_retard_professionnel", on=date(2027, 3, 1))
    assert refused.value.known_until == date(2026, 12, 31)


def test_the_inferred_rate_can_be_confirmed(tmp_path: Path) -> None:
    """The unverified 2.65 of September 2026 prints once somebody has read it."""
    given(tmp_path, on=date(2026, 9, 16), checked_on=date(2026, 11, 23))

    assert LawBook.load(tmp_path).rule(ECB, on=date(2026, 9, 16)).printable


def test_a_new_decree_ends_the_old_amount(tmp_path: Path) -> None:
    """A flat fee of 50 euros from April would not touch a debt of March."""
    given(tmp_path, "indemnite_forfaitaire", on=date(2027, 4, 1), value="50")
    law = LawBook.load(tmp_path)

    assert law.rule("indemnite_forfaitaire", on=date(2027, 3, 31)).value == "40.00"
    assert law.rule("indemnite_forfaitaire", on=date(2027, 4, 1)).value == "50"
    with pytest.raises(ValueRefused) as refused:
        given(tmp_path, "indemnite_forfaitaire", on=date(2013, 1, 1))
    assert refused.value.code == "already_shipped"


def test_a_rate_read_before_its_day_says_so(tmp_path: Path) -> None:
    """The ECB meets in December: a rate of January read in November must be read again."""
    given(tmp_path, checked_on=date(2026, 11, 23))

    note = LawBook.load(tmp_path).rule(ECB, on=NEW_YEAR).note
    assert note == "lu le 23/11/2026, avant le 01/01/2027\u00a0: à relire ce jour-là"


@pytest.mark.parametrize(
    ("key", "changes", "code"),
    [
        (ECB, {"value": ""}, "not_a_number"),
        (ECB, {"value": "2.655"}, "not_a_number"),
        (ECB, {"value": "-2.65"}, "not_a_number"),
        (ECB, {"value": "2.65 %"}, "not_a_number"),
        (ECB, {"value": "1e2"}, "not_a_number"),
        (ECB, {"value": "٢"}, "not_a_number"),
        (ECB, {"source": "  "}, "no_source"),
        (ECB, {"value": "12.65"}, "out_of_range"),
        (LEGAL, {"value": "101"}, "out_of_range"),
        (LEGAL, {"on": date(2027, 1, 2)}, "not_first_day"),
        (ECB, {"on": date(2027, 1, 4)}, "not_first_day"),
        (ECB, {"on": date(2007, 1, 1)}, "too_early"),
        (LEGAL, {"on": date(2014, 7, 1)}, "too_early"),
        (LEGAL, {"on": date(2028, 1, 1)}, "too_far"),
        (ECB, {"on": date(2099, 1, 1)}, "too_far"),
        ("indemnite_forfaitaire", {"on": date(2033, 1, 1), "value": "50"}, "too_far"),
        ("indemnite_forfaitaire", {"value": "4000"}, "out_of_range"),
        ("prescription_civile", {"value": "5000"}, "out_of_range"),
        (LEGAL, {"on": date(2026, 7, 1)}, "already_shipped"),
        (ECB, {"on": date(2026, 7, 1)}, "already_shipped"),
        (
            "taux_retard_professionnel",
            {"on": date(2026, 7, 1), "value": "12.65"},
            "already_shipped",
        ),
        ("taux_retard_professionnel", {"value": "9.99"}, "not_exact"),
        ("taux_retard_professionnel", {"value": "99"}, "out_of_range"),
        ("plancher_clause_retard", {"value": "8.26"}, "not_exact"),
    ],
)
def test_a_bad_value_is_refused_and_nothing_is_written(
    tmp_path: Path, key: str, changes: dict[str, Any], code: str
) -> None:
    """A slip of the finger here would be in every letter of the half-year."""
    with pytest.raises(ValueRefused) as refused:
        given(tmp_path / "law", key, **changes)

    assert refused.value.code == code
    assert str(refused.value).endswith("Rien n’a été enregistré.")
    assert not (tmp_path / "law").exists()


def test_an_unknown_rule_takes_no_value(tmp_path: Path) -> None:
    """A misspelt name would be a rate that nobody ever uses."""
    with pytest.raises(UnknownRule):
        given(tmp_path, "taux_magique")


def test_a_value_is_replaced_only_when_asked(tmp_path: Path) -> None:
    """A second, different rate is a mistake until the user says which one is right."""
    given(tmp_path)
    with pytest.raises(ValueRefused) as refused:
        given(tmp_path, value="2.90")
    assert refused.value.code == "already_given"
    assert LawBook.load(tmp_path).rule(ECB, on=NEW_YEAR).value == "2.65"

    given(tmp_path, value="2.90", replace_mine=True)

    assert LawBook.load(tmp_path).rule(ECB, on=NEW_YEAR).value == "2.90"
    assert [path.name for path in tmp_path.iterdir()] == [f"{ECB}.2027-01-01.yaml"]


def test_a_shipped_value_wins_over_one_that_was_added(tmp_path: Path) -> None:
    """After an update that knows the half-year, the user's own value is set aside, not lost."""
    given(tmp_path, LEGAL)
    (path,) = tmp_path.iterdir()
    written = yaml.safe_load(path.read_text("utf-8")) | {"on": date(2026, 7, 1), "value": "9.99"}
    path.write_text(yaml.safe_dump(written), "utf-8")
    law = LawBook.load(tmp_path)

    assert law.rule(LEGAL, on=date(2026, 7, 1)).value == "2.75"
    assert [row.value for row in law.set_aside] == ["9.99"]


WHOLE = """\
key: taux_bce_refinancement
'on': 2027-01-01
value: '2.65'
source: BCE
checked_on: 2027-01-04
"""


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[",
        "value: 2.65",
        WHOLE.replace("'2.65'", "2.65"),
        WHOLE.replace("2.65", "douze"),
        WHOLE.replace("2027-01-01", "'2027-01-01'"),
        WHOLE.replace("BCE", "' '"),
        WHOLE.replace("source", "sauce"),
    ],
)
def test_a_spoiled_file_is_named(tmp_path: Path, written: str) -> None:
    """Ignoring the file would silently bring back an unknown rate: say which one to repair."""
    (tmp_path / "spoiled.yaml").write_text(written, "utf-8")

    with pytest.raises(BadPage, match=r"spoiled\.yaml"):
        LawBook.load(tmp_path)


def test_a_file_for_a_rule_that_takes_no_value_is_named(tmp_path: Path) -> None:
    """A file written by hand for a rate that is worked out would be a second home for a fact."""
    given(tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_text(path.read_text("utf-8").replace(ECB, "taux_retard_public"), "utf-8")

    with pytest.raises(BadPage, match="taux_retard_public"):
        LawBook.load(tmp_path)


def test_no_folder_is_the_shipped_book(tmp_path: Path) -> None:
    """A new user has added nothing: same book, parsed once."""
    assert LawBook.load(tmp_path / "nothing") is LawBook.load()


def test_the_same_folder_gives_the_same_book(tmp_path: Path) -> None:
    """Asking again is cheap; a new value is seen at once."""
    before = LawBook.load(tmp_path)
    given(tmp_path)
    after = LawBook.load(tmp_path)

    assert after is not before
    assert LawBook.load(tmp_path) is after
