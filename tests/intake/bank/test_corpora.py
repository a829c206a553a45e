"""Real statements nobody here wrote: amounts, days, signs and balances, to the cent.

Each upstream project has its own shape; the small adapters here bring it to ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from relance.case import BankStatement, Movement
from relance.intake.bank import StatementReading, movement_keys, read_statements
from tests.corpora import CORPORA

pytestmark = pytest.mark.corpora

BANK = CORPORA / "bank"


def read(path: Path) -> StatementReading:
    return read_statements(path.read_bytes(), file=path.name)


def files(folder: str, *endings: str) -> list[Path]:
    return sorted(path for path in (BANK / folder).rglob("*") if path.suffix in endings)


def codes(reading: StatementReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def said(money: dict[str, Any]) -> Decimal:
    return Decimal(money["getAmount"]).scaleb(-2)


def golden_entries(message: dict[str, Any]) -> Iterator[tuple[Decimal, str | None, str | None]]:
    """genkgo/camt: signed amount, booking day, value day of each entry."""
    for entry in message["getEntries"]:
        days = [
            one["0"][:10] if (one := entry[name]) else None
            for name in ("getBookingDate", "getValueDate")
        ]
        yield said(entry["getAmount"]), days[0], days[1]


def golden_balances(message: dict[str, Any], kind: str) -> set[Decimal]:
    """Every opening or closing balance of the records that the entries hang on."""
    records = [entry["getRecord"] for entry in message["getEntries"]]
    return {
        said(balance["getAmount"])
        for record in records
        if isinstance(record, dict)
        for balance in record.get("getBalances") or []
        if balance.get("getType") == kind
    }


def movements(reading: StatementReading) -> list[Movement]:
    return [one for statement in reading.statements for one in statement.movements]


@pytest.mark.parametrize("path", files("camt", ".xml"), ids=lambda path: path.name)
def test_camt_says_what_its_golden_file_says(path: Path) -> None:
    """A sign read wrongly turns a payment into a debt."""
    reading = read(path)
    golden = path.with_suffix(".json")
    if not golden.is_file():
        assert codes(reading) == ["no_statement"]
        assert not reading.statements
        return
    expected = list(golden_entries(json.loads(golden.read_text())))
    # Upstream lists the entries by their place: of several statements only the last stays.
    found = movements(reading)[-len(expected) :] if expected else movements(reading)

    # Two of these files close in crowns what they opened in euros: that is said, and no more.
    assert set(codes(reading)) <= {"balances_not_checked"}
    assert [one.amount.decimal for one in found] == [amount for amount, _, _ in expected]
    for one, (_, on, value_on) in zip(found, expected, strict=True):
        assert on is None or one.on.isoformat() == on
        assert (one.value_on.isoformat() if one.value_on else None) == value_on


@pytest.mark.parametrize("path", files("camt", ".xml"), ids=lambda path: path.name)
def test_camt_balances_are_those_of_the_file(path: Path) -> None:
    """The balances are what shows that a page is missing."""
    golden = path.with_suffix(".json")
    if not golden.is_file():
        return
    message = json.loads(golden.read_text())
    statements = read(path).statements
    for kind, found in (
        ("opening", statements[-1].opening),
        ("closing", statements[-1].closing),
    ):
        told = golden_balances(message, kind)
        assert (found is None) == (not told) or not message["getEntries"]
        assert found is None or not told or found.decimal in told


def test_cfonb_is_read_to_the_cent() -> None:
    """Overpunched amounts hide their sign in their last digit."""
    reading = read(BANK / "cfonb120" / "example.txt")
    expected = json.loads((BANK / "cfonb120" / "example.expected.json").read_text())

    assert codes(reading) == []
    assert len(reading.statements) == len(expected["statements"])
    for one, told in zip(reading.statements, expected["statements"], strict=True):
        assert one.opening is not None and one.closing is not None
        assert str(one.opening) == told["from_balance"]
        assert str(one.closing) == told["to_balance"]
        assert (one.since, one.until) == (_day(told["from"]), _day(told["to"]))
        assert [str(row.amount) for row in one.movements] == [
            row["amount"] for row in told["operations"]
        ]
        for row, operation in zip(one.movements, told["operations"], strict=True):
            assert row.label.startswith(" ".join(operation["label"].split()))
            if "date" in operation:
                assert row.on == _day(operation["date"])
                assert row.value_on == _day(operation["value_date"])


def _day(written: str) -> Any:
    from datetime import date

    return date.fromisoformat(written)


@pytest.mark.parametrize(
    ("name", "code", "line"),
    [
        ("end_of_statement_without_beginning", "statement_not_begun", "ligne 9"),
        ("invalid_date", "bad_opening", "ligne 1"),
        ("new_statement_without_previous_ended", "statement_not_ended", "ligne 6"),
        ("operation", "statement_not_begun", "ligne 1"),
        ("operation_detail_without_operation", "detail_without_movement", "ligne 3"),
        ("operation_out_of_statement", "statement_not_begun", "ligne 1"),
        ("operation_unstarted", "statement_not_begun", "ligne 1"),
    ],
)
def test_a_broken_cfonb_file_says_what_broke_it_and_where(name: str, code: str, line: str) -> None:
    """«Fichier invalide» sends the user to his bank with nothing to show."""
    reading = read(BANK / "cfonb120" / f"{name}.txt")

    assert [(one.code, one.where) for one in reading.problems] == [(code, line)]
    assert not reading.statements


_OFX = json.loads((BANK / "ofx.expected.json").read_text()) if BANK.is_dir() else {}
_OFX_ERRORS = {
    "fail_nice/date_missing.ofx": "bad_movement",
    "fail_nice/decimal_error.ofx": "bad_movement",
    "fail_nice/empty_balance.ofx": "bad_balance",
}


@pytest.mark.parametrize("name", sorted(_OFX))
def test_ofx_says_what_its_expected_file_says(name: str) -> None:
    """Both generations, closed tags or not, and accounts of funds beside accounts of money."""
    expected, reading = _OFX[name], read(BANK / "ofx" / name)
    if "error" in expected:
        if name in _OFX_ERRORS:
            assert _OFX_ERRORS[name] in codes(reading)
        return
    told = [one for one in expected["accounts"] if one["transactions"] or one["balance"]]
    found = [one for one in reading.statements if one.movements or one.closing is not None]
    assert len(found) == len(told)
    for one, account in zip(found, told, strict=True):
        assert one.account.endswith(account["account_id"])
        assert one.currency == account["currency"].upper()
        cents = Decimal("0.01")
        assert [row.amount.decimal for row in one.movements] == [
            Decimal(row["amount"]).quantize(cents, "ROUND_HALF_UP")
            for row in account["transactions"]
        ]
        assert [row.on.isoformat() for row in one.movements] == [
            row["date"][:10] for row in account["transactions"]
        ]
        if account["balance"] is not None:
            assert one.closing is not None and one.closing.decimal == Decimal(account["balance"])


_MT940 = json.loads((BANK / "mt940.expected.json").read_text()) if BANK.is_dir() else {}


@pytest.mark.parametrize("name", sorted(_MT940))
def test_mt940_says_what_its_expected_file_says(name: str) -> None:
    """The second opinion gives value dates, signs and amounts; several messages are one list."""
    expected, reading = _MT940[name], read(BANK / "mt940" / name)
    rows = movements(reading)

    assert "bad_movement" not in codes(reading) and "bad_balance" not in codes(reading)
    assert [row.amount.decimal for row in rows] == [
        Decimal(one["amount"]) for one in expected["transactions"]
    ]
    assert [row.value_on.isoformat() if row.value_on else None for row in rows] == [
        one["date"] for one in expected["transactions"]
    ]
    assert [row.on.isoformat() for row in rows] == [
        one["entry_date"] or one["date"] for one in expected["transactions"]
    ]
    told = expected["statement"]
    if rows or "final_closing_balance" in told or "final_opening_balance" in told:
        _same_balance([one.opening for one in reading.statements], told, "final_opening_balance")
        _same_balance([one.closing for one in reading.statements], told, "final_closing_balance")


def _same_balance(found: list[Any], told: dict[str, Any], name: str) -> None:
    """The second opinion keeps the last balance of the file."""
    if name not in told:
        return
    last = [one for one in found if one is not None][-1]
    assert last.decimal == Decimal(told[name]["amount"])
    assert last.currency == told[name]["currency"]


def test_every_line_has_an_identity_of_its_own_and_keeps_it() -> None:
    """The same file twice adds nothing, and no two lines of a file are taken for one."""
    for path in [*files("", ".xml", ".sta", ".ofx"), BANK / "cfonb120" / "example.txt"]:
        for statement in read(path).statements:
            keys = movement_keys(statement)
            assert len(set(keys)) == len(keys) == len(statement.movements), path
            assert keys == movement_keys(statement)


def test_a_file_cut_at_any_day_adds_only_what_the_other_had_not() -> None:
    """Exports overlap: the last days of January are in both."""
    for path in (BANK / "cfonb120" / "example.txt", BANK / "mt940" / "cmxl" / "mt940.sta"):
        for whole in read(path).statements:
            for day in sorted({one.on for one in whole.movements}):
                early = tuple(one for one in whole.movements if one.on <= day)
                late = tuple(one for one in whole.movements if one.on >= day)
                cut = [BankStatement(whole.account, whole.currency, part) for part in (early, late)]
                both = {key for part in cut for key in movement_keys(part)}
                assert both == set(movement_keys(whole))
