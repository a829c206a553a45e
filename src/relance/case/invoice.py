"""One unpaid bill: what it says of itself, and the terms printed on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from relance.case.money import Money

THREE_TIMES_LEGAL = "3xlegal"
"""The rate clause «trois fois le taux d’intérêt légal»: a multiple, not a percentage."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The clauses of the invoice or contract that change what is owed.

    `late_rate` is a yearly percentage ("15", "9.5"), `THREE_TIMES_LEGAL`, or None: the
    default rate of the law. `penalty_percent` is the flat contractual penalty (clause
    pénale) in percent of the principal unpaid when formal notice is given.
    """

    late_rate: str | None = None
    penalty_percent: str | None = None

    def __post_init__(self) -> None:
        for written in (self.late_rate, self.penalty_percent):
            if written not in (None, THREE_TIMES_LEGAL):
                rate = Decimal(written)
                if not 0 <= rate <= 1000:
                    raise ValueError(f"not a percentage between 0 and 1000: {written!r}")


@dataclass(frozen=True, slots=True)
class Invoice:
    """A bill as issued: VAT-included amount, due date, subject (the project's name)."""

    number: str
    issued_on: date
    due_on: date
    amount: Money
    subject: str = ""
    terms: Terms = field(default_factory=Terms)
    purchase_order: str = ""
    exhibit: str = ""  # SHA-256 of the file as received

    def __post_init__(self) -> None:
        if not self.number.strip():
            raise ValueError("an invoice has a number")
        if self.amount.cents <= 0:
            raise ValueError("an invoice claims more than zero; a credit note reduces one")
        if self.due_on < self.issued_on:
            raise ValueError("an invoice is not due before it is issued")

    @property
    def late_on(self) -> date:
        """The first late day: the day after the due date (C. com. L441-10 II)."""
        return self.due_on + timedelta(days=1)
