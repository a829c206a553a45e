"""What we say of one movement: how sure, which parts, and every reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from relance.case import Money

Value = str | int | date | Money


class Certainty(Enum):
    """How sure a match is, which says what may be done with it.

    CERTAIN is recorded without asking. PLAUSIBLE holds the case (no reminder leaves) and a
    person is asked. NONE changes nothing.
    """

    CERTAIN = "certain"
    PLAUSIBLE = "plausible"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Part:
    """So much of the movement goes to this invoice, or to the case as a whole (None)."""

    case: str
    invoice: str | None
    amount: Money


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was seen: a stable code and its values, in the order of its sentence."""

    code: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """The answer about one movement, named by `key`.

    The parts never exceed the movement, and no part exceeds what its invoice owes: money
    beyond that is named by the reason `overpaid` and given to nobody. `alternatives` are
    other ways to read a plausible movement, best first, at most five.
    """

    key: str
    certainty: Certainty
    parts: tuple[Part, ...] = ()
    reasons: tuple[Reason, ...] = ()
    alternatives: tuple[tuple[Part, ...], ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(reason.code for reason in self.reasons)
