"""A value found in a page's text: what, where, by which label; and how labels lead to values."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from re import Pattern
from typing import Any

from relance.intake.pdf_layout import Cell, Layout, Line


@dataclass(frozen=True, slots=True)
class Found:
    """One value read from a page, for a person to confirm.

    `value` is in our own form (ISO day, decimal point); `written` stands so in the page's
    text, at `box` (points from the top left corner) of `page` (from 1), in the line `line`.
    `sure` is False where another reading is possible; `reason` says how it was found.
    """

    name: str
    value: str
    written: str
    page: int
    box: tuple[float, float, float, float]
    line: str
    reason: str
    sure: bool = True

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Match:
    """A value understood in a piece of text: from `start` to `end`."""

    value: str
    start: int
    end: int
    sure: bool = True


Understand = Callable[[str], Match | None]
"""The first value of a kind in a text, if it begins near the text's beginning."""


def flat(text: str) -> str:
    """Small letters without accents, sign for sign: places in it are places in the text."""
    return "".join(_flat(sign) for sign in text)


def _flat(sign: str) -> str:
    if sign in "’‘`´":
        return "'"
    plain = unicodedata.normalize("NFKD", sign)[:1].lower()
    return plain if len(plain) == 1 and not plain.isspace() else " " if sign.isspace() else sign


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with the label that led to it; `way` is "beside" or "below"."""

    match: Match
    cell: Cell
    line: Line
    label: str
    way: str

    def found(self, name: str, *, sure: bool = True, value: str | None = None) -> Found:
        """The same as a named value."""
        match = self.match
        where = "dessous" if self.way == "below" else "à côté"
        return Found(
            name=name,
            value=match.value if value is None else value,
            written=self.cell.text[match.start : match.end],
            page=self.cell.page,
            box=self.cell.piece(match.start, match.end).rounded(),
            line=self.line.text,
            reason=f"écrit {where} de «\u00a0{self.label}\u00a0»",
            sure=sure and match.sure,
        )


def labelled(layout: Layout, label: Pattern[str], understand: Understand) -> Iterator[Labelled]:
    """Each value that stands after, beside or below a label, in reading order."""
    for line in layout.lines:
        for place, cell in enumerate(line.cells):
            said = label.search(flat(cell.text))
            if said is None:
                continue
            name = cell.text[said.start() : said.end()].strip(" :.")
            found = _after(cell, said.end(), understand)
            if found is not None:
                yield Labelled(found, cell, line, name, "beside")
                continue
            if cell.text[said.end() :].strip(" :.-–€()") and not _only_label(cell, said.end()):
                continue  # The label is part of a sentence: what stands elsewhere is not its value.
            beside = _beside(line, place, understand)
            if beside is not None:
                yield Labelled(beside[0], beside[1], line, name, "beside")
                continue
            for below in layout.below(cell):
                under = understand(below.text)
                if under is not None:
                    held = next(one for one in layout.lines if below in one.cells)
                    yield Labelled(under, below, held, name, "below")


def _after(cell: Cell, end: int, understand: Understand) -> Match | None:
    rest = cell.text[end:]
    lead = len(rest) - len(rest.lstrip(" :.-–#°)"))
    found = understand(rest[lead:])
    if found is None:
        return None
    shift = end + lead
    return Match(found.value, found.start + shift, found.end + shift, found.sure)


def _only_label(cell: Cell, end: int) -> bool:
    """Whether what follows is short, like «(EUR)», or the same label in another language."""
    if cell.text[end:].lstrip().startswith("/"):
        return not any(map(str.isdigit, cell.text[end:]))
    return len(cell.text) - end <= 18 and not any(map(str.isdigit, cell.text[end:]))


def _beside(line: Line, place: int, understand: Understand) -> tuple[Match, Cell] | None:
    """The value in the next cells of the line; a cell of letters that ends with «:» stops."""
    for cell in line.cells[place + 1 : place + 4]:
        found = understand(cell.text)
        if found is not None:
            return found, cell
        if cell.text.endswith(":"):
            return None
    return None
