"""The page the creditor keeps: his last days, how to post the declaration and what to keep."""

from __future__ import annotations

from relance.notices import french
from relance.notices.insolvency_deadlines import LastDay, LastDays
from relance.notices.insolvency_facts import InsolvencyClaim

_POSTING = (
    "Envoyez la déclaration et ses pièces par lettre recommandée avec demande d’avis de réception. "
    "C’est le jour du dépôt à la poste qui compte, pas celui de la réception.",
    "C’est à vous de prouver l’envoi et ce qu’il contenait (Cass. com., 4 février 2026, n° "
    "24-21.337). Gardez une copie de la déclaration signée et de chaque pièce, la preuve de dépôt "
    "et l’avis de réception, ensemble.",
)
_SIGNING = (
    "Datez et signez la déclaration vous-même, ou faites-la signer par un salarié de votre "
    "entreprise. Un autre mandataire ne signe qu’avec un pouvoir spécial écrit, donné avant la fin "
    "du délai et joint à l’envoi."
)
_MEANWHILE = (
    "N’envoyez plus de relance pour ces factures : les actions contre le débiteur sont arrêtées "
    "(C. com., art. L622-21).",
    "N’acceptez pas de paiement de ces factures hors de la procédure : le débiteur ne peut plus "
    "les payer, et un paiement peut être annulé pendant trois ans (C. com., art. L622-7).",
    "Ce que vous fournissez après le jugement se paie à l’échéance et suit d’autres règles "
    "(C. com., art. L622-17 et L641-13).",
)


def advice(claim: InsolvencyClaim, days: LastDays) -> list[tuple[str, list[str]]]:
    """The page as titles with their paragraphs; rules of the law book, or none (law.md L7.20)."""
    return [
        ("Jusqu’à quand", _until(claim, days)),
        ("Signer", [_SIGNING]),
        ("Envoyer et garder la preuve", list(_POSTING)),
        ("En attendant", list(_MEANWHILE)),
    ]


def _until(claim: InsolvencyClaim, days: LastDays) -> list[str]:
    if claim.published_on is None or days.declare is None:
        return [
            "Le délai court du jour où le jugement a paru au BODACC. Ce jour n’est pas connu ici : "
            "cherchez l’annonce sur bodacc.fr, avec le SIREN du débiteur."
        ]
    over = claim.on > days.declare.on
    told = [
        f"{'Le délai pour déclarer a pris fin' if over else 'Postez la déclaration au plus tard'} "
        f"le {_day(days.declare)} : {_months(days.declare)} après la parution du "
        f"{french.day(claim.published_on)} ({days.declare.reference})."
    ]
    if days.from_afar is not None:
        told.append(
            "Vous êtes hors de la France métropolitaine : si le tribunal est en métropole, le "
            f"délai est allongé jusqu’au {_day(days.from_afar)}."
            + ("" if over else " Postez avant la première date si vous le pouvez.")
        )
    if days.relief is not None:
        told.append(
            "Passé le délai, un relevé de forclusion peut être demandé au juge-commissaire "
            f"jusqu’au {_day(days.relief)} ({days.relief.reference})."
        )
    if days.claim_back is not None:
        told.append(
            "Vous avez vendu avec réserve de propriété : la revendication des biens est une "
            f"démarche à part, à faire jusqu’au {_day(days.claim_back)} "
            f"({days.claim_back.reference})."
        )
    return told


def _day(last: LastDay) -> str:
    return french.full_day(last.on)


def _months(last: LastDay) -> str:
    return f"{last.months}\u00a0mois"
