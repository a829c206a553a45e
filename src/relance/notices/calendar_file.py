"""A promise to pay as a date in the debtor's own agenda: an iCalendar file (RFC 5545)."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime, timedelta

_PRODUCT = "-//relance//promesse de paiement//FR"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_OCTETS = 75
_ALARM = "-PT15H"  # before the day begins: at nine the morning before, a transfer takes a day


def promise_calendar(
    *,
    to: str,
    until: date,
    amount: str,
    reference: str,
    key: str,
    stamped_at: datetime,
    details: tuple[tuple[str, str], ...] = (),
    sequence: int = 0,
) -> bytes:
    """One all-day event on the promised day, with an alarm at nine the morning before.

    `to` is who is paid, `amount` and `details` (name, value) stand as printed. `key` names the
    promise: the same key is the same event in the agenda, and a higher `sequence` replaces it.
    `stamped_at` is an instant with its time zone, when these words were written.
    """
    summary = f"Paiement promis à {to}\u00a0: {amount}, référence {reference}"
    told = "\n".join(f"{name}\u00a0: {value}" for name, value in details)
    unique = hashlib.sha256(key.encode()).hexdigest()[:32]
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:promesse-{unique}@relance.invalid",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{stamped_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{_day(until)}",
        f"DTEND;VALUE=DATE:{_day(until + timedelta(days=1))}",
        f"SUMMARY:{_text(summary)}",
        *([f"DESCRIPTION:{_text(told)}"] if told else []),
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(summary)}",
        f"TRIGGER:{_ALARM}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(_folded(line) for line in lines).encode()


def _day(on: date) -> str:
    return f"{on.year:04d}{on:%m%d}"


def _text(words: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11): backslash, semicolon, comma and line break escaped."""
    words = _CONTROLS.sub(" ", "\n".join(words.splitlines()))
    words = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return words.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of 75 octets at most, broken between characters (RFC 5545, 3.1)."""
    parts, width = [""], 0
    for letter in line:
        size = len(letter.encode())
        if width + size > _LINE_OCTETS:
            parts.append(" ")
            width = 1
        parts[-1] += letter
        width += size
    return "\r\n".join(parts) + "\r\n"
