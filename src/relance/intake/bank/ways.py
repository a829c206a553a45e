"""Which way an amount goes, where a list says it in a column of its own and not by a sign."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from relance.intake.amounts import UnclearAmount, take_apart
from relance.intake.csv_rows import Record

_OUT = {
    "-", "d", "debit", "debiteur", "sortie", "sortant", "depense", "decaissement", "retrait", "dbit",
    "out", "debited", "outgoing", "withdrawal", "expense",
    "s", "soll", "af",
}  # fmt: skip
_IN = {
    "+", "c", "credit", "crediteur", "entree", "entrant", "recette", "encaissement", "depot", "crdt",
    "in", "credited", "incoming", "deposit", "income",
    "h", "haben", "bij",
}  # fmt: skip
_LOOKED_AT = 500


def plain(written: str) -> str:
    """Small letters and digits, accents undone, single spaces."""
    spelled = unicodedata.normalize("NFKD", written.casefold()).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", spelled))


def turned(exact: Decimal, way: str) -> Decimal:
    """The amount with the sign that its own column says. Raises ValueError, in French."""
    said = _said(way)
    if said in _OUT:
        return -abs(exact)
    if said in _IN:
        return abs(exact)
    raise ValueError(f"le sens «\u00a0{way[:40]}\u00a0» n’est pas connu (débit ou crédit)")


def way_column(records: Sequence[Record], places: dict[str, int]) -> int | None:
    """The column that says debit or credit on every line, where no amount has a sign.

    Read without it, each debit of such a list would be money that came in.
    """
    rows = [
        [str(cell if cell is not None else "").strip() for cell in one.cells]
        for one in records[:_LOOKED_AT]
        if one.flaw is None
    ]
    amount = places["amount"]
    rows = [row for row in rows if amount < len(row) and row[amount]]
    if not rows or any(_is_signed(row[amount]) for row in rows):
        return None
    for place in range(max(map(len, rows))):
        said = {_said(row[place]) if place < len(row) else "" for row in rows}
        # One letter alone may be any code; both letters of a pair are the two ways.
        if said <= _OUT | _IN and (
            any(len(one) > 1 for one in said) or (said & _OUT and said & _IN)
        ):
            return place
    return None


def _said(way: str) -> str:
    return plain(way) or way.strip()


def _is_signed(written: str) -> bool:
    try:
        return take_apart(written).negative
    except UnclearAmount:
        return False
