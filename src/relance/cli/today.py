"""`relance today`: what a person must do now."""

from __future__ import annotations

import json
import sys

from relance.cli.parser import Parser
from relance.cli.setup import ready

SAID = {
    "paused": "Envois en pause : à relancer",
    "date": "Date à tenir",
    "review": "Courriel peut-être parti : à vérifier",
    "money_old": "Paiements à mettre à jour",
    "transfer": "Virement à confirmer",
    "reply": "Réponse à lire",
    "plan": "Échéance manquée : à trancher",
    "money_known": "Dire comment vous connaissez vos paiements",
    "law": "Livre des règles illisible",
    "refused": "Envoi à débloquer",
    "approve": "Envoi à relire et approuver",
    "open_mail": "Courriel à envoyer vous-même",
    "call": "Appel à passer",
    "post": "Lettre à imprimer et déposer",
    "court": "Dossier de justice à relire",
    "limitation": "Prescription proche",
    "kind": "Client à qualifier",
    "contact": "Coordonnées à compléter",
    "mandate": "Mandat à dater",
    "insolvency": "Créance à déclarer",
    "rate": "Taux à renseigner",
}
"""What each kind of task is called, one line each."""


def main(arguments: list[str]) -> int:
    parser = Parser("today", "Ce qu’une personne doit faire aujourd’hui.")
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    chosen = parser.parse_args(arguments)
    ready()
    from relance.case import Money
    from relance.notices import french
    from relance.office import clock, due, settings, todo
    from relance.office.access import everything

    day = clock.today(settings.CONFIG.time_zone)
    with everything():
        listed = todo.todos(day)
        behind = due.anything_due(day)
    if chosen.json:
        told = {
            "on": day.isoformat(),
            "todo": [
                {
                    "kind": one.kind.value,
                    "since": one.on.isoformat(),
                    "case": one.case,
                    "creditor": one.creditor or None,
                    "debtor": one.debtor or None,
                    "notice": one.notice,
                    "step": one.step or None,
                    "open": str(Money(one.open_cents, one.currency)) if one.case else None,
                    "currency": one.currency if one.case else None,
                    "detail": one.detail or None,
                }
                for one in listed
            ],
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    if behind:
        print(
            "La tournée du jour n’est pas faite : « relance daily » prépare ce qui est à faire.",
            file=sys.stderr,
        )
    elif not listed:
        print("Rien à faire aujourd’hui.")
    for one in listed:
        amount = french.money(Money(one.open_cents, one.currency)) if one.case else ""
        print(
            f"{SAID[one.kind.value]:<34}  {one.debtor or one.creditor}  {amount}  {one.detail}".rstrip()
        )
    return 0
