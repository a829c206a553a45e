"""Lists without titles (LCL): their columns are named by place and guessed by what they hold.

Such a guess is never taken without a person's yes.
"""

from __future__ import annotations

from collections.abc import Sequence

from relance.intake.amounts import UnclearAmount, take_apart
from relance.intake.csv_rows import Record
from relance.intake.days import DAY_FIRST, UnclearDay, read_day

_LOOKED_AT = 50


def is_headerless(records: Sequence[Record]) -> bool:
    """Whether the lines begin at once: a day, an amount and a text in nearly each of them."""
    return {"on", "amount", "label"} <= guess_by_content(records).keys()


def names_of(records: Sequence[Record]) -> tuple[str, ...]:
    """«Colonne 1», «Colonne 2»… as many as the widest line has."""
    width = max((len(one.cells) for one in records[:_LOOKED_AT]), default=0)
    return tuple(f"Colonne {place}" for place in range(1, width + 1))


def guess_by_content(records: Sequence[Record]) -> dict[str, int]:
    """The first column of days, the first of amounts, and the one with the longest texts."""
    rows = [one.cells for one in records[:_LOOKED_AT] if one.flaw is None]
    columns = [
        [
            str(row[place]).strip() if place < len(row) and row[place] is not None else ""
            for row in rows
        ]
        for place in range(max((len(row) for row in rows), default=0))
    ]
    found: dict[str, int] = {}
    longest = 3.0
    for place, cells in enumerate(columns):
        said = [cell for cell in cells if cell]
        if not rows or len(said) * 2 < len(rows):
            continue
        if all(map(_is_day, said)):
            found.setdefault("on", place)
        elif all(map(_is_amount, said)) and any("," in one or "." in one for one in said):
            found.setdefault("amount", place)
        elif (mean := sum(map(len, said)) / len(said)) > longest:
            found["label"], longest = place, mean
    return found


def _is_day(cell: str) -> bool:
    try:
        read_day(cell, DAY_FIRST)
    except UnclearDay as unclear:
        return unclear.code == "impossible_date"
    return True


def _is_amount(cell: str) -> bool:
    try:
        take_apart(cell)
    except UnclearAmount:
        return False
    return True
