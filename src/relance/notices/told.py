"""An entry of the journal, told in one French line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from relance.case.entries import (
    CallMade,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    ContactCorrected,
    CreditNoteAdded,
    DebtorKindSet,
    DeliveryReported,
    DisputeClosed,
    DisputeOpened,
    EntryCancelled,
    Fact,
    HoldLifted,
    HoldPlaced,
    InsolvencyOpened,
    InvoiceAdded,
    NoticeSent,
    PaymentReceived,
    PlanAgreed,
    PlanEnded,
    PlaybookChosen,
    PromiseMade,
    RefundMade,
    ReplyRead,
    ReplyReceived,
    StepPostponed,
    StepSkipped,
    TermsSet,
    TransferDismissed,
    TransferSeen,
    WriteOff,
)
from relance.notices.french import day, money
from relance.notices.silences import is_shipped, step_name
from relance.notices.told_procedure import LINES_OF_PROCEDURE

OUTCOMES = {
    "forgot": "il avait oublié",
    "cash_problem": "difficulté de trésorerie",
    "not_satisfied": "il n’est pas satisfait",
    "wrong_person": "ce n’est pas la bonne personne",
    "voicemail": "répondeur",
}
DELIVERIES = {
    "delivered": "remis",
    "refused": "refusé par le destinataire",
    "unclaimed": "avisé et non réclamé",
    "unknown_address": "inconnu à l’adresse",
    "lost": "perdu",
    "bounced": "non remis",
}
DEBTOR_KINDS = {
    "business": "professionnel",
    "consumer": "particulier",
    "public": "organisme public",
}
PLAN_ENDS = {"kept": "tenu jusqu’au bout", "broken": "rompu", "cancelled": "annulé"}
CHANNELS = {"email": "par courriel", "phone": "par téléphone", "letter": "par lettre", "court": ""}

_LEFT = {
    "email": "envoi par courriel",
    "letter": "envoi en recommandé",
    "court": "pièces réunies",
    "phone": "appel fait",
}
"""Nouns: «mise en demeure» and «courriel» do not agree alike."""


def _step(key: str) -> str:
    name = step_name(key)
    return name[:1].upper() + name[1:]


def _invoice(fact: InvoiceAdded) -> str:
    one = fact.invoice
    return f"Facture {one.number}\u00a0: {money(one.amount)}, échéance le {day(one.due_on)}"


def _of(number: str | None) -> str:
    return f" sur la facture {number}" if number else ""


_OWN = {"email": "Relance", "letter": "Relance", "court": "Dossier pour le tribunal"}
"""A user's own step: the journal holds its key, which is no French for a judge to read."""


def _sent(fact: NoticeSent) -> str:
    left = _LEFT.get(fact.channel.value, "envoi fait")
    tracking = f", n° {fact.tracking}" if fact.tracking else ""
    deadline = f", délai jusqu’au {day(fact.deadline_on)}" if fact.deadline_on else ""
    own = None if is_shipped(fact.step) else _OWN.get(fact.channel.value)
    return f"{own or _step(fact.step)}\u00a0: {left}{tracking}{deadline}"


def _promise(fact: PromiseMade) -> str:
    what = money(fact.amount) if fact.amount else "tout"
    return f"Il promet de payer {what} au plus tard le {day(fact.until)}"


def _plan(fact: PlanAgreed) -> str:
    count, last = len(fact.installments), fact.installments[-1]
    whole = sum((one.amount for one in fact.installments), start=last.amount.zero())
    paid = f"en {count} fois" if count > 1 else "en une fois"
    return f"Échéancier accordé\u00a0: {money(whole)} {paid}, jusqu’au {day(last.on)}"


def _dispute(fact: DisputeOpened) -> str:
    what = f"{money(fact.amount)} de" if fact.amount else "toute"
    how = f", {CHANNELS[fact.channel.value]}" if fact.channel else ""
    return f"Il conteste {what} la facture {fact.invoice}{how}"


def _hold(fact: HoldPlaced) -> str:
    return f"En pause jusqu’au {day(fact.until)}" if fact.until else "En pause"


_LINES: dict[type, Callable[[Any], str]] = {
    **LINES_OF_PROCEDURE,
    CaseOpened: lambda fact: "Dossier ouvert",
    DebtorKindSet: lambda fact: f"Votre client\u00a0: {DEBTOR_KINDS[fact.debtor_kind.value]}",
    PlaybookChosen: lambda fact: f"Scénario choisi\u00a0: {fact.playbook}",
    InvoiceAdded: _invoice,
    TermsSet: lambda fact: f"Conditions précisées{_of(fact.invoice)}",
    CreditNoteAdded: lambda fact: (
        f"Avoir {fact.number}\u00a0: {money(fact.amount)}{_of(fact.invoice)}"
    ),
    PaymentReceived: lambda fact: f"Paiement reçu\u00a0: {money(fact.amount)}{_of(fact.invoice)}",
    RefundMade: lambda fact: f"Trop-perçu rendu\u00a0: {money(fact.amount)}",
    TransferSeen: lambda fact: f"Virement de {money(fact.amount)} qui pourrait être le sien",
    TransferDismissed: lambda fact: "Ce virement n’était pas le sien",
    WriteOff: lambda fact: f"Abandon de {money(fact.amount)}{_of(fact.invoice)}",
    NoticeSent: _sent,
    DeliveryReported: lambda fact: f"Envoi {DELIVERIES[fact.outcome.value]}",
    CallMade: lambda fact: f"Appel\u00a0: {OUTCOMES[fact.outcome.value]}",
    PromiseMade: _promise,
    PlanAgreed: _plan,
    PlanEnded: lambda fact: f"Échéancier {PLAN_ENDS[fact.end.value]}",
    DisputeOpened: _dispute,
    DisputeClosed: lambda fact: f"Contestation réglée{_of(fact.invoice)}",
    HoldPlaced: _hold,
    HoldLifted: lambda fact: "Pause levée",
    ReplyReceived: lambda fact: f"Il a répondu ({CHANNELS[fact.channel.value]})",
    ReplyRead: lambda fact: "Réponse lue",
    ContactCorrected: lambda fact: "Coordonnées corrigées",
    InsolvencyOpened: lambda fact: (
        f"Procédure collective ouverte par jugement du {day(fact.judgment_on)}"
    ),
    StepPostponed: lambda fact: f"{_step(fact.step)}\u00a0: reporté au {day(fact.until)}",
    StepSkipped: lambda fact: f"{_step(fact.step)}\u00a0: étape passée",
    CaseClosed: lambda fact: "Dossier clos",
    CaseReopened: lambda fact: "Dossier rouvert",
    EntryCancelled: lambda fact: f"L’événement n° {fact.sequence} est annulé",
}


def told(fact: Fact) -> str:
    """One line, without its date."""
    return _LINES[type(fact)](fact)
