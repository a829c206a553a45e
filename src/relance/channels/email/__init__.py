"""The e-mail channel: hand one mail to a server and know how it ended, or give it as a file."""

from relance.channels.email.account import ImapAccount
from relance.channels.email.check import Report, check_server
from relance.channels.email.eml import as_approved, eml_name, to_open
from relance.channels.email.looking import Looked, Proof, Sighting, Sought, look
from relance.channels.email.mailbox_words import MailboxReport, check_mailbox, evidence
from relance.channels.email.outcome import (
    Accepted,
    NotSent,
    Outcome,
    Phase,
    Reason,
    RefusedForGood,
    RefusedForNow,
    Unknown,
)
from relance.channels.email.reports import Report as MailReport
from relance.channels.email.reports import Said
from relance.channels.email.server import SmtpServer
from relance.channels.email.smtp import deliver
from relance.channels.email.words import Explanation, explain

__all__ = [
    "Accepted",
    "Explanation",
    "ImapAccount",
    "Looked",
    "MailReport",
    "MailboxReport",
    "NotSent",
    "Outcome",
    "Phase",
    "Proof",
    "Reason",
    "RefusedForGood",
    "RefusedForNow",
    "Report",
    "Said",
    "Sighting",
    "SmtpServer",
    "Sought",
    "Unknown",
    "as_approved",
    "check_mailbox",
    "check_server",
    "deliver",
    "eml_name",
    "evidence",
    "explain",
    "look",
    "to_open",
]
