"""Parties and bills: what can be written to, and what is no bill."""

from __future__ import annotations

from datetime import date

import pytest

from relance.case import (
    THREE_TIMES_LEGAL,
    Address,
    Contact,
    Debtor,
    Invoice,
    Money,
    Terms,
)


@pytest.mark.parametrize(
    ("address", "complete"),
    [
        (Address(("1 rue Haute",), "67000", "Strasbourg"), True),
        (Address(("1 rue Haute",), "", "Strasbourg"), False),
        (Address(("1 High Street",), "", "Dublin", "IE"), True),
        (Address((), "67000", "Strasbourg"), False),
        (Address(("",), "67000", "Strasbourg"), False),
        (Address(("1 rue Haute",), "67000", ""), False),
    ],
)
def test_a_letter_needs_a_street_a_postcode_and_a_city(address: Address, complete: bool) -> None:
    """A registered letter that comes back costs seven euros and two weeks."""
    assert address.complete is complete


@pytest.mark.parametrize(
    ("postcode", "country", "department"),
    [
        ("67000", "FR", "67"),
        ("97410", "FR", "974"),
        ("98800", "FR", "988"),
        ("2A000", "FR", None),
        ("6700", "FR", None),
        ("10115", "DE", None),
    ],
)
def test_the_department_is_read_from_the_postcode(
    postcode: str, country: str, department: str | None
) -> None:
    """It decides the public holidays and the court."""
    assert Address(("x",), postcode, "y", country).department == department


def test_a_contact_is_found_by_its_key() -> None:
    """Who was written to is named in the journal by key; without a key, the first one."""
    awa, ben = Contact("awa"), Contact("ben")
    debtor = Debtor("d", "Café", contacts=(awa, ben))

    assert debtor.contact() is awa
    assert debtor.contact(key="ben") is ben
    assert debtor.contact(key="cleo") is None


def bill(**changes: object) -> Invoice:
    values: dict[str, object] = {
        "number": "F-1",
        "issued_on": date(2026, 3, 1),
        "due_on": date(2026, 3, 31),
        "amount": Money.of("1200"),
    }
    return Invoice(**(values | changes))  # type: ignore[arg-type]


def test_a_bill_is_late_from_the_day_after() -> None:
    """A client who pays on the due date is on time."""
    assert bill().late_on == date(2026, 4, 1)
    assert bill(due_on=date(2026, 3, 1)).late_on == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"number": " "}, "number"),
        ({"amount": Money(0)}, "more than zero"),
        ({"amount": Money(-1)}, "more than zero"),
        ({"due_on": date(2026, 2, 28)}, "due before"),
    ],
)
def test_what_is_no_bill_is_refused(changes: dict[str, object], why: str) -> None:
    """A credit note that becomes a claim asks money from a client we owe."""
    with pytest.raises(ValueError, match=why):
        bill(**changes)


@pytest.mark.parametrize("rate", ["0", "9.5", "1000", THREE_TIMES_LEGAL, None])
def test_a_rate_clause_is_a_percentage_or_three_times_the_legal_rate(rate: str | None) -> None:
    """The two ways French invoices print it."""
    assert Terms(late_rate=rate).late_rate == rate


@pytest.mark.parametrize("rate", ["-1", "1000.01", "NaN"])
def test_an_impossible_rate_is_refused(rate: str) -> None:
    """A rate of 12000 % is a slip of the comma, not a clause."""
    with pytest.raises((ValueError, ArithmeticError)):
        Terms(late_rate=rate)
    with pytest.raises((ValueError, ArithmeticError)):
        Terms(penalty_percent=rate)
