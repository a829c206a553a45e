"""The life of a case in plain numbers: what the second implementation and the product are told."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Bill:
    """One invoice: its cents, the days it was issued and is due, the clauses it carries."""

    cents: int
    issued: int
    due: int
    rate: str | None = None
    penalty: str | None = None


KINDS = ("business", "consumer", "public")
CLAUSES = ((None, None), ("15", None), ("5", "10"), ("3xlegal", "7.5"), (None, "10"))
"""What a person may correct the clauses of a bill into: yearly rate, flat penalty."""


@dataclass(frozen=True)
class Event:
    """A fact, in order of entry. `bill` is a place among the bills: -1 names none.

    A place beyond them is a number from another case. `what` is paid, credit, give_up, refund,
    notice, refused, lost, dispute, settled, terms, kind, or one of those that change nothing
    here, money in another currency among them. For a notice `cents` is the set of bills it
    demands, one bit each; for a dispute 0 is the whole bill; for terms and kind the place in
    CLAUSES or KINDS. `undone`: a later entry takes it back, so that it never counted.
    """

    day: int
    what: str
    bill: int = -1
    cents: int = 0
    undone: bool = False


@dataclass(frozen=True)
class History:
    """The life of a case in plain numbers, and the day it is asked about."""

    kind: str | None
    bills: tuple[Bill, ...]
    events: tuple[Event, ...]
    on: int
    judgment: int | None = None
    without_disputed: bool = False


def corrected(told: History) -> History:
    """The life as known in the end: without what was undone, with the clauses and kind corrected."""
    events = tuple(event for event in told.events if not event.undone)
    bills, kind = list(told.bills), told.kind
    for event in events:
        if event.what == "kind":
            kind = KINDS[event.cents]
        elif event.what == "terms":
            rate, penalty = CLAUSES[event.cents]
            bills[event.bill] = replace(bills[event.bill], rate=rate, penalty=penalty)
    return replace(told, events=events, bills=tuple(bills), kind=kind)
