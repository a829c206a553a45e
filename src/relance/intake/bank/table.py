"""The CSV and XLSX lists of French banks: one movement a line, whatever stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from relance.case import BankStatement, Money, Movement
from relance.intake.amounts import UnclearAmount, decimal_mark, from_number, read_amount
from relance.intake.bank.columns import (
    BankColumns,
    complete,
    guess,
    header_key,
    read_columns,
    write_columns,
)
from relance.intake.bank.reading import bad_row, one_line
from relance.intake.columns import header_words, unique_headers
from relance.intake.csv_rows import CsvText, Record
from relance.intake.days import UnclearDay, day_order, from_serial, read_day
from relance.intake.problem import NOTHING_TAKEN, Problem, Refusal
from relance.intake.xlsx_rows import Workbook, looks_like_workbook

_HEADER_WITHIN = 30
_ACCOUNT = re.compile(r"\b(FR\d{2}[ \dA-Z]{23,33}|\d{9,25})\b")
_VALUE = re.compile(r"\d{2}/\d{2}|\d{4}-\d{2}|\d[,.]\d\d")
_DONE = ("", "termine", "terminee", "completed", "comptabilise", "executee", "valide")


@dataclass(frozen=True, slots=True)
class Table:
    """The list as found: its header, what each column seems to be, the account said above it."""

    headers: tuple[str, ...]
    header_line: int
    records: tuple[Record, ...]
    account: str

    @property
    def key(self) -> str:
        return header_key(self.headers)

    @property
    def guessed(self) -> dict[str, int]:
        return guess(self.headers)


def open_table(data: bytes) -> Table:
    """Find the header line of a list. Raises Refusal when there is none."""
    records = _records(data)
    top = records[:_HEADER_WITHIN]
    for knows in (_is_known_header, _is_any_header):
        for at, record in enumerate(top):
            below = records[at + 1] if at + 1 < len(records) else None
            if knows(record, below):
                return _table(records, at)
    raise Refusal(
        "no_header",
        "début du fichier",
        "On n’y trouve pas la ligne des titres de colonnes d’un relevé.",
        f"Téléchargez-le de nouveau, avec ses titres. {NOTHING_TAKEN}",
    )


def _table(records: list[Record], at: int) -> Table:
    above = " ".join(str(cell) for one in records[:at] for cell in one.cells if cell)
    found = _ACCOUNT.search(above)
    account = found[1].replace(" ", "") if found else ""
    headers = unique_headers(records[at].cells)
    return Table(headers, records[at].line, tuple(records[at + 1 :]), account)


def _words(record: Record) -> list[str]:
    """The cells of a line of titles; none when one of them is a day or an amount."""
    headers = [one for one in unique_headers(record.cells) if one]
    return [] if any(_VALUE.search(one) for one in headers) else headers


def _is_known_header(record: Record, below: Record | None) -> bool:
    """At least three titles, one of which banks use for a day, a label or an amount."""
    headers = _words(record)
    return len(headers) >= 3 and bool(
        {"on", "label", "amount", "debit", "credit"} & guess(headers).keys()
    )


def _is_any_header(record: Record, below: Record | None) -> bool:
    """At least three titles over a line that has a day or an amount: a person says which."""
    headers = _words(record)
    if len(headers) < 3 or below is None:
        return False
    return any(not isinstance(cell, str) or _VALUE.search(cell) for cell in below.cells if cell)


def _records(data: bytes) -> list[Record]:
    if not looks_like_workbook(data):
        return list(CsvText(data).records())
    with closing(Workbook(data)) as book:
        return list(book.records(book.sheets[0])) if book.sheets else []


def confirmed_columns(table: Table, written: str | None) -> BankColumns | None:
    """The columns that a person confirmed, or those that leave no doubt; None: ask."""
    if written is not None:
        return read_columns(written, table.headers)
    places = table.guessed
    return BankColumns(places) if complete(places) else None


def proposed(table: Table) -> str:
    """The map to confirm, as TOML."""
    return write_columns(table.guessed, table.headers)


def read_table(table: Table, columns: BankColumns) -> tuple[list[BankStatement], list[Problem]]:
    """Every line as a movement or as a named problem; what stands below the list is left out."""
    places = columns.places
    order = day_order(_texts(table.records, places["on"])) or "dmy"
    marks = [places[name] for name in ("amount", "debit", "credit") if name in places]
    mark = decimal_mark(text for place in marks for text in _texts(table.records, place))
    by_account: dict[str, list[tuple[Movement, Money | None]]] = {}
    problems: list[Problem] = []
    for record in table.records:
        cells = record.cells
        if _said(cells, places, "on") == "" and _amounts_empty(cells, places):
            continue  # a total, a remark, an empty line
        try:
            if record.flaw is not None:
                raise ValueError(record.flaw.reason)
            if _state(_said(cells, places, "state")) not in _DONE:
                continue
            movement, balance = _movement(cells, columns, order, mark)
        except (UnclearAmount, UnclearDay, ValueError) as wrong:
            why = getattr(wrong, "reason", str(wrong))
            problems.append(bad_row("bad_row", f"ligne {record.line}", why))
            continue
        account = _said(cells, places, "account") or table.account
        by_account.setdefault(account, []).append((movement, balance))
    return [_statement(account, rows) for account, rows in by_account.items()], problems


def _state(written: str) -> str:
    return " ".join(header_words(written))


def _texts(records: Iterable[Record], place: int) -> list[str]:
    return [
        str(record.cells[place])
        for record in list(records)[:500]
        if place < len(record.cells)
        and isinstance(record.cells[place], str)
        and record.cells[place]
    ]


def _cell(cells: Sequence[object], places: dict[str, int], name: str) -> object:
    place = places.get(name, -1)
    return cells[place] if 0 <= place < len(cells) else None


def _said(cells: Sequence[object], places: dict[str, int], name: str) -> str:
    value = _cell(cells, places, name)
    return one_line(str(value)) if value is not None else ""


def _amounts_empty(cells: Sequence[object], places: dict[str, int]) -> bool:
    return not any(_said(cells, places, name) for name in ("amount", "debit", "credit"))


def _movement(
    cells: Sequence[object], columns: BankColumns, order: str, mark: str | None
) -> tuple[Movement, Money | None]:
    places = columns.places
    currency = _said(cells, places, "currency").upper() or columns.currency
    exact = _signed(cells, places, mark)
    value_on = _cell(cells, places, "value_on")
    balance = _cell(cells, places, "balance")
    known = _exact(balance, mark) if balance not in (None, "") else None
    movement = Movement(
        _day(_cell(cells, places, "on"), order),
        Money.of(exact, currency),
        one_line(_said(cells, places, "label"), _said(cells, places, "details")),
        _day(value_on, order) if value_on not in (None, "") else None,
        _said(cells, places, "reference"),
        _said(cells, places, "counterparty"),
        _said(cells, places, "iban").replace(" ", ""),
    )
    return movement, Money.of(known, currency) if known is not None else None


def _signed(cells: Sequence[object], places: dict[str, int], mark: str | None) -> Decimal:
    if "amount" in places:
        value = _cell(cells, places, "amount")
        if value in (None, ""):
            raise ValueError("le montant manque")
        return _exact(value, mark)
    debit, credit = (_cell(cells, places, name) for name in ("debit", "credit"))
    if debit in (None, "") and credit in (None, ""):
        raise ValueError("le montant manque")
    out = -abs(_exact(debit, mark)) if debit not in (None, "") else Decimal(0)
    return out + (_exact(credit, mark) if credit not in (None, "") else Decimal(0))


def _exact(value: object, mark: str | None) -> Decimal:
    if isinstance(value, int | float | Decimal):
        return from_number(value)
    return read_amount(str(value), mark)[0]


def _day(value: object, order: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return from_serial(value)
    return read_day(re.sub(r"[T ]\d{1,2}:\d{2}.*\Z", "", str(value).strip()), order)


def _statement(account: str, rows: list[tuple[Movement, Money | None]]) -> BankStatement:
    """One account's lines; the balances of the first and the last day where the list has them."""
    movements = tuple(one for one, _ in rows)
    currency = movements[0].amount.currency
    days = [one.on for one in movements]
    opening = closing = None
    balances = [balance for _, balance in rows]
    if (
        all(one is not None for one in balances)
        and len({one.amount.currency for one in movements}) == 1
    ):
        first, last = (0, -1) if days[0] <= days[-1] else (-1, 0)
        start, end = balances[first], balances[last]
        assert start is not None and end is not None
        opening, closing = start - movements[first].amount, end
    return BankStatement(account, currency, movements, opening, closing, min(days), max(days))
