"""What is owed on a day, as lines: each with its rule, its text, its days, rate and base."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from relance.case import Money


class LineKind(StrEnum):
    PRINCIPAL = "principal"
    CREDIT_NOTE = "credit_note"
    WRITE_OFF = "write_off"
    INTEREST = "interest"
    INDEMNITY = "indemnity"
    PENALTY = "penalty"
    PAYMENT = "payment"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a statement. `from_on` and `to_on` are both included.

    `rate` is in percent: a year on interest, once on a flat penalty, which has no `days`.

    Reductions (payments, credit notes, write-offs) are negative, a refund is positive: the lines
    add up to the total.
    """

    kind: LineKind
    amount: Money
    rule: str | None = None  # the law book's key, "clause" for a contract's term, None: a fact
    reference: str = ""  # the article, as printed
    from_on: date | None = None
    to_on: date | None = None
    days: int | None = None
    rate: Decimal | None = None
    base: Money | None = None
    invoice: str | None = None
    label: str = ""  # a credit note's number, why it was written off, what a payment paid


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of a statement must know; `text` is a French sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Owed:
    """What one invoice still asks on the day, after allocation."""

    principal: Money
    interest: Money
    indemnity: Money
    penalty: Money

    @property
    def total(self) -> Money:
        return self.principal + self.interest + self.indemnity + self.penalty


@dataclass(frozen=True, slots=True)
class Statement:
    """The claim on a day (décompte). The amounts are what is still owed that day.

    `interest_until` is the last day interest was computed to: earlier than `on` when the
    rate of the half-year is not known yet, or when an insolvency stopped it.
    `complete` is False when a rate is missing: the rest runs and is not in the total.
    The lines add up to `total`, which is principal + interest + indemnity + penalty, less
    `overpaid`: money received or credited beyond what was owed and not refunded since, due back
    to the debtor.
    """

    on: date
    currency: str
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    by_invoice: dict[str, Owed]
    principal: Money
    interest: Money
    indemnity: Money
    penalty: Money
    total: Money
    interest_until: date | None = None
    complete: bool = True
    overpaid: Money | None = None  # None: nothing is
