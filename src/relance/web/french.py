"""Amounts, days and instants as a French reader expects them on screen."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from relance.case import Money
from relance.notices import french
from relance.office import settings

FIXED = "\u00a0"


def money(amount: Money | None) -> str:
    """«1 200,50 €», with the spaces that do not break; nothing for nothing."""
    return "" if amount is None else french.money(amount)


def day(on: date | datetime | str | None) -> str:
    """«7 décembre 2026», «1er mai 2026»; an instant is told in the creditor's civil time."""
    if on is None or on == "":
        return ""
    if isinstance(on, str):
        on = date.fromisoformat(on[:10])
    if isinstance(on, datetime):
        on = on.astimezone(ZoneInfo(settings.CONFIG.time_zone)).date()
    return french.day(on)


def moment(at: datetime | None) -> str:
    """«7 décembre 2026 à 9 h 05»."""
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(settings.CONFIG.time_zone))
    return f"{day(local)} à {local.hour}{FIXED}h{FIXED}{local.minute:02d}"


def siren(number: str) -> str:
    """Nine digits by threes, «980 000 228»; anything else as it is."""
    digits = re.fullmatch(r"([0-9]{3})([0-9]{3})([0-9]{3})", number)
    return FIXED.join(digits.groups()) if digits else number


def figures(written: str) -> str:
    """A number of a table as the French write it: «2,65», «2 000 000»."""
    whole, dot, rest = written.partition(".")
    if whole.isascii() and whole.isdigit() and len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", "\u202f")
    return f"{whole},{rest}" if dot else whole
