"""Which invoices add up to a transfer: a bounded search, in cents."""

from __future__ import annotations

from collections.abc import Sequence

MOST_INVOICES = 8
MOST_STEPS = 20_000


def sums_to(amounts: Sequence[int], wanted: int) -> list[tuple[int, ...]]:
    """Up to two sets of places whose amounts add up to `wanted`, of `MOST_INVOICES` at most.

    Two answers mean that nobody can tell. After `MOST_STEPS` the search gives up and returns
    what it has found, twice if once: an unfinished search proves nothing to be the only one.
    """
    order = sorted(range(len(amounts)), key=lambda place: -amounts[place])
    rest = [0] * (len(order) + 1)
    for at in range(len(order) - 1, -1, -1):
        rest[at] = rest[at + 1] + amounts[order[at]]
    found: list[tuple[int, ...]] = []
    steps = 0

    def search(at: int, left: int, chosen: tuple[int, ...]) -> bool:
        """Look further; False when the search must stop."""
        nonlocal steps
        steps += 1
        if steps > MOST_STEPS:
            return False
        if left == 0 and chosen:
            found.append(tuple(sorted(chosen)))
            return len(found) < 2
        if at == len(order) or left < 0 or rest[at] < left or len(chosen) == MOST_INVOICES:
            return True
        place = order[at]
        if amounts[place] <= left and not search(at + 1, left - amounts[place], (*chosen, place)):
            return False
        return search(at + 1, left, chosen)

    if not search(0, wanted, ()) and len(found) == 1:
        found.append(found[0])
    return found
