"""The tables of the back office."""

from relance.office.models.among import Among
from relance.office.models.banking import (
    BankColumnsRow,
    KnownIban,
    MovementRow,
    MovementState,
    StatementRow,
)
from relance.office.models.choices import (
    CarrierRow,
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
    CollectorRow,
    ContactRow,
    CreditorRow,
    DebtorRow,
    Membership,
    MoneyKnown,
    Organization,
    Role,
    SmallRest,
)
from relance.office.models.proof import CheckpointRow, SealRow

__all__ = [
    "OPEN_STATES",
    "Among",
    "BankColumnsRow",
    "CarrierRow",
    "CaseRow",
    "CheckpointRow",
    "CollectorRow",
    "ContactRow",
    "CreditorRow",
    "DebtorRow",
    "EntryRow",
    "ExhibitRow",
    "Installation",
    "InvoiceRow",
    "KnownIban",
    "MailServerRow",
    "Membership",
    "MoneyKnown",
    "MovementRow",
    "MovementState",
    "NoticeRow",
    "NoticeState",
    "Organization",
    "PlaybookRow",
    "Role",
    "SealRow",
    "SecretRow",
    "SignInLink",
    "SmallRest",
    "StatementRow",
    "StoredFile",
    "TextRow",
    "UploadRow",
]
