"""The last days of a creditor in a collective procedure, counted from its notice in the BODACC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relance.case import Address
from relance.law import Calendar, LawBook, NoValue, procedural_deadline

DECLARE = "declaration_creance"
FROM_AFAR = "declaration_creance_hors_metropole"
RELIEF = "releve_forclusion"
CLAIM_BACK = "revendication_reserve_propriete"


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day to act, as counted in months, and the text that says so.

    Never moved past a weekend or a holiday: the extension is a safety, not a plan.
    """

    on: date
    months: int
    reference: str


@dataclass(frozen=True, slots=True)
class LastDays:
    """To declare; to declare from outside metropolitan France; to be relieved; to claim goods.

    Each is None when it does not apply or when the law book has no value that may print.
    `from_afar` adds its months to the first (law.md L7.24, L7.27).
    """

    declare: LastDay | None
    from_afar: LastDay | None
    relief: LastDay | None
    claim_back: LastDay | None


def last_days(
    published_on: date | None, *, creditor: Address, law: LawBook, retention_of_title: bool = False
) -> LastDays:
    """The last days that follow a notice of that day; none of them without the notice."""
    if published_on is None:
        return LastDays(None, None, None, None)
    afar = outside_metropolitan_france(creditor)
    return LastDays(
        _last_day(published_on, law, DECLARE),
        _last_day(published_on, law, DECLARE, FROM_AFAR) if afar else None,
        _last_day(published_on, law, RELIEF),
        _last_day(published_on, law, CLAIM_BACK) if retention_of_title else None,
    )


def outside_metropolitan_france(address: Address) -> bool:
    """Whether the creditor lives abroad or overseas, by his country and postcode."""
    if address.country not in ("", "FR"):
        return True
    return (address.department or "").startswith(("97", "98"))


def _last_day(published_on: date, law: LawBook, *keys: str) -> LastDay | None:
    try:
        rules = [law.rule(key, on=published_on) for key in keys]
    except NoValue:
        return None
    months = sum(int(rule.decimal) for rule in rules)
    counted = procedural_deadline(published_on, working=Calendar.of(), months=months)
    return LastDay(counted.raw, months, rules[0].reference)
