"""The pieces that a judge will look for: which are there, which are missing, how to ask for them.

No score: a list, and for what is missing a kind sentence, to be sent while the client still
answers kindly. An invoice alone comes from the creditor himself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from relance.case.entries import ExhibitKind
from relance.notices import french


@dataclass(frozen=True, slots=True)
class Wanted:
    """One piece: what, why it matters, whether it is there; `ask` is empty when it is not his."""

    kind: ExhibitKind
    what: str
    why: str
    there: bool
    ask: str = ""


_AGREED = (ExhibitKind.CONTRACT, ExhibitKind.QUOTE, ExhibitKind.ORDER)
_SHOWN: tuple[tuple[tuple[ExhibitKind, ...], str, str, str], ...] = (
    (
        _AGREED,
        "Un accord écrit : devis signé, contrat ou bon de commande",
        "Il montre que la somme a été convenue.",
        "Pourriez-vous me renvoyer une copie du devis signé ? Je n’ai plus que la mienne, non signée.",
    ),
    (
        (ExhibitKind.TERMS,),
        "Les conditions générales acceptées",
        "Elles fondent le taux de retard et la clause pénale, si vous en avez.",
        "Pourriez-vous me confirmer que vous avez bien reçu mes conditions générales avec le devis ?",
    ),
    (
        (ExhibitKind.DELIVERY,),
        "La preuve de la livraison ou du travail fait",
        "Elle montre que vous avez tenu votre part.",
        "Pourriez-vous me confirmer en un mot que tout vous a bien été livré ?",
    ),
    (
        (ExhibitKind.INVOICE,),
        "La facture elle-même",
        "Elle donne la somme, l’échéance et les mentions de la loi.",
        "",
    ),
    (
        (ExhibitKind.EXCHANGE, ExhibitKind.ACKNOWLEDGEMENT),
        "Un échange où le client parle de la facture",
        "Un courriel où il promet ou demande un délai vaut mieux qu’un souvenir d’appel.",
        "Pourriez-vous me confirmer par courriel la date de paiement dont nous avons parlé ?",
    ),
    (
        (ExhibitKind.POSTING, ExhibitKind.RECEIPT),
        "La preuve de dépôt de la lettre, et l’avis de réception",
        "Sans eux, la lettre recommandée reste votre seule parole.",
        "",
    ),
)


def wanted(kinds: Collection[ExhibitKind], *, posted: bool) -> tuple[Wanted, ...]:
    """The list for a case that has these kinds of pieces; `posted`: a letter has left."""
    has = set(kinds)
    return tuple(
        Wanted(
            ExhibitKind.QUOTE if some is _AGREED else some[0],
            french.typography(what),
            french.typography(why),
            bool(has & set(some)),
            french.typography(ask),
        )
        for some, what, why, ask in _SHOWN
        if posted or ExhibitKind.POSTING not in some
    )
