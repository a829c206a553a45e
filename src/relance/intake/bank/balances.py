"""What the balances on the lines of a list say: where it begins and ends, and which way money went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from relance.case import Money, Movement


def signed(
    movements: Sequence[Movement], balances: Sequence[Money]
) -> tuple[list[Movement], int | None]:
    """Movements whose amounts bear no sign, with the sign that their balances prove.

    Also the place of the one that no balance stands before: nobody can say which way it went.
    They come back as they were, and None, unless the balances prove every other one and a debit
    among them.
    """
    kept = list(movements)
    if len(kept) < 2 or any(one.amount.cents < 0 for one in kept):
        return kept, None
    for first, step in ((0, 1), (len(kept) - 1, -1)):
        order = range(first + step, len(kept) if step > 0 else -1, step)
        changes = {at: (balances[at] - balances[at - step]).cents for at in order}
        if all(abs(change) == kept[at].amount.cents for at, change in changes.items()) and any(
            change < 0 for change in changes.values()
        ):
            for at, change in changes.items():
                kept[at] = replace(kept[at], amount=Money(change, kept[at].amount.currency))
            return kept, first
    return kept, None


def ends(
    movements: Sequence[Movement], balances: Sequence[Money]
) -> tuple[Money | None, Money | None]:
    """The balances before and after. Some banks repeat today's balance on every line."""
    if len(movements) > 1 and len(set(balances)) == 1:
        return None, balances[0]
    down = [at for at in range(1, len(movements)) if _goes(balances, movements, at - 1, at)]
    up = [at for at in range(1, len(movements)) if _goes(balances, movements, at, at - 1)]
    oldest_first = movements[0].on <= movements[-1].on
    if len(down) != len(up):
        oldest_first = len(down) > len(up)
    first, last = (0, -1) if oldest_first else (-1, 0)
    return balances[first] - movements[first].amount, balances[last]


def _goes(balances: Sequence[Money], movements: Sequence[Movement], one: int, other: int) -> bool:
    """Whether the balance of one line and the other's amount give the other's balance."""
    return balances[one] + movements[other].amount == balances[other]
