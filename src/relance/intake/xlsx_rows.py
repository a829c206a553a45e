"""The rows of an XLSX workbook, streamed, after its container is proved harmless."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from relance.intake.csv_rows import MAX_ROWS, Flaw, Record, too_many_rows
from relance.intake.problem import NOTHING_TAKEN, Refusal

MAX_BYTES = 64 * 1024 * 1024
MAX_INFLATED = 512 * 1024 * 1024
"""All parts together, inflated: 100,000 rows of 15 columns take about 80 MiB."""

MAX_SHARED = 64 * 1024 * 1024
"""The table of shared texts is held in memory whole."""

KEPT_CELLS = 4_000_000
"""Cells held from the first pass over a sheet to the second; a larger sheet is read twice."""

MAX_COLUMNS = 256
_PROLOG = 64 * 1024
_ROOT = re.compile(rb"<[A-Za-z_]")


class Workbook:
    """A workbook opened read-only; close it when done. Formulas show their last values."""

    def __init__(self, data: bytes) -> None:
        _prove_harmless(data)
        try:
            self._book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
        except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError,
                IndexError, OSError, ParseError, zipfile.BadZipFile, zlib.error,
                SyntaxError) as wrong:  # fmt: skip
            raise damaged() from wrong
        self.since_1904 = self._book.epoch.year == 1904
        self._kept: tuple[str, int, list[Record]] | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets that hold cells, in order."""
        return tuple(sheet.title for sheet in self._book.worksheets)

    def records(self, sheet: str, width: int = 0) -> Iterator[Record]:
        """Each row that is not blank, as typed cells (text, number, day, None). Raises Refusal."""
        if self._kept is not None and self._kept[:2] == (sheet, width):
            yield from self._kept[2]
            return
        held: list[Record] | None = [] if width else None
        for record in self._streamed(sheet, width):
            if held is not None:
                held.append(record)
                if len(held) * width > KEPT_CELLS:
                    held = None
            yield record
        if held is not None:
            self._kept = (sheet, width, held)

    def _streamed(self, sheet: str, width: int) -> Iterator[Record]:
        try:
            page = self._book[sheet]
            page.reset_dimensions()  # What the file says of its size is not to be believed.
            seen = min(width + 8, MAX_COLUMNS) if width else MAX_COLUMNS
            rows: Iterator[tuple[Any, ...]] = page.iter_rows(max_col=seen, values_only=True)
            for line, cells in enumerate(rows, 1):
                if any(cell is not None and cell != "" for cell in cells):
                    yield _record(line, cells, width)
        except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError,
                ParseError, zipfile.BadZipFile, zlib.error, SyntaxError, OverflowError,
                EOFError) as wrong:  # fmt: skip
            raise damaged() from wrong

    def close(self) -> None:
        self._book.close()


def _record(line: int, cells: tuple[Any, ...], width: int) -> Record:
    plain = tuple(cell.date() if isinstance(cell, datetime) else cell for cell in cells)
    if width:
        for place in range(width, len(plain)):
            if plain[place] is not None and str(plain[place]).strip():
                reason = f"elle a plus de cellules que les {width} colonnes de l’en-tête"
                return Record(
                    line, plain, Flaw("too_many_columns", reason, str(plain[place]), place)
                )
        plain = plain[:width]
    return Record(line, plain)


def looks_like_workbook(data: bytes) -> bool:
    """Whether the bytes are a zip or an old Office file: never text."""
    return data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def _prove_harmless(data: bytes) -> None:
    """Check sizes before anything is inflated, and the head of each XML part. Raises Refusal."""
    if len(data) > MAX_BYTES:
        raise _too_large()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal(
            "old_or_locked_workbook",
            "fichier",
            "C’est un classeur protégé par un mot de passe, ou à l’ancien format .xls.",
            f"Enregistrez-le en .xlsx sans mot de passe, puis redonnez-le. {NOTHING_TAKEN}",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise _not_a_workbook(names)
            if len(parts) > 2000 or sum(part.file_size for part in parts) > MAX_INFLATED:
                raise _too_large()
            for part in parts:
                if part.filename.endswith("sharedStrings.xml") and part.file_size > MAX_SHARED:
                    raise _too_large()
                if "/worksheets/" in part.filename:
                    _count_rows(archive, part)
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        _refuse_doctype(part.filename, stream.read(_PROLOG))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError,
            ValueError) as wrong:  # fmt: skip
        raise damaged() from wrong


def _count_rows(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a sheet of more rows than a list may have, counted without building anything."""
    count, before = 0, b""
    with archive.open(part) as stream:
        while block := stream.read(1 << 20):
            count += (before + block).count(b"<row") - before.count(b"<row")
            before = block[-3:]
            if count > MAX_ROWS:
                raise too_many_rows()


def _refuse_doctype(name: str, head: bytes) -> None:
    plain = head.replace(b"\0", b"")  # UTF-16 hides a word from a search for its letters.
    root = _ROOT.search(plain)
    prolog = plain[: root.start()] if root else plain
    if b"<!DOCTYPE" in prolog.upper() or b"<!ENTITY" in prolog.upper() or not root:
        raise Refusal(
            "doctype_refused",
            name,
            "Le classeur contient une déclaration DOCTYPE. Aucun tableur n’en écrit et elle peut "
            "servir à une attaque.",
            f"Réenregistrez-le depuis votre tableur. Il n’a pas été ouvert. {NOTHING_TAKEN}",
        )


def _too_large() -> Refusal:
    return Refusal(
        "too_large",
        "fichier",
        "Le classeur est trop gros une fois déplié.",
        f"Ne gardez que les lignes utiles, puis redonnez-le. {NOTHING_TAKEN}",
    )


def _not_a_workbook(names: set[str]) -> Refusal:
    what = "un classeur OpenDocument (.ods)" if "content.xml" in names else "une archive zip"
    return Refusal(
        "not_a_workbook",
        "fichier",
        f"Ce fichier est {what}, pas un classeur .xlsx.",
        f"Enregistrez la liste en .xlsx ou en .csv, puis redonnez-la. {NOTHING_TAKEN}",
    )


def damaged() -> Refusal:
    """The refusal of a workbook that cannot be opened or read to its end."""
    return Refusal(
        "workbook_damaged",
        "fichier",
        "Le classeur est abîmé\u00a0: il ne s’ouvre pas, ou pas jusqu’au bout.",
        "Ouvrez-le dans votre tableur et enregistrez-le à nouveau, puis redonnez-le. "
        "Les lignes déjà lues restent lues.",
    )
