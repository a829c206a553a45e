"""The records of a CSV file, one by one, each whole or named with what broke it.

A quote left open must not swallow the rows after it: a record ends where its quotes close,
within bounds, else only its first line is given up.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from relance.intake.problem import NOTHING_TAKEN, Refusal

MAX_BYTES = 64 * 1024 * 1024
"""A CSV of 100,000 invoices is under 30 MiB."""

MAX_ROWS = 250_000
"""Lines of one list: each becomes a document or a problem that somebody will read."""

DELIMITERS = (";", ",", "\t", "|")
_CONTINUED_LINES = 40
_CONTINUED_CHARACTERS = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_HINT = re.compile(r"\ufeff?\"?sep=(.)\"?\s*\Z", re.I)
_SAMPLE_LINES = 60


@dataclass(frozen=True, slots=True)
class Flaw:
    """What broke a record: a stable code, the column if one is to blame, the piece, the reason."""

    code: str
    reason: str
    value: str = ""
    column: int | None = None  # from 0


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the line it begins on (from 1), its cells, or the flaw that broke it."""

    line: int
    cells: tuple[object, ...]
    flaw: Flaw | None = None


class CsvText:
    """A CSV file whose encoding and delimiter are known; its records can be read again."""

    def __init__(self, data: bytes, delimiter: str | None = None) -> None:
        if len(data) > MAX_BYTES:
            raise _too_large(len(data))
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            data = data.decode("utf-16", "replace").encode("utf-8")
        data = data.removeprefix(codecs.BOM_UTF8)
        newline = b"\r" if data.count(b"\r") > 2 * data.count(b"\n") else b"\n"
        if data.count(newline) > MAX_ROWS:
            raise too_many_rows()
        self._lines = data.split(newline)
        self.encoding = _encoding(data, self._lines)
        self._skipped = 0
        sample = [self._decoded(line[:4000])[0] for line in self._lines[:_SAMPLE_LINES]]
        hint = _HINT.match(sample[0]) if sample else None
        if hint:
            self._skipped = 1
        self.delimiter = delimiter or (hint[1] if hint else _delimiter(sample))

    def _decoded(self, line: bytes) -> tuple[str, Flaw | None]:
        """A line as text, and the flaw of its letters if it has one."""
        line = line.rstrip(b"\r")
        try:
            text = line.decode(self.encoding)
        except UnicodeDecodeError as wrong:
            text = line.decode(self.encoding, "replace")
            around = line[max(0, wrong.start - 12) : wrong.end + 8].decode("cp1252", "replace")
            return text, Flaw(
                "wrong_encoding", "ses lettres ne sont pas codées comme le reste du fichier", around
            )
        if self.encoding == "cp1252" and not line.isascii() and _is_utf8(line):
            return text, Flaw(
                "wrong_encoding", "ses lettres ne sont pas codées comme le reste du fichier", text
            )
        if control := _CONTROL.search(text):
            code = "nul_character" if control[0] == "\0" else "control_character"
            around = text[max(0, control.start() - 12) : control.end() + 8]
            return text, Flaw(
                code, f"elle contient un caractère interdit (U+{ord(control[0]):04X})", around
            )
        return text, None

    def records(self, width: int = 0) -> Iterator[Record]:
        """Each record that is not blank. `width`: the number of columns of the header, 0 if open.

        With a width, a record with more cells that are not empty is flawed.
        """
        number = self._skipped
        while number < len(self._lines):
            start = number
            text, flaw = self._decoded(self._lines[number])
            number += 1
            if not text.strip():
                continue
            if '"' not in text:
                cells = text.split(self.delimiter)
            elif flaw is None:
                cells, number, flaw = self._quoted(text, start, width)
            else:
                cells = text.split(self.delimiter)
            if not any(cell.strip(' "') for cell in cells) and flaw is None:
                continue
            if flaw is not None:
                column = _blamed(cells, flaw)
                value = flaw.value if column is None else cells[column]
                flaw = Flaw(flaw.code, flaw.reason, value, column)
            elif width and len(cells) > width and any(map(str.strip, cells[width:])):
                flaw = _too_many(cells, width)
            yield Record(start + 1, tuple(cells), flaw)

    def _quoted(self, text: str, start: int, width: int) -> tuple[list[str], int, Flaw | None]:
        """The cells of a record with quotes, and the line after it."""
        cells = self._split(text)
        if cells is not None:
            return cells, start + 1, None
        joined = text
        last = min(len(self._lines), start + _CONTINUED_LINES)
        for number in range(start + 1, last):
            line, flaw = self._decoded(self._lines[number])
            # A line with all its columns is a record of its own, not the rest of an open cell.
            if flaw or (width > 2 and line.count(self.delimiter) >= width - 1):
                break
            joined += "\n" + line
            if len(joined) > _CONTINUED_CHARACTERS:
                break
            cells = self._split(joined)
            if cells is not None and (not width or len(cells) == width):
                return cells, number + 1, None
        broken = text.split(self.delimiter)
        piece = next((cell for cell in broken if cell.count('"') % 2), text)
        return (
            broken,
            start + 1,
            Flaw("broken_quote", "un guillemet y est ouvert et jamais fermé, ou mal placé", piece),
        )

    def _split(self, text: str) -> list[str] | None:
        try:
            rows = list(csv.reader([text], delimiter=self.delimiter, strict=True))
        except csv.Error:
            return None
        return rows[0] if len(rows) == 1 else None


