"""Deadlines as the code of civil procedure counts them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.law import Calendar, add_months, deadline_in_days, procedural_deadline

PARIS = Calendar.of("75001")


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),  # same number, not the last day
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 9, 1), 3, date(2026, 12, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_a_month_ends_on_the_same_number_or_the_last_day(
    day: date, number: int, found: date
) -> None:
    """An order served one day late is void (CPC 641, 1411)."""
    assert add_months(day, number) == found


def test_three_months_to_serve_an_order_end_on_a_working_day() -> None:
    """An order of 5 October 2026 is served at the latest on 5 January 2027, a Tuesday."""
    deadline = procedural_deadline(date(2026, 10, 5), months=3, working=PARIS)

    assert (deadline.raw, deadline.moved) == (date(2027, 1, 5), date(2027, 1, 5))


def test_a_last_day_off_moves_to_the_next_working_day() -> None:
    """One month from 1 April 2026 ends on Labor Day, a Friday: Monday 4 May is in time."""
    deadline = procedural_deadline(date(2026, 4, 1), months=1, working=PARIS)

    assert (deadline.raw, deadline.moved) == (date(2026, 5, 1), date(2026, 5, 4))


def test_the_day_of_the_event_does_not_count() -> None:
    """Fifteen days from 6 November end on Saturday 21: the fee may be paid on Monday 23."""
    deadline = procedural_deadline(date(2026, 11, 6), days=15, working=PARIS)

    assert (deadline.raw, deadline.moved) == (date(2026, 11, 21), date(2026, 11, 23))


def test_months_are_counted_before_days() -> None:
    """CPC 641: from 31 January, one month and one day end on 1 March."""
    deadline = procedural_deadline(date(2027, 1, 31), months=1, days=1, working=PARIS)

    assert deadline.raw == date(2027, 3, 1)


@pytest.mark.parametrize(("months", "days"), [(0, 0), (-1, 0), (0, -1)])
def test_a_period_of_nothing_is_refused(months: int, days: int) -> None:
    """A deadline that is over when it starts is an error of the program."""
    with pytest.raises(ValueError, match="some months or days"):
        procedural_deadline(date(2026, 1, 1), months=months, days=days, working=PARIS)


@pytest.mark.parametrize(
    ("day", "postcode", "printed"),
    [
        (date(2026, 11, 23), "75001", date(2026, 12, 1)),  # a Tuesday
        (date(2026, 11, 20), "75001", date(2026, 11, 30)),  # 28 is a Saturday
        (date(2026, 3, 26), "75001", date(2026, 4, 3)),  # Good Friday is worked in Paris
        (date(2026, 3, 26), "67000", date(2026, 4, 7)),  # not in Strasbourg, nor Easter Monday
        (date(2026, 12, 24), "75001", date(2027, 1, 4)),  # New Year, then a weekend
    ],
)
def test_the_deadline_of_a_letter_is_a_working_day(day: date, postcode: str, printed: date) -> None:
    """«Sous huit jours» printed as a Sunday makes the letter look like a machine's."""
    assert deadline_in_days(day, 8, Calendar.of(postcode)) == printed


def test_a_deadline_leaves_at_least_a_day() -> None:
    """«Payez aujourd’hui» is not a deadline."""
    with pytest.raises(ValueError, match="at least one day"):
        deadline_in_days(date(2026, 1, 1), 0, PARIS)


@given(start=st.dates(date(2000, 1, 1), date(2100, 1, 1)), months=st.integers(1, 60))
def test_a_deadline_never_moves_back(start: date, months: int) -> None:
    """Moving off a holiday may only give time, never take it, and less than a week."""
    deadline = procedural_deadline(start, months=months, working=PARIS)

    assert start < deadline.raw <= deadline.moved <= deadline.raw + timedelta(days=6)
    assert PARIS.is_working_day(deadline.moved)
