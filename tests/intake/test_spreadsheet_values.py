"""Amounts and days, as people write them in lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.intake.amounts import UnclearAmount, decimal_mark, from_number, read_amount
from relance.intake.days import UnclearDay, day_order, from_serial, read_day
from tests.intake.sheets import codes, read_text


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1 234,56", "1234.56"),
        ("1\u202f234,56\u00a0€", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567", "1234567.00"),
        ("1’234.50", "1234.50"),
        ("(120,00)", "-120.00"),
        ("120,00-", "-120.00"),
        ("\u2212120", "-120.00"),
        ("€ 1 200", "1200.00"),
        ("1200 EUR", "1200.00"),
        ("0,5", "0.50"),
        ("12,3400", "12.34"),
    ],
)
def test_an_amount_is_read_in_each_of_its_spellings(written: str, amount: str) -> None:
    """A program that writes in English must not make 1,234.56 into one euro and a bit."""
    assert read_amount(written)[0] == Decimal(amount)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1.234", "ambiguous_amount"),
        ("1,234", "ambiguous_amount"),
        ("1,234,5", "unreadable_amount"),
        ("12.34.56", "unreadable_amount"),
        ("1.234,5.6", "unreadable_amount"),
        ("douze", "unreadable_amount"),
        ("#REF!", "unreadable_amount"),
        ("", "unreadable_amount"),
        ("12,345.678", "too_many_decimals"),
        ("0,123", "too_many_decimals"),
        ("120 € / 130 $", "two_currencies"),
        ("1 2,3", "unreadable_amount"),
        ("9" * 30, "unreadable_amount"),
    ],
)
def test_what_cannot_be_read_for_sure_is_named(written: str, code: str) -> None:
    """Guessing here puts a wrong euro in a legal letter."""
    with pytest.raises(UnclearAmount) as unclear:
        read_amount(written)
    assert unclear.value.code == code


def test_the_column_settles_what_one_value_leaves_open() -> None:
    """«1.234» beside «12,50» is a thousand and more; beside «12.50» it has three decimals."""
    assert decimal_mark(["1.234", "12,50"]) == ","
    assert read_amount("1.234", ",")[0] == Decimal("1234.00")
    assert decimal_mark(["12.50", "1.234"]) == "."
    assert decimal_mark(["12.50", "12,50", "1.234"]) is None
    assert decimal_mark(["1.234", "1.500"]) is None


def test_a_number_cell_keeps_its_cents() -> None:
    """A sheet computes in binary; the invoice is not one cent less for it."""
    assert from_number(1199.9999999999998) == Decimal("1200.00")
    assert from_number(0.1 + 0.2) == Decimal("0.30")
    with pytest.raises(UnclearAmount):
        from_number(12.345)
    with pytest.raises(UnclearAmount):
        from_number(float("nan"))


@given(cents=st.integers(-(10**12), 10**12), mark=st.sampled_from(",."), gap=st.sampled_from(
    ["", " ", "\u202f", "\u00a0", "other"]))  # fmt: skip
def test_every_amount_comes_back_to_the_cent(cents: int, mark: str, gap: str) -> None:
    """Written with two decimals, no amount is ever ambiguous or changed."""
    separator = (" ." if mark == "," else " ,")[1] if gap == "other" else gap
    whole = f"{abs(cents) // 100:,}".replace(",", separator)
    written = f"{'-' if cents < 0 else ''}{whole}{mark}{abs(cents) % 100:02d}"
    assert read_amount(written)[0] == Decimal(cents).scaleb(-2)


@given(st.text(max_size=30))
def test_no_text_crashes_the_readers(text: str) -> None:
    """A cell can hold anything: it is read or named."""
    for read, unclear in ((read_amount, UnclearAmount), (read_day, UnclearDay)):
        try:
            read(text)
        except unclear as wrong:
            assert wrong.code


@pytest.mark.parametrize(
    "written",
    [
        "31/12/2026",
        "31-12-26",
        "31.12.2026",
        "2026-12-31",
        "2026/12/31",
        "20261231",
        "2026-12-31T23:59:59Z",
        "2026-12-31 08:13",
        "31 décembre 2026",
        "31 déc. 2026",
        "jeudi 31 décembre 2026",
        "Dec 31, 2026",
        "31-Dec-26",
        "12/31/2026",
    ],
)
def test_a_day_is_read_in_each_of_its_spellings(written: str) -> None:
    """The due date decides everything that follows."""
    assert read_day(written) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("written", "order", "code"),
    [
        ("31/02/2026", None, "impossible_date"),
        ("12/31/2026", "dmy", "impossible_date"),
        ("03/04/2026", None, "ambiguous_date"),
        ("demain", None, "wrong_date"),
        ("12", None, "wrong_date"),
        ("01/01/1026", "dmy", "wrong_date"),
        ("2026-13-01", None, "impossible_date"),
    ],
)
def test_what_is_no_day_is_named(written: str, order: str | None, code: str) -> None:
    """An interest counted from a guessed day is wrong every day."""
    with pytest.raises(UnclearDay) as unclear:
        read_day(written, order)
    assert unclear.value.code == code


def test_the_other_dates_settle_the_order() -> None:
    """One 25/12 says that the whole file writes the day first."""
    assert day_order(["03/04/2026", "25/12/2026"]) == "dmy"
    assert day_order(["03/04/2026", "12/25/2026"]) == "mdy"
    assert day_order(["25/12/2026", "12/25/2026"]) is None
    assert read_day("03/04/2026", "mdy") == date(2026, 3, 4)


def test_a_serial_of_a_sheet_is_its_day() -> None:
    """A date cell without its format shows 46387."""
    assert from_serial(46387) == date(2026, 12, 31)
    assert from_serial(46387 - 1462, since_1904=True) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Partiel", "partly_paid"),
        ("Partiellement réglée", "partly_paid"),
        ("Payée partiellement", "partly_paid"),
        ("Partially Paid", "partly_paid"),
        ("Impayée", "taken"),
        ("Payée", "already_paid"),
        ("Extournée", "cancelled"),
    ],
)
def test_a_part_paid_that_nothing_counts_is_not_claimed_whole(said: str, expected: str) -> None:
    """«Partiel» beside the total only: claiming the total claims paid money again."""
    head = "Numéro;Date;Client;Montant TTC;Statut;Paiement"
    assert codes(read_text(f"F-1;01/02/2026;Dupont;120,00;Envoyée;{said}", head=head)) == [expected]
    alone = "Numéro;Date;Client;Montant TTC;Statut"
    assert codes(read_text(f"F-1;01/02/2026;Dupont;120,00;{said}", head=alone)) == [expected]


def test_a_part_paid_is_claimed_less_what_is_paid() -> None:
    """Where a column says what is left, «partiellement» stops nothing."""
    head = "Numéro;Date;Client;Montant TTC;Réglé;Statut"
    (row,) = read_text("F-1;01/02/2026;Dupont;120,00;20,00;Partiellement réglée", head=head)
    assert row.document is not None and str(row.document.due_payable) == "100.00"
    left = "Numéro;Date;Client;Reste dû;Statut"
    assert codes(read_text("F-1;01/02/2026;Dupont;100,00;Partiellement réglée", head=left)) == [
        "taken"
    ]


def test_the_state_of_the_payment_counts_beside_the_state_of_the_invoice() -> None:
    """«Comptabilisée» says nothing of the money; the column after it does."""
    head = "Numéro;Date;Client;Montant TTC;Statut;Statut de paiement"
    rows = read_text(
        "F-1;01/02/2026;Dupont;120,00;Comptabilisée;Payée",
        "F-2;01/02/2026;Dupont;120,00;Comptabilisée;Non payée",
        "F-3;01/02/2026;Dupont;120,00;Brouillon;Non payée",
        head=head,
    )
    assert codes(rows) == ["already_paid", "taken", "draft"]
