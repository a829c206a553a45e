"""The same entries as a workbook: a sheet a journal; no cell can ever be a formula."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from relance.channels.books.fec import COLUMNS, Line

_STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - the file's own field has no zone
_NUMBERS = ("Debit", "Credit")
_WIDTHS = {"EcritureLib": 44, "CompteLib": 30, "CompAuxLib": 28, "PieceRef": 18}


def workbook_bytes(lines: Iterable[Line], notes: Iterable[str] = ()) -> bytes:
    """An XLSX with one sheet for each journal, and one of remarks for the accountant."""
    book = Workbook()
    book.properties.created = book.properties.modified = _STAMP
    first = book.active
    assert first is not None
    book.remove(first)
    sheets = {}
    last: Counter[str] = Counter()  # a sheet that is asked its last row counts all its cells
    for line in lines:
        if line.journal not in sheets:
            sheet = book.create_sheet(line.journal_name[:31])
            sheet.freeze_panes = "A2"
            for place, name in enumerate(COLUMNS, 1):
                sheet.cell(1, place, name)
                sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 13)
            sheets[line.journal] = sheet
        sheet = sheets[line.journal]
        last[line.journal] += 1
        row = last[line.journal] + 1
        for place, (name, value) in enumerate(zip(COLUMNS, line.cells(), strict=True), 1):
            cell = sheet.cell(row, place)
            if name in _NUMBERS:
                money = line.debit if name == "Debit" else line.credit
                cell.value, cell.number_format = float(money.decimal), "#,##0.00"
            elif value:
                _text(cell, value)
    remarks = book.create_sheet("Remarques")
    remarks.column_dimensions["A"].width = 110
    for place, note in enumerate(notes, 1):
        _text(remarks.cell(place, 1), note)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _text(cell: Cell, value: str) -> None:
    """Text that a spreadsheet never takes for a formula, whatever it begins with."""
    cell.value = value
    cell.data_type = "s"
    cell.quotePrefix = True
