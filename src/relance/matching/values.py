"""What matching compares, and what it answers: values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from relance.case import Money


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """An invoice on which money is missing.

    `open` is what is left of its own amount, `owed` the same with the charges that were
    demanded (never less than `open`). `discount` is what an early payment may leave out.
    """

    case: str
    debtor: str
    number: str
    issued_on: date
    due_on: date
    open: Money
    owed: Money
    discount: Money | None = None


@dataclass(frozen=True, slots=True)
class Payer:
    """A debtor as a bank may know him: his names, the accounts he has paid from."""

    debtor: str
    name: str
    aliases: tuple[str, ...] = ()
    ibans: frozenset[str] = frozenset()


class Certainty(StrEnum):
    """CERTAIN is recorded by itself; PLAUSIBLE stops the case and asks; NONE fits nothing."""

    CERTAIN = "certain"
    PLAUSIBLE = "plausible"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Part:
    """So much of a transfer, for an invoice of a case (None: the oldest first)."""

    case: str
    invoice: str | None
    amount: Money


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a transfer may be for these invoices: a code, and the values of its sentence."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """What a movement pays, how sure that is, and why; other possibilities, best first.

    The parts add up to the movement. NONE has no parts.
    """

    key: str
    certainty: Certainty
    parts: tuple[Part, ...] = ()
    reasons: tuple[Reason, ...] = ()
    alternatives: tuple[Match, ...] = ()
