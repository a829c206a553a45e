"""What is owed on a day, line by line, each with the text that says so."""

from relance.claim.lines import Line, LineKind, Note, Owed, Statement
from relance.claim.notice_day import FORMAL_NOTICE
from relance.claim.plain import statement_json
from relance.claim.statement import statement
from relance.claim.vat import vat_notes

__all__ = [
    "FORMAL_NOTICE",
    "Line",
    "LineKind",
    "Note",
    "Owed",
    "Statement",
    "statement",
    "statement_json",
    "vat_notes",
]
