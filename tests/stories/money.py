"""Money stories: a creditor, his late clients, and the statements his bank gives him."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relance.case import DebtorKind, Invoice, Money, State
from relance.case.entries import InvoiceAdded
from relance.office.banking import bringing
from relance.office.banking.bringing import Brought
from relance.office.journal import New, append, state_of
from relance.office.models import CaseRow, CreditorRow, MovementRow
from tests.office import cabinet

_HEAD = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS>
<CURDEF>EUR<BANKACCTFROM><BANKID>30006<BRANCHID>00001<ACCTID>12345678901<ACCTTYPE>CHECKING
</BANKACCTFROM><BANKTRANLIST>
"""


def day(written: str) -> date:
    return date.fromisoformat(written)


@dataclass(frozen=True)
class Line:
    """One line of the bank: day, signed amount, label."""

    on: str
    amount: str
    label: str


def ofx(*lines: Line, until: str) -> bytes:
    """A statement as a French bank exports it, up to that day."""
    plain = until.replace("-", "")
    parts = [_HEAD, f"<DTSTART>{plain[:6]}01<DTEND>{plain}\n"]
    for one in lines:
        moved = one.on.replace("-", "")
        name, memo = one.label[:32], one.label[32:]
        parts.append(
            f"<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>{moved}<TRNAMT>{one.amount}"
            f"<FITID>{abs(hash((one.on, one.amount, one.label)))}<NAME>{name}"
            + (f"<MEMO>{memo}" if memo else "")
            + "</STMTTRN>\n"
        )
    parts.append(
        f"</BANKTRANLIST><LEDGERBAL><BALAMT>0.00<DTASOF>{plain}</LEDGERBAL>"
        "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    )
    return "".join(parts).encode("cp1252")


@dataclass
class Cabinet:
    """The creditor of a story."""

    creditor: CreditorRow

    @classmethod
    def opened(cls, **changes: object) -> Cabinet:
        return cls(cabinet.creditor(**changes))  # type: ignore[arg-type]

    def client(
        self,
        name: str,
        *invoices: tuple[str, str, str],
        kind: DebtorKind = DebtorKind.BUSINESS,
        today: str = "2026-04-01",
    ) -> CaseRow:
        """A client with these invoices: number, amount, due date."""
        number, amount, due = invoices[0]
        case = cabinet.case(
            self.creditor,
            name=name,
            number=number,
            amount=amount,
            due_on=day(due),
            kind=kind,
            today=day(today),
            email=f"compta@{number.lower()}.example",
        )
        more = [
            New(
                InvoiceAdded(Invoice(number, day(due).replace(day=1), day(due), Money.of(amount))),
                day(today),
            )
            for number, amount, due in invoices[1:]
        ]
        if more:
            append(case.pk, more, by="moi", today=day(today))
        case.refresh_from_db()
        return case

    def bank(self, *lines: Line, on: str, until: str = "") -> Brought:
        """Bring the statement of that day."""
        content = ofx(*lines, until=until or on)
        self.creditor.refresh_from_db()
        return bringing.bring(self.creditor, [("releve.ofx", content)], by="moi", today=day(on))


def now(case: CaseRow) -> State:
    """The case as its journal tells it."""
    return state_of(case)


def movement(amount: str) -> MovementRow:
    """The one movement of that amount."""
    return MovementRow.objects.get(cents=Money.of(amount).cents)
