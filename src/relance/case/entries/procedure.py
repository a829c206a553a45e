"""Facts of the way to an enforceable title: pieces, requests, orders, their service, hand-over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from relance.case.money import Money


class ExhibitKind(StrEnum):
    """What a piece proves, in the fixed order in which a court reads them (law.md L6.28)."""

    CONTRACT = "contract"
    QUOTE = "quote"  # signed quote
    ORDER = "order"
    TERMS = "terms"  # general terms, accepted
    DELIVERY = "delivery"  # delivery note, acceptance, time sheets
    INVOICE = "invoice"
    EXCHANGE = "exchange"
    NOTICE = "notice"  # our letters and mails, as sent
    POSTING = "posting"  # proof of deposit of a letter
    RECEIPT = "receipt"  # advice of receipt, or the letter that came back
    ACKNOWLEDGEMENT = "acknowledgement"  # the debtor admits the debt, in writing
    DECISION = "decision"  # order, certificate of the registry
    SERVICE = "service"  # act of service
    CONSENT = "consent"  # the debtor agrees to electronic registered letters (law.md L5.10)
    OTHER = "other"


class CourtKind(StrEnum):
    """Which kind of court is seized; its name stands beside the journal (law.md L6.2, L6.4)."""

    COMMERCIAL = "commercial"  # tribunal de commerce, tribunal des activités économiques
    JUDICIAL = "judicial"  # tribunal judiciaire, chambre or tribunal de proximité
    CHAMBER = "chamber"  # chambre commerciale of the judicial court (Alsace-Moselle)


class Agent(StrEnum):
    """Who acts for the creditor from now on."""

    BAILIFF = "bailiff"  # commissaire de justice
    LAWYER = "lawyer"
    COLLECTOR = "collector"  # CPCE R124-1


class ProcedureEnd(StrEnum):
    """How a procedure ended."""

    PAID = "paid"
    REFUSED = "refused"  # the judge refused the request; the ordinary ways stay open (L6.18)
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # a deadline was missed: the order or the request is void
    JUDGED = "judged"  # a judgment after opposition


@dataclass(frozen=True, slots=True)
class ExhibitAdded:
    """A piece was put in the file: its bytes are held by their hash, so a change is seen."""

    sha256: str
    exhibit: ExhibitKind
    invoice: str | None = None


@dataclass(frozen=True, slots=True)
class DebtAcknowledged:
    """The debtor admitted the debt in writing: it may interrupt limitation (C. civ. 2240).

    `amount` None: no figure was written. `sha256` is the piece that shows it.
    """

    amount: Money | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class AmicableAttempt:
    """A conciliator, a mediator or a participative procedure was tried (CPC 750-1).

    `ended_on` None: it still runs. `failed` None: nobody has said yet how it ended.
    """

    ended_on: date | None = None
    failed: bool | None = None


@dataclass(frozen=True, slots=True)
class RequestFiled:
    """A request for an order for payment was handed in or posted to the registry (CPC 1407)."""

    court: CourtKind
    invoices: tuple[str, ...]
    asked: Money


@dataclass(frozen=True, slots=True)
class FeeDeposited:
    """The registry's fee was deposited (CPC 1425)."""

    opposition: bool = False  # the fee asked for after an opposition


@dataclass(frozen=True, slots=True)
class OrderMade:
    """The judge ordered payment of `granted`; the entry's day is the order's own (CPC 1409)."""

    granted: Money


@dataclass(frozen=True, slots=True)
class OrderServed:
    """A bailiff served the order (CPC 1411). Told again once an act reached the person himself."""

    in_person: bool


@dataclass(frozen=True, slots=True)
class OppositionMade:
    """The debtor opposes the order; `told_on` is the day the registry's letter came."""

    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProcedureEnded:
    end: ProcedureEnd


@dataclass(frozen=True, slots=True)
class ClaimDeclared:
    """The claim was declared to the mandataire or the liquidateur; the entry's day is the posting."""

    amount: Money
    tracking: str = ""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The file was handed to somebody who acts from now on: nothing more leaves from here."""

    agent: Agent
    sha256: str = ""  # of the package handed over


@dataclass(frozen=True, slots=True)
class HandedBack:
    """The file came back: the scenario goes on."""
