"""The conditions of a paragraph in French: when it holds, and its contrary."""

from __future__ import annotations

_PHRASES: dict[str, tuple[str, str]] = {
    "many": ("plusieurs factures sont réclamées", "une seule facture est réclamée"),
    "one": ("une seule facture est réclamée", "plusieurs factures sont réclamées"),
    "attached": ("les factures sont jointes", "les factures ne sont pas jointes"),
    "subject": ("la facture a un objet (le projet)", "la facture n’a pas d’objet"),
    "part_paid": ("une partie est déjà réglée", "rien n’est encore réglé"),
    "rest": ("il reste quelque chose à payer", "tout est payé"),
    "disputed": ("une partie est contestée", "rien n’est contesté"),
    "listed": ("d’autres factures sont citées à part", "aucune autre facture n’est citée"),
    "deadline": ("une date limite est fixée", "aucune date limite n’est fixée"),
    "business": ("le client est une entreprise", "le client n’est pas une entreprise"),
    "consumer": ("le client est un particulier", "le client n’est pas un particulier"),
    "public": ("le client est un organisme public", "le client n’est pas un organisme public"),
    "not_consumer": (
        "le client est une entreprise ou un organisme public",
        "le client est un particulier, ou on ne le sait pas",
    ),
    "siren": ("le SIREN du client est connu", "le SIREN du client n’est pas connu"),
    "had_mail": ("un courriel de relance est déjà parti", "aucun courriel de relance n’est parti"),
    "had_letter": ("une lettre recommandée est déjà partie", "aucune lettre n’est encore partie"),
    "had_call": ("vous vous êtes déjà parlé au téléphone", "vous ne vous êtes pas encore parlé"),
    "had_history": ("une relance a déjà été faite", "aucune relance n’a encore été faite"),
    "promised": ("une promesse de paiement court encore", "aucune promesse ne court"),
    "promise_broken": ("une promesse n’a pas été tenue", "aucune promesse n’a été rompue"),
    "promise_part_paid": (
        "une partie de la promesse est arrivée",
        "rien n’est arrivé depuis la promesse",
    ),
    "forgot": ("au téléphone, le client avait oublié", "le client n’a pas dit avoir oublié"),
    "cash_problem": (
        "au téléphone, le client a dit manquer de trésorerie",
        "le client n’a pas parlé de trésorerie",
    ),
    "not_satisfied": (
        "au téléphone, le client a dit ne pas être satisfait",
        "le client n’a pas dit être insatisfait",
    ),
    "plan_part_paid": (
        "le versement manqué est arrivé en partie",
        "le versement manqué n’est pas arrivé du tout",
    ),
    "plan_more_missing": (
        "d’autres versements manquent aussi",
        "aucun autre versement ne manque",
    ),
    "plan_goes_on": ("des versements restent à venir", "aucun versement ne reste à venir"),
    "acceleration": (
        "l’accord rend tout le solde exigible",
        "l’accord ne rend pas tout le solde exigible",
    ),
    "interest": ("des pénalités de retard sont comptées", "aucune pénalité n’est comptée"),
    "interest_incomplete": (
        "le taux n’est pas encore connu jusqu’à ce jour",
        "le taux est connu jusqu’à ce jour",
    ),
    "interest_uncounted": (
        "des intérêts courent, sans taux encore connu",
        "aucun intérêt ne court sans taux connu",
    ),
    "interest_uneven": (
        "la date d’arrêt ou le taux varie d’une facture à l’autre",
        "une même date d’arrêt et un même taux valent pour toutes",
    ),
    "agreed_rate": ("le taux vient du contrat", "le taux ne vient pas du contrat"),
    "indemnity": (
        "l’indemnité forfaitaire est réclamée",
        "l’indemnité forfaitaire n’est pas réclamée",
    ),
    "indemnity_each": (
        "chaque facture donne la même indemnité",
        "l’indemnité varie, ou n’est pas due",
    ),
    "penalty": ("la clause pénale est réclamée", "la clause pénale n’est pas réclamée"),
    "penalty_ahead": (
        "la clause pénale s’ajoutera après le délai",
        "aucune clause pénale ne s’ajoutera",
    ),
    "charges": ("des suppléments sont réclamés", "aucun supplément n’est réclamé"),
    "iban": ("votre IBAN est connu", "votre IBAN n’est pas connu"),
    "phone": ("votre téléphone est connu", "votre téléphone n’est pas connu"),
}

CONDITION_NAMES: dict[str, str] = {
    name: phrase
    for key, pair in _PHRASES.items()
    for name, phrase in zip((key, f"no {key}"), pair, strict=True)
}
"""Every condition a paragraph may carry, as it is written, with its French sentence."""
