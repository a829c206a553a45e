"""The last days of a creditor: counted from the notice, by the law book, never moved."""

from __future__ import annotations

from datetime import date

import pytest

from relance.case import Address
from relance.law import LawBook
from relance.notices import LastDays, last_days
from relance.notices.insolvency_deadlines import outside_metropolitan_france

LAW = LawBook.load()
LYON = Address(("1 rue X",), "69003", "Lyon")


def days(published_on: date | None, creditor: Address = LYON) -> LastDays:
    return last_days(published_on, creditor=creditor, law=LAW, retention_of_title=True)


@pytest.mark.parametrize(
    ("published", "declare"),
    [
        (date(2026, 9, 9), date(2026, 11, 9)),
        (date(2026, 12, 31), date(2027, 2, 28)),  # no 31 February
        (date(2027, 12, 30), date(2028, 2, 29)),
        (date(2026, 9, 14), date(2026, 11, 14)),  # a Saturday: not moved
    ],
)
def test_two_months_end_on_the_same_number_of_the_month(published: date, declare: date) -> None:
    """A day printed too late loses the claim; one too soon costs nothing."""
    found = days(published).declare

    assert found is not None
    assert (found.on, found.months) == (declare, 2)


def test_each_other_delay_has_its_text() -> None:
    """Six months for relief, three to claim goods, four from overseas."""
    found = days(date(2026, 9, 9), Address(("x",), "97110", "Pointe-à-Pitre"))
    told = [
        (one.on, one.months, one.reference)
        for one in (found.from_afar, found.relief, found.claim_back)
        if one
    ]

    assert told == [
        (date(2027, 1, 9), 4, "C. com., art. R622-24 et R641-25"),
        (date(2027, 3, 9), 6, "C. com., art. L622-26"),
        (date(2026, 12, 9), 3, "C. com., art. L624-9"),
    ]


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        (LYON, False),
        (Address(("x",), "20000", "Ajaccio"), False),
        (Address(("x",), "97400", "Saint-Denis"), True),
        (Address(("x",), "98800", "Nouméa"), True),
        (Address(("x",), "1000", "Bruxelles", "BE"), True),
        (Address(), False),
    ],
)
def test_who_is_outside_metropolitan_france(address: Address, outside: bool) -> None:
    """Corsica is in it; an address nobody typed gives no longer delay."""
    assert outside_metropolitan_france(address) is outside


def test_no_notice_no_day_and_no_rule_no_day() -> None:
    """A day is never guessed: neither without the notice, nor before the first value."""
    nothing = LastDays(None, None, None, None)

    assert days(None) == nothing
    assert days(date(1990, 1, 1)) == nothing
