"""Working days: whom we may call today, from Strasbourg to Saint-Denis."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.law import Calendar, Region, region_of
from relance.law.calendar import easter

PARIS = Calendar.of("75011")


@pytest.mark.parametrize(
    ("postcode", "region"),
    [
        ("75011", Region.METROPOLITAN),
        ("", Region.METROPOLITAN),
        ("SW1A 1AA", Region.METROPOLITAN),
        ("20000", Region.METROPOLITAN),
        ("57000", Region.ALSACE_MOSELLE),
        ("67000", Region.ALSACE_MOSELLE),
        ("68 100", Region.ALSACE_MOSELLE),
        ("67", Region.ALSACE_MOSELLE),
        ("97110", Region.GUADELOUPE),
        ("97200", Region.MARTINIQUE),
        ("97300", Region.GUYANE),
        ("97400", Region.REUNION),
        ("974", Region.REUNION),
        ("97500", Region.SAINT_PIERRE_ET_MIQUELON),
        ("97600", Region.MAYOTTE),
        ("97133", Region.SAINT_BARTHELEMY),
        ("97700", Region.SAINT_BARTHELEMY),
        ("97150", Region.SAINT_MARTIN),
        ("98600", Region.WALLIS_AND_FUTUNA),
        ("98713", Region.FRENCH_POLYNESIA),
        ("98800", Region.NEW_CALEDONIA),
    ],
)
def test_a_postcode_tells_the_region(postcode: str, region: Region) -> None:
    """A call to Metz on Good Friday finds nobody; one to Paris does."""
    assert region_of(postcode) is region
    assert Calendar.of(postcode).region is region
    assert Calendar.of(postcode) is Calendar.of(postcode)


def days(*written: str) -> set[date]:
    return {date.fromisoformat(day) for day in written}


METROPOLITAN = {
    2026: days(
        "2026-01-01",
        "2026-04-06",
        "2026-05-01",
        "2026-05-08",
        "2026-05-14",
        "2026-05-25",
        "2026-07-14",
        "2026-08-15",
        "2026-11-01",
        "2026-11-11",
        "2026-12-25",
    ),
    2027: days(
        "2027-01-01",
        "2027-03-29",
        "2027-05-01",
        "2027-05-06",
        "2027-05-08",
        "2027-05-17",
        "2027-07-14",
        "2027-08-15",
        "2027-11-01",
        "2027-11-11",
        "2027-12-25",
    ),
    2028: days(
        "2028-01-01",
        "2028-04-17",
        "2028-05-01",
        "2028-05-08",
        "2028-05-25",
        "2028-06-05",
        "2028-07-14",
        "2028-08-15",
        "2028-11-01",
        "2028-11-11",
        "2028-12-25",
    ),
}


def holidays_of(calendar: Calendar, year: int) -> set[date]:
    first = date(year, 1, 1)
    every = (first + timedelta(days=number) for number in range(366))
    return {day for day in every if day.year == year and calendar.holiday_name(day)}


@pytest.mark.parametrize("year", METROPOLITAN)
def test_the_eleven_holidays(year: int) -> None:
    """A letter whose deadline falls on 1 May is laughed at."""
    assert holidays_of(PARIS, year) == METROPOLITAN[year]


@pytest.mark.parametrize(
    ("postcode", "more"),
    [
        ("67000", ("2026-04-03 2026-12-26", "2027-03-26 2027-12-26", "2028-04-14 2028-12-26")),
        ("57000", ("2026-04-03 2026-12-26", "2027-03-26 2027-12-26", "2028-04-14 2028-12-26")),
        ("97400", ("2026-12-20", "2027-12-20", "2028-12-20")),
        ("97300", ("2026-06-10", "2027-06-10", "2028-06-10")),
        ("97600", ("2026-04-27", "2027-04-27", "2028-04-27")),
        ("97500", ("", "", "")),
    ],
)
def test_the_holidays_of_one_part_of_france(postcode: str, more: tuple[str, str, str]) -> None:
    """Strasbourg and Saint-Denis keep days that Paris works."""
    for year, written in zip(METROPOLITAN, more, strict=True):
        expected = METROPOLITAN[year] | days(*written.split())
        assert holidays_of(Calendar.of(postcode), year) == expected


@pytest.mark.parametrize(
    ("postcode", "day"),
    [
        ("97200", date(2026, 5, 22)),
        ("97110", date(2026, 5, 27)),
        ("97133", date(2026, 10, 9)),
        ("97150", date(2026, 5, 27)),
        ("97150", date(2026, 5, 28)),
    ],
)
def test_the_abolition_day_of_each_island(postcode: str, day: date) -> None:
    """Each island keeps its own day; its neighbors and Paris work."""
    assert Calendar.of(postcode).holiday_name(day) == "Abolition de l’esclavage"
    assert PARIS.is_working_day(day)


@pytest.mark.parametrize("region", [*Region])
@pytest.mark.parametrize("year", range(2025, 2041))
def test_the_page_agrees_with_the_holidays_package(region: Region, year: int) -> None:
    """A second, independent table, kept by others: a slip in ours shows here.

    Ours adds two customs it leaves out: Good Friday in Martinique, 27 May in Saint-Martin.
    """
    subdivision = None if region is Region.METROPOLITAN else region.value
    theirs = set(holidays.country_holidays("FR", subdiv=subdivision, years=year))
    ours = holidays_of(Calendar(region), year)

    assert theirs <= ours
    allowed = {
        Region.MARTINIQUE: {easter(year) - timedelta(days=2)},
        Region.SAINT_MARTIN: {date(year, 5, 27)},
    }
    assert ours - theirs <= allowed.get(region, set())


def test_two_holidays_on_one_day_are_both_named() -> None:
    """Ascension fell on 8 May in 2024."""
    assert PARIS.holiday_name(date(2024, 5, 9)) == "Ascension"
    assert PARIS.holiday_name(date(2008, 5, 1)) == "Fête du Travail et Ascension"


def test_a_holiday_says_its_name_in_french() -> None:
    """«Rien n’est parti : Vendredi saint» is a reason; «holiday» is not."""
    assert Calendar.of("67000").holiday_name(date(2026, 4, 3)) == "Vendredi saint"
    assert PARIS.holiday_name(date(2026, 4, 3)) is None


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),  # Monday
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 11, 11), False),  # Armistice, a Wednesday
    ],
)
def test_a_working_day_is_neither_weekend_nor_holiday(day: date, works: bool) -> None:
    """Nothing leaves on a day when the debtor is not at work."""
    assert PARIS.is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),  # already worked
        (date(2026, 5, 8), date(2026, 5, 11)),  # holiday, then a weekend
        (date(2026, 12, 25), date(2026, 12, 28)),  # Friday
        (date(2027, 1, 1), date(2027, 1, 4)),  # across the year
    ],
)
def test_the_next_working_day_is_the_day_itself_when_it_works(day: date, following: date) -> None:
    """One day too early and the letter's deadline is a Sunday."""
    assert PARIS.next_working_day(day) == following


