"""Days as people write them: «31/12/2026», «2026-12-31», «31 déc. 2026», a sheet's serial.

«03/04/2026» has two readings. The dates of the whole file decide; where they don't, a person
is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

DAY_FIRST = "dmy"
MONTH_FIRST = "mdy"

_MONTHS = {
    "janvier": 1, "january": 1, "jan": 1, "janv": 1,
    "fevrier": 2, "february": 2, "fev": 2, "fevr": 2, "feb": 2,
    "mars": 3, "march": 3, "mar": 3,
    "avril": 4, "april": 4, "avr": 4, "apr": 4,
    "mai": 5, "may": 5,
    "juin": 6, "june": 6, "jun": 6,
    "juillet": 7, "july": 7, "juil": 7, "jul": 7, "juill": 7,
    "aout": 8, "august": 8, "aou": 8, "aug": 8,
    "septembre": 9, "september": 9, "sept": 9, "sep": 9,
    "octobre": 10, "october": 10, "oct": 10,
    "novembre": 11, "november": 11, "nov": 11,
    "decembre": 12, "december": 12, "dec": 12,
}  # fmt: skip
_TIME = r"(?:[T\s]+\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?\Z"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.I)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})\Z")
_NUMBERS = re.compile(r"(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})" + _TIME, re.I)
_WORDS = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})(?:er|st|nd|rd|th)?[\s.-]+([a-z]{3,9})\.?[\s,.-]+(\d{4}|\d{2})"
    + _TIME,
    re.I,
)
_WORDS_AMERICAN = re.compile(
    r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _TIME, re.I
)
_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)
_SERIAL_ORIGIN = date(1899, 12, 30)
_SERIAL_ORIGIN_1904 = date(1904, 1, 1)


class UnclearDay(ValueError):
    """This is no day, or it has two readings. `code` says which, `reason` is French."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@lru_cache(maxsize=4096)
def read_day(written: str, order: str | None = None) -> date:
    """The day written. `order` is how the file writes days: "dmy", "mdy", None if not known.

    Raises UnclearDay: unreadable, impossible (31/02), two readings, or far from any invoice.
    """
    text = " ".join(written.split())
    if found := _YEAR_FIRST.match(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _COMPACT.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(text):
        return _by_order(int(found[1]), int(found[3]), _year(found[4]), order)
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    if (found := _WORDS.match(plain)) and found[2] in _MONTHS:
        return _day(_year(found[3]), _MONTHS[found[2]], int(found[1]))
    if (found := _WORDS_AMERICAN.match(plain)) and found[1] in _MONTHS:
        return _day(int(found[3]), _MONTHS[found[1]], int(found[2]))
    raise UnclearDay("wrong_date", "ce n’est pas une date")


def day_order(values: Iterable[str]) -> str | None:
    """How these values write days, by those that leave no doubt; None if they don't say."""
    seen = {DAY_FIRST: 0, MONTH_FIRST: 0}
    for value in values:
        found = _NUMBERS.match(" ".join(value.split()))
        if found is None:
            continue
        one, two = int(found[1]), int(found[3])
        if one > 12 >= two:
            seen[DAY_FIRST] += 1
        elif two > 12 >= one:
            seen[MONTH_FIRST] += 1
    rare, often = sorted(seen, key=lambda order: seen[order])
    return often if seen[often] > 20 * seen[rare] else None


def from_serial(number: int | float, *, since_1904: bool = False) -> date:
    """The day of a sheet's number (46387 is 2026-12-31). Raises UnclearDay out of range."""
    if not 0 < number < 100_000:
        raise UnclearDay("wrong_date", "ce n’est pas une date")
    origin = _SERIAL_ORIGIN_1904 if since_1904 else _SERIAL_ORIGIN
    return in_range(origin + timedelta(days=int(number)))


def in_range(day: date) -> date:
    """The same day, if an invoice may bear it. Raises UnclearDay."""
    if not _FIRST <= day <= _LAST:
        raise UnclearDay("wrong_date", "cette année ne peut pas être la bonne")
    return day


def _by_order(one: int, two: int, year: int, order: str | None) -> date:
    if order == MONTH_FIRST:
        return _day(year, one, two)
    if order == DAY_FIRST or one == two or one > 12:
        return _day(year, two, one)
    if two > 12:
        return _day(year, one, two)
    raise UnclearDay("ambiguous_date", "elle se lit de deux façons (jour/mois ou mois/jour)")


def _year(written: str) -> int:
    return int(written) + (2000 if len(written) == 2 else 0)


def _day(year: int, month: int, day: int) -> date:
    try:
        made = date(year, month, day)
    except ValueError as wrong:
        raise UnclearDay("impossible_date", "ce jour n’existe pas") from wrong
    return in_range(made)
