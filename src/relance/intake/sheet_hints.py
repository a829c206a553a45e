"""What to do about a row that was not taken, by the code of its problem."""

from __future__ import annotations

_AGAIN = (
    "Corrigez la ligne et redonnez le fichier\u00a0: les lignes déjà prises ne le seront pas deux "
    "fois. Cette ligne n’a pas été prise, les autres le sont."
)
_HINTS = {
    "already_paid": "Rien à faire si elle est payée. Cette ligne n’a pas été prise\u00a0: on ne "
    "relance pas qui a payé.",
    "duplicate_number": "Si le fichier a une ligne par article, donnez-en un avec une ligne par "
    "facture. Cette ligne n’a pas été prise, la première l’est.",
    "ambiguous_date": "Dites dans le fichier des colonnes comment il écrit ses dates\u00a0: "
    "[reading] dates = \"dmy\" (jour/mois) ou \"mdy\" (mois/jour). Cette ligne n’a pas été prise.",
    "ambiguous_amount": "Dites dans le fichier des colonnes son signe décimal\u00a0: [reading] "
    "decimal = \",\" ou \".\". Cette ligne n’a pas été prise.",
    "draft": "Émettez la facture d’abord. Cette ligne n’a pas été prise.",
    "cancelled": "Rien à faire si elle l’est bien. Cette ligne n’a pas été prise.",
    "not_an_invoice": "Rien à faire. Cette ligne n’a pas été prise.",
}  # fmt: skip


def hint_for(code: str) -> str:
    """The French sentence: what to do, and what was not done."""
    return _HINTS.get(code, _AGAIN)