def test_the_next_working_day_depends_on_where_the_debtor_is() -> None:
    """Christmas 2025 was a Thursday: Strasbourg is back on Monday only."""
    assert Calendar.of("67000").next_working_day(date(2025, 12, 25)) == date(2025, 12, 29)
    assert PARIS.next_working_day(date(2025, 12, 25)) == date(2025, 12, 26)


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        (date(2026, 4, 30), 1, date(2026, 5, 4)),  # 1 May, then a weekend
        (date(2026, 5, 2), 1, date(2026, 5, 4)),  # from a Saturday
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 5, 4), -1, date(2026, 4, 30)),
    ],
)
def test_working_days_are_counted_from_the_next_one(day: date, number: int, found: date) -> None:
    """«Two working days after posting» is when a letter is taken as delivered."""
    assert PARIS.add_working_days(day, number) == found


@given(day=st.dates(date(1990, 1, 1), date(2200, 1, 1)), region=st.sampled_from(Region))
def test_a_working_day_always_comes_within_a_week(day: date, region: Region) -> None:
    """No run of holidays stops the house for good."""
    found = Calendar(region).next_working_day(day)

    assert Calendar(region).is_working_day(found)
    assert day <= found <= day + timedelta(days=6)


@given(year=st.integers(1583, 4000))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    """Half the holidays hang on this date."""
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)
