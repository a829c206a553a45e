"""What came in beyond what was owed: kept, used by a later invoice, or given back.

Money that exceeds every invoice issued by its day stays with the creditor and is owed back. An
invoice issued later takes it as an advance: nobody pays interest on what we already hold. A
refund ends that. A credit note that names one invoice and exceeds it pays no other: whether the
two debts cancel each other out is not a question our reading of the law answers, so both stand,
and the total is their difference.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from relance.case import Received
from relance.claim.account import Share
from relance.claim.allocation import Shares


@dataclass(slots=True)
class Paid:
    """A payment, what it paid of each invoice, and the cents beyond.

    `excess` never paid anything; `kept` is the part of it that was not given back.
    """

    received: Received
    shares: Shares
    excess: int
    kept: int

    def advance(self, shares: Shares, kept: int) -> int:
        """Let what was kept pay these shares of later invoices; return the cents it paid."""
        used = self.kept - kept
        for number, share in shares.items():
            whole = self.shares.setdefault(number, Share())
            whole.interest += share.interest
            whole.principal += share.principal
            whole.penalty += share.penalty
            whole.indemnity += share.indemnity
        self.excess -= used
        self.kept = kept
        return used


@dataclass(slots=True)
class Loose:
    """A credit note for no invoice in particular, once every principal is at zero.

    `left` reduced nothing; `kept` is the part of it that was not given back.
    """

    received: Received
    left: int
    kept: int


@dataclass(frozen=True, slots=True)
class Returned:
    """A refund: the cents given back, by the invoice whose credit note was too large (None: any)."""

    received: Received
    parts: dict[str | None, int]

    def shown(self, numbers: Collection[str]) -> int:
        """The cents given back of what those invoices, or none in particular, had too much."""
        return sum(c for number, c in self.parts.items() if number is None or number in numbers)


@dataclass(slots=True)
class Excess:
    """All that is beyond, in cents: what was credited on one invoice, on none, and paid."""

    credited: dict[str, int] = field(default_factory=dict)
    loose: list[Loose] = field(default_factory=list)
    payments: list[Paid] = field(default_factory=list)
    refunds: list[Returned] = field(default_factory=list)

    def give_back(self, refund: Received) -> int:
        """Take a refund from it; return the cents that exceed it, which count for nothing.

        First what no later invoice could use, then the oldest.
        """
        cents = refund.amount.cents
        parts: dict[str | None, int] = {}
        for number, surplus in self.credited.items():
            taken = min(cents, surplus)
            self.credited[number] -= taken
            parts[number] = taken
            cents -= taken
        held: list[Loose | Paid] = [*self.loose, *self.payments]
        for one in held:
            taken = min(cents, one.kept)
            one.kept -= taken
            parts[None] = parts.get(None, 0) + taken
            cents -= taken
        self.refunds.append(Returned(refund, parts))
        return cents

    @property
    def paid(self) -> int:
        """The cents paid beyond, and still held."""
        return sum(one.kept for one in self.payments)

    def of(self, numbers: Collection[str]) -> int:
        """All the cents still due back for those invoices, or for none in particular."""
        named = sum(cents for number, cents in self.credited.items() if number in numbers)
        return named + sum(one.kept for one in self.loose) + self.paid
