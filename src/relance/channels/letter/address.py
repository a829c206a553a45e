"""An address as La Poste's machines read it: six lines of 38 characters, capitals, no accents."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from babel import Locale

from relance.case.parties import Address

WIDTH = 38
LINES = 6

_SHORT = {
    "AVENUE": "AV",
    "BOULEVARD": "BD",
    "ALLEE": "ALL",
    "ALLEES": "ALL",
    "APPARTEMENT": "APP",
    "BATIMENT": "BAT",
    "CENTRE": "CTRE",
    "CHEMIN": "CHE",
    "COMMERCIAL": "CIAL",
    "ESCALIER": "ESC",
    "ETAGE": "ETG",
    "FAUBOURG": "FG",
    "IMMEUBLE": "IMM",
    "IMPASSE": "IMP",
    "INDUSTRIELLE": "IND",
    "LOTISSEMENT": "LOT",
    "PASSAGE": "PAS",
    "PLACE": "PL",
    "QUARTIER": "QUA",
    "RESIDENCE": "RES",
    "ROUTE": "RTE",
    "SQUARE": "SQ",
    "ZONE": "Z",
    "GENERAL": "GAL",
    "MARECHAL": "MAL",
    "PRESIDENT": "PDT",
    "DOCTEUR": "DR",
    "PROFESSEUR": "PR",
    "SAINT": "ST",
    "SAINTE": "STE",
}
"""Usual shortenings (in the manner of AFNOR NF Z 10-011), used only where a line is too long."""


@dataclass(frozen=True, slots=True)
class PostalLines:
    """The lines to print, and what is wrong with them, in French (nothing: ready to post)."""

    lines: tuple[str, ...]
    problems: tuple[str, ...] = ()


def postal_lines(name: str, address: Address, *, attention: str = "") -> PostalLines:
    """Write a name and an address the way La Poste asks (its rule of 6 lines of 38).

    A line too long is shortened by usual abbreviations, else broken between words. Nothing is
    ever cut away in silence: what does not fit is told in `problems`.
    """
    problems: list[str] = []
    body = [line for part in (name, attention, *address.lines) for line in _fitted(_plain(part))]
    at_home = address.at_home
    last = _fitted(_plain(f"{address.postcode} {address.city}"))
    if not at_home:
        last = [*last, _plain(_country(address.country))]
    lines = (*body, *last)
    if not _plain(name):
        problems.append("Il manque le nom du destinataire.")
    if not any(_plain(line) for line in address.lines):
        problems.append("Il manque la rue ou la boîte postale.")
    if not _plain(address.city):
        problems.append("Il manque la ville.")
    if at_home and not re.fullmatch(r"\d{5}", address.postcode.replace(" ", "")):
        problems.append("Le code postal doit avoir cinq chiffres.")
    if len(lines) > LINES:
        problems.append(
            f"L’adresse occupe {len(lines)} lignes ; La Poste en lit {LINES} au plus. "
            "Raccourcissez-la."
        )
    problems += [
        f"«\u00a0{part}\u00a0» a des lettres que les machines de La Poste ne lisent pas. "
        "Écrivez-le en lettres latines."
        for part in (name, attention, *address.lines, address.city)
        if _lost(part)
    ]
    if any(len(line) > WIDTH for line in lines):
        problems.append(f"Un mot de l’adresse dépasse {WIDTH} caractères. Raccourcissez-le.")
    return PostalLines(lines, tuple(problems))


def _plain(text: str) -> str:
    text = text.translate(_LETTERS)
    letters = unicodedata.normalize("NFKD", text.replace("n°", "n "))
    kept = "".join(c for c in letters if not unicodedata.combining(c)).upper()
    return " ".join(re.sub(r"[^A-Z0-9&+]+", " ", kept).split())


_LETTERS = str.maketrans({
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i",
})  # fmt: skip
"""Letters that stay whole when accents are taken off: «Łódź» is LODZ."""


def _lost(text: str) -> bool:
    """True when letters of another alphabet would vanish from the envelope."""
    letters = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return any(one.isalpha() and not one.isascii() for one in letters)


def _fitted(line: str) -> list[str]:
    if len(line) > WIDTH:
        words = line.split()
        for place, word in enumerate(words):
            words[place] = _SHORT.get(word, word)
            line = " ".join(words)
            if len(line) <= WIDTH:
                break
    broken: list[str] = []
    for word in line.split():
        if broken and len(broken[-1]) + 1 + len(word) <= WIDTH:
            broken[-1] += f" {word}"
        else:
            broken.append(word)
    return broken


def _country(code: str) -> str:
    named: str = Locale("fr").territories.get(code.upper(), code)
    return named
