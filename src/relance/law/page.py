"""One page of the law book: read from YAML, checked, laid out for quick questions."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from relance.law.half_year import HalfYear
from relance.law.rule import Grade, Rule

NUMBER = re.compile(r"\d{1,9}(\.\d{1,2})?\Z", re.ASCII)
_FIELDS = {"value", "until", "reference", "source", "grade", "note", "checked_on"}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadPage(ValueError):
    """A page of the law book is not written as it must be: the place is named."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a half-year's value follows from another page's value on its first day.

    One fact has one home: the margin of the law is written here, the anchor there.
    Values before `certain_from` come out as unverified: the anchoring was not read.
    """

    base: str
    plus: Decimal
    times: Decimal
    first_on: date
    certain_from: date

    def value(self, base: Decimal) -> str:
        return str((base * self.times + self.plus).quantize(Decimal("0.01")))

    def base_value(self, value: Decimal) -> Decimal:
        """The base that gives this value: may have more than two decimals."""
        return (value - self.plus) / self.times

    def told(self, base: Rule) -> str:
        """How the value was found, for the reader: «2,40 au 01/07/2026 + 10,00 points»."""
        number = base.value.replace(".", ",")
        if self.plus:
            return f"{number} + {str(self.plus).replace('.', ',')} points"
        return f"{self.times} × {number}"


@dataclass(frozen=True, slots=True)
class Page:
    """All the values of a rule, in order of date, with what is true of them all.

    `every` is "half-year" when each value holds for one half-year only, "reading" when a
    value holds until the next one but nothing is known after `complete_until`, "change"
    when the last value holds until further notice.
    """

    key: str
    term: str
    unit: str
    scope: str
    every: str
    reference: str
    note: str
    checked_on: date | None
    highest: Decimal
    complete_until: date | None
    derivation: Derivation | None
    rows: tuple[Rule, ...]
    starts: tuple[date, ...] = ()

    def at(self, day: date) -> Rule | None:
        """The row in force on the day, printable or not; None in a hole or out of range."""
        place = bisect_right(self.starts, day)
        if not place:
            return None
        row = self.rows[place - 1]
        return row if row.until_on is None or day < row.until_on else None

    def with_rows(self, rows: list[Rule]) -> Page:
        """The same page with these rows instead, sorted, none reaching into the next."""
        ordered = sorted(rows, key=lambda row: row.from_on)
        for place, (row, following) in enumerate(pairwise(ordered)):
            if row.until_on is None or row.until_on > following.from_on:
                ordered[place] = replace(row, until_on=following.from_on)
        return replace(self, rows=tuple(ordered), starts=tuple(row.from_on for row in ordered))

    def known_until(self, before: date | None = None) -> date | None:
        """The last day with a printable value, before the first hole that follows the first.

        None: open-ended. With `before`: the last such day earlier than that day. A price that
        lapsed without a successor leaves a hole behind it, which ends nothing: the hole of a
        rate does, since a debt runs through it.
        """
        last: date | None = None
        for row in self.rows:
            if before is not None and row.from_on >= before:
                break
            if not row.printable:
                continue
            if (
                before is None
                and last is not None
                and row.from_on > last
                and self.every != "change"
            ):
                break
            if row.until_on is None:
                return None
            last = row.until_on
        return None if last is None else last - timedelta(days=1)


def read_page(path: Path, sources: dict[str, str]) -> Page:
    """Read and check one page. Raises BadPage, naming the file and what is wrong."""
    try:
        written = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 (safe loaders)
        return _page(written, sources)
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as problem:
        raise BadPage(f"{path.name}: {problem}") from problem


def _page(written: dict[str, Any], sources: dict[str, str]) -> Page:
    derived = written.get("derived")
    page = Page(
        key=written["key"],
        term=written["terme"],
        unit=written["unit"],
        scope=written["scope"],
        every=written.get("every", "change"),
        reference=written["reference"],
        note=written.get("note", ""),
        checked_on=written["checked_on"],
        highest=Decimal(written.get("highest", "999999999")),
        complete_until=written.get("complete_until"),
        derivation=_derivation(derived) if derived else None,
        rows=(),
    )
    if page.every not in ("half-year", "reading", "change"):
        raise ValueError(f"every: {page.every!r} is not half-year, reading or change")
    if derived:
        return page
    return page.with_rows([_row(page, day, row, sources) for day, row in written["values"].items()])


def _derivation(written: dict[str, Any]) -> Derivation:
    return Derivation(
        base=written["from"],
        plus=Decimal(written.get("plus", "0")),
        times=Decimal(written.get("times", "1")),
        first_on=written["first_on"],
        certain_from=written["certain_from"],
    )


def _row(page: Page, day: object, written: dict[str, Any], sources: dict[str, str]) -> Rule:
    if not isinstance(day, date):
        raise ValueError(f"{day!r} is not a day")
    if unknown := set(written) - _FIELDS:
        raise ValueError(f"{day}: unknown {sorted(unknown)}")
    value, grade = written["value"], Grade(written["grade"])
    if value is None:
        if grade.printable:
            raise ValueError(f"{day}: no value, so the grade is U or OPEN")
    elif not isinstance(value, str) or not NUMBER.match(value):
        raise ValueError(f"{day}: {value!r} is not a number written as a string")
    source = written["source"]
    return Rule(
        key=page.key,
        term=page.term,
        value=value or "",
        unit=page.unit,
        from_on=day,
        until_on=_until(page, day, written.get("until")),
        reference=written.get("reference") or page.reference,
        source=sources.get(source, source) or "",
        grade=grade,
        note=written.get("note", ""),
        checked_on=written.get("checked_on", page.checked_on),
    )


def _until(page: Page, day: date, written: date | None) -> date | None:
    """The end, excluded, of a value as shipped; the next row may cut it shorter."""
    if page.every == "half-year":
        if day != HalfYear.of(day).first_on:
            raise ValueError(f"{day} is not the first day of a half-year")
        return HalfYear.of(day).until_on
    if page.every == "reading" and page.complete_until:
        return page.complete_until + timedelta(days=1)
    return written
