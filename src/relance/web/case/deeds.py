"""Each thing a person can do to a case: its address, its words, its form, its act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from relance.case import DebtorKind, State
from relance.case.entries import Channel
from relance.case.invoice import Terms
from relance.office import acts
from relance.office.models import CaseRow
from relance.web.case import forms
from relance.web.case.deed import Act, Deed
from relance.web.case.deeds_of_money import DEEDS_OF_MONEY
from relance.web.case.deeds_of_procedure import DEEDS_OF_PROCEDURE


def _dispute(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts.open_dispute(
        case,
        said["invoice"],
        by=by,
        today=today,
        on=said["on"],
        amount=said["amount"],
        channel=Channel(said["channel"]) if said["channel"] else None,
        because=said["because"],
    )


def _undispute(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts.close_dispute(case, said["invoice"], by=by, today=today, because=said["because"])


def _hold(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts.hold(case, by=by, today=today, until=said["until"], because=said["because"])


def _insolvency(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    return acts.insolvency(
        case, said["judgment_on"], by=by, today=today, published_on=said["published_on"]
    )


def _terms(case: CaseRow, form: Any, by: str, today: date) -> State:
    said = form.cleaned_data
    terms = Terms(form.rate, said["penalty_percent"] or None)
    return acts.set_terms(case, said["invoice"], terms, by=by, today=today)


def _because(act: Callable[..., State]) -> Act:
    def done(case: CaseRow, form: Any, by: str, today: date) -> State:
        return act(case, by=by, today=today, because=form.cleaned_data["because"])

    return done


def _plain(act: Callable[..., State]) -> Act:
    return lambda case, form, by, today: act(case, by=by, today=today)


DEEDS: dict[str, Deed] = {
    **DEEDS_OF_MONEY,
    **DEEDS_OF_PROCEDURE,
    "contestation": Deed(
        "Il conteste",
        "Enregistrer la contestation",
        forms.DisputeForm,
        _dispute,
        "La contestation est notée\u00a0: la part contestée n’est plus réclamée.",
        "Le dossier pour le tribunal dira au juge ce que vous notez ici, avec sa date.",
    ),
    "contestation-levee": Deed(
        "La contestation est réglée",
        "Lever la contestation",
        forms.InvoiceForm,
        _undispute,
        "La contestation est levée\u00a0: la facture est de nouveau réclamée.",
    ),
    "pause": Deed(
        "Mettre en pause",
        "Mettre en pause",
        forms.HoldForm,
        _hold,
        "Le dossier est en pause\u00a0: rien ne part.",
    ),
    "reprise": Deed(
        "Reprendre",
        "Reprendre maintenant",
        forms.EmptyForm,
        _plain(acts.lift_hold),
        "Le dossier reprend son cours.",
    ),
    "reponse": Deed(
        "Il a répondu",
        "Noter sa réponse",
        forms.ReplyForm,
        lambda case, form, by, today: acts.reply_received(
            case, Channel(form.cleaned_data["channel"]), by=by, today=today
        ),
        "Sa réponse est notée\u00a0: rien ne part tant que vous ne l’avez pas lue.",
    ),
    "reponse-lue": Deed(
        "J’ai lu sa réponse",
        "J’ai lu, continuer",
        forms.EmptyForm,
        _plain(acts.reply_read),
        "C’est noté\u00a0: le dossier reprend son cours.",
        "Notez d’abord ce que dit la réponse\u00a0: une promesse, une contestation, un paiement.",
    ),
    "conditions": Deed(
        "Conditions d’une facture",
        "Enregistrer les conditions",
        forms.TermsForm,
        _terms,
        "Les conditions sont enregistrées\u00a0: le décompte en tient compte.",
        "N’indiquez que ce qui est écrit sur la facture ou au contrat.",
    ),
    "nature": Deed(
        "Qui est votre client",
        "Enregistrer",
        forms.KindForm,
        lambda case, form, by, today: acts.set_kind(
            case, DebtorKind(form.cleaned_data["kind"]), by=by, today=today
        ),
        "C’est noté\u00a0: le décompte suit la règle qui lui correspond.",
    ),
    "procedure-collective": Deed(
        "Procédure collective",
        "Enregistrer la procédure",
        forms.InsolvencyForm,
        _insolvency,
        "La procédure est notée\u00a0: les relances s’arrêtent, la créance est à déclarer.",
        "Sauvegarde, redressement ou liquidation\u00a0: la loi interdit de continuer à relancer.",
    ),
    "scenario": Deed(
        "Changer de scénario",
        "Suivre ce scénario",
        forms.PlaybookForm,
        lambda case, form, by, today: acts.choose_playbook(
            case, form.cleaned_data["playbook"], by=by, today=today
        ),
        "Le dossier suit ce scénario à partir de maintenant.",
    ),
    "cloture": Deed(
        "Clore le dossier",
        "Clore le dossier",
        forms.BecauseForm,
        _because(acts.close),
        "Le dossier est clos\u00a0: plus rien ne part.",
    ),
    "reouverture": Deed(
        "Rouvrir le dossier",
        "Rouvrir",
        forms.EmptyForm,
        _plain(acts.reopen),
        "Le dossier est rouvert.",
    ),
}
"""By address. Steps and entries have their own addresses (`urls.py`): they name one more thing."""
