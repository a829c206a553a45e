"""From characters to words, cells, lines and blocks: what stands beside or below what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

from relance.intake.pdf_page import Box, PageSigns, Sign

_SPACES = frozenset(" \u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000")
_WORD_GAP = 0.1
"""A gap of this share of the letters' height parts two words."""

_CELL_GAP = 0.75
"""A wider gap parts two cells of a line: columns, a label and its value."""

_COLUMN_GAP = 0.4
"""So does a gap of this share where a cell begins right above or below: a narrow column."""

_THOUSANDS = re.compile(r"\d{3}(?:[.,]\d{1,2})?\Z")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Cell:
    """Words that stand together on one line."""

    page: int
    words: tuple[Word, ...]
    box: Box
    text: str
    base: float

    def piece(self, start: int, end: int) -> Box:
        """The rectangle of the words that hold these characters of the text."""
        held: list[Box] = []
        place = 0
        for word in self.words:
            after = place + len(word.text)
            if place < end and after > start:
                held.append(word.box)
            place = after + 1
        return _around(held or [self.box])


@dataclass(frozen=True, slots=True)
class Line:
    """Cells that stand at the same height, from left to right."""

    page: int
    cells: tuple[Cell, ...]
    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """All lines of a file, in reading order, and the sizes of its pages."""

    lines: tuple[Line, ...]
    sizes: dict[int, tuple[float, float]]

    def cells(self) -> Iterable[tuple[Line, Cell]]:
        return ((line, cell) for line in self.lines for cell in line.cells)

    def below(self, cell: Cell, *, count: int = 1, reach: float = 2.6) -> list[Cell]:
        """The next cells straight below, each within `reach` heights of the one before."""
        found: list[Cell] = []
        current = cell
        while len(found) < count:
            nearest = self._next_below(current, cell, reach)
            if nearest is None:
                break
            found.append(nearest)
            current = nearest
        return found

    def _next_below(self, current: Cell, first: Cell, reach: float) -> Cell | None:
        height = max(current.box.height, 6)
        for line in self.lines:
            gap = line.cells[0].base - current.base
            if line.page != current.page or gap < 0.5 * height:
                continue
            if gap > (1 + reach) * height:
                break
            for cell in line.cells:
                if _in_column(cell.box, first.box):
                    return cell
        return None


def lay_out(pages: Sequence[PageSigns]) -> Layout:
    """The lines of these pages, cut into cells by the gaps between words."""
    lines: list[Line] = []
    for page in pages:
        rows = [cells for row in _rows(page.signs) if (cells := _cells(page.number, row))]
        for place, cells in enumerate(rows):
            around = rows[max(0, place - 3) : place] + rows[place + 1 : place + 4]
            parted = [part for cell in cells for part in _by_columns(cell, around)]
            box = _around([cell.box for cell in parted])
            text = " ".join(cell.text for cell in parted)
            lines.append(Line(page.number, tuple(parted), box, text))
    return Layout(tuple(lines), {page.number: (page.width, page.height) for page in pages})


def _by_columns(cell: Cell, around: Sequence[Sequence[Cell]]) -> list[Cell]:
    """A cell parted where its neighbours show that two columns stand close to each other."""
    reach = 3.2 * max(cell.box.height, 6)
    margin = cell.box.left + 3  # Sentences begin there: no column of a table does.
    edges = [
        other.box.left
        for row in around
        for other in row
        if other.box.left > margin and abs(other.base - cell.base) < reach
    ]
    parts: list[list[Word]] = [[cell.words[0]]]
    for last, word in pairwise(cell.words):
        apart = word.box.left - last.box.right > _COLUMN_GAP * cell.box.height
        thousands = last.text.isdigit() and _THOUSANDS.match(word.text)
        if apart and not thousands and any(abs(word.box.left - edge) < 1.5 for edge in edges):
            parts.append([])
        parts[-1].append(word)
    if len(parts) == 1:
        return [cell]
    return [
        Cell(
            cell.page,
            tuple(words),
            _around([word.box for word in words]),
            " ".join(word.text for word in words),
            cell.base,
        )
        for words in parts
    ]


def _around(boxes: Iterable[Box]) -> Box:
    return reduce(Box.around, boxes)


def _in_column(one: Box, other: Box) -> bool:
    """Whether one stands under the other: same left, same right, or mostly overlapping."""
    if abs(one.left - other.left) < 6 or abs(one.right - other.right) < 6:
        return True
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > 0.5 * min(one.right - one.left, other.right - other.left)


def _rows(signs: Sequence[Sign]) -> list[list[Sign]]:
    """Characters that stand on one line, from left to right; lines from top to bottom."""
    inked = sorted(
        (sign for sign in signs if sign.text not in _SPACES and sign.box.height > 0.5),
        key=lambda sign: sign.base,
    )
    rows: list[list[Sign]] = []
    for sign in inked:
        # Sizes may differ on one line; a raised «er» or «°» stands a little off it.
        if rows and sign.base - rows[-1][0].base <= 0.2 * min(
            sign.box.height, rows[-1][0].box.height
        ):
            rows[-1].append(sign)
        else:
            rows.append([sign])
    return [sorted(row, key=lambda sign: sign.box.left) for row in rows]


def _cells(page: int, row: Sequence[Sign]) -> list[Cell]:
    size = max(sorted(sign.box.height for sign in row)[int(len(row) * 0.8)], 4.0)
    cells: list[Cell] = []
    words: list[Word] = []
    letters: list[Sign] = []

    def end_word() -> None:
        if letters:
            text = "".join(sign.text for sign in letters)
            words.append(Word(text, _around([sign.box for sign in letters])))
            letters.clear()

    def end_cell() -> None:
        end_word()
        if words:
            box = _around([word.box for word in words])
            text = " ".join(word.text for word in words)
            cells.append(Cell(page, tuple(words), box, text, row[0].base))
            words.clear()

    last: Sign | None = None
    for sign in row:
        if last is not None:
            gap = sign.box.left - last.box.right
            if gap > _CELL_GAP * size:
                end_cell()
            elif gap > _WORD_GAP * size:
                end_word()
        if last is None or sign.text != last.text or not 0 < sign.box.left - last.box.left < 0.6:
            letters.append(sign)  # Fake bold prints the same letter twice, a hair apart.
        last = sign
    end_cell()
    return cells


def paragraphs(layout: Layout) -> list[tuple[Cell, ...]]:
    """Cells that follow closely below each other, as one text: a clause runs over several."""
    taken: set[int] = set()
    found: list[tuple[Cell, ...]] = []
    for _, cell in layout.cells():
        if id(cell) in taken:
            continue
        stack = [cell]
        taken.add(id(cell))
        while True:
            last = stack[-1]
            below = layout.below(last, reach=0.6)
            if not below or id(below[0]) in taken or not _goes_on(last, below[0]):
                break
            stack.append(below[0])
            taken.add(id(below[0]))
        found.append(tuple(stack))
    return found


def _goes_on(one: Cell, other: Cell) -> bool:
    same_edge = abs(one.box.left - other.box.left) < 4
    centered = abs(one.box.left + one.box.right - other.box.left - other.box.right) < 8
    return (same_edge or centered) and abs(one.box.height - other.box.height) < 3
