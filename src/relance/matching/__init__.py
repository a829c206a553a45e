"""Which movement of a bank account pays which invoice, how sure that is, and why."""

from relance.matching.book import MOST_ALTERNATIVES, OpenBook
from relance.matching.reasons import reason_sentence
from relance.matching.values import Certainty, Match, OpenInvoice, Part, Payer, Reason

__all__ = [
    "MOST_ALTERNATIVES",
    "Certainty",
    "Match",
    "OpenBook",
    "OpenInvoice",
    "Part",
    "Payer",
    "Reason",
    "reason_sentence",
]
