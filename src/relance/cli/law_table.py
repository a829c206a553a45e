"""The tables of the law on a terminal: each value with its text, its source, the day it was read."""

from __future__ import annotations

from datetime import date
from textwrap import wrap
from typing import Any

_UNITS = {
    "percent per year": "% par an",
    "points per year": "points par an",
    "EUR": "€",
    "EUR per late invoice": "€ par facture en retard",
    "days": "jours",
    "months": "mois",
    "years": "ans",
    "factor": "fois",
}
_WIDTH = 100


def law_table(page: dict[str, Any], *, whole: bool) -> str:
    """A page of the law book as `table` gives it: all its values, or only the last one."""
    head = f"{page['term']} (en {_UNITS.get(page['unit'], page['unit'])})"
    if any(row["printable"] for row in page["values"]):
        if page["known_until"]:
            head += f", jusqu’au {_day(page['known_until'])}"
    else:
        head += ", valeur non établie"
    told = [page["key"], f"  {head}"]
    if whole:
        told += [f"  {line}" for line in wrap(page["note"], _WIDTH)]
    told.append(f"  Texte\u00a0: {page['reference']}")
    for row in page["values"] if whole else page["values"][-1:]:
        told += _value(row, page["reference"])
    return "\n".join(told)


def _value(row: dict[str, Any], reference: str) -> list[str]:
    value = (row["value"] or "non établi").replace(".", ",")
    read = f"lu le {_day(row['checked_on'])}" if row["checked_on"] else "jamais relu"
    mark = "" if row["printable"] else "  [non vérifié\u00a0: ne s’imprime pas]"
    added = "  [ajouté ici]" if row["added"] else ""
    told = [f"    {_day(row['from'])}  {value:>10}  {row['grade']}  {read}{mark}{added}"]
    other = row["reference"] if row["reference"] != reference else ""
    for said in (other, row["source"], row["note"]):
        told += [f"        {line}" for line in wrap(said or "", _WIDTH)]
    return told


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}"
