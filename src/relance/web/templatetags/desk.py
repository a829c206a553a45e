"""Filters that print codes, amounts and days in French."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template

from relance.case import Money
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
def phone(number: str) -> str:
    """A French number by pairs: 06 12 34 56 78."""
    if number.startswith("+33") and len(number) == 12:
        national = "0" + number[3:]
        return french.FIXED.join(national[at : at + 2] for at in range(0, 10, 2))
    return number


@register.filter
def decimal(written: str | None) -> str:
    """«2.65» as «2,65»."""
    return (written or "").replace(".", ",")


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
