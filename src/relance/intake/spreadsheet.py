"""The door for CSV and XLSX lists of invoices: guess the columns, then read row by row.

Each row that is not blank comes out exactly once: as a document, or as one named problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice

from relance.case import DebtorKind
from relance.intake.amounts import decimal_mark
from relance.intake.column_map import ColumnMap, confirmed, read_map, write_map
from relance.intake.column_words import FIELDS
from relance.intake.columns import (
    HEADER_WITHIN,
    Guess,
    find_header,
    guess_columns,
    header_words,
    heads_what_is_left,
    is_english,
    unique_headers,
)
from relance.intake.csv_rows import CsvText, Record
from relance.intake.days import DAY_FIRST, day_order
from relance.intake.document import Document, Reading
from relance.intake.problem import NOTHING_TAKEN, WARNING, Problem, Refusal
from relance.intake.sheet_hints import hint_for, other_sheets
from relance.intake.sheet_row import Doubt, RowReader, Style, Wrong
from relance.intake.xlsx_rows import Workbook, looks_like_workbook

__all__ = [
    "ColumnMap",
    "Guess",
    "SheetRow",
    "confirmed",
    "guess",
    "read_map",
    "read_rows",
    "write_map",
]

_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What was made of one row: a document that goes in, or none and the problem that says why.

    With a document, `problems` are warnings only. `kind` is what the row says the debtor is.
    """

    file: str
    line: int
    document: Document | None
    kind: DebtorKind | None = None
    problems: tuple[Problem, ...] = ()

    def reading(self, sha256: str, media_type: str = "text/csv") -> Reading:
        """The same, as the reading of the file with this SHA-256."""
        return Reading(self.file, sha256, self.document, self.problems, media_type, kind=self.kind)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet whose header is known; `rows` can be read again and again."""

    source: CsvText | Workbook
    name: str | None
    headers: tuple[str, ...]
    header_line: int

    def rows(self) -> Iterator[Record]:
        width = len(self.headers)
        found = (
            self.source.records(width)
            if isinstance(self.source, CsvText)
            else self.source.records(self.name or "", width)
        )
        return (record for record in found if record.line > self.header_line)


def guess(data: bytes, *, file: str) -> Guess:
    """What each column seems to hold, for a person to confirm. Raises Refusal on a bad file."""
    with _opened(data) as source:
        sheet = _sheet(source, None)
        rows = list(islice(sheet.rows(), _SAMPLE))
        found = guess_columns(
            file, sheet.headers, rows, header_line=sheet.header_line, sheet=sheet.name
        )
        names = () if isinstance(source, CsvText) else source.sheets
        return replace(found, notes=found.notes + other_sheets(names, sheet.name))


def read_rows(data: bytes, chosen: ColumnMap, *, file: str) -> Iterator[SheetRow]:
    """Each row of the list, in order, by the confirmed columns.

    Raises Refusal before the first row if the file or the columns don't fit; a damaged
    workbook may also refuse in the middle, after the rows that could be read.
    """
    with _opened(data) as source:
        sheet = _sheet(source, chosen.sheet)
        places = _places(sheet, chosen)
        style = _style(sheet, places, chosen)
        syntax = "csv" if isinstance(source, CsvText) else "xlsx"
        reader = RowReader(file, places, style, syntax)
        known: dict[tuple[str, str], int] = {}
        for record in sheet.rows():
            yield _row(record, reader, sheet, known)


def _row(
    record: Record, reader: RowReader, sheet: _Sheet, known: dict[tuple[str, str], int]
) -> SheetRow:
    line = record.line
    if record.flaw is not None:
        flaw = record.flaw
        where = _where(sheet, line, flaw.column)
        return _refused(reader.file, line, flaw.code, where, flaw.value, flaw.reason)
    if sheet.header_line and _is_header_again(record, reader.places["number"], sheet):
        reason = "l’en-tête y est répété"
        return _refused(reader.file, line, "repeated_header", _where(sheet, line, None), "", reason)
    try:
        document, kind, doubts = reader.read(record)
    except Wrong as wrong:
        where = _where(sheet, line, reader.places.get(wrong.name))
        return _refused(reader.file, line, wrong.code, where, wrong.value, wrong.reason)
    number = document.number or ""
    key = ("".join(number.casefold().split()), (document.seller.name or "").casefold())
    first = known.setdefault(key, line)
    if first != line:
        where = _where(sheet, line, reader.places.get("number"))
        reason = f"ce numéro est déjà à la ligne {first}"
        return _refused(reader.file, line, "duplicate_number", where, number, reason)
    warnings = tuple(_warning(reader, sheet, line, doubt) for doubt in doubts)
    return SheetRow(reader.file, line, document, kind, warnings)


def _is_header_again(record: Record, place: int, sheet: _Sheet) -> bool:
    """Whether the row repeats the header, as page breaks do; one cell tells most rows apart."""
    cells = record.cells
    first = cells[place] if place < len(cells) else None
    return first == sheet.headers[place] and unique_headers(cells) == sheet.headers


def _refused(file: str, line: int, code: str, where: str, value: str, reason: str) -> SheetRow:
    said = _shown(value)
    beginning = f"Ligne\u00a0{line}, «\u00a0{said}\u00a0»" if said else f"Ligne\u00a0{line}"
    problem = Problem(
        file=file,
        code=code,
        where=where,
        message=f"{beginning}\u00a0: {reason}.",
        hint=hint_for(code),
    )
    return SheetRow(file, line, None, None, (problem,))


def _warning(reader: RowReader, sheet: _Sheet, line: int, doubt: Doubt) -> Problem:
    return Problem(
        file=reader.file,
        code=doubt.code,
        where=_where(sheet, line, reader.places.get(doubt.name)),
        message=f"Ligne\u00a0{line}, «\u00a0{_shown(doubt.value)}\u00a0»\u00a0: {doubt.reason}.",
        hint="La facture est prise sans cette valeur. Complétez-la dans le dossier.",
        severity=WARNING,
    )


def _shown(value: str) -> str:
    text = "".join(sign if sign.isprintable() else "\u2426" for sign in value).strip()
    return text if len(text) <= 60 else text[:59] + "…"


def _where(sheet: _Sheet, line: int, place: int | None) -> str:
    if place is None:
        return f"ligne {line}"
    header = sheet.headers[place] if place < len(sheet.headers) else ""
    named = f"colonne {place + 1}" + (f" «\u00a0{header}\u00a0»" if header else "")
    return f"ligne {line}, {named}"


@contextmanager
def _opened(data: bytes) -> Iterator[CsvText | Workbook]:
    if not looks_like_workbook(data):
        yield CsvText(data)
        return
    book = Workbook(data)
    try:
        yield book
    finally:
        book.close()


def _sheet(source: CsvText | Workbook, wanted: str | None) -> _Sheet:
    """The sheet that is read: the one named, else the first with a header. Raises Refusal."""
    if isinstance(source, CsvText):
        return _headed(source, None, list(islice(source.records(), HEADER_WITHIN)))
    if wanted is not None and wanted not in source.sheets:
        sheets = ", ".join(source.sheets)
        raise Refusal(
            "sheet_missing",
            f"feuille «\u00a0{wanted}\u00a0»",
            f"Le classeur n’a pas cette feuille. Il a\u00a0: {sheets}.",
            f"Corrigez le fichier des colonnes. {NOTHING_TAKEN}",
        )
    best: _Sheet | None = None
    for name in (wanted,) if wanted is not None else source.sheets[:20]:
        top = list(islice(source.records(name), HEADER_WITHIN))
        if not top:
            continue
        sheet = _headed(source, name, top)
        if sheet.header_line:
            return sheet
        best = best or sheet
    if best is None:
        raise _empty()
    return best


def _headed(source: CsvText | Workbook, name: str | None, top: list[Record]) -> _Sheet:
    if not top:
        raise _empty()
    index = find_header(top)
    if index is None:
        width = max(len(record.cells) for record in top)
        return _Sheet(source, name, ("",) * width, 0)
    return _Sheet(source, name, unique_headers(top[index].cells), top[index].line)


def _empty() -> Refusal:
    return Refusal(
        "empty_sheet",
        "fichier",
        "Le fichier est vide\u00a0: on n’y trouve aucune ligne.",
        f"Vérifiez l’export, puis redonnez-le. {NOTHING_TAKEN}",
    )


def _places(sheet: _Sheet, chosen: ColumnMap) -> dict[str, int]:
    by_words: dict[tuple[str, ...], int] = {}
    for at, known in enumerate(sheet.headers):
        by_words.setdefault(header_words(known), at)
    places: dict[str, int] = {}
    for name, header in chosen.columns.items():
        place: int | None
        if isinstance(header, int):
            place = header - 1 if 0 < header <= len(sheet.headers) else None
        elif header in sheet.headers:
            place = sheet.headers.index(header)
        else:
            place = by_words.get(header_words(header))
        if place is None:
            shown = ", ".join(f"«\u00a0{one}\u00a0»" for one in sheet.headers if one) or "aucun"
            raise Refusal(
                "column_missing",
                f"colonne «\u00a0{header}\u00a0»",
                f"Le fichier n’a pas cette colonne, où devait se lire\u00a0: {FIELDS[name]}. "
                f"Ses en-têtes\u00a0: {shown}.",
                f"Corrigez le fichier des colonnes, puis redonnez les deux. {NOTHING_TAKEN}",
            )
        places[name] = place
    return places


def _style(sheet: _Sheet, places: dict[str, int], chosen: ColumnMap) -> Style:
    """How the whole file writes days and amounts; one pass over it."""
    left = heads_what_is_left(sheet.headers, places["amount"])
    style = Style(chosen.dates, chosen.decimal, chosen.currency, left_only=left)
    if isinstance(sheet.source, Workbook):
        style = replace(style, since_1904=sheet.source.since_1904)
    if style.dates and style.decimal:
        return style
    dates = _texts(sheet, [places[one] for one in ("issue_date", "due_date") if one in places])
    order = style.dates or day_order(dates)
    if order is None and not any(map(is_english, sheet.headers)):
        order = DAY_FIRST if not _both_orders(sheet, places) else None
    amounts = [places[one] for one in ("amount", "remaining", "prepaid") if one in places]
    return replace(
        style, dates=order, decimal=style.decimal or decimal_mark(_texts(sheet, amounts))
    )


def _texts(sheet: _Sheet, places: list[int]) -> Iterator[str]:
    for record in sheet.rows():
        if record.flaw is None:
            for place in places:
                if place < len(record.cells):
                    cell = record.cells[place]
                    if isinstance(cell, str) and cell:
                        yield cell


def _both_orders(sheet: _Sheet, places: dict[str, int]) -> bool:
    """Whether some dates can only be month first: then a French header settles nothing."""
    dates = _texts(sheet, [places[one] for one in ("issue_date", "due_date") if one in places])
    return any(day_order([text]) not in (None, DAY_FIRST) for text in dates)
