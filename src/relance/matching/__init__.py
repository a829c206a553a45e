"""Which movement of a bank account pays which invoice, how sure that is, and why."""

from relance.matching.answer import Certainty, Match, Part, Reason
from relance.matching.book import OpenBook
from relance.matching.given import EarlyDiscount, OpenInvoice, Payer
from relance.matching.label import says_returned
from relance.matching.words import sentence

__all__ = [
    "Certainty",
    "EarlyDiscount",
    "Match",
    "OpenBook",
    "OpenInvoice",
    "Part",
    "Payer",
    "Reason",
    "says_returned",
    "sentence",
]
