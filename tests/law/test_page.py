"""A page of the law book that is not written as it must be is refused, and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from relance.law import BadPage
from relance.law.page import read_page

GOOD = """\
key: essai
terme: Essai
unit: EUR
scope: nobody
reference: C. com., art. 1
values:
  2020-01-01: {value: "1.00", grade: S, source: LIVRE}
checked_on: 2026-11-23
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "essai.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_source_is_written_once_and_named(tmp_path: Path) -> None:
    """A page says LIVRE; the reader sees the book's whole title."""
    page = read_page(write(tmp_path, GOOD), {"LIVRE": "Le grand livre"})

    assert page.rows[0].source == "Le grand livre"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"1.00"', "1.00", "not a number written as a string"),
        ('"1.00"', '"1.005"', "not a number written as a string"),
        ('"1.00"', "null", "the grade is U or OPEN"),
        ("2020-01-01", "tomorrow", "is not a day"),
        ("grade: S", "grade: V", "'V' is not a valid Grade"),
        ("grade: S", "grade: S, vaule: 2", "unknown \\['vaule'\\]"),
        ("reference: C. com., art. 1\n", "", "reference"),
        ("unit: EUR", "unit: EUR\nevery: week", "not half-year, reading or change"),
        ("key: essai", "key: [", "essai.yaml"),
    ],
)
def test_a_badly_written_page_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    """A float, a misspelt field or a missing article must stop the release, not the claim."""
    with pytest.raises(BadPage, match=problem):
        read_page(write(tmp_path, GOOD.replace(old, new)), {})


def test_a_half_year_starts_on_its_first_day(tmp_path: Path) -> None:
    """A rate from 2 January would leave the first day of the year without one."""
    text = GOOD.replace("unit: EUR", "unit: EUR\nevery: half-year").replace("01-01:", "01-02:")

    with pytest.raises(BadPage, match="not the first day of a half-year"):
        read_page(write(tmp_path, text), {})
