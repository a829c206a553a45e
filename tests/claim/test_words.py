"""The French of the notes: what each says, and how it is printed."""

from __future__ import annotations

import inspect
import re
from datetime import date
from decimal import Decimal
from typing import get_type_hints

import pytest

from relance.case import DebtorKind, Money
from relance.claim import money_notes, notes
from relance.claim.french import in_day, in_money, in_percent, two_decimals, typeset
from relance.claim.lines import Note
from relance.law import HalfYear

SAMPLES: dict[str, object] = {
    "kind": DebtorKind.BUSINESS,
    "who": "la facture F-12",
    "what": "avoir",
    "number": "F-99",
    "amount": Money.of("1234.56"),
    "half_year": HalfYear(2027, 1),
    "half_years": [HalfYear(2009, 1), HalfYear(2009, 2), HalfYear(2012, 1)],
    "clause": Decimal("5"),
    "found": [(HalfYear(2026, 2), Decimal("8.25"))],
}


def every_note() -> list[Note]:
    made = []
    told = [*inspect.getmembers(notes), *inspect.getmembers(money_notes)]
    for name, function in told:
        is_note = inspect.isfunction(function) and name != "note"
        if not is_note or get_type_hints(function).get("return") is not Note:
            continue
        day = date(2026, 7, 1)
        arguments = {p: SAMPLES.get(p, day) for p in inspect.signature(function).parameters}
        made.append(function(**arguments))
    return made


def test_every_note_is_printed_as_french_is() -> None:
    """A letter with an English space before its colon looks written by a machine."""
    found = every_note()

    assert len(found) > 20
    for note in found:
        assert re.fullmatch(r"[a-z_]+", note.code)
        assert not note.text[0].islower(), note.text
        assert note.text.endswith("."), note.text
        assert not re.search(r" [:;!?%€»]|« |'|  ", note.text), note.text


def test_codes_are_stable_and_told_apart() -> None:
    """Pages and letters choose their words by code: two notes never share one."""
    found = [note.code for note in every_note()]
    assert len(found) == len(set(found))


def test_broken_periods_are_named_one_by_one() -> None:
    """A hole in the table is a hole in the sentence."""
    told = notes.rate_left_out(
        DebtorKind.PUBLIC, [HalfYear(2012, 1), HalfYear(2009, 1), HalfYear(2009, 2)]
    )
    assert "la période du 1er semestre 2009 au 2e semestre 2009, le 1er semestre 2012" in told.text


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        (Money.of("0"), "0,00\u00a0€"),
        (Money.of("1234567.8"), "1\u202f234\u202f567,80\u00a0€"),
        (Money.of("-1234.5"), "-1\u202f234,50\u00a0€"),
        (Money.of("-0.5"), "-0,50\u00a0€"),
        (Money.of("12", "USD"), "12,00\u00a0USD"),
    ],
)
def test_amounts_read_as_in_france(amount: Money, printed: str) -> None:
    """One thousand two hundred euros must not read as one euro and twenty."""
    assert in_money(amount) == printed


def test_rates_and_days_read_as_in_france() -> None:
    """A rate keeps all its decimals; a day its zeros."""
    assert in_percent(Decimal("12.4")) == "12,40\u00a0%"
    assert [two_decimals(Decimal(r)) for r in ("15", "9.125", "8.250", "0")] == [
        "15.00",
        "9.125",
        "8.25",
        "0.00",
    ]
    assert in_day(date(2026, 7, 1)) == "01/07/2026"
    assert typeset("« quoi » : 5 % ?") == "«\u00a0quoi\u00a0»\u00a0: 5\u00a0%\u202f?"
