"""For the accountant: journal entries as a FEC and as a workbook."""

from relance.channels.books.check import Finding, check_fec
from relance.channels.books.entries import Accounts, Event, EventKind, entries_of
from relance.channels.books.fec import Line, fec_bytes, fec_name
from relance.channels.books.workbook import workbook_bytes

__all__ = [
    "Accounts",
    "Event",
    "EventKind",
    "Finding",
    "Line",
    "check_fec",
    "entries_of",
    "fec_bytes",
    "fec_name",
    "workbook_bytes",
]
