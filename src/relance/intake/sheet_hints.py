"""What to say beside a list: about a row that was not taken, about sheets that are not read."""

from __future__ import annotations

from collections.abc import Sequence

_AGAIN = (
    "Corrigez la ligne et redonnez le fichier\u00a0: les lignes déjà prises ne le seront pas deux "
    "fois. Cette ligne n’a pas été prise, les autres le sont."
)
_HINTS = {
    "already_paid": "Rien à faire si elle est payée. Cette ligne n’a pas été prise\u00a0: on ne "
    "relance pas qui a payé.",
    "partly_paid": "Ajoutez une colonne «\u00a0Reste à payer\u00a0», puis redonnez le fichier. Cette "
    "ligne n’a pas été prise\u00a0: on ne réclame pas deux fois ce qui est payé.",
    "duplicate_number": "Si le fichier a une ligne par article, donnez-en un avec une ligne par "
    "facture. Cette ligne n’a pas été prise, la première l’est.",
    "ambiguous_date": "Dites dans le fichier des colonnes comment il écrit ses dates\u00a0: "
    "[reading] dates = \"dmy\" (jour/mois) ou \"mdy\" (mois/jour). Cette ligne n’a pas été prise.",
    "ambiguous_amount": "Dites dans le fichier des colonnes son signe décimal\u00a0: [reading] "
    "decimal = \",\" ou \".\". Cette ligne n’a pas été prise.",
    "totals_row": "Rien à faire\u00a0: les factures qu’elle additionne sont lues une à une.",
    "repeated_header": "Rien à faire. Les lignes qui suivent sont lues.",
    "draft": "Émettez la facture d’abord. Cette ligne n’a pas été prise.",
    "cancelled": "Rien à faire si elle l’est bien. Cette ligne n’a pas été prise.",
    "not_an_invoice": "Rien à faire. Cette ligne n’a pas été prise.",
}  # fmt: skip


def hint_for(code: str) -> str:
    """The French sentence: what to do, and what was not done."""
    return _HINTS.get(code, _AGAIN)


def other_sheets(names: Sequence[str], read: str | None) -> tuple[str, ...]:
    """What to know where a workbook has more than the sheet that is read."""
    others = [name for name in names if name != read]
    if not others:
        return ()
    named = ", ".join(f"«\u00a0{name}\u00a0»" for name in others[:8])
    return (
        f"Seule la feuille «\u00a0{read}\u00a0» est lue. Le classeur a aussi\u00a0: {named}. "
        "Pour en lire une autre, changez la ligne «\u00a0sheet\u00a0» du fichier des colonnes.",
    )
