"""Working days and public holidays of each part of France."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_ONE_DAY = timedelta(days=1)


class Region(StrEnum):
    """A part of France with its own public holidays; the value is its code (ISO or INSEE)."""

    METROPOLITAN = "FR"
    ALSACE_MOSELLE = "6AE"  # Bas-Rhin, Haut-Rhin, Moselle
    GUADELOUPE = "971"
    MARTINIQUE = "972"
    GUYANE = "973"
    REUNION = "974"
    SAINT_PIERRE_ET_MIQUELON = "PM"
    MAYOTTE = "976"
    SAINT_BARTHELEMY = "BL"
    SAINT_MARTIN = "MF"
    SOUTHERN_LANDS = "TF"
    WALLIS_AND_FUTUNA = "WF"
    FRENCH_POLYNESIA = "PF"
    NEW_CALEDONIA = "NC"


_BY_POSTCODE = {
    "57": Region.ALSACE_MOSELLE,
    "67": Region.ALSACE_MOSELLE,
    "68": Region.ALSACE_MOSELLE,
    "971": Region.GUADELOUPE,
    "972": Region.MARTINIQUE,
    "973": Region.GUYANE,
    "974": Region.REUNION,
    "975": Region.SAINT_PIERRE_ET_MIQUELON,
    "976": Region.MAYOTTE,
    "977": Region.SAINT_BARTHELEMY,
    "978": Region.SAINT_MARTIN,
    "984": Region.SOUTHERN_LANDS,
    "986": Region.WALLIS_AND_FUTUNA,
    "987": Region.FRENCH_POLYNESIA,
    "988": Region.NEW_CALEDONIA,
    # The two islands kept their Guadeloupe postcodes when they left it in 2007.
    "97133": Region.SAINT_BARTHELEMY,
    "97150": Region.SAINT_MARTIN,
}


def region_of(postcode: str) -> Region:
    """The region of a French postcode or département number; metropolitan when it says nothing."""
    written = "".join(postcode.split())
    for length in (5, 3, 2):
        if region := _BY_POSTCODE.get(written[:length]):
            return region
    return Region.METROPOLITAN


class Calendar:
    """Which days are worked in a region: Monday to Friday, public holidays excepted.

    The days stand in `holidays.yaml`: the 11 legal holidays, the two of Alsace-Moselle,
    the abolition days and the customary days overseas.
    """

    __slots__ = ("_years", "region")

    def __init__(self, region: Region = Region.METROPOLITAN) -> None:
        self.region = region
        self._years: dict[int, dict[date, str]] = {}

    @classmethod
    def of(cls, postcode: str = "") -> Calendar:
        """The shared calendar of a postcode; metropolitan when it is empty or foreign."""
        return _shared(region_of(postcode))

    def holiday_name(self, day: date) -> str | None:
        """The French name of the public holiday of that day, or None: «Vendredi saint»."""
        year = self._years.get(day.year)
        if year is None:
            year = self._years[day.year] = _holidays_of(self.region, day.year)
        return year.get(day)

    def is_working_day(self, day: date) -> bool:
        """True from Monday to Friday, unless the day is a public holiday."""
        return day.weekday() < 5 and self.holiday_name(day) is None

    def next_working_day(self, day: date) -> date:
        """The day itself when it is worked, else the first worked day after it."""
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def add_working_days(self, day: date, number: int) -> date:
        """The day that comes so many working days later (earlier when negative).

        The start is not counted, worked or not; zero gives the start back.
        """
        step = _ONE_DAY if number > 0 else -_ONE_DAY
        for _ in range(abs(number)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day


@lru_cache(maxsize=len(Region))
def _shared(region: Region) -> Calendar:
    return Calendar(region)


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year (the anonymous algorithm, Meeus)."""
    century, in_century = divmod(year, 100)
    cycle = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * cycle + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (cycle + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=1)
def _written() -> dict[str, Any]:
    page: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name("holidays.yaml").read_text("utf-8")
    )
    return page


def _holidays_of(region: Region, year: int) -> dict[date, str]:
    page, found = _written(), dict[date, str]()
    for holiday in page["everywhere"] + page["only_in"].get(region.value, []):
        day = _day_of(holiday, year)
        # Two may meet: Ascension was on 8 May in 2024.
        found[day] = f"{found[day]} et {holiday['name']}" if day in found else holiday["name"]
    return found


def _day_of(holiday: dict[str, Any], year: int) -> date:
    if "easter" in holiday:
        return easter(year) + timedelta(days=holiday["easter"])
    month, day = holiday["day"].split("-")
    return date(year, int(month), int(day))
