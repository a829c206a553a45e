"""Texts, dates and amounts as documents write them, found by local names.

Prefixes and versions of namespaces differ between writers; the names of the elements
don't. So a path is a chain of local names, each step taking every child of that name.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from lxml import etree

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=$|[T\sZ+-])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{4}(\d{2})?)?([+-]\d{4}|Z)?\Z")
_FIRST_YEAR = 1971
"""Before it a day is a software's own zero: 0001-01-01, 1899-12-30, 1970-01-01."""

_AMOUNT = re.compile(r"[+-]?(\d{1,20}(\.\d{0,20})?|\.\d{1,20})\Z")


def local_name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


@cache
def _steps(path: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(step.split("|")) for step in path.split("/"))


def every(element: etree._Element, path: str) -> Iterator[etree._Element]:
    """Every element at the end of this path of local names, in document order.

    A step may name twins: "ExchangedDocument|HeaderExchangedDocument".
    """
    return _walk(element, _steps(path))


def _walk(element: etree._Element, steps: tuple[frozenset[str], ...]) -> Iterator[etree._Element]:
    names, rest = steps[0], steps[1:]
    for child in element:
        if local_name(child) in names:
            if rest:
                yield from _walk(child, rest)
            else:
                yield child


def one(element: etree._Element, path: str) -> etree._Element | None:
    """The first element at the end of this path, if any."""
    return next(every(element, path), None)


def own_text(element: etree._Element) -> str | None:
    """The element's text without white space around it; None where there is none."""
    return (element.text or "").strip() or None


def one_line(text: str | None) -> str | None:
    """A text as one line of at most 200 signs, to stand inside a sentence."""
    return " ".join(text.split())[:200] if text else None


def text_at(element: etree._Element | None, *paths: str) -> str | None:
    """The first text that is not empty at the end of these paths, tried in order."""
    if element is None:
        return None
    for path in paths:
        for found in every(element, path):
            written = own_text(found)
            if written is not None:
                return written
    return None


def read_amount(written: str | None) -> Decimal | None:
    """The exact amount, or None if this is not a decimal number."""
    if written is None or not _AMOUNT.match(written):
        return None
    try:
        return Decimal(written)
    except InvalidOperation:
        return None


def read_date(written: str | None, code: str | None = None) -> date | None:
    """The day written, by its format code (UNTDID 2379) or its shape; None if it is no day.

    A month (610) and a week (616) give their last day: nobody is late before it ends. Eight
    digits are a day whatever code stands beside them: writers mistake the code, not the day.
    """
    day = _day_written(written, code) if written else None
    return day if day is not None and day.year >= _FIRST_YEAR else None


def _day_written(written: str, code: str | None) -> date | None:
    squeezed = re.sub(r"\s", "", written)
    try:
        if code == "610" and re.fullmatch(r"\d{6}", squeezed):
            year, month = int(squeezed[:4]), int(squeezed[4:])
            return date(year, month, monthrange(year, month)[1])
        if code == "616" and re.fullmatch(r"\d{6}", squeezed):
            return date.fromisocalendar(int(squeezed[:4]), int(squeezed[4:]), 7)
        if iso := _ISO.match(squeezed):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if compact := _COMPACT.match(squeezed):
            return date(int(compact[1]), int(compact[2]), int(compact[3]))
    except ValueError:
        return None
    return None


def other_unit(currency: str | None, element: etree._Element | None, *paths: str) -> str | None:
    """The currency that the amounts at one of these paths name, where none names this one."""
    if element is None or currency is None:
        return None
    for path in paths:
        units = [each.get("currencyID") for each in every(element, path) if own_text(each)]
        if units and all(units) and currency not in units:
            return units[0]
    return None


def amount_in(currency: str | None, element: etree._Element | None, path: str) -> str | None:
    """The amount written at this path in this currency, else the first one that names none."""
    if element is None:
        return None
    found = [(own_text(each), each.get("currencyID")) for each in every(element, path)]
    written = [(text, unit) for text, unit in found if text is not None]
    for text, unit in written:
        if unit is None or unit == currency:
            return text
    return written[0][0] if written else None
