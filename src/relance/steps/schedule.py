"""The installments of a payment plan: so many, or of so much, on the debtor's pay day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from relance.case import Money
from relance.case.entries import Installment

MOST = 60
"""No plan runs longer than five years of months: beyond, it is a mistake of typing."""


def by_number(total: Money, count: int, *, first_on: date) -> tuple[Installment, ...]:
    """`count` monthly installments, equal to the cent; the last one takes what is odd.

    Raises ValueError when there is less than a cent for each, or more than `MOST` of them.
    """
    if not 1 <= count <= min(MOST, total.cents):
        raise ValueError(f"{count} installments of {total} are not possible")
    each = total.cents // count
    amounts = [each] * (count - 1) + [total.cents - each * (count - 1)]
    return _monthly(amounts, total.currency, first_on)


def by_amount(total: Money, each: Money, *, first_on: date) -> tuple[Installment, ...]:
    """Monthly installments of `each`; the last one is what is left.

    Raises ValueError when `each` is not positive, or when that makes more than `MOST`.
    """
    if each.cents <= 0 or total.cents <= 0:
        raise ValueError(f"installments of {each} never pay {total}")
    whole, rest = divmod(total.cents, each.cents)
    amounts = [each.cents] * whole + ([rest] if rest else [])
    if len(amounts) > MOST:
        raise ValueError(f"installments of {each} take {len(amounts)} months")
    return _monthly(amounts, total.currency, first_on)


def _monthly(amounts: list[int], currency: str, first_on: date) -> tuple[Installment, ...]:
    return tuple(
        Installment(_months_later(first_on, place), Money(cents, currency))
        for place, cents in enumerate(amounts)
    )


def _months_later(first_on: date, months: int) -> date:
    """The same day of a later month; its last day where the month is too short."""
    years, month = divmod(first_on.month - 1 + months, 12)
    year, month = first_on.year + years, month + 1
    return date(year, month, min(first_on.day, monthrange(year, month)[1]))
