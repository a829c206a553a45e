"""Numbers with one wrong, missing, doubled or swapped character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from relance.matching.numbers import LETTERS, MOST_RUNS, compact, runs_of
from relance.matching.shelf import Shelf

_SHORTEST = 5
"""In fewer characters one error makes any number of any other."""

_MOST_TRIED = 80


def mistyped(
    texts: Sequence[str], places: Sequence[int], shelf: Shelf
) -> Iterator[tuple[int, str]]:
    """The invoices, among `places`, whose number is in the texts with one error; and the text."""
    written: set[str] = set()
    for text in texts:
        runs = [run.text for run in runs_of(text)]
        numeric = [run.isdigit() for run in runs]
        for first in range(len(runs)):
            if True not in numeric[first : first + 2]:
                continue
            together = ""
            for piece in runs[first : first + MOST_RUNS]:
                together += piece
                if len(together) > 24:
                    break
                if len(together) >= _SHORTEST - 1 and together[-1].isdigit():
                    written.add(together)
    if not written:
        return
    for place in places[:_MOST_TRIED]:
        number = compact(shelf.invoices[place].number)
        digits = number.lstrip(LETTERS)
        for whole in dict.fromkeys((number, digits)):
            if len(whole) < _SHORTEST:
                continue
            near = [one for one in written if abs(len(one) - len(whole)) <= 1]
            close = sorted(one for one in near if OSA.distance(one, whole, score_cutoff=1) == 1)
            if close and whole not in written:
                yield place, close[0]
                break
