"""The lists of French banks: each with its own words, letters, days and signs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest

from relance.case import BankStatement
from relance.intake.bank import read_statements, read_uploaded
from relance.intake.bank.table import open_table
from tests.corpora import CORPORA

pytestmark = pytest.mark.corpora

BANKS = CORPORA / "bank" / "csv-fr" / "headers.csv"
ROWS = (
    (date(2026, 4, 3), "VIR SEPA RECU MENUISERIE BRÉAL F-2026-031", "2480.45"),
    (date(2026, 4, 6), "PRLV EDF", "-88.10"),
    (date(2026, 4, 7), "VIR CAFÉ DE L'ÉTÉ", "12.00"),
)


def banks() -> list[dict[str, str]]:
    if not BANKS.is_file():
        return []
    with BANKS.open(encoding="utf-8") as file:
        return [one for one in csv.DictReader(file, delimiter=";") if "|" in one["header"]]


def written(bank: dict[str, str]) -> bytes:
    """A file of that bank as its line describes it."""
    headers = bank["header"].split("|")
    if "..." in bank["header"]:  # same family as the line above, first column renamed
        headers = [headers[0], *banks()[0]["header"].split("|")[1:]]
    separator = "," if bank["separator"] == "comma" else ";"
    lines = (
        ["Compte : 00012345678", ""] if "preamble" in bank and "line" in bank["preamble"] else []
    )
    lines.append(separator.join(headers))
    lines += [separator.join(_cell(name, bank, *row) for name in headers) for row in ROWS]
    encoding = "cp1252" if "1252" in bank["encoding"] or "8859" in bank["encoding"] else "utf-8"
    mark = b"\xef\xbb\xbf" if "BOM" in bank["encoding"] else b""
    return mark + "\r\n".join([*lines, ""]).encode(encoding)


def _cell(name: str, bank: dict[str, str], on: date, label: str, amount: str) -> str:
    low = name.lower()
    if low.startswith(("date", "completed")) or low in ("valeur",):
        if "date-time" in bank["date_format"]:
            return f"{on} 10:12:13"
        return on.isoformat() if "YYYY-MM-DD" in bank["date_format"] else f"{on:%d/%m/%Y}"
    style = bank["amount_style"]
    shown = amount if "point" in style else amount.replace(".", ",")
    if "space thousands" in style:
        shown = shown.replace("2480,", "2 480,")
    if "euro sign" in style:
        shown += " €"
    if low in ("montant", "amount"):
        return shown
    if low == "debit" or low == "débit":
        return (
            (shown if "already negative" in style else shown.lstrip("-"))
            if amount[0] == "-"
            else ""
        )
    if low in ("credit", "crédit"):
        return "" if amount[0] == "-" else shown
    known = {"devise": "EUR", "état": "TERMINÉ", "accountnum": "00012345678", "frais": "0.00"}
    if low in known:
        return known[low]
    return label if low.startswith(("lib", "label", "desc")) else ""


@pytest.mark.parametrize("bank", banks(), ids=lambda bank: bank["bank"])
def test_each_bank_is_read_without_a_question(bank: dict[str, str]) -> None:
    """A freelancer drops what his bank gave him, and answers nothing."""
    reading = read_statements(written(bank), file="releve.csv")

    assert (reading.problems, reading.unknown_columns) == ([], False)
    (statement,) = reading.statements
    assert [(one.on, one.amount.stored) for one in statement.movements] == [
        (on, f"{amount} EUR") for on, _, amount in ROWS
    ]
    assert [one.label for one in statement.movements] == [label for _, label, _ in ROWS]


LIST = "quand;quoi;combien\n02/04/2026;VIR BREAL;1250,00\n31/02/2026;VIR X;3,00\n03/04/2026;EDF;-8,10\n"


def test_an_unknown_list_is_asked_once_then_known() -> None:
    """Its columns are confirmed by a person, and found again by its header."""
    data = LIST.encode()
    asked = read_statements(data, file="a.csv")
    assert (asked.unknown_columns, asked.statements) == (True, [])

    columns = "on = 1\nlabel = 2\namount = 3\n"
    first = read_statements(data, file="a.csv", columns=columns)
    again = read_statements(data, file="a.csv", maps={open_table(data).key: columns})
    assert first.statements == again.statements
    assert [str(one.amount) for one in first.statements[0].movements] == ["1250.00", "-8.10"]


def test_a_bad_line_is_named_and_the_others_go_in() -> None:
    """The 31st of February costs one line, not the statement."""
    reading = read_statements(
        LIST.encode(), file="a.csv", columns="on = 1\nlabel = 2\namount = 3\n"
    )
    assert [(one.code, one.where) for one in reading.problems] == [("bad_row", "ligne 3")]
    assert len(reading.statements[0].movements) == 2


@pytest.mark.parametrize(
    "columns",
    ["on = 1\n", "on = 1\nlabel = 2\namount = 9\n", "date = 1\n", "on = [", "on = 1\nlabel = 2\n"],
)
def test_columns_that_cannot_be_are_refused(columns: str) -> None:
    """A map with a typing error must not read the balance as an amount."""
    reading = read_statements(LIST.encode(), file="a.csv", columns=columns)

    assert [one.code for one in reading.problems] == ["bad_columns"]
    assert reading.statements == []


def test_what_stands_below_the_list_is_no_movement() -> None:
    """Totals and remarks of the bank are not money."""
    data = "Date;Libellé;Montant\n02/04/2026;VIR;5,00\n;Total;\n\nSolde au 03/04\n"
    reading = read_statements(data.encode(), file="a.csv")

    assert [str(one.amount) for one in reading.statements[0].movements] == ["5.00"]


def test_a_workbook_is_read_like_a_list() -> None:
    """Typed cells: days are days, amounts are numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Compte courant"])
    sheet.append(["Date", "Libellé", "Débit", "Crédit"])
    sheet.append([date(2026, 4, 2), "EDF", 88.1, None])
    sheet.append([date(2026, 4, 3), "VIR BREAL", None, 1250])
    kept = io.BytesIO()
    book.save(kept)
    (statement,) = read_statements(kept.getvalue(), file="a.xlsx").statements

    assert [(one.on.day, str(one.amount)) for one in statement.movements] == [
        (2, "-88.10"),
        (3, "1250.00"),
    ]


def test_balances_of_the_list_are_checked() -> None:
    """A line that the export forgot shows as a gap."""
    rows = ["Date;Libellé;Montant;Solde", "02/04/2026;A;5,00;105,00", "03/04/2026;B;1,00;116,00"]
    reading = read_statements("\n".join(rows).encode(), file="a.csv")

    assert [one.code for one in reading.problems] == ["balance_gap"]
    assert isinstance(reading.statements[0], BankStatement)


def _shapes() -> Iterator[bytes]:
    for path in sorted((CORPORA / "bank" / "csv-spectrum" / "csvs").glob("*.csv")):
        yield path.read_bytes()


def test_strange_lists_never_crash() -> None:
    """Quotes, line ends and letters of every kind: read or refused, never a stack trace."""
    for data in _shapes():
        reading = read_statements(data, file="a.csv")
        assert reading.unknown_columns or reading.problems or reading.statements


def test_a_list_read_apart_brings_its_guess() -> None:
    """The desk shows the headers and what each seems to be."""
    (one,) = read_uploaded([("a.csv", LIST.encode())])

    assert one.reading.unknown_columns
    assert one.guess["headers"] == ["quand", "quoi", "combien"]
    assert one.guess["samples"][0] == ["02/04/2026", "VIR BREAL", "1250,00"]
