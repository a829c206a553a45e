"""Amounts, days and rates as a French reader expects them, and the spaces of French print."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from relance.case import Money

_NARROW, _WIDE = "\u202f", "\u00a0"
_BEFORE_NARROW = re.compile(r" (?=[;!?])")
_BEFORE_WIDE = re.compile(r" (?=[:»€%])")


def typeset(sentence: str) -> str:
    """A sentence typed with plain spaces, with the unbreakable ones French print asks for."""
    sentence = _BEFORE_WIDE.sub(_WIDE, _BEFORE_NARROW.sub(_NARROW, sentence))
    return sentence.replace("« ", f"«{_WIDE}")


def in_money(amount: Money) -> str:
    """«1 200,00 €», or «1 200,00 USD» in another currency."""
    whole, _, cents = str(amount).partition(".")
    grouped = f"{int(whole.removeprefix('-')):,}".replace(",", _NARROW)
    sign = "-" if whole.startswith("-") else ""
    unit = "€" if amount.currency == "EUR" else amount.currency
    return f"{sign}{grouped},{cents}{_WIDE}{unit}"


def in_percent(rate: Decimal) -> str:
    """«12,40 %»: two decimals, or more when the clause has more."""
    return f"{two_decimals(rate).replace('.', ',')}{_WIDE}%"


def two_decimals(rate: Decimal) -> str:
    """ "12.40": a rate with at least two decimals, never rounded."""
    plain = format(rate, "f")
    whole, _, part = plain.partition(".")
    return f"{whole}.{part.rstrip('0').ljust(2, '0')}"


def in_day(day: date) -> str:
    return f"{day:%d/%m}/{day.year:04d}"
