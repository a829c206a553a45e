"""What a known debtor may have paid with an amount: one invoice, several, or a part of all."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from relance.case import Money
from relance.matching.answer import Part, Reason
from relance.matching.parts import poured
from relance.matching.seen import Seen, lacks_only_fees, total
from relance.matching.shelf import Shelf
from relance.matching.sums import combinations_of

Reading = tuple[int, tuple[Part, ...], tuple[Reason, ...]]
"""A bonus on the score, the parts, and what is told of the amount."""

_MOST_INVOICES = 60
"""Past so many open invoices, too many sums are found by chance to mean anything."""


def readings_of_debtor(
    seen: Seen, shelf: Shelf, rank: int, closed: Collection[int], *, surely: bool
) -> Iterator[Reading]:
    """Read the amount as this debtor's payment, the most telling readings first.

    Without `surely` (the name only resembles), an amount above all that is owed is not read
    at all: it is somebody else.
    """
    mine = [
        place
        for place in shelf.of_debtor(rank)
        if place not in closed and shelf.invoices[place].open.currency == seen.amount.currency
    ]
    if not mine:
        return
    exact = [place for place in mine if place in seen.exact]
    for order, place in enumerate(exact[:4]):
        yield (20 - order, *poured(seen.amount, [shelf.invoices[place]], seen.on))
    opens = [shelf.invoices[place].open.cents for place in mine[:_MOST_INVOICES]]
    sums, whole = combinations_of(opens, seen.amount.cents, wanted=4)
    for order, chosen in enumerate(one for one in sums if len(one) > 1):
        bills = [shelf.invoices[mine[place]] for place in chosen]
        parts, told = poured(seen.amount, bills, seen.on)
        if len(sums) > 1 or not whole:
            told = (*told, Reason("several_sums"))
        yield (15 - order, parts, told)
    for place in mine:
        if lacks_only_fees(shelf.invoices[place], seen.amount):
            yield (10, *poured(seen.amount, [shelf.invoices[place]], seen.on))
            break
    if not exact and not sums:
        yield from _on_account(seen, shelf, mine, surely=surely)


def _on_account(seen: Seen, shelf: Shelf, mine: list[int], *, surely: bool) -> Iterator[Reading]:
    """An amount that is no sum of theirs: kept on the case, the oldest case first."""
    bills = [shelf.invoices[place] for place in mine]
    owed = total((bill.owed for bill in bills), seen.amount.currency)
    if seen.amount >= owed:
        if surely or seen.amount == owed:
            yield (0, *poured(seen.amount, bills, seen.on))
        return
    of_case: dict[str, int] = {}
    for bill in bills:
        of_case[bill.case] = of_case.get(bill.case, 0) + bill.owed.cents
    left = seen.amount.cents
    parts = []
    for case, cents in of_case.items():
        if share := min(left, cents):
            parts.append(Part(case, None, Money(share, seen.amount.currency)))
            left -= share
    yield (0, tuple(parts), (Reason("on_account", (seen.amount, owed)),))
