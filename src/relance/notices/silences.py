"""The French sentence for each reason of silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from relance.case import Money
from relance.notices import french

STEP_NAMES = {
    "courtesy": "rappel de courtoisie",
    "kind_email": "courriel aimable",
    "call": "appel",
    "formal_reminder": "relance recommandée",
    "formal_notice": "mise en demeure",
    "court_file": "dossier pour le tribunal",
    "call_confirmation": "confirmation de l’appel",
    "promise_kept": "merci d’une promesse tenue",
    "thank_you": "remerciement",
    "suspension": "suspension des travaux",
    "plan_default": "lettre d’échéance manquée",
    "small_rest": "petit mot pour le reste",
}
"""What each step is called in a sentence."""

_TIMES = (
    "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième",
    "neuvième",
)  # fmt: skip


def is_shipped(key: str) -> bool:
    """True for a step of ours, or one more of its kind (`call_2`): it has a French name."""
    known, _, number = key.rpartition("_")
    return key in STEP_NAMES or (known in STEP_NAMES and number in map(str, range(2, 10)))


def step_name(key: str) -> str:
    """A step's name in a sentence: «appel», «deuxième appel» for `call_2`.

    A key of somebody's own is read as it is written.
    """
    if key not in STEP_NAMES and is_shipped(key):
        known, _, number = key.rpartition("_")
        return f"{_TIMES[int(number) - 2]} {STEP_NAMES[known]}"
    return STEP_NAMES.get(key) or key.replace("_", " ").replace("-", " ")


_BY_CHANNEL = {
    "email": "une adresse électronique",
    "phone": "un téléphone",
    "letter": "une adresse postale complète",
}

_AGENTS = {
    "bailiff": "à un commissaire de justice",
    "lawyer": "à un avocat",
    "collector": "à une société de recouvrement",
}


def _on(detail: Mapping[str, str], name: str) -> str:
    return french.day(date.fromisoformat(detail[name])) if detail.get(name) else "cette date"


def _money(detail: Mapping[str, str], name: str) -> str:
    return french.money(Money.read(detail[name])) if detail.get(name) else "une somme"


def _step(detail: Mapping[str, str]) -> str:
    key = detail.get("step", "")
    if is_shipped(key) or not detail.get("name"):
        return step_name(key) or "prochaine étape"
    return f"« {detail['name']} »"


_SAID: dict[str, Callable[[Mapping[str, str], date | None], str]] = {
    "paid": lambda d, u: "Tout est payé : il n’y a plus rien à réclamer.",
    "probably_paid": lambda d, u: (
        f"Un virement de {_money(d, 'amount')} reçu le {_on(d, 'on')} pourrait être le sien : "
        "dites-le dans « Argent reçu »."
    ),
    "plan_running": lambda d, u: (
        f"L’échéance manquée a été rappelée : le délai court jusqu’au {_on(d, 'deadline_on')}."
        if d.get("deadline_on")
        else "Un échéancier est en cours : chaque échéance est suivie à sa date."
    ),
    "plan_missed": lambda d, u: (
        f"L’échéance du {_on(d, 'missed_on')} manque toujours ({_money(d, 'missing')}) : "
        "dites si l’échéancier continue."
    ),
    "small_rest": lambda d, u: (
        f"Il ne manque que {_money(d, 'amount')}, déjà demandés une fois : rien de plus ne part."
    ),
    "bank_data_old": lambda d, u: (
        f"Vos paiements ne sont connus que jusqu’au {_on(d, 'known_until')} : rien ne part avant "
        "un relevé plus récent ou votre confirmation."
    ),
    "closed": lambda d, u: "Le dossier est clos.",
    "no_invoice": lambda d, u: "Le dossier n’a aucune facture.",
    "not_due_yet": lambda d, u: (
        f"Prochaine étape : {_step(d)}, le {french.day(u)}."
        if u
        else f"Prochaine étape : {_step(d)}."
    ),
    "too_soon": lambda d, u: (
        f"Le dernier contact date du {_on(d, 'last_contact_on')} : c’est trop tôt."
    ),
    "not_working_day": lambda d, u: f"Rien ne part ce jour-là ({d.get('day', 'jour chômé')}).",
    "promise_running": lambda d, u: (
        f"Un paiement est promis pour le {_on(d, 'promised_on')} : on attend qu’il arrive."
    ),
    "disputed": lambda d, u: (
        "Tout ce qui reste dû est contesté : rien n’est réclamé."
        if u is None  # else another invoice is still to fall due
        else f"La facture {d.get('invoice', '')} est contestée : rien n’en est réclamé."
    ),
    "on_hold": lambda d, u: (
        "Le dossier est en pause" + (f" : {d['because']}." if d.get("because") else ".")
    ),
    "reply_unread": lambda d, u: "Une réponse du client n’a pas encore été lue.",
    "contact_missing": lambda d, u: (
        f"Il manque {_BY_CHANNEL.get(d.get('channel', ''), 'un moyen de joindre le client')}."
    ),
    "contact_bounced": lambda d, u: "Le dernier envoi n’a pas pu être remis : vérifiez l’adresse.",
    "insolvency": lambda d, u: (
        f"Procédure collective ouverte le {_on(d, 'judgment_on')} : les relances s’arrêtent, "
        + (
            f"la créance est déclarée depuis le {_on(d, 'declared_on')}."
            if d.get("declared_on")
            else "la créance se déclare."
        )
    ),
    "in_court": lambda d, u: (
        f"Une requête a été déposée le {_on(d, 'on')} : la procédure suit ses propres dates."
    ),
    "handed_over": lambda d, u: (
        f"Le dossier a été remis le {_on(d, 'on')} {_AGENTS.get(d.get('agent', ''), 'à un tiers')} : "
        "rien ne part plus d’ici."
    ),
    "limitation_passed": lambda d, u: (
        f"La prescription de la facture {d['invoice']} est peut-être acquise : rien ne part."
        if d.get("invoice")
        else "La prescription est peut-être acquise : rien ne part."
    ),
    "mandate_missing": lambda d, u: (
        "Il manque le mandat écrit du créancier, ou une pièce du mandataire (CPCE, art. R124-2)."
    ),
    "deadline_running": lambda d, u: (
        f"Le délai laissé au client court jusqu’au {_on(d, 'deadline_on')}."
    ),
    "postponed": lambda d, u: f"L’étape ({_step(d)}) a été repoussée.",
    "waiting_for_a_person": lambda d, u: "Un envoi est prêt : il attend votre décision.",
    "finished": lambda d, u: "Toutes les étapes du scénario sont faites.",
    "sending_paused": lambda d, u: "Les envois sont en pause sur cette installation.",
}


def silence_sentence(
    code: str, until: date | None = None, detail: Mapping[str, str] | None = None
) -> str:
    """Why nothing leaves, and from which day it may change: one or two French sentences."""
    words = _SAID[code](detail or {}, until)
    if until is not None and code != "not_due_yet":
        words += f" Suite le {french.day(until)}."
    return french.typography(words)
