"""From a code to the French words on screen: steps, states, outcomes, roles."""

from __future__ import annotations

from relance.notices.silences import step_name

CHANNELS = {
    "email": "courriel",
    "phone": "téléphone",
    "letter": "lettre recommandée",
    "court": "dossier",
}

NOTICE_STATES = {
    "planned": "en préparation",
    "prepared": "à approuver",
    "approved": "approuvé",
    "claimed": "en cours d’envoi",
    "sending": "remis au serveur",
    "sent": "parti",
    "refused_for_good": "refusé",
    "unknown": "incertain",
    "review": "à vérifier",
    "cancelled": "annulé",
}

NOTICE_TONES = {
    "prepared": "warm",
    "approved": "accent",
    "sent": "good",
    "refused_for_good": "bad",
    "unknown": "warm",
    "review": "warm",
}
"""Which color goes with a state; always beside its word."""

OUTCOMES = {
    "forgot": "Il avait oublié, il paie",
    "cash_problem": "Il n’a pas l’argent maintenant",
    "not_satisfied": "Il conteste ou n’est pas satisfait",
    "wrong_person": "Ce n’est pas la bonne personne",
    "voicemail": "Messagerie, ou pas de réponse",
}

DELIVERIES = {
    "delivered": "Avis signé\u00a0: lettre remise",
    "refused": "Lettre refusée",
    "unclaimed": "Non réclamée",
    "unknown_address": "Destinataire inconnu à l’adresse",
    "lost": "Perdue",
    "bounced": "Revenue\u00a0: adresse qui ne marche pas",
}

DEBTOR_KINDS = {
    "business": "Entreprise ou indépendant",
    "consumer": "Particulier",
    "public": "Organisme public",
}

MODES = {
    "creditor": "Le créancier écrit lui-même",
    "assistant": "Un assistant écrit au nom du créancier",
    "collector": "Un mandataire écrit (CPCE R124)",
}

APPROVALS = {
    "automatic": "part seul",
    "to_approve": "à approuver",
    "by_hand": "à faire soi-même",
}

ROLES = {"owner": "Responsable", "assistant": "Assistant", "reader": "Lecture seule"}

LINES = {
    "principal": "Principal",
    "credit_note": "Avoir",
    "write_off": "Abandon",
    "interest": "Intérêts de retard",
    "indemnity": "Indemnité forfaitaire de recouvrement",
    "penalty": "Clause pénale",
    "payment": "Paiement",
    "refund": "Trop-perçu rendu",
}


UNITS = {
    "percent per year": "% par an",
    "percent": "%",
    "EUR": "€",
    "EUR per late invoice": "€ par facture en retard",
    "days": "jours",
    "months": "mois",
    "years": "ans",
    "points per year": "points par an",
    "factor": "fois",
}
"""The units of the law's tables."""

ONE = {"days": "jour", "years": "an", "points per year": "point par an"}
"""The same for less than two, where it changes."""


def step(key: str) -> str:
    """A step's name, with a capital."""
    name = step_name(key)
    return name[:1].upper() + name[1:]
