"""Which yearly rate an unpaid invoice bears, from which day, and which text says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from relance.case import THREE_TIMES_LEGAL, DebtorKind, InvoiceState, Money
from relance.law import HalfYear, LawBook

CLAUSE = "clause"
"""The rule of an amount that comes from the invoice or the contract, not from the law book."""

DEFAULT_RATE = "taux_retard_professionnel"
PUBLIC_RATE = "taux_retard_public"
LEGAL_RATE = "interet_legal_professionnel"
CLAUSE_FLOOR = "plancher_clause_retard"

_CLAUSE_TEXT = "Clause de la facture ou du contrat (C. com., art. L441-10 II)"
THREE_TIMES_TEXT = (
    "Clause «\u00a0trois fois le taux de l’intérêt légal\u00a0» (C. com., art. L441-10 II)"
)
_CONSUMER_TEXT = "C. civ., art. 1231-6 et 1344-1"
_YEAR_DAYS = 365  # law.md L1.23: no text fixes it; usage


class YearlyRate(NamedTuple):
    """A yearly rate in percent, the key of its rule, and the article as printed."""

    percent: Decimal
    rule: str
    reference: str


@dataclass(frozen=True, slots=True)
class InterestTerms:
    """Interest runs from `starts_on`, at `rate(half_year)`, which raises NoValue when unknown.

    `clause` is the percentage of the contract when there is one: the floor of the law is
    tested against it.
    """

    starts_on: date
    rate: Callable[[HalfYear], YearlyRate]
    clause: Decimal | None = None


def interest_terms(
    one: InvoiceState, kind: DebtorKind | None, notice_on: date | None, law: LawBook
) -> InterestTerms | None:
    """The interest an unpaid invoice bears, or None when none may be claimed.

    Business: the clause, else ECB + 10 points, from the first late day (L441-10 II); the
    same in any currency. Public body: ECB + 8 points of the half-year in which interest
    began, frozen; a clause does not change it (CCP R2192-31). Consumer: the legal rate of
    professional creditors from the day after formal notice, whatever the clause
    (C. civ. 1231-6, law.md L2.3). Nobody has said who owes: none.
    """
    late_on = one.invoice.late_on
    if kind is DebtorKind.BUSINESS:
        return _between_businesses(late_on, one.terms.late_rate, law)
    if kind is DebtorKind.PUBLIC:
        began = HalfYear.of(late_on)
        return InterestTerms(late_on, lambda _: _by_law(law, PUBLIC_RATE, began))
    if kind is DebtorKind.CONSUMER and notice_on is not None:
        return InterestTerms(
            notice_on + timedelta(days=1), lambda half_year: _legal(law, half_year)
        )
    return None


def _between_businesses(late_on: date, clause: str | None, law: LawBook) -> InterestTerms:
    if clause is None:
        return InterestTerms(late_on, lambda half_year: _by_law(law, DEFAULT_RATE, half_year))
    if clause == THREE_TIMES_LEGAL:
        return InterestTerms(late_on, lambda half_year: _three_times(law, half_year))
    agreed = YearlyRate(Decimal(clause), CLAUSE, _CLAUSE_TEXT)
    return InterestTerms(late_on, lambda _: agreed, clause=agreed.percent)


def _by_law(law: LawBook, key: str, half_year: HalfYear) -> YearlyRate:
    rule = law.rule(key, on=half_year.first_on)
    return YearlyRate(rule.decimal, key, rule.reference)


def _legal(law: LawBook, half_year: HalfYear) -> YearlyRate:
    rule = law.rule(LEGAL_RATE, on=half_year.first_on)
    return YearlyRate(rule.decimal, LEGAL_RATE, f"{_CONSUMER_TEXT}\u202f; {rule.reference}")


def _three_times(law: LawBook, half_year: HalfYear) -> YearlyRate:
    rule = law.rule(LEGAL_RATE, on=half_year.first_on)
    return YearlyRate(rule.decimal * 3, CLAUSE, f"{THREE_TIMES_TEXT}\u202f; {rule.reference}")


def simple_interest(base: Money, percent: Decimal, days: int) -> Money:
    """Interest on `base` (not negative) over so many days, half-up to the cent.

    `percent` is yearly and exact. In whole numbers: asked for every line of every case of
    every day.
    """
    numerator, denominator = percent.as_integer_ratio()
    numerator *= base.cents * days
    denominator *= 100 * _YEAR_DAYS
    return Money((2 * numerator + denominator) // (2 * denominator), base.currency)
