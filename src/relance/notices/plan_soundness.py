"""Why the paper of a payment plan may not be written: it would say two different sums."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from relance.case import Invoice, Money
from relance.case.entries import PlanAgreed
from relance.claim import Statement
from relance.claim.french import in_day, in_money
from relance.notices import french

_LEAST_NOTICE_DAYS = 1
_NOTHING_MADE = "Rien n’a été préparé."


class PlanPaperRefused(ValueError):
    """The paper was not made; `reasons` are French sentences, all of them at once."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = tuple(french.typography(one) for one in reasons)
        super().__init__(" ".join((*self.reasons, _NOTHING_MADE)))


def refusals(
    plan: PlanAgreed, *, on: date, invoices: Sequence[Invoice], statement: Statement
) -> list[str]:
    """What is wrong with this plan on that day, in French; empty when the paper can be made."""
    if statement.currency != "EUR":
        return ["L’accord s’écrit en euros seulement : la somme doit y être en toutes lettres."]
    return [
        *_wrong_invoices(plan, on, invoices, statement),
        *_wrong_days(plan, on),
        *_wrong_amounts(plan, statement),
    ]


def _wrong_invoices(
    plan: PlanAgreed, on: date, invoices: Sequence[Invoice], statement: Statement
) -> list[str]:
    named = set(plan.invoices)
    found = []
    if not named:
        found.append("L’échéancier ne nomme aucune facture.")
    if named != set(statement.by_invoice) or named != {one.number for one in invoices}:
        found.append(
            "Le décompte ne porte pas sur les factures de l’échéancier "
            f"({french.listed(plan.invoices)}). Refaites-le sur ces factures."
        )
    if statement.on != on:
        found.append(
            f"Le décompte est celui du {in_day(statement.on)}, et l’accord du {in_day(on)}. "
            "Prenez le même jour pour les deux."
        )
    return found


def _wrong_days(plan: PlanAgreed, on: date) -> list[str]:
    days = [one.on for one in plan.installments]
    found = []
    if any(later <= sooner for sooner, later in pairwise(days)):
        found.append("Les versements ne sont pas dans l’ordre de leurs dates. Rangez-les.")
    if days and min(days) < on:
        found.append(
            f"Le versement du {in_day(min(days))} est antérieur à l’accord. Corrigez sa date."
        )
    if plan.acceleration and plan.notice_days < _LEAST_NOTICE_DAYS:
        found.append(
            "Le délai laissé après un versement manqué est nul. Laissez au moins un jour, huit "
            "par exemple."
        )
    return found


def _wrong_amounts(plan: PlanAgreed, statement: Statement) -> list[str]:
    amounts = [one.amount for one in plan.installments]
    if not amounts:
        return ["L’échéancier n’a aucun versement."]
    if any(one.currency != statement.currency or one.cents <= 0 for one in amounts):
        return ["Un versement n’est pas une somme positive en euros. Corrigez-le."]
    total = sum(amounts, start=Money(0, statement.currency))
    if total in (statement.total, statement.principal):
        return []
    owed = f"{in_money(statement.total)} au {in_day(statement.on)}"
    if statement.principal != statement.total:
        owed += f", ou {in_money(statement.principal)} de principal seul"
    gap = total - statement.total
    more = "de trop" if gap.cents > 0 else "de moins"
    return [
        f"Les versements font {in_money(total)} ; la dette est de {owed} : "
        f"{in_money(gap if gap.cents > 0 else -gap)} {more} que le total. Corrigez un versement."
    ]
