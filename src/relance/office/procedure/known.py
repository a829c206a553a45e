"""What a court paper must say and no other paper does: kept beside the rows, as plain values.

Birth, nationality and profession are personal data: they stand here, never in the journal.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, TypeVar

from relance.case import Creditor
from relance.notices.order_request import Applicant

_SOLE = ("", "EI", "EIRL", "ME", "micro-entreprise")
"""The legal forms under which a natural person works in his own name."""


@dataclass(frozen=True, slots=True)
class CreditorCourt:
    """The creditor before a court. `quality` is one of `relance.routes`."""

    quality: str = ""
    profession: str = ""
    nationality: str = ""
    born_on: date | None = None
    born_at: str = ""
    domicile: str = ""
    represented_by: str = ""


@dataclass(frozen=True, slots=True)
class DebtorCourt:
    """The debtor before a court: quality and legal form."""

    quality: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class CaseCourt:
    """What a person typed for this case: the court's name is never guessed from a town."""

    court: str = ""
    kind: str = ""  # a CourtKind
    on_opposition: str = ""
    amicable: str = ""
    agent: str = ""
    also: tuple[str, ...] = ()  # invoices asked for without a formal notice
    holder: str = ""  # mandataire or liquidateur, as typed
    security: str = ""
    procedure: str = ""  # «redressement judiciaire»
    opening_court: str = ""
    announcement: str = ""  # its number in the BODACC
    title: str = ""  # the enforceable title the claim rests on
    retention: bool = False  # goods sold under retention of title
    carriage: bool = False  # carriage of goods: limitation of one year (C. com. L133-6)


_Known = TypeVar("_Known", CreditorCourt, DebtorCourt, CaseCourt)


def read(cls: type[_Known], stored: dict[str, Any]) -> _Known:
    """The values as they were written; what this version does not know is left out."""
    known = {one.name for one in fields(cls)}
    values = {name: value for name, value in stored.items() if name in known}
    if "also" in values:
        values["also"] = tuple(values["also"])
    if isinstance(values.get("born_on"), str):
        values["born_on"] = date.fromisoformat(values["born_on"])
    return cls(**values)


def written(known: CreditorCourt | DebtorCourt | CaseCourt) -> dict[str, Any]:
    """As JSON; empty values are left out."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(known).items()
        if value
    }


def applicant(creditor: Creditor, court: CreditorCourt) -> Applicant:
    """How CPC art. 54 wants this creditor named."""
    natural = creditor.legal_form in _SOLE
    represented = court.represented_by
    if not natural and not represented and creditor.signatory:
        role = f", {creditor.signatory_role}" if creditor.signatory_role else ""
        represented = f"{creditor.signatory}{role}"
    return Applicant(
        natural=natural,
        profession=court.profession,
        nationality=court.nationality,
        born_on=court.born_on,
        born_at=court.born_at,
        domicile=court.domicile,
        represented_by=represented,
    )
