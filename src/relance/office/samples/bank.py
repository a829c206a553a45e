"""Yesterday's bank statement of a sample creditor: one certain transfer, one to ask, one unknown."""

from __future__ import annotations

from datetime import date, timedelta

from relance.case import Money
from relance.office.banking import bringing
from relance.office.journal import state_of
from relance.office.models import CaseRow, CreditorRow
from relance.steps import Silence

_STRANGER, _NOBODY = "VIR INST MME SOPHIE LEROUX", "VIR CPAM REMBOURSEMENT 8837"


def bring_statement(creditor: CreditorRow, today: date) -> None:
    """A CSV as a French bank gives it, read and matched like anybody's."""
    late = CaseRow.objects.filter(creditor=creditor, closed=False, late_cents__gt=0)
    late = late.select_related("debtor")
    waiting = late.filter(silence=Silence.NOT_DUE_YET.value).order_by("pk")
    due = late.filter(notices__step="kind_email", notices__state="prepared").order_by("-pk")
    cases = [*waiting[:1], *due[:1]]
    on = today - timedelta(days=1)
    lines = ["Date;Libellé;Montant"]
    for case, certain in zip(cases, (True, False), strict=False):
        number, cents = _one_open(case)
        label = f"VIR SEPA {case.debtor.name} {number}" if certain else _STRANGER
        lines.append(_line(on, label, Money(cents)))
    lines.append(_line(on, _NOBODY, Money(6120)))
    content = "\r\n".join([*lines, ""]).encode()
    bringing.bring(creditor, [("releve-d-hier.csv", content)], by="moi", today=today)


def _one_open(case: CaseRow) -> tuple[str, int]:
    opened = state_of(case).open_cents()
    return next((number, cents) for number, cents in opened.items() if cents > 0)


def _line(on: date, label: str, amount: Money) -> str:
    return f"{on:%d/%m/%Y};{label};{str(amount).replace('.', ',')}"
