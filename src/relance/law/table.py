"""A page of the law book as plain data: what `relance law --json` and the desk show."""

from __future__ import annotations

from datetime import date
from typing import Any

from relance.law.book import LawBook
from relance.law.rule import Rule


def table(law: LawBook, key: str) -> dict[str, Any]:
    """Every value of a rule with its text, source, grade and day of reading, oldest first.

    Days are ISO strings; `until` and the page's `known_until` are null when open-ended, and
    `until` is the first day the value no longer holds. A value that may not print has
    `printable` false; an open point has `value` null. Raises UnknownRule.
    """
    page = law.page(key)
    return {
        "key": page.key,
        "term": page.term,
        "unit": page.unit,
        "scope": page.scope,
        "reference": page.reference,
        "note": page.note,
        "derived_from": page.derivation.base if page.derivation else None,
        "checked_on": _iso(page.checked_on),
        "known_until": _iso(law.known_until(key)),
        "values": [_value(row) for row in page.rows],
    }


def _value(row: Rule) -> dict[str, Any]:
    return {
        "from": _iso(row.from_on),
        "until": _iso(row.until_on),
        "value": row.value or None,
        "grade": row.grade.value,
        "printable": row.printable,
        "reference": row.reference,
        "source": row.source,
        "checked_on": _iso(row.checked_on),
        "note": row.note,
        "added": row.added,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
