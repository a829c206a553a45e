"""What a person can do about money in a case: each with its address, words, form and act."""

from __future__ import annotations

from datetime import date
from typing import Any

from relance.case import State
from relance.case.entries import PlanEnd
from relance.office import acts_of_money
from relance.office.models import CaseRow
from relance.web.case import forms_of_money as forms
from relance.web.case.deed import Deed


def _payment(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts_of_money.receive_payment(
        case,
        said["amount"],
        on=said["on"],
        by=by,
        today=today,
        invoice=said["invoice"] or None,
        reference=said["reference"],
        another=said.get("another", False),
    )


def _credit_note(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts_of_money.add_credit_note(
        case,
        said["number"],
        said["amount"],
        on=said["on"],
        by=by,
        today=today,
        invoice=said["invoice"] or None,
    )


def _promise(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts_of_money.promise(
        case,
        said["until"],
        by=by,
        today=today,
        amount=said["amount"],
        because=said["because"],
    )


def _write_off(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts_of_money.write_off(
        case, said["invoice"], said["amount"], by=by, today=today, because=said["because"]
    )


def _refund(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts_of_money.refund(case, said["amount"], on=said["on"], by=by, today=today)


def _plan(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts_of_money.agree_plan(
        case,
        said["installments"],
        tuple(said["invoices"]),
        by=by,
        today=today,
        acceleration=said["acceleration"],
        notice_days=said["notice_days"],
    )


def _end_plan(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts_of_money.end_plan(
        case, PlanEnd(said["end"]), by=by, today=today, because=said["because"]
    )


DEEDS_OF_MONEY: dict[str, Deed] = {
    "paiement": Deed(
        "Un paiement est arrivé",
        "Enregistrer le paiement",
        forms.PaymentForm,
        _payment,
        "Le paiement est enregistré. Rien de ce qui était prêt ne part sans en tenir compte.",
    ),
    "promesse": Deed(
        "Il promet de payer",
        "Enregistrer la promesse",
        forms.PromiseForm,
        _promise,
        "La promesse est notée\u00a0: rien ne part avant cette date.",
    ),
    "avoir": Deed(
        "Ajouter un avoir",
        "Enregistrer l’avoir",
        forms.CreditNoteForm,
        _credit_note,
        "L’avoir est enregistré\u00a0: il réduit le principal.",
    ),
    "abandon": Deed(
        "Abandonner une partie",
        "Abandonner ce montant",
        forms.WriteOffForm,
        _write_off,
        "L’abandon est noté\u00a0: ce montant n’est plus réclamé.",
    ),
    "remboursement": Deed(
        "Rendre un trop-perçu",
        "Enregistrer le remboursement",
        forms.RefundForm,
        _refund,
        "Le remboursement est enregistré.",
    ),
    "echeancier": Deed(
        "Accorder un échéancier",
        "Accorder cet échéancier",
        forms.PlanForm,
        _plan,
        "L’échéancier est accordé\u00a0: chaque échéance est suivie à sa date. Imprimez l’accord et "
        "faites-le signer.",
        "Rien n’est accordé tant que votre client n’a pas signé l’accord écrit.",
    ),
    "echeancier-fini": Deed(
        "L’échéancier ne tient plus",
        "Terminer l’échéancier",
        forms.PlanEndForm,
        _end_plan,
        "L’échéancier est terminé\u00a0: le dossier reprend son cours.",
    ),
}
