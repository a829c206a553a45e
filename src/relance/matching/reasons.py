"""Why a transfer may be for an invoice, in one French sentence each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from relance.case import Money
from relance.matching.values import Reason


def _amount(values: Mapping[str, str], name: str) -> str:
    money = Money.read(values[name])
    whole, _, part = str(money).partition(".")
    return f"{int(whole):,}".replace(",", "\u202f") + f",{part}\u00a0€"


_SAID: dict[str, Callable[[Mapping[str, str]], str]] = {
    "number": lambda v: f"Le libellé cite {v['numbers']}.",
    "iban": lambda v: "Ce compte a déjà payé pour ce client.",
    "name": lambda v: "Le nom est le sien.",
    "exact": lambda v: "Le montant est exact.",
    "exact_sum": lambda v: f"Le montant est la somme exacte de {v['count']} factures.",
    "one_sum": lambda v: f"Le montant peut être la somme de {v['count']} factures.",
    "exact_charges": lambda v: "Le montant est exact, frais et pénalités compris.",
    "discount": lambda v: "Le montant est exact, escompte déduit.",
    "fees": lambda v: (
        f"Il ne manque que {_amount(v, 'missing')}\u00a0: sans doute des frais bancaires."
    ),
}


def reason_sentence(reason: Reason) -> str:
    """One sentence, as the desk shows it."""
    return _SAID[reason.code](reason.values)
