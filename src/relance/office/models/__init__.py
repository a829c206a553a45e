"""The tables of the back office."""

from relance.office.models.choices import (
    Installation,
    MailServerRow,
    PlaybookRow,
    SecretRow,
    SignInLink,
    TextRow,
    UploadRow,
)
from relance.office.models.journal import CaseRow, EntryRow, ExhibitRow, InvoiceRow, StoredFile
from relance.office.models.notices import OPEN_STATES, NoticeRow, NoticeState
from relance.office.models.people import (
    ContactRow,
    CreditorRow,
    DebtorRow,
    Membership,
    Organization,
    Role,
)

__all__ = [
    "OPEN_STATES",
    "CaseRow",
    "ContactRow",
    "CreditorRow",
    "DebtorRow",
    "EntryRow",
    "ExhibitRow",
    "Installation",
    "InvoiceRow",
    "MailServerRow",
    "Membership",
    "NoticeRow",
    "NoticeState",
    "Organization",
    "PlaybookRow",
    "Role",
    "SecretRow",
    "SignInLink",
    "StoredFile",
    "TextRow",
    "UploadRow",
]
