"""Facts about money: what came in, what was given up, what was promised and agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from relance.case.money import Money


@dataclass(frozen=True, slots=True)
class CreditNoteAdded:
    """A credit note reduces the principal from its date; it is not a payment (law.md L1.26)."""

    number: str
    amount: Money
    invoice: str | None = None


@dataclass(frozen=True, slots=True)
class PaymentReceived:
    """Money in. `invoice` is the debtor's own indication, if he gave one (C. civ. 1342-10).

    `movement` is the key of the bank movement it was read from. A transfer that names several
    invoices is one payment for each, of the same movement.
    """

    amount: Money
    invoice: str | None = None
    reference: str = ""
    movement: str = ""


@dataclass(frozen=True, slots=True)
class RefundMade:
    """Money paid beyond what was owed went back to the debtor. Never more than that excess."""

    amount: Money
    reference: str = ""


@dataclass(frozen=True, slots=True)
class TransferSeen:
    """A transfer that may be this debtor's: nothing leaves until a person has said."""

    movement: str
    amount: Money


@dataclass(frozen=True, slots=True)
class TransferDismissed:
    """A person said that this transfer is not for this case."""

    movement: str


@dataclass(frozen=True, slots=True)
class WriteOff:
    """The creditor gives up a part of the principal."""

    amount: Money
    invoice: str


@dataclass(frozen=True, slots=True)
class PromiseMade:
    """The debtor's word: to pay `amount` (all that is due, if None) by `until`, inclusive."""

    until: date
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Installment:
    on: date
    amount: Money


class PlanEnd(StrEnum):
    """Why a payment plan no longer runs."""

    KEPT = "kept"
    BROKEN = "broken"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PlanAgreed:
    """A payment plan (échéancier): these invoices are paid by installments, each on its day.

    `acceleration`: the agreement says that a missed installment, after a notice that leaves
    `notice_days` to pay it, makes the whole rest due at once (law.md L7.10: never by itself).
    """

    plan: str
    installments: tuple[Installment, ...]
    invoices: tuple[str, ...]
    acceleration: bool = True
    notice_days: int = 8


@dataclass(frozen=True, slots=True)
class PlanEnded:
    plan: str
    end: PlanEnd
