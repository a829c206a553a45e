"""What a person can record of a procedure: each with its address, words, form and act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from relance.case import State
from relance.case.entries import Agent, CourtKind, ProcedureEnd
from relance.office.models import CaseRow
from relance.office.procedure import acts
from relance.web.case import forms_of_procedure as forms
from relance.web.case.deed import Act, Deed
from relance.web.case.forms import BecauseForm


def _filed(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts.file_request(
        case,
        CourtKind(said["court"]),
        said["asked"],
        on=said["on"],
        by=by,
        today=today,
        invoices=tuple(said["invoices"]),
    )


def _dated(act: Callable[..., State], **more: Any) -> Act:
    def done(case: CaseRow, form: Any, by: str, today: date) -> State:
        return act(case, on=form.cleaned_data["on"], by=by, today=today, **more)

    return done


def _made(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts.order_made(case, said["granted"], on=said["on"], by=by, today=today)


def _served(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts.order_served(
        case, in_person=said["in_person"] == "yes", on=said["on"], by=by, today=today
    )


def _opposed(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts.opposed(case, on=said["on"], told_on=said["told_on"], by=by, today=today)


def _ended(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts.end(
        case, ProcedureEnd(said["end"]), on=said["on"], by=by, today=today, because=said["because"]
    )


def _acknowledged(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts.acknowledged(
        case, on=said["on"], amount=said["amount"], by=by, today=today, because=said["because"]
    )


def _attempted(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    failed = {"yes": True, "no": False}.get(said["failed"])
    return acts.attempted(
        case,
        on=said["on"],
        ended_on=said["ended_on"],
        failed=failed,
        by=by,
        today=today,
        because=said["because"],
    )


def _declared(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts.declared(
        case, said["amount"], on=said["on"], tracking=said["tracking"], by=by, today=today
    )


def _handed(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts.hand_over(case, Agent(said["agent"]), on=said["on"], by=by, today=today)


DEEDS_OF_PROCEDURE: dict[str, Deed] = {
    "requete-deposee": Deed(
        "La requête est déposée",
        "Noter le dépôt",
        forms.FiledForm,
        _filed,
        "Le dépôt est noté\u00a0: rien ne part tant que le juge n’a pas répondu.",
        "Le dépôt n’interrompt pas la prescription\u00a0: seule la signification de l’ordonnance le fait.",
    ),
    "frais-consignes": Deed(
        "Les frais de greffe sont consignés",
        "Noter la consignation",
        forms.DatedForm,
        _dated(acts.deposit_fee),
        "La consignation est notée.",
    ),
    "ordonnance": Deed(
        "L’ordonnance est rendue",
        "Noter l’ordonnance",
        forms.OrderForm,
        _made,
        "L’ordonnance est notée\u00a0: voici les dates à tenir.",
    ),
    "signification": Deed(
        "L’ordonnance est signifiée",
        "Noter la signification",
        forms.ServedForm,
        _served,
        "La signification est notée.",
    ),
    "opposition": Deed(
        "Il fait opposition",
        "Noter l’opposition",
        forms.OpposedForm,
        _opposed,
        "L’opposition est notée\u00a0: l’affaire sera jugée.",
    ),
    "frais-opposition": Deed(
        "Les frais d’opposition sont consignés",
        "Noter la consignation",
        forms.DatedForm,
        _dated(acts.deposit_fee, opposition=True),
        "La consignation est notée.",
    ),
    "fin-procedure": Deed(
        "La procédure est terminée",
        "Noter la fin",
        forms.EndForm,
        _ended,
        "La fin de la procédure est notée\u00a0: le dossier est de nouveau libre.",
    ),
    "reconnaissance": Deed(
        "Il reconnaît la dette par écrit",
        "Noter la reconnaissance",
        forms.AcknowledgedForm,
        _acknowledged,
        "La reconnaissance est notée. Versez l’écrit parmi les pièces.",
    ),
    "tentative-amiable": Deed(
        "Tentative amiable avec un tiers",
        "Noter la tentative",
        forms.AttemptForm,
        _attempted,
        "La tentative est notée.",
    ),
    "creance-declaree": Deed(
        "La créance est déclarée",
        "Noter la déclaration",
        forms.DeclaredForm,
        _declared,
        "La déclaration est notée. Gardez la preuve de dépôt et une copie de ce qui est parti.",
    ),
    "remise": Deed(
        "Remettre le dossier",
        "Noter la remise",
        forms.HandOverForm,
        _handed,
        "Le dossier est remis\u00a0: plus rien ne part d’ici.",
    ),
    "retour": Deed(
        "Le dossier revient",
        "Reprendre le dossier",
        BecauseForm,
        lambda case, form, by, today: acts.hand_back(
            case, by=by, today=today, because=form.cleaned_data["because"]
        ),
        "Le dossier est repris\u00a0: le scénario continue.",
    ),
}
"""By address, in the order in which they may happen."""
