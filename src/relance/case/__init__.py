"""The words of the trade and the journal of a case."""

from relance.case.bank import BankStatement, Movement
from relance.case.invoice import THREE_TIMES_LEGAL, Invoice, Terms
from relance.case.money import CurrencyMismatch, Money
from relance.case.parties import (
    Address,
    Collector,
    Contact,
    ContactRole,
    Creditor,
    CreditorMode,
    Debtor,
    DebtorKind,
    Formality,
    Gender,
)
from relance.case.replay import as_of, replay
from relance.case.routable import routable
from relance.case.state import InvoiceState, Plan, Promise, Received, Sent, State

__all__ = [
    "THREE_TIMES_LEGAL",
    "Address",
    "BankStatement",
    "Collector",
    "Contact",
    "ContactRole",
    "Creditor",
    "CreditorMode",
    "CurrencyMismatch",
    "Debtor",
    "DebtorKind",
    "Formality",
    "Gender",
    "Invoice",
    "InvoiceState",
    "Money",
    "Movement",
    "Plan",
    "Promise",
    "Received",
    "Sent",
    "State",
    "Terms",
    "as_of",
    "replay",
    "routable",
]
