"""Amounts in words: the spelling that a judge and a teacher accept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.case import Money
from relance.notices.amount_in_words import amount_in_words, whole_in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "zéro euro"),
        ("0.01", "un centime"),
        ("0.02", "deux centimes"),
        ("0.21", "vingt et un centimes"),
        ("0.80", "quatre-vingts centimes"),
        ("0.99", "quatre-vingt-dix-neuf centimes"),
        ("1", "un euro"),
        ("1.01", "un euro et un centime"),
        ("2", "deux euros"),
        ("16", "seize euros"),
        ("17", "dix-sept euros"),
        ("20", "vingt euros"),
        ("21", "vingt et un euros"),
        ("22", "vingt-deux euros"),
        ("31", "trente et un euros"),
        ("60", "soixante euros"),
        ("61", "soixante et un euros"),
        ("70", "soixante-dix euros"),
        ("71", "soixante et onze euros"),
        ("72", "soixante-douze euros"),
        ("77", "soixante-dix-sept euros"),
        ("79", "soixante-dix-neuf euros"),
        ("80", "quatre-vingts euros"),
        ("81", "quatre-vingt-un euros"),
        ("90", "quatre-vingt-dix euros"),
        ("91", "quatre-vingt-onze euros"),
        ("99", "quatre-vingt-dix-neuf euros"),
        ("100", "cent euros"),
        ("101", "cent un euros"),
        ("120", "cent vingt euros"),
        ("180", "cent quatre-vingts euros"),
        ("200", "deux cents euros"),
        ("201", "deux cent un euros"),
        ("280", "deux cent quatre-vingts euros"),
        ("999", "neuf cent quatre-vingt-dix-neuf euros"),
        ("1000", "mille euros"),
        ("1001", "mille un euros"),
        ("1100", "mille cent euros"),
        ("1200.00", "mille deux cents euros"),
        ("1200.50", "mille deux cents euros et cinquante centimes"),
        ("1999", "mille neuf cent quatre-vingt-dix-neuf euros"),
        ("2000", "deux mille euros"),
        ("2400.05", "deux mille quatre cents euros et cinq centimes"),
        ("21000", "vingt et un mille euros"),
        ("71000", "soixante et onze mille euros"),
        ("80000", "quatre-vingt mille euros"),
        ("80080", "quatre-vingt mille quatre-vingts euros"),
        ("100000", "cent mille euros"),
        ("200000", "deux cent mille euros"),
        ("280000", "deux cent quatre-vingt mille euros"),
        ("999999", "neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf euros"),
        ("1000000", "un million d’euros"),
        ("1000000.01", "un million d’euros et un centime"),
        ("1000001", "un million un euros"),
        ("1001000", "un million mille euros"),
        ("1200000", "un million deux cent mille euros"),
        ("2000000", "deux millions d’euros"),
        ("80000000", "quatre-vingts millions d’euros"),
        ("200000000", "deux cents millions d’euros"),
        ("200000200", "deux cents millions deux cents euros"),
        ("1000000000", "un milliard d’euros"),
        ("3001000000", "trois milliards un million d’euros"),
        ("1000000000000", "un billion d’euros"),
    ],
)
def test_the_words_are_those_of_the_grammar(amount: str, words: str) -> None:
    """A debtor copies these words by hand: a fault in them makes the paper look careless."""
    assert amount_in_words(Money.of(amount)) == words


@pytest.mark.parametrize(
    "amount", [Money.of("-0.01"), Money(10**17), Money.of("12", "USD")], ids=str
)
def test_what_cannot_be_said_is_refused(amount: Money) -> None:
    """A sum in dollars must not come out in euros, nor a negative one as a debt."""
    with pytest.raises(ValueError, match="words"):
        amount_in_words(amount)


@pytest.mark.parametrize("number", [-1, 10**15])
def test_a_number_out_of_range_is_refused(number: int) -> None:
    """Rather no words than wrong ones."""
    with pytest.raises(ValueError, match="words"):
        whole_in_words(number)


_VALUES = {
    "zéro": 0, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14,
    "quinze": 15, "seize": 16, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "soixante": 60,
}  # fmt: skip
_BIG = {"mille": 10**3, "million": 10**6, "milliard": 10**9, "billion": 10**12}


def _read(words: str) -> int:
    """Read the words back, in another way than they were written: by addition and product."""
    total = group = 0
    for word in words.replace("quatre-vingts", "@").replace("quatre-vingt", "@").split():
        for part in word.split("-"):
            singular = part if part in ("trois", "@") else part.removesuffix("s")
            if part == "@":
                group += 80
            elif singular == "cent":
                group += (group % 100 or 1) * 100 - group % 100
            elif singular in _BIG:
                total, group = total + (group or 1) * _BIG[singular], 0
            elif part != "et":
                group += _VALUES[part]
    return total + group


@given(number=st.integers(min_value=0, max_value=10**15 - 1))
def test_the_words_say_the_number(number: int) -> None:
    """Two sums never share their words: a debtor cannot acknowledge another amount."""
    assert _read(whole_in_words(number)) == number


def test_every_number_below_ten_thousand_reads_back() -> None:
    """The sums people owe each other, one by one."""
    assert [_read(whole_in_words(number)) for number in range(10_000)] == list(range(10_000))
