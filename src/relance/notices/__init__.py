"""The words we send, in French: e-mails, letters, call cards, and the reasons of silence."""

from relance.notices.amount_in_words import amount_in_words
from relance.notices.calendar_file import promise_calendar
from relance.notices.call import Branch, CallCard, call_card, card_text
from relance.notices.email import BadAddress, email_bytes
from relance.notices.facts import NoticeFacts
from relance.notices.insolvency_claim import (
    InsolvencyClaim,
    InsolvencyClaimRefused,
    OfficeHolder,
    insolvency_claim,
)
from relance.notices.insolvency_claim import missing as missing_in_insolvency_claim
from relance.notices.insolvency_deadlines import LastDay, LastDays, last_days
from relance.notices.letter import letter_pdf, page_pdf
from relance.notices.placeholders import PLACEHOLDERS
from relance.notices.plan_paper import PlanPaperRefused, plan_paper
from relance.notices.silences import silence_sentence, step_name
from relance.notices.statement_page import statement_page
from relance.notices.text import BadText, MissingFact, Text, builtin_source, read_text
from relance.notices.transfer_qr import NoTransferQr, epc_payload, qr_png, qr_svg
from relance.notices.writable import NotWritable
from relance.notices.write import write
from relance.notices.written import Email, Letter, Row, Warned

__all__ = [
    "PLACEHOLDERS",
    "BadAddress",
    "BadText",
    "Branch",
    "CallCard",
    "Email",
    "InsolvencyClaim",
    "InsolvencyClaimRefused",
    "LastDay",
    "LastDays",
    "Letter",
    "MissingFact",
    "NoTransferQr",
    "NotWritable",
    "NoticeFacts",
    "OfficeHolder",
    "PlanPaperRefused",
    "Row",
    "Text",
    "Warned",
    "amount_in_words",
    "builtin_source",
    "call_card",
    "card_text",
    "email_bytes",
    "epc_payload",
    "insolvency_claim",
    "last_days",
    "letter_pdf",
    "missing_in_insolvency_claim",
    "page_pdf",
    "plan_paper",
    "promise_calendar",
    "qr_png",
    "qr_svg",
    "read_text",
    "silence_sentence",
    "statement_page",
    "step_name",
    "write",
]
