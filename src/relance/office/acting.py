"""How an act of a person becomes entries: checked first, refused in French, never half recorded."""

from __future__ import annotations

from datetime import date

from relance.case import Money, State
from relance.case.entries import Fact
from relance.office.journal import New, append, state_of
from relance.office.models import CaseRow


class ActRefused(ValueError):
    """The act cannot be recorded; the message says why and what to do, in French."""


class AlreadyRecorded(ActRefused):
    """The same thing is recorded already: a person may say that it is another one."""


def record(
    case: CaseRow, fact: Fact, *, on: date, by: str, today: date, because: str = ""
) -> State:
    return append(case.pk, [New(fact, on, because)], by=by, today=today)


def not_future(on: date, today: date, what: str) -> None:
    if on > today:
        raise ActRefused(
            f"{what} ne peut pas être dans l’avenir ({on:%d/%m/%Y}). "
            "Corrigez la date. Rien n’a été enregistré."
        )


def invoice_of(case: CaseRow, number: str | None) -> str | None:
    if number and number not in state_of(case).invoices:
        raise ActRefused(
            f"La facture {number} n’est pas dans ce dossier. Choisissez une de ses factures. "
            "Rien n’a été enregistré."
        )
    return number or None


def positive(amount: Money, what: str) -> None:
    if amount.cents <= 0:
        raise ActRefused(
            f"{what} doit être supérieur à zéro. Corrigez le montant. Rien n’a été enregistré."
        )
