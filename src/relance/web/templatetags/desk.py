"""Filters that print codes, amounts and days in French."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template

from relance.case import Money
from relance.notices.french import phone as phone_of
from relance.web import french, words

register = template.Library()


@register.filter
def money(amount: Money | None) -> str:
    return french.money(amount)


@register.filter
def cents(amount: int, currency: str = "EUR") -> str:
    return french.money(Money(int(amount), currency))


@register.filter
def day(on: date | datetime | str | None) -> str:
    return french.day(on)


@register.filter
def moment(at: datetime | None) -> str:
    return french.moment(at)


@register.filter
def step(key: str) -> str:
    return words.step(key)


@register.filter
def said(code: Any, table: str) -> str:
    """The French word of a code in a table of `words`: {{ notice.state|said:"NOTICE_STATES" }}."""
    return str(getattr(words, table).get(str(code), code))


@register.filter
def tone(state: str) -> str:
    return words.NOTICE_TONES.get(state, "")


@register.filter
def plural(number: int, ending: str = "s") -> str:
    """The ending of a French plural, which begins at two: «0 nouveau», «2 nouveaux»."""
    return ending if abs(int(number)) >= 2 else ""


@register.filter
def phone(number: str) -> str:
    """A French number by pairs: 06 12 34 56 78."""
    return phone_of(number)


@register.filter
def siren(number: str) -> str:
    return french.siren(number)


@register.filter
def decimal(written: str | None) -> str:
    """«2.65» as «2,65», «2000000» as «2 000 000»."""
    return french.figures(written or "")


@register.filter
def unit(code: str, value: str | None) -> str:
    """The unit of a law's value, in the singular up to two: «1 an», «2 ans»."""
    return (
        words.ONE.get(code, words.UNITS.get(code, code))
        if _one(value)
        else words.UNITS.get(code, code)
    )


def _one(value: str | None) -> bool:
    try:
        return Decimal(value or "") < 2
    except InvalidOperation:
        return False


@register.filter(name="words")
def split(names: str) -> list[str]:
    return names.split()


@register.filter
def field(form: Any, name: str) -> Any:
    return form[name]


@register.filter
def rule_name(key: str) -> str:
    """The French name of a rule of the law."""
    from relance.office.wiring import law_book

    return law_book().page(key).term


@register.filter
def percent(rate: Any) -> str:
    """A rate as written in French, without useless zeros: «12,15»."""
    written = format(rate, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.replace(".", ",")
