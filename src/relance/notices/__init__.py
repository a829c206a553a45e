"""The words we send, in French: e-mails, letters, call cards, and the reasons of silence."""

from relance.notices.call import Branch, CallCard, call_card, card_text
from relance.notices.email import BadAddress, email_bytes
from relance.notices.facts import NoticeFacts
from relance.notices.letter import letter_pdf, page_pdf
from relance.notices.placeholders import PLACEHOLDERS
from relance.notices.silences import STEP_NAMES, silence_sentence
from relance.notices.text import BadText, MissingFact, Text, builtin_source, read_text
from relance.notices.write import NotWritable, write
from relance.notices.written import Email, Letter, Row, Warned

__all__ = [
    "PLACEHOLDERS",
    "STEP_NAMES",
    "BadAddress",
    "BadText",
    "Branch",
    "CallCard",
    "Email",
    "Letter",
    "MissingFact",
    "NotWritable",
    "NoticeFacts",
    "Row",
    "Text",
    "Warned",
    "builtin_source",
    "call_card",
    "card_text",
    "email_bytes",
    "letter_pdf",
    "page_pdf",
    "read_text",
    "silence_sentence",
    "write",
]
