"""What a declaration of claim says: who owes whom, in which procedure, and what nobody said yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from relance.case import Address, Creditor, Debtor, Invoice
from relance.claim import Statement

LIQUIDATION = "liquidation"


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """The mandataire judiciaire or the liquidateur, as a person typed it from the notice."""

    name: str
    address: Address = field(default_factory=Address)


@dataclass(frozen=True, slots=True)
class InsolvencyClaim:
    """A claim against a debtor whose procedure a judgment opened (C. com. L622-25, R622-24).

    `statement` is what `invoices` ask on the day of the judgment and nothing else. `procedure`
    reads «redressement judiciaire», `announcement` is the number of the notice in the BODACC.
    `security` and `pending_court`: None when nobody has said, empty when there is none.
    `title` is the enforceable title if there is one, `agent` who signs with a written special
    power in the creditor's place. `retention_of_title`: the goods were sold under such a clause.
    `on` is the day the paper is drawn up.
    """

    on: date
    creditor: Creditor
    debtor: Debtor
    invoices: tuple[Invoice, ...]
    statement: Statement
    judgment_on: date
    published_on: date | None = None
    procedure: str = ""
    court: str = ""
    announcement: str = ""
    office_holder: OfficeHolder | None = None
    security: str | None = None
    pending_court: str | None = None
    title: str = ""
    exhibits: tuple[str, ...] = ()
    agent: str = ""
    retention_of_title: bool = False

    @property
    def office(self) -> str:
        """Whom the law names: the liquidateur in a liquidation, else the mandataire judiciaire."""
        if not self.procedure:
            return "mandataire judiciaire ou liquidateur"
        in_liquidation = LIQUIDATION in self.procedure.lower()
        return "liquidateur" if in_liquidation else "mandataire judiciaire"

    def falls_due_later(self, invoice: Invoice) -> bool:
        """Whether the invoice was not yet late on the day of the judgment (à échoir)."""
        return invoice.due_on >= self.judgment_on
