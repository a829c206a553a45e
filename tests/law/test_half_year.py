"""Half-years: the periods by which rates change."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.law import HalfYear, half_years


@pytest.mark.parametrize(
    ("day", "name", "first_on", "last_on"),
    [
        (date(2026, 1, 1), "2026-S1", date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 6, 30), "2026-S1", date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), "2026-S2", date(2026, 7, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), "2026-S2", date(2026, 7, 1), date(2026, 12, 31)),
    ],
)
def test_a_half_year_ends_the_day_before_the_next_begins(
    day: date, name: str, first_on: date, last_on: date
) -> None:
    """One day at the wrong rate is a wrong euro on every debt of that day."""
    half_year = HalfYear.of(day)

    assert (half_year.name, half_year.first_on, half_year.last_on) == (name, first_on, last_on)
    assert half_year.next().first_on == half_year.until_on
    assert HalfYear.named(name) == half_year


def test_a_half_year_is_said_in_french() -> None:
    """A creditor reads «1er semestre 2027», never «2027-S1», in a sentence."""
    assert HalfYear(2027, 1).french == "1er semestre 2027"
    assert HalfYear(2026, 2).french == "2e semestre 2026"


@pytest.mark.parametrize("name", ["2026-S3", "2026S1", "26-S1", "2026-S", "", "２０２６-S2"])
def test_a_name_that_is_not_a_half_year_is_refused(name: str) -> None:
    """A typing error must not choose a rate."""
    with pytest.raises(ValueError, match="half-year"):
        HalfYear.named(name)


def test_a_year_has_no_third_half() -> None:
    """A half-year made by hand is checked like one that was read."""
    with pytest.raises(ValueError, match="half 1 and a half 2"):
        HalfYear(2026, 3)


def test_the_half_years_of_a_long_delay_come_in_order() -> None:
    """A debt of 20 months crosses four rates; forgetting one loses money."""
    crossed = half_years(date(2025, 4, 1), date(2026, 11, 23))

    assert [half.name for half in crossed] == ["2025-S1", "2025-S2", "2026-S1", "2026-S2"]
    assert list(half_years(date(2026, 2, 2), date(2026, 2, 1))) == []


@given(
    from_on=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    days=st.integers(min_value=0, max_value=2000),
)
def test_every_day_is_in_exactly_one_half_year(from_on: date, days: int) -> None:
    """No day is charged twice and none is free."""
    to_on = date.fromordinal(from_on.toordinal() + days)
    crossed = list(half_years(from_on, to_on))

    assert crossed[0].first_on <= from_on
    assert crossed[-1].last_on >= to_on
    assert all(half.next() == after for half, after in pairwise(crossed))
