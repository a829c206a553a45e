"""The CSV and XLSX lists of French banks: one movement a line, whatever stands around them."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass

from relance.intake.bank.columns import (
    BankColumns,
    complete,
    currency_of,
    guess,
    header_key,
    read_columns,
    write_columns,
)
from relance.intake.bank.headerless import guess_by_content, is_headerless, names_of
from relance.intake.bank.reading import damaged
from relance.intake.bank.ways import way_column
from relance.intake.columns import unique_headers
from relance.intake.csv_rows import DELIMITERS, CsvText, Record
from relance.intake.problem import NOTHING_TAKEN, Refusal
from relance.intake.xlsx_rows import Workbook, looks_like_workbook

_HEADER_WITHIN = 30
_ABOVE = 4  # lines over a list without titles
_ACCOUNT = re.compile(r"\b(FR\d{2}[ \dA-Z]{23,33}|\d{9,25}|\d{7}[A-Z]\d{3})\b")
_VALUE = re.compile(r"\d{2}/\d{2}|\d{4}-\d{2}|\d[,.]\d\d")


@dataclass(frozen=True, slots=True)
class Table:
    """The list as found: its header, what each column seems to be, the account said above it.

    `header_line` is 0 where the list has no titles: its columns are named by their place.
    `others` are the accounts that follow in the same file, each by the line of its titles.
    """

    headers: tuple[str, ...]
    header_line: int
    records: tuple[Record, ...]
    account: str
    others: tuple[tuple[int, str], ...] = ()

    def account_at(self, line: int) -> str:
        """The account of a line: the last one that was said above it."""
        return next((said for begins, said in reversed(self.others) if begins < line), self.account)

    @property
    def key(self) -> str:
        return header_key(self.headers)

    @property
    def guessed(self) -> dict[str, int]:
        """The column of each field, by its title or by what it holds."""
        places = guess(self.headers) if self.header_line else guess_by_content(self.records)
        if "amount" in places and "sign" not in places:
            way = way_column(self.records, places)
            if way is not None:
                places["sign"] = way
        return places


def open_table(data: bytes) -> Table:
    """Find the header line of a list. Raises Refusal when there is none."""
    records = _records(data)
    top = records[:_HEADER_WITHIN]
    for knows in (_is_known_header, _is_any_header):
        for at, record in enumerate(top):
            below = records[at + 1] if at + 1 < len(records) else None
            if knows(record, below):
                return _table(records, at)
    for at in range(min(_ABOVE, len(records))):
        # BNP Paribas writes the account and its balance first, then lines without titles.
        if is_headerless(records[at:]):
            return Table(names_of(records[at:]), 0, tuple(records[at:]), _account(records[:at]))
    raise Refusal(
        "no_header",
        "début du fichier",
        "On n’y trouve pas la ligne des titres de colonnes d’un relevé.",
        f"Téléchargez-le de nouveau, avec ses titres. {NOTHING_TAKEN}",
    )


def _table(records: list[Record], at: int) -> Table:
    headers = unique_headers(records[at].cells)
    kept: list[Record] = []
    others: list[tuple[int, str]] = []
    between: list[Record] = []  # what stands above the titles of the next account
    for record in records[at + 1 :]:
        if record.cells == records[at].cells:
            others.append((record.line, _account(between)))
            continue
        kept.append(record)
        between = [] if _VALUE.search(str(record.cells[0] or "")[:10]) else [*between, record][-10:]
    above = _account(records[:at])
    return Table(headers, records[at].line, tuple(kept), above, tuple(others))


def _account(above: list[Record]) -> str:
    """The account that stands above a list."""
    said = " ".join(str(cell) for one in above for cell in one.cells if cell)
    found = _ACCOUNT.search(said)
    return found[1].replace(" ", "") if found else ""


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
        return list(CsvText(data, _delimiter(data)).records())
    try:
        with closing(Workbook(data)) as book:
            return list(book.records(book.sheets[0])) if book.sheets else []
    except Refusal as refused:
        raise _of_a_statement(refused.problem.code) or refused from refused


def _of_a_statement(code: str) -> Refusal | None:
    """A refusal of the workbook in the words of a statement; None where its own are right."""
    if code == "workbook_damaged":
        return damaged(code, "classeur", "le classeur est abîmé")
    if code == "not_a_workbook":
        return Refusal(
            code,
            "fichier",
            "Ce fichier est une archive, pas un relevé.",
            f"Ouvrez-la, et redonnez les relevés qu’elle contient. {NOTHING_TAKEN}",
        )
    return None


def _delimiter(data: bytes) -> str | None:
    """The sign that shows titles we know; lines above them and decimal commas mislead a count."""
    lines = data[:65536].splitlines()[:_HEADER_WITHIN]
    top = b"\n".join(lines)
    french = sum(line.count(b";") > 1 for line in lines) * 2 > len(lines)
    best, most = ";" if french else None, 2
    for sign in DELIMITERS:
        for record in CsvText(top, sign).records():
            known = len(guess(_words(record)))
            if known > most:
                best, most = sign, known
    return best


def confirmed_columns(table: Table, written: str | None) -> BankColumns | None:
    """The columns that a person confirmed, or those that leave no doubt; None: ask."""
    if written is not None:
        return read_columns(written, table.headers)
    places = table.guessed
    if not table.header_line or not complete(places):
        return None
    return BankColumns(places, currency_of(table.headers, places))


def proposed(table: Table) -> str:
    """The map to confirm, as TOML."""
    return write_columns(table.guessed, table.headers)
