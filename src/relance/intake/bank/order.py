"""Day first or month first: what the days of a statement say together.

One day above 12 proves it. Else the lines of a statement follow each other, so the reading in
which they do is the one that was meant: «01/02, 01/05, 01/12» are three days of January, or
three months apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from relance.intake.days import DAY_FIRST, MONTH_FIRST, UnclearDay, day_order, read_day

_MUCH_LONGER = 4


def order_of(*lists: Iterable[str]) -> tuple[str, bool]:
    """The order of these days, and whether they tell it; day first, as in France, if they don't.

    Each list follows its own days; all are written the same way.
    """
    kept = [list(one) for one in lists]
    values = [value for one in kept for value in one]
    if proven := day_order(values):
        return proven, True
    readings = {order: _read(values, order) for order in (DAY_FIRST, MONTH_FIRST)}
    if readings[DAY_FIRST] == readings[MONTH_FIRST]:
        return DAY_FIRST, True  # 04/04, or days that begin with their year
    followed = [
        order for order in readings if all(_follow(_read(values, order)) for values in kept)
    ]
    if len(followed) == 1:
        return followed[0], True
    spans = {order: _span(days) for order, days in readings.items()}
    short, long = sorted(spans, key=lambda order: spans[order])
    if len(set(readings[short])) > 2 and spans[long] > _MUCH_LONGER * max(1, spans[short]):
        return short, True
    return DAY_FIRST, False


def _read(values: Iterable[str], order: str) -> list[date]:
    found = []
    for value in values:
        try:
            found.append(read_day(value, order))
        except UnclearDay:
            continue
    return found


def _follow(days: list[date]) -> bool:
    """Whether the days only go on, or only go back."""
    return all(one <= other for one, other in pairwise(days)) or all(
        one >= other for one, other in pairwise(days)
    )


def _span(days: list[date]) -> int:
    return (max(days) - min(days)).days if days else 0
