"""Where a case stands on the way to an enforceable title, as `replay` builds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relance.case.entries.procedure import Agent, CourtKind, ExhibitKind, ProcedureEnd
from relance.case.money import Money


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that proves something, by its hash."""

    on: date
    sha256: str
    exhibit: ExhibitKind
    invoice: str | None
    sequence: int


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The debtor's written word that he owes."""

    on: date
    amount: Money | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """An amicable attempt with a third person."""

    on: date
    ended_on: date | None
    failed: bool | None


@dataclass(frozen=True, slots=True)
class OrderProcedure:
    """A request for an order for payment, and what followed, each with its day."""

    filed_on: date
    court: CourtKind
    invoices: tuple[str, ...]
    asked: Money
    fee_on: date | None = None
    order_on: date | None = None
    granted: Money | None = None
    served_on: date | None = None
    in_person_on: date | None = None  # served in person, or the first act that was
    opposed_on: date | None = None
    opposition_told_on: date | None = None
    opposition_fee_on: date | None = None
    ended_on: date | None = None
    end: ProcedureEnd | None = None

    @property
    def running(self) -> bool:
        """True until somebody says how it ended."""
        return self.ended_on is None


@dataclass(frozen=True, slots=True)
class Declared:
    """The claim declared in a collective procedure."""

    on: date
    amount: Money
    tracking: str


@dataclass(frozen=True, slots=True)
class Handed:
    """Who acts for the creditor now."""

    on: date
    agent: Agent
    sha256: str
