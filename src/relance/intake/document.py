"""What an invoice or a credit note says of itself, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from sys import intern
from typing import Any

from relance.case import DebtorKind
from relance.intake.problem import Problem

CREDIT_NOTE_CODES = frozenset(
    {"381", "81", "83", "261", "262", "296", "308", "396", "420", "458", "532"}
)
"""Type codes (UNTDID 1001) of documents that reduce a debt and never make one."""


@dataclass(frozen=True, slots=True)
class PartyRead:
    """A seller or a buyer as the document writes it; None where it says nothing."""

    name: str | None = None
    legal_id: str | None = None
    vat: str | None = None
    lines: tuple[str, ...] = ()
    postcode: str | None = None
    city: str | None = None
    country: str | None = None
    email: str | None = None
    phone: str | None = None


_NOBODY = PartyRead()


@dataclass(frozen=True, slots=True)
class Document:
    """The fields of one invoice or credit note, read and not judged.

    Amounts are exact; the `written_…` twins keep the document's own spelling. `notes` are
    pairs of subject code (UNTDID 4451, may be empty) and text. `late_rate` is a yearly
    percentage or "3xlegal", only where the document says it plainly; `penalty_percent` is
    a flat penalty in percent of the total. BT numbers are those of EN 16931-1.
    """

    file: str
    number: str | None = None  # BT-1
    type_code: str | None = None  # BT-3
    issue_date: date | None = None  # BT-2
    due_date: date | None = None  # BT-9; the last one where there are several
    earlier_due: tuple[date, ...] = ()
    currency: str | None = None  # BT-5
    other_currency: str | None = None  # the one its amounts name, where it is not BT-5
    seller: PartyRead = field(default_factory=PartyRead)
    buyer: PartyRead = field(default_factory=PartyRead)
    grand_total: Decimal | None = None  # BT-112
    due_payable: Decimal | None = None  # BT-115
    prepaid: Decimal | None = None  # BT-113
    rounding: Decimal | None = None  # BT-114
    written_total: str | None = None
    written_due: str | None = None
    written_prepaid: str | None = None
    iban: str | None = None  # BT-84
    bic: str | None = None  # BT-86
    profile: str | None = None  # BT-24
    process: str | None = None  # BT-23; in France, B, S or M: goods, services, both
    syntax: str | None = None
    subject: str | None = None
    purchase_order: str | None = None  # BT-13
    preceding_invoice: str | None = None  # BT-25
    late_rate: str | None = None
    penalty_percent: str | None = None
    notes: tuple[tuple[str, str], ...] = ()  # BT-21, BT-22
    payment_terms: str | None = None  # BT-20
    line_descriptions: tuple[str, ...] = ()
    supply_date: date | None = None  # BT-72, else the end of the billing period
    credit_note_root: bool = False

    @property
    def is_credit_note(self) -> bool:
        """Whether the document reduces a debt: by its type code, or by its UBL root."""
        return self.credit_note_root or self.type_code in CREDIT_NOTE_CODES

    def as_json(self) -> dict[str, str | None]:
        """The keys that `relance import --json` prints; amounts as the document writes them.

        Of several due days the first, as a reader of the file finds it; a problem says that the
        claim waits for the last.
        """
        due_on = self.earlier_due[0] if self.earlier_due else self.due_date
        return {
            "file": self.file,
            "number": self.number,
            "type_code": self.type_code,
            "issue_date": self.issue_date.isoformat() if self.issue_date else None,
            "due_date": due_on.isoformat() if due_on else None,
            "currency": self.currency,
            "seller_name": self.seller.name,
            "seller_legal_id": self.seller.legal_id,
            "buyer_name": self.buyer.name,
            "buyer_legal_id": self.buyer.legal_id,
            "grand_total": _amount(self.written_total, self.grand_total),
            "due_payable": _amount(self.written_due, self.due_payable),
            "prepaid": _amount(self.written_prepaid, self.prepaid),
            "iban": self.iban,
            "profile": self.profile,
            "syntax": self.syntax,
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of one file: a document, or none, and every problem found in it.

    `xml_name` is the name of the attachment the document was read from, in a PDF.
    """

    file: str
    sha256: str
    document: Document | None = None
    problems: tuple[Problem, ...] = ()
    media_type: str = "application/octet-stream"
    xml_name: str | None = None
    kind: DebtorKind | None = None  # what the file says the debtor is (a list of invoices may)


def _amount(written: str | None, amount: Decimal | None) -> str | None:
    return written if written is not None else None if amount is None else str(amount)


_SHARED = ("file", "currency", "syntax", "type_code", "profile")
_DATES = frozenset({"issue_date", "due_date", "supply_date"})
_AMOUNTS = frozenset({"grand_total", "due_payable", "prepaid", "rounding"})


def to_record(reading: Reading) -> dict[str, Any]:
    """A reading as plain JSON values, to cross the line between two processes."""
    document = reading.document
    return {
        "file": reading.file,
        "sha256": reading.sha256,
        "media_type": reading.media_type,
        "xml_name": reading.xml_name,
        "problems": [
            [one.file, one.code, one.where, one.message, one.hint, one.severity]
            for one in reading.problems
        ],
        "document": document
        and {one.name: _plain(getattr(document, one.name)) for one in fields(document)},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, PartyRead):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) if isinstance(one, date) else one for one in value]
    return str(value) if isinstance(value, Decimal) else value


def from_record(plain: dict[str, Any]) -> Reading:
    """The reading that `to_record` wrote. Raises KeyError, TypeError or ValueError on other data."""
    written = plain["document"]
    document = None
    if written is not None:
        for name in _DATES:
            written[name] = written[name] and date.fromisoformat(written[name])
        written["earlier_due"] = tuple(date.fromisoformat(one) for one in written["earlier_due"])
        for name in _AMOUNTS:
            written[name] = None if written[name] is None else Decimal(written[name])
        for name in ("seller", "buyer"):
            party = written[name]
            written[name] = PartyRead(**{**party, "lines": tuple(party["lines"])})
            if written[name] == _NOBODY:
                written[name] = _NOBODY
        for name in _SHARED:  # The same on each row of a list: kept once.
            written[name] = written[name] and intern(written[name])
        written["notes"] = tuple((code, text) for code, text in written["notes"])
        written["line_descriptions"] = tuple(written["line_descriptions"])
        document = Document(**written)
    return Reading(
        file=intern(plain["file"]),
        sha256=intern(plain["sha256"]),
        document=document,
        problems=tuple(Problem(*one) for one in plain["problems"]),
        media_type=intern(plain["media_type"]),
        xml_name=plain["xml_name"],
    )
