"""The law book: what each rule said on a day, and which text says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import yaml

from relance.law.added import AddedValue
from relance.law.half_year import HalfYear
from relance.law.page import BadPage, Page, read_page
from relance.law.refusal import refusal
from relance.law.rule import Grade, NoValue, Rule, UnknownRule
from relance.law.spoiled import Spoiled, read_one

_HERE = Path(__file__).parent


class LawBook:
    """Dated rules, immutable: the same question always gets the same shared `Rule`.

    `set_aside` holds the user's values that a shipped one has since replaced.
    """

    __slots__ = ("_pages", "_quick", "set_aside")

    def __init__(self, pages: Iterable[Page], set_aside: tuple[Rule, ...] = ()) -> None:
        by_key = {page.key: page for page in pages}
        self._pages = MappingProxyType(by_key)
        self._quick = {page.key: (page.starts, page.rows) for page in by_key.values()}
        self.set_aside = set_aside

    @classmethod
    def load(cls, extra: Path | None = None, *, added: Iterable[AddedValue] = ()) -> LawBook:
        """The shipped pages, plus the values the user added: the folder's, then `added`.

        Reading is cached: asking again while no file of `extra` has changed is cheap.
        Raises BadPage when a file cannot be read, naming it.
        """
        return _loaded(_read_added(extra) + tuple(added))

    def rule(self, key: str, *, on: date, printable: bool = True) -> Rule:
        """What the rule said on that day.

        `printable=False` also gives values that are not established (grade U), for screens
        that say so. Raises a NoValue that says why there is none: BeforeFirstValue,
        NotKnownYet (with the last day known) or NotVerified; UnknownRule for a wrong key.
        """
        try:
            starts, rows = self._quick[key]
        except KeyError:
            raise UnknownRule(key) from None
        place = bisect_right(starts, on)
        if place:
            row = rows[place - 1]
            until_on = row.until_on
            in_force = until_on is None or on < until_on
            if in_force and (row.printable or (row.value and not printable)):
                return row
        raise self._refusal(key, on)

    def _refusal(self, key: str, on: date) -> NoValue:
        page = self._pages[key]
        return refusal(page, on, self._pages[page.derivation.base] if page.derivation else None)

    def known_until(self, key: str) -> date | None:
        """The last day before the first hole in the values that may print; None: open-ended.

        A page without any printable value answers the day before its first row.
        """
        page = self.page(key)
        if any(row.printable for row in page.rows):
            return page.known_until()
        return page.rows[0].from_on - timedelta(days=1)

    def page(self, key: str) -> Page:
        """The whole page, for a table on a screen. Raises UnknownRule."""
        try:
            return self._pages[key]
        except KeyError:
            raise UnknownRule(key) from None

    def keys(self) -> tuple[str, ...]:
        return tuple(sorted(self._pages))


def _read_added(folder: Path | None) -> tuple[AddedValue, ...]:
    """All values of the folder, in order of key and day; none when there is no folder."""
    if folder is None or not folder.is_dir():
        return ()
    return tuple(_read(path) for path in sorted(folder.glob("[a-z]*.yaml")))


def _read(path: Path) -> AddedValue:
    try:
        value = read_one(path)
        page = _shipped().get(value.key)
        if page is None or page.derivation:
            raise Spoiled(
                f"«\u00a0{value.key[:60]}\u00a0» n’est pas une règle dont la valeur se saisit"
            )
        if Decimal(value.value) > page.highest:
            raise Spoiled(f"{value.value} n’est pas plausible pour «\u00a0{page.term}\u00a0»")
    except Spoiled as wrong:
        raise BadPage(
            f"Le fichier «\u00a0{path}\u00a0» ne se lit pas comme une valeur du livre des "
            f"règles\u00a0: {wrong}. Corrigez-le, ou retirez-le de ce dossier puis saisissez la "
            "valeur à nouveau. Rien n’a été calculé."
        ) from wrong
    return value


@lru_cache(maxsize=16)
def _loaded(added: tuple[AddedValue, ...]) -> LawBook:
    pages = dict(_shipped())
    set_aside = []
    for value in added:
        page = pages.get(value.key)
        assert page is not None and not page.derivation, "the reader refuses such a key"
        row = value.row(page)
        if value.stands_behind(page):
            set_aside.append(row)
            continue
        kept = [old for old in page.rows if old.from_on != value.on]
        pages[value.key] = page.with_rows([*kept, row])
    return LawBook((_derived(page, pages) for page in pages.values()), tuple(set_aside))


@lru_cache(maxsize=1)
def _shipped() -> MappingProxyType[str, Page]:
    sources = yaml.safe_load((_HERE / "sources.yaml").read_text("utf-8"))
    pages = [read_page(path, sources) for path in sorted((_HERE / "rules").glob("*.yaml"))]
    return MappingProxyType({page.key: page for page in pages})


def _derived(page: Page, pages: dict[str, Page]) -> Page:
    """The page with the rows that follow from its base page; others as they are."""
    derivation = page.derivation
    if derivation is None:
        return page
    base, rows = pages[derivation.base], []
    half_year = HalfYear.of(derivation.first_on)
    assert base.every != "change", "a base without end would give half-years without end"
    while half_year.first_on <= base.rows[-1].from_on or base.at(half_year.first_on):
        anchor = base.at(half_year.first_on)
        if anchor and anchor.value:
            rows.append(_derived_row(page, anchor, half_year))
        half_year = half_year.next()
    return page.with_rows(rows)


def _derived_row(page: Page, anchor: Rule, half_year: HalfYear) -> Rule:
    assert page.derivation is not None, "only a derived page has derived rows"
    certain = half_year.first_on >= page.derivation.certain_from
    return replace(
        anchor,
        key=page.key,
        term=page.term,
        unit=page.unit,
        value=page.derivation.value(anchor.decimal),
        from_on=half_year.first_on,
        until_on=half_year.until_on,
        reference=page.reference,
        grade=anchor.grade if certain else Grade.UNVERIFIED,
        note=page.derivation.told(anchor),
    )
