"""Which invoices add up to an amount: a bounded search that says when it gave up."""

from __future__ import annotations

from collections.abc import Sequence

MOST_TOGETHER = 8
"""Nobody types more than eight invoices into one transfer without sending a list."""

MOST_STEPS = 20_000
"""About 5 ms: past it we say that we don't know, which is never certain."""


def combinations_of(
    amounts: Sequence[int], total: int, *, wanted: int = 2, steps: int = MOST_STEPS
) -> tuple[list[tuple[int, ...]], bool]:
    """Up to `wanted` sets of places whose amounts (cents, above zero) add up to the total.

    The second answer is True when the search saw everything or found `wanted` sets, and False
    when it stopped for lack of steps: then other sets may exist. A set has at most
    MOST_TOGETHER places. The sets don't depend on chance, only on the order of the amounts.
    """
    order = sorted(
        (place for place, cents in enumerate(amounts) if cents <= total),
        key=lambda place: (-amounts[place], place),
    )
    after = [0] * (len(order) + 1)
    for rank in range(len(order) - 1, -1, -1):
        after[rank] = after[rank + 1] + amounts[order[rank]]
    found: list[tuple[int, ...]] = []
    stack: list[tuple[int, int, tuple[int, ...]]] = [(0, total, ())]
    while stack:
        if steps == 0:
            return found, False
        steps -= 1
        rank, left, chosen = stack.pop()
        if left == 0:
            found.append(tuple(sorted(chosen)))
            if len(found) == wanted:
                return found, True
            continue
        if rank == len(order) or after[rank] < left:
            continue
        stack.append((rank + 1, left, chosen))
        if amounts[order[rank]] <= left and len(chosen) < MOST_TOGETHER:
            stack.append((rank + 1, left - amounts[order[rank]], (*chosen, order[rank])))
    return found, True