def _encoding(data: bytes, lines: list[bytes]) -> str:
    """UTF-8 if the file is, or if most of its lines with accents are; else cp1252."""
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    if data.isascii():
        return "utf-8"
    accented = [line for line in lines if not line.isascii()]
    good = sum(map(_is_utf8, accented))
    # The header was typed by the same program as most of the rows: it has the casting vote.
    header = next((line for line in lines if line.strip()), b"")
    if not header.isascii():
        return "utf-8" if _is_utf8(header) else "cp1252"
    return "utf-8" if good * 2 >= len(accented) else "cp1252"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


_ONE_LINE = {ord("\r"): " ", ord("\n"): " "}


def _delimiter(sample: list[str]) -> str:
    """The sign that cuts the first lines into the steadiest number of cells, at least two."""
    lines = [line.translate(_ONE_LINE) for line in sample if line.strip()]
    best, best_score = ";", (0.0, 0)
    for sign in DELIMITERS:
        cut = [len(next(csv.reader([line], delimiter=sign))) for line in lines]
        counts = Counter(cells for cells in cut if cells > 1)
        if not counts:
            continue
        cells, often = counts.most_common(1)[0]
        # The first line is the header most of the time: if it agrees, it counts twice over.
        share = (often / len(lines) + (cut[0] == cells)) / 2
        score = (round(share, 1), cells)
        if score > best_score:
            best, best_score = sign, score
    return best


def _blamed(cells: list[str], flaw: Flaw) -> int | None:
    if flaw.column is not None or not flaw.value:
        return flaw.column
    for place, cell in enumerate(cells):
        if flaw.code == "broken_quote" and cell.count('"') % 2:
            return place
        if flaw.code != "broken_quote" and (_CONTROL.search(cell) or "\ufffd" in cell):
            return place
    return next((place for place, cell in enumerate(cells) if not cell.isascii()), None)


def _too_many(cells: list[str], width: int) -> Flaw:
    extra = next(place for place in range(width, len(cells)) if cells[place].strip())
    return Flaw(
        "too_many_columns",
        f"elle a {len(cells)} cellules pour {width} colonnes",
        cells[extra],
        extra,
    )


def too_many_rows() -> Refusal:
    """The refusal of a list that nobody could look through."""
    return Refusal(
        "too_many_rows",
        "fichier",
        f"La liste a plus de {MAX_ROWS // 1000}\u202f000 lignes.",
        f"Ne gardez que les lignes utiles, ou coupez-la en plusieurs fichiers. {NOTHING_TAKEN}",
    )


def _too_large(size: int) -> Refusal:
    return Refusal(
        "too_large",
        "fichier",
        f"Le fichier est trop gros pour une liste ({size // 1_048_576}\u00a0Mio).",
        f"Coupez-le en plusieurs fichiers, puis redonnez-les. {NOTHING_TAKEN}",
    )
