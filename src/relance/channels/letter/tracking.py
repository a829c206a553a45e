"""The number on a registered letter's slip: read as typed, doubted aloud, never refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

_S10 = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}")
_NATIONAL = re.compile(r"\d[A-Z]\d{11}")
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_FOLLOW = "https://www.laposte.fr/outils/suivre-vos-envois?code="


@dataclass(frozen=True, slots=True)
class Tracking:
    """`number` without spaces; `shown` in groups; `warning` in French, empty when all is well."""

    number: str
    shown: str
    warning: str = ""

    @property
    def link(self) -> str:
        """Where La Poste tells what became of it."""
        return _FOLLOW + self.number


def read_tracking(typed: str) -> Tracking:
    """Read a tracking number as a person copies it from the slip.

    13 characters: «1A 123 456 7890 1» (La Poste, in France; its check digit is not published,
    so only the form is checked) or «RK 123 456 785 FR» (UPU S10, whose check digit is). A
    number of another form is kept with a warning: other carriers have their own.
    """
    number = re.sub(r"[^A-Za-z0-9]+", "", typed).upper()
    if _NATIONAL.fullmatch(number):
        groups = (number[:2], number[2:5], number[5:8], number[8:12], number[12:])
        return Tracking(number, " ".join(groups))
    if _S10.fullmatch(number):
        groups = (number[:2], number[2:5], number[5:8], number[8:11], number[11:])
        shown = " ".join(groups)
        if int(number[10]) != _check_digit(number[2:10]):
            return Tracking(
                number,
                shown,
                "Un chiffre de ce numéro est faux\u00a0: relisez-le sur le bordereau.",
            )
        return Tracking(number, shown)
    return Tracking(
        number,
        number,
        "Ce numéro n’a pas la forme d’un numéro de recommandé de La Poste (13 caractères). "
        "Relisez-le sur le bordereau ; il est gardé tel quel.",
    )


def _check_digit(serial: str) -> int:
    """UPU S10, annex: 11 minus the weighted sum modulo 11; 10 gives 0, 11 gives 5."""
    rest = 11 - sum(int(d) * w for d, w in zip(serial, _WEIGHTS, strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest)
