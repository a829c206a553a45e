"""From what happened to balanced entries: invoices, money in and out, charges received, losses.

Sales are posted against a waiting account: what is net and what is VAT stands on the invoice
and is the accountant's to say; nothing is invented here. Charges are booked when they are
received. Every account can be changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from relance.case import Money
from relance.channels.books.fec import Line


class EventKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    PAYMENT = "payment"
    REFUND = "refund"
    INTEREST = "interest"  # of it, what was received
    INDEMNITY = "indemnity"
    PENALTY = "penalty"
    WRITE_OFF = "write_off"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing to book: how much, when, for whom, on which piece. The amount is positive."""

    kind: EventKind
    on: date
    amount: Money
    debtor: str
    debtor_name: str
    piece: str
    piece_on: date
    because: str = ""


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts used, as (number, name); the defaults follow the plan comptable général."""

    customers: tuple[str, str] = ("41100000", "Clients")
    bank: tuple[str, str] = ("51200000", "Banque")
    waiting: tuple[str, str] = ("47100000", "Ventes à ventiler (HT et TVA)")
    interest: tuple[str, str] = ("76300000", "Pénalités de retard reçues")
    indemnity: tuple[str, str] = ("75880000", "Indemnités de recouvrement reçues")
    penalty: tuple[str, str] = ("75880000", "Clauses pénales reçues")
    loss: tuple[str, str] = ("65400000", "Pertes sur créances irrécouvrables")


_JOURNALS = {"VT": "Ventes", "BQ": "Banque", "OD": "Opérations diverses"}
_LABELS = {
    EventKind.INVOICE: ("VT", "Facture"),
    EventKind.CREDIT_NOTE: ("VT", "Avoir"),
    EventKind.PAYMENT: ("BQ", "Règlement"),
    EventKind.REFUND: ("BQ", "Remboursement d’un trop-perçu"),
    EventKind.INTEREST: ("OD", "Pénalités de retard reçues"),
    EventKind.INDEMNITY: ("OD", "Indemnité forfaitaire reçue"),
    EventKind.PENALTY: ("OD", "Clause pénale reçue"),
    EventKind.WRITE_OFF: ("OD", "Abandon de créance"),
}


def entries_of(events: Iterable[Event], accounts: Accounts | None = None) -> list[Line]:
    """The lines of every event, in order of day, numbered without gap in each journal.

    Each event gives two lines, a debit and a credit of the same amount.
    """
    plan = accounts or Accounts()
    numbers: Counter[str] = Counter()
    lines: list[Line] = []
    order = list(EventKind)
    ordered = sorted(events, key=lambda one: (one.on, order.index(one.kind), one.piece, one.debtor))
    for event in ordered:
        if event.amount.cents <= 0:
            continue
        journal, label = _LABELS[event.kind]
        numbers[journal] += 1
        lines.extend(_pair(event, plan, journal, f"{journal}{numbers[journal]:05d}", label))
    return lines


def _pair(event: Event, plan: Accounts, journal: str, number: str, label: str) -> Iterator[Line]:
    debit, credit = _sides(event.kind, plan)
    said = " – ".join(part for part in (label, event.piece, event.because) if part)
    zero = event.amount.zero()
    for account, is_debit in ((debit, True), (credit, False)):
        customer = account == plan.customers
        yield Line(
            journal,
            _JOURNALS[journal],
            number,
            event.on,
            *account,
            event.piece or number,
            event.piece_on,
            said,
            event.amount if is_debit else zero,
            zero if is_debit else event.amount,
            f"C{event.debtor}" if customer else "",
            event.debtor_name if customer else "",
        )


def _sides(kind: EventKind, plan: Accounts) -> tuple[tuple[str, str], tuple[str, str]]:
    """The account debited and the account credited."""
    customers = plan.customers
    return {
        EventKind.INVOICE: (customers, plan.waiting),
        EventKind.CREDIT_NOTE: (plan.waiting, customers),
        EventKind.PAYMENT: (plan.bank, customers),
        EventKind.REFUND: (customers, plan.bank),
        EventKind.INTEREST: (customers, plan.interest),
        EventKind.INDEMNITY: (customers, plan.indemnity),
        EventKind.PENALTY: (customers, plan.penalty),
        EventKind.WRITE_OFF: (plan.loss, customers),
    }[kind]
