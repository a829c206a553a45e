"""All possible facts of a case. Each is a value; its meaning for the case is in `state.py`.

A new fact comes with its meaning in `replay`, its French line, its erasure rule and one story.
No name, address or free text about a person stands here: those live beside the journal, by key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from relance.case.entries.payments import (
    CreditNoteAdded,
    PaymentReceived,
    PlanAgreed,
    PlanEnded,
    PromiseMade,
    RefundMade,
    TransferDismissed,
    TransferSeen,
    WriteOff,
)
from relance.case.entries.procedure import (
    AmicableAttempt,
    ClaimDeclared,
    DebtAcknowledged,
    ExhibitAdded,
    FeeDeposited,
    HandedBack,
    HandedOver,
    OppositionMade,
    OrderMade,
    OrderServed,
    ProcedureEnded,
    RequestFiled,
)
from relance.case.invoice import Invoice, Terms
from relance.case.money import Money
from relance.case.parties import DebtorKind


class Channel(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    LETTER = "letter"
    COURT = "court"


class CallOutcome(StrEnum):
    """How a call ended; each has its follow-up (notices/texts)."""

    FORGOT = "forgot"
    CASH_PROBLEM = "cash_problem"
    NOT_SATISFIED = "not_satisfied"
    WRONG_PERSON = "wrong_person"
    VOICEMAIL = "voicemail"


class DeliveryOutcome(StrEnum):
    """What became of a notice after it left (law.md L11.4)."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    UNCLAIMED = "unclaimed"
    UNKNOWN_ADDRESS = "unknown_address"
    LOST = "lost"
    BOUNCED = "bounced"


UNREACHED = (DeliveryOutcome.BOUNCED, DeliveryOutcome.UNKNOWN_ADDRESS, DeliveryOutcome.LOST)
"""What never reached the debtor. A refused or unclaimed letter stays valid (law.md L5.7)."""


@dataclass(frozen=True, slots=True)
class CaseOpened:
    playbook: str
    currency: str = "EUR"
    debtor_kind: DebtorKind | None = None


@dataclass(frozen=True, slots=True)
class DebtorKindSet:
    debtor_kind: DebtorKind


@dataclass(frozen=True, slots=True)
class PlaybookChosen:
    playbook: str


@dataclass(frozen=True, slots=True)
class InvoiceAdded:
    invoice: Invoice


@dataclass(frozen=True, slots=True)
class TermsSet:
    """A person corrects or completes the clauses read on an invoice."""

    invoice: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class NoticeSent:
    """A notice left: an e-mail accepted by the server, a letter deposited, a court file made.

    `invoices` were demanded in it; `listed` were only named apart, never yet demanded before.
    """

    notice: str
    step: str
    channel: Channel
    invoices: tuple[str, ...]
    listed: tuple[str, ...] = ()
    deadline_on: date | None = None
    contact: str | None = None
    tracking: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryReported:
    """What became of a notice; `contact` names who could not be reached, even if it never left."""

    notice: str
    outcome: DeliveryOutcome
    contact: str | None = None
    presented_on: date | None = None  # the first presentation of a registered letter
    sha256: str = ""  # of the slip or proof that shows it


@dataclass(frozen=True, slots=True)
class CallMade:
    step: str
    outcome: CallOutcome
    invoices: tuple[str, ...] = ()
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class DisputeOpened:
    """The debtor says that `amount` of the invoice (all of it, if None) is not owed.

    `channel` is how he said it; None when nobody told.
    """

    invoice: str
    amount: Money | None = None
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class DisputeClosed:
    invoice: str


@dataclass(frozen=True, slots=True)
class HoldPlaced:
    """We wait by choice, up to and including the day before `until` (until lifted, if None)."""

    until: date | None = None


@dataclass(frozen=True, slots=True)
class HoldLifted:
    pass


@dataclass(frozen=True, slots=True)
class ReplyReceived:
    """The debtor wrote or called back: nothing leaves until a person has read it."""

    channel: Channel


@dataclass(frozen=True, slots=True)
class ReplyRead:
    pass


@dataclass(frozen=True, slots=True)
class ContactCorrected:
    """A contact's details were mended: bounces before this day no longer count."""

    contact: str


@dataclass(frozen=True, slots=True)
class InsolvencyOpened:
    """A collective procedure opened by a judgment of that day (law.md L7.20)."""

    judgment_on: date
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class StepPostponed:
    step: str
    until: date


@dataclass(frozen=True, slots=True)
class StepSkipped:
    """A person decided not to take this step for these invoices: it counts as done."""

    step: str
    invoices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseClosed:
    pass


@dataclass(frozen=True, slots=True)
class CaseReopened:
    pass


@dataclass(frozen=True, slots=True)
class EntryCancelled:
    """A mistake is corrected by a later entry: the one of that sequence never counted."""

    sequence: int


Fact = (
    CaseOpened
    | DebtorKindSet
    | PlaybookChosen
    | InvoiceAdded
    | TermsSet
    | CreditNoteAdded
    | PaymentReceived
    | RefundMade
    | TransferSeen
    | TransferDismissed
    | WriteOff
    | NoticeSent
    | DeliveryReported
    | CallMade
    | PromiseMade
    | PlanAgreed
    | PlanEnded
    | DisputeOpened
    | DisputeClosed
    | HoldPlaced
    | HoldLifted
    | ReplyReceived
    | ReplyRead
    | ContactCorrected
    | InsolvencyOpened
    | ClaimDeclared
    | ExhibitAdded
    | DebtAcknowledged
    | AmicableAttempt
    | RequestFiled
    | FeeDeposited
    | OrderMade
    | OrderServed
    | OppositionMade
    | ProcedureEnded
    | HandedOver
    | HandedBack
    | StepPostponed
    | StepSkipped
    | CaseClosed
    | CaseReopened
    | EntryCancelled
)
