"""Money: exact to the cent, one currency at a time."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.case import CurrencyMismatch, Money

CENTS = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("1200", 120_000),
        ("1200.5", 120_050),
        ("1200.05", 120_005),
        ("-12.34", -1_234),
        ("0", 0),
        (1200, 120_000),
        (Decimal("12.30"), 1_230),
        (Decimal("1E+3"), 100_000),
    ],
)
def test_an_amount_is_read_as_written(written: str | int | Decimal, cents: int) -> None:
    """A cent lost in reading is a wrong euro in a legal letter."""
    assert Money.of(written) == Money(cents)


@pytest.mark.parametrize(
    "written", ["", "1,50", "1.005", "1 200", "1e3", "--1", "1.", ".5", "٣", "12345678901234"]
)
def test_what_is_not_an_amount_is_refused(written: str) -> None:
    """A third decimal is never rounded away in silence; «1,50» is the reader's to translate."""
    with pytest.raises(ValueError, match="not an amount"):
        Money.of(written)


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "€", "EUR\n"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    """«€» in one row and «EUR» in another would never add up."""
    with pytest.raises(ValueError, match="currency"):
        Money.of("1", currency)


@pytest.mark.parametrize(
    ("exact", "cents"),
    [
        (Fraction(1, 200), 1),  # half a cent goes away from zero
        (Fraction(-1, 200), -1),
        (Fraction(1, 201), 0),
        (Decimal("2.675"), 268),
        (Fraction(0), 0),
    ],
)
def test_half_a_cent_is_rounded_away_from_zero(exact: Fraction | Decimal, cents: int) -> None:
    """Line by line as a clerk rounds: half up, in both directions."""
    assert Money.rounded(exact) == Money(cents)


def test_amounts_add_subtract_and_compare() -> None:
    """The arithmetic of a statement, in one place."""
    ten, three = Money.of("10"), Money.of("3")

    assert (ten + three, ten - three, -three) == (Money(1300), Money(700), Money(-300))
    assert three < ten <= ten
    assert ten > three >= three
    assert bool(ten)
    assert not ten.zero()
    assert ten.share(Decimal("0.10")) == Money.of("1")
    assert Money.of("0.05").share(Fraction(1, 2)) == Money.of("0.03")
    assert ten.decimal == Decimal("10.00")


def test_two_currencies_are_never_mixed() -> None:
    """100 dollars and 100 euros are not 200 of anything."""
    euro, dollar = Money.of("100"), Money.of("100", "USD")

    for mixed in (
        lambda: euro + dollar,
        lambda: euro - dollar,
        lambda: euro < dollar,
        lambda: euro <= dollar,
        lambda: euro > dollar,
        lambda: euro >= dollar,
    ):
        with pytest.raises(CurrencyMismatch, match=r"100\.00 EUR and 100\.00 USD"):
            mixed()
    assert euro != dollar


@given(cents=CENTS, currency=st.sampled_from(["EUR", "USD", "CHF"]))
def test_the_journal_s_form_reads_back(cents: int, currency: str) -> None:
    """What is stored and hashed is what is read."""
    amount = Money(cents, currency)

    assert Money.read(amount.stored) == amount
    assert Money.of(str(amount), currency) == amount


@given(a=CENTS, b=CENTS)
def test_nothing_is_lost_by_adding_and_taking_away(a: int, b: int) -> None:
    """No float hides in here."""
    assert Money(a) + Money(b) - Money(b) == Money(a)
