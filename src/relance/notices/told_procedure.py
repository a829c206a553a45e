"""The facts of a procedure, each told in one French line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from relance.case.entries import (
    AmicableAttempt,
    ClaimDeclared,
    DebtAcknowledged,
    ExhibitAdded,
    FeeDeposited,
    HandedBack,
    HandedOver,
    OppositionMade,
    OrderMade,
    OrderServed,
    ProcedureEnded,
    RequestFiled,
)
from relance.notices.french import day, money

EXHIBITS = {
    "contract": "contrat",
    "quote": "devis signé",
    "order": "bon de commande",
    "terms": "conditions générales",
    "delivery": "preuve de livraison ou d’exécution",
    "invoice": "facture",
    "exchange": "échange avec le client",
    "notice": "envoi",
    "posting": "preuve de dépôt",
    "receipt": "avis de réception",
    "acknowledgement": "reconnaissance de dette",
    "decision": "décision",
    "service": "acte de signification",
    "consent": "accord du client pour les recommandés électroniques",
    "other": "autre pièce",
}
"""What each kind of piece is called."""

COURTS = {
    "commercial": "tribunal de commerce (ou des activités économiques)",
    "judicial": "tribunal judiciaire",
    "chamber": "chambre commerciale du tribunal judiciaire",
}
AGENTS = {
    "bailiff": "un commissaire de justice",
    "lawyer": "un avocat",
    "collector": "une société de recouvrement",
}
ENDS = {
    "paid": "payé",
    "refused": "requête rejetée",
    "withdrawn": "abandonnée",
    "lapsed": "caduque, un délai étant passé",
    "judged": "jugée",
}


def _acknowledged(fact: DebtAcknowledged) -> str:
    what = f"\u00a0: {money(fact.amount)}" if fact.amount else ""
    return f"Il reconnaît par écrit devoir{what or ' la somme'}"


def _attempt(fact: AmicableAttempt) -> str:
    if fact.ended_on is None:
        return "Tentative amiable avec un tiers, en cours"
    how = {True: ", sans accord", False: ", avec un accord", None: ""}[fact.failed]
    return f"Tentative amiable avec un tiers, terminée le {day(fact.ended_on)}{how}"


def _filed(fact: RequestFiled) -> str:
    where = COURTS[fact.court.value]
    return f"Requête en injonction de payer déposée pour {money(fact.asked)}\u00a0: {where}"


def _opposed(fact: OppositionMade) -> str:
    told = f" (lettre du greffe reçue le {day(fact.told_on)})" if fact.told_on else ""
    return f"Il fait opposition à l’ordonnance{told}"


def _declared(fact: ClaimDeclared) -> str:
    tracking = f", recommandé n° {fact.tracking}" if fact.tracking else ""
    return f"Créance déclarée\u00a0: {money(fact.amount)}{tracking}"


LINES_OF_PROCEDURE: dict[type, Callable[[Any], str]] = {
    ExhibitAdded: lambda fact: f"Pièce versée\u00a0: {EXHIBITS[fact.exhibit.value]}",
    DebtAcknowledged: _acknowledged,
    AmicableAttempt: _attempt,
    RequestFiled: _filed,
    FeeDeposited: lambda fact: (
        "Frais d’opposition consignés au greffe" if fact.opposition else "Frais de greffe consignés"
    ),
    OrderMade: lambda fact: f"Ordonnance d’injonction de payer\u00a0: {money(fact.granted)}",
    OrderServed: lambda fact: (
        "Ordonnance signifiée à sa personne" if fact.in_person else "Ordonnance signifiée"
    ),
    OppositionMade: _opposed,
    ProcedureEnded: lambda fact: f"Procédure terminée\u00a0: {ENDS[fact.end.value]}",
    ClaimDeclared: _declared,
    HandedOver: lambda fact: f"Dossier remis à {AGENTS[fact.agent.value]}",
    HandedBack: lambda fact: "Dossier repris",
}
