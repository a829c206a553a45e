"""Half-years: the periods by which the law sets its rates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """Half of a calendar year: 1 January to 30 June (S1), 1 July to 31 December (S2)."""

    year: int
    half: int

    def __post_init__(self) -> None:
        if self.half not in (1, 2):
            raise ValueError(f"a year has a half 1 and a half 2, not {self.half}")

    @classmethod
    def of(cls, day: date) -> HalfYear:
        return cls(day.year, 1 if day.month <= 6 else 2)

    @classmethod
    def named(cls, name: str) -> HalfYear:
        """Read "2026-S2". Raises ValueError on anything else."""
        year, _, half = name.partition("-S")
        if len(year) != 4 or not (year.isascii() and year.isdecimal()) or half not in ("1", "2"):
            raise ValueError(f"not a half-year such as 2026-S2: {name!r}")
        return cls(int(year), int(half))

    @property
    def name(self) -> str:
        return f"{self.year}-S{self.half}"

    @property
    def french(self) -> str:
        """As a sentence says it: «1er semestre 2027»."""
        return f"{'1er' if self.half == 1 else '2e'} semestre {self.year}"

    @property
    def first_on(self) -> date:
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def last_on(self) -> date:
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def until_on(self) -> date:
        """The day after the last: the end of the range, excluded."""
        return self.last_on + timedelta(days=1)

    def next(self) -> HalfYear:
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)


def half_years(from_on: date, to_on: date) -> Iterator[HalfYear]:
    """Every half-year that has a day between the two, both included; none if they are swapped."""
    if to_on < from_on:
        return
    current = HalfYear.of(from_on)
    while current.first_on <= to_on:
        yield current
        current = current.next()
