"""Invoice numbers as people mangle them: every way one number may be written and found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from relance.matching.names import plain

_RUN = re.compile(r"[A-Z]+|[0-9]+")
_YEAR = re.compile(r"20[0-4]\d")
_DAY_LIKE = re.compile(
    r"(0?[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(\d\d|20[0-4]\d)\Z"  # day, month, year
    r"|(20[0-4]\d|\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\Z"  # year, month, day
    r"|20[0-4]\d(0?[1-9]|1[0-2])\Z"  # year, month
    r"|(0[1-9]|1[0-2])20[0-4]\d\Z"  # month, year
)
MOST_RUNS = 5
"""«F - 2026 - 0 01» cut by a line break: a number is never in more pieces."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LONGEST = 24
_MOST_NAMESAKES = 20
_WIDEST_GAP = 3


class Clarity(IntEnum):
    """How much a number written in a label says by itself."""

    WEAK = 0  # Short, or like a day, a year or an amount: never enough for certainty.
    BARE = 1  # Digits alone: enough if the payer is the debtor.
    CLEAR = 2  # With its letters, or after the word «facture».


@dataclass(frozen=True, slots=True)
class Run:
    """A run of letters or of digits, and where it stands in the text."""

    text: str
    start: int
    end: int
    masked: bool = False


def runs_of(text: str) -> list[Run]:
    return [Run(m[0], m.start(), m.end()) for m in _RUN.finditer(text)]


def compact(number: str) -> str:
    """A number without its separators: «F-2026/001» is «F2026001»."""
    return "".join(_RUN.findall(plain(number)))


def loosened(pieces: Iterable[str]) -> str:
    """The pieces without leading zeros, years apart: «FA202600012» is «FA|2026|12»."""
    return "|".join(_loose(piece) for piece in pieces)


def _loose(piece: str) -> str:
    if piece.isalpha():
        return piece
    if len(piece) >= 6 and _YEAR.match(piece):
        return f"{piece[:4]}|{piece[4:].lstrip('0') or '0'}"
    return piece.lstrip("0") or "0"


def like_a_day(digits: str) -> bool:
    """Whether digits can be read as a day, a month of a year, or a year."""
    return bool(_DAY_LIKE.match(digits)) or (len(digits) == 4 and bool(_YEAR.match(digits)))


def ways_to_write(number: str) -> set[str]:
    """The keys under which a number is found: whole, prefix lost, zeros lost, both."""
    pieces = _RUN.findall(plain(number))
    keys = {"".join(pieces), loosened(pieces)}
    while pieces and pieces[0].isalpha():
        pieces = pieces[1:]
    if pieces:
        keys |= {"".join(pieces), loosened(pieces)}
    return {key for key in keys if any(character.isdigit() for character in key)}


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring runs that some invoice's number may be: `written` is their text together."""

    first: int
    last: int
    written: str
    found: tuple[int, ...]
    zeros_lost: bool
    contested: bool = False
    """A shorter piece of the same text, alone between spaces, names another invoice."""


class NumberIndex:
    """Which invoices a piece of text names, among tens of thousands."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self._found: dict[str, tuple[int, ...]] = {}
        prefixes: set[str] = set()
        lengths: set[int] = set()
        for place, number in enumerate(numbers):
            for key in ways_to_write(number):
                held = self._found.get(key, ())
                if len(held) < _MOST_NAMESAKES:
                    self._found[key] = (*held, place)
            whole = compact(number)
            digits = whole.lstrip(LETTERS)
            prefixes.add(whole[: len(whole) - len(digits)])
            if len(digits) >= 4 and digits.isdigit():
                lengths.add(len(digits))
        self._wholes: list[str] = sorted(key for key in self._found if "|" not in key)
        self._prefixes = frozenset(prefixes - {""})
        self._lengths = frozenset(lengths)

    def windows(self, runs: list[Run]) -> list[Window]:
        """The windows of the text that name invoices, longest first, never overlapping."""
        hits: list[Window] = []
        found = self._found
        count = len(runs)
        digits = [run.text.isdigit() for run in runs]
        for first in range(count):
            if True not in digits[first : first + 3]:
                continue  # No number begins with three words.
            whole = loose = ""
            for last in range(first, min(first + MOST_RUNS, count)):
                piece = runs[last].text
                if last > first and runs[last].start - runs[last - 1].end > _WIDEST_GAP:
                    break
                whole += piece
                if len(whole) > _LONGEST:
                    break
                loose = f"{loose}|{_loose(piece)}" if last > first else _loose(piece)
                if (places := found.get(whole)) is not None:
                    hits.append(Window(first, last, whole, places, zeros_lost=False))
                elif (places := found.get(loose)) is not None:
                    hits.append(Window(first, last, whole, places, zeros_lost=True))
        hits.sort(key=lambda hit: (-len(hit.written), hit.zeros_lost, hit.first))
        taken: dict[int, int] = {}
        kept: list[Window] = []
        for hit in hits:
            span = range(hit.first, hit.last + 1)
            over = {taken[place] for place in span if place in taken}
            if not over:
                taken.update(dict.fromkeys(span, len(kept)))
                kept.append(hit)
            elif len(hit.written) >= 5 and hit.written[-5:].isdigit():
                for rival in over:
                    if not set(kept[rival].found) <= set(hit.found):
                        kept[rival] = replace(kept[rival], contested=True)
        return sorted(kept, key=lambda hit: hit.first)

    def goes_on(self, written: str) -> bool:
        """Whether some longer number begins so: a label cut there would name either."""
        place = bisect_right(self._wholes, written)
        return place < len(self._wholes) and self._wholes[place].startswith(written)

    def strangers(self, runs: list[Run], named: set[int]) -> Iterator[str]:
        """Texts with the letters of our numbers that name no open invoice («F-2025-900»)."""
        for place, run in enumerate(runs[:-1]):
            if run.text in self._prefixes and not run.masked and place not in named:
                for whole in self._grown(runs, place + 1, named):
                    if len(whole) >= 3:
                        yield run.text + whole
                        break

    def alike_digits(self, runs: list[Run], named: set[int]) -> bool:
        """Whether digits of the length of ours stand there and name no open invoice."""
        return any(
            len(whole) in self._lengths
            for place, run in enumerate(runs)
            if run.text.isdigit()
            for whole in self._grown(runs, place, named)
        )

    def _grown(self, runs: list[Run], first: int, named: set[int]) -> Iterator[str]:
        """The digits that start there, alone and with the neighbours one sign away."""
        whole = ""
        for place in range(first, min(first + 3, len(runs))):
            run = runs[place]
            if not run.text.isdigit() or run.masked or place in named:
                return
            if place > first and run.start - runs[place - 1].end > 1:
                return
            whole += run.text
            yield whole
