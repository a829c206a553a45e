"""What a person typed for a court paper: read for the form, kept where it belongs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from relance.case.procedure import OrderProcedure
from relance.notices.french import short_day
from relance.office.models import CaseRow, CreditorRow
from relance.office.procedure import known

_OF_CASE = ("court", "kind", "on_opposition", "amicable", "agent", "also")
_OF_CLAIM = (
    "holder", "security", "procedure", "opening_court", "announcement", "title", "retention",
)  # fmt: skip
_OF_CREDITOR = ("profession", "nationality", "born_on", "born_at", "domicile", "represented_by")


def natural(creditor: CreditorRow) -> bool:
    """True when a natural person asks in his own name."""
    court = known.read(known.CreditorCourt, creditor.court)
    return known.applicant(creditor.value(), court).natural


def known_of(case: CaseRow) -> dict[str, Any]:
    """The values of the form, as they are known."""
    of_case = known.read(known.CaseCourt, case.court)
    of_creditor = known.read(known.CreditorCourt, case.creditor.court)
    found = {name: getattr(of_case, name) for name in _OF_CASE}
    found |= {name: getattr(of_creditor, name) for name in _OF_CREDITOR}
    found["debtor_form"] = known.read(known.DebtorCourt, case.debtor.court).form
    return found


def keep(case: CaseRow, said: dict[str, Any]) -> None:
    """Keep what was typed: on the case, on the creditor, on the debtor."""
    of_case = known.read(known.CaseCourt, case.court)
    case.court = known.written(replace(of_case, **_some(said, _OF_CASE)))
    case.save(update_fields=["court"])
    of_creditor = known.read(known.CreditorCourt, case.creditor.court)
    case.creditor.court = known.written(replace(of_creditor, **_some(said, _OF_CREDITOR)))
    case.creditor.save(update_fields=["court"])
    of_debtor = known.read(known.DebtorCourt, case.debtor.court)
    case.debtor.court = known.written(replace(of_debtor, form=said["debtor_form"]))
    case.debtor.save(update_fields=["court"])


def claim_of(case: CaseRow, order: OrderProcedure | None) -> dict[str, Any]:
    """The values of the declaration's form; a served order is proposed as its title."""
    of_case = known.read(known.CaseCourt, case.court)
    found = {name: getattr(of_case, name) for name in _OF_CLAIM}
    if not found["title"] and order and order.order_on and order.served_on and not order.opposed_on:
        found["title"] = (
            f"ordonnance d’injonction de payer du {short_day(order.order_on)}, signifiée le "
            f"{short_day(order.served_on)}"
        )
    return found


def keep_claim(case: CaseRow, said: dict[str, Any]) -> None:
    """Keep what a declaration of claim says beyond the case's own facts."""
    of_case = known.read(known.CaseCourt, case.court)
    case.court = known.written(replace(of_case, **_some(said, _OF_CLAIM)))
    case.save(update_fields=["court"])


def _some(said: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: tuple(said[name]) if isinstance(said[name], list) else said[name]
        for name in names
        if name in said
    }
