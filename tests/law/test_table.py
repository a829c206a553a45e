"""The tables people read: every value with what stands behind it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from relance.law import LawBook, UnknownRule, add_value, table


def test_a_table_shows_each_value_with_its_source() -> None:
    """A creditor checks a rate himself before he signs: source and day of reading are there."""
    shown = table(LawBook.load(), "taux_retard_professionnel")

    assert shown["known_until"] == "2026-12-31"
    assert shown["derived_from"] == "taux_bce_refinancement"
    assert shown["values"][-1] == {
        "from": "2026-07-01",
        "until": "2027-01-01",
        "value": "12.40",
        "grade": "S",
        "printable": True,
        "reference": "C. com., art. L441-10 II",
        "source": "deux notes publiques citant ecb.europa.eu : taux de dépôt 2,25 et "
        "refinancement 2,40 au 17/06/2026",
        "checked_on": "2026-11-23",
        "note": "2,40 + 10,00 points",
        "added": False,
    }


def test_an_open_point_shows_no_value() -> None:
    """The registry fee is not settled: the page says so instead of showing zero."""
    shown = table(LawBook.load(), "frais_greffe_injonction_commerce")

    assert shown["derived_from"] is None
    assert [(row["value"], row["grade"], row["printable"]) for row in shown["values"]] == [
        (None, "OPEN", False)
    ]


def test_a_value_the_user_added_is_marked(tmp_path: Path) -> None:
    """Shipped or typed in by hand: the reader sees which."""
    day = date(2027, 1, 1)
    add_value(
        tmp_path, "interet_legal_particulier", on=day, value="6.90", source="JORF", checked_on=day
    )
    shown = table(LawBook.load(tmp_path), "interet_legal_particulier")

    assert [row["added"] for row in shown["values"][-2:]] == [False, True]
    assert shown["known_until"] == "2027-06-30"


@pytest.mark.parametrize("key", LawBook.load().keys())
def test_every_table_is_json(key: str) -> None:
    """A page that cannot be written breaks the whole command."""
    assert json.loads(json.dumps(table(LawBook.load(), key)))["key"] == key


def test_a_wrong_name_is_refused() -> None:
    """`relance law taux_magique` names the mistake."""
    with pytest.raises(UnknownRule):
        table(LawBook.load(), "taux_magique")
