"""One layout for the papers that go to a court, or to who acts before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from relance.claim import Statement
from relance.claim.french import in_day, in_money
from relance.notices import french
from relance.notices.letter import compiled, dated
from relance.notices.write import statement_rows

_TEMPLATE = Path(__file__).with_name("court_paper.typ")


@dataclass(frozen=True, slots=True)
class Article:
    """A part: its title, its paragraphs, rows to copy, a list, and a table by name if it has one."""

    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    block: str = ""  # "sums" or "pieces"
    rows: tuple[tuple[str, str], ...] = ()  # what a form asks, what to copy there


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of a list of exhibits; `pages` None for what has none (a mail, a picture)."""

    number: int
    title: str
    on: date
    pages: int | None = None


def court_paper(
    *,
    title: str,
    subtitle: str,
    author: str,
    on: date,
    footer: str,
    articles: Sequence[Article],
    made: str,
    signature: tuple[str, Sequence[str]] | None = None,
    addressee: Sequence[str] = (),
    parties: Sequence[tuple[str, Sequence[str]]] = (),
    claimed: Statement | None = None,
    pieces: Sequence[Piece] = (),
    numbered: bool = True,
) -> bytes:
    """The paper as PDF/A-3a and PDF/UA-1; the same values give the same bytes.

    An article whose block is "sums" carries the lines of `claimed`, one of block "pieces" the
    list of exhibits. `signature` is who signs, and what is to be written by hand beside; None for
    a paper that nobody signs. `numbered` is False where the numbers are those of another paper.
    """
    who, to_write = signature or ("", ())
    data: dict[str, Any] = {
        **dated(title, author, on),
        "subtitle": french.typography(subtitle),
        "footer": footer,
        "addressee": list(addressee),
        "parties": [{"name": name, "lines": list(lines)} for name, lines in parties],
        "articles": [
            {
                "title": french.typography(f"{place}. {one.title}" if numbered else one.title),
                "paragraphs": [french.typography(words) for words in one.paragraphs],
                "points": [french.typography(words) for words in one.points],
                "block": one.block,
                "rows": [[french.typography(cell) for cell in row] for row in one.rows],
            }
            for place, one in enumerate(articles, 1)
        ],
        "sums": [asdict(row) for row in statement_rows(claimed)] if claimed else [],
        "total": in_money(claimed.total) if claimed else "",
        "total_label": f"Total au {french.day(claimed.on)}" if claimed else "",
        "pieces": piece_rows(pieces),
        "made": french.typography(made),
        "signature": {"who": who, "to_write": [french.typography(one) for one in to_write]},
    }
    return compiled(data, _TEMPLATE)


def piece_rows(pieces: Sequence[Piece]) -> list[list[str]]:
    """The list of exhibits as cells: number, what it is, its day, its pages."""
    return [
        [str(one.number), one.title, in_day(one.on), str(one.pages) if one.pages else "fichier"]
        for one in pieces
    ]
