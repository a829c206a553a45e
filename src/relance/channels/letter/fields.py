"""Reading a provider's JSON: nothing is trusted to be there, or to have its shape."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from relance.case.money import Money

PARIS = ZoneInfo("Europe/Paris")
"""The day of a fact is the day in France, where the letter was posted."""


def record(value: object) -> dict[str, object]:
    """The value as an object, or an empty one."""
    return {str(k): v for k, v in value.items()} if isinstance(value, dict) else {}


def records(value: object) -> list[dict[str, object]]:
    """The objects of a list; anything else in it is left out."""
    if not isinstance(value, list):
        return []
    return [record(item) for item in value if isinstance(item, dict)]


def text(value: object) -> str:
    """A string or a number as text, else empty."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip()


def day(value: object) -> date | None:
    """The day in France of a date or date-time, or of seconds since 1970; None if unreadable.

    A date-time without a zone is taken for the time in France (AR24 writes so).
    """
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC).astimezone(PARIS).date()
        written = text(value)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
            return date.fromisoformat(written)
        read = datetime.fromisoformat(written)
        return (read if read.tzinfo is None else read.astimezone(PARIS)).date()
    except (ValueError, OverflowError, OSError):
        return None


def moment(value: object) -> datetime | None:
    """A date-time with its zone, or None."""
    try:
        read = datetime.fromisoformat(text(value))
    except ValueError:
        return None
    return read if read.tzinfo is not None else read.replace(tzinfo=PARIS)


def amount(value: object) -> Money | None:
    """Euros written as text or as a number, rounded to the cent; None if unreadable."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        exact = Decimal(str(value).strip().replace(",", "."))
        return Money.rounded(exact) if exact.is_finite() and abs(exact) < 10**9 else None
    except InvalidOperation:
        return None
