"""French as a reader expects it: amounts, dates, lists, agreement, civility, typography."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from relance.case import Contact, Formality, Gender
from relance.claim.french import in_day, in_money, in_percent, typeset

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_WIDE = "\u00a0"

money = in_money
percent = in_percent
short_day = in_day


def day(on: date) -> str:
    """«1er décembre 2026», the day and month kept together."""
    number = "1er" if on.day == 1 else str(on.day)
    return f"{number}{_WIDE}{MONTHS[on.month - 1]} {on.year:04d}"


def full_day(on: date) -> str:
    """«mardi 1er décembre 2026»."""
    return f"{DAYS[on.weekday()]} {day(on)}"


def listed(words: Sequence[str]) -> str:
    """«A», «A et B», «A, B et C»."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def count(number: int, singular: str, plural: str) -> str:
    """«1 facture», «2 factures»; zero takes the singular."""
    return f"{number}{_WIDE}{singular if abs(number) < 2 else plural}"


def civility(contact: Contact | None) -> str:
    """How a person is addressed in writing; nobody known: «Madame, Monsieur»."""
    if contact is None or contact.gender is Gender.UNKNOWN:
        return "Madame, Monsieur"
    return "Madame" if contact.gender is Gender.WOMAN else "Monsieur"


def greeting(contact: Contact | None) -> str:
    """The first words of a mail: «Bonjour Camille,», «Bonjour Madame Le Goff,», «Bonjour,»."""
    words = _name_words(contact.name) if contact is not None else []
    if contact is None or not words:
        return "Bonjour,"
    if contact.formality is Formality.TU:
        return f"Bonjour {_first_name(words)},"
    if contact.gender is Gender.UNKNOWN:
        return f"Bonjour {' '.join(words)},"
    return f"Bonjour {civility(contact)} {_family_name(words)},"


_TITLES = {"m.", "m", "mr", "mr.", "mme", "mme.", "mlle", "monsieur", "madame", "mademoiselle"}
_PARTICLES = {
    "le", "la", "de", "du", "des", "d’", "van", "von", "ben", "bel", "el", "al", "da", "di", "dos",
    "saint", "sainte",
}  # fmt: skip


def _name_words(name: str) -> list[str]:
    """The words of a name without the title that people type in front of it."""
    words = name.split()
    while words and words[0].casefold() in _TITLES:
        words = words[1:]
    return words


def _in_capitals(words: list[str]) -> list[str]:
    """The family name as administrations write it: «Julie MARTIN», «MARTIN Julie»."""
    found = [word for word in words if len(word) > 1 and word.isupper() and "." not in word]
    return found if len(found) < len(words) else []


def _first_name(words: list[str]) -> str:
    capitals = _in_capitals(words)
    return next((word for word in words if word not in capitals), words[0])


def _family_name(words: list[str]) -> str:
    if capitals := _in_capitals(words):
        return " ".join(capitals)
    particle = next((n for n, w in enumerate(words) if n and w.casefold() in _PARTICLES), None)
    return " ".join(words[particle:]) if particle else words[-1]


_KEPT = r"(?<!\S)\S*(?:://|@)\S*"
_NARROW_BEFORE = re.compile(rf"{_KEPT}|(?<=[^\s(\[«{{|])[ \u00a0\u202f]*([;!?]+)")
_WIDE_BEFORE = re.compile(rf"{_KEPT}|(?<=\S)[ \u00a0\u202f]+([:%€])|(?<=\d)([%€])")
_GUILLEMETS = re.compile(rf"{_KEPT}|(«)[ \u00a0\u202f]*|[ \u00a0\u202f]*(»)")
_APOSTROPHE = re.compile(rf"{_KEPT}|(?<=\w)'(?=[\w«{{])")
_TWICE = re.compile(r" {2,}")


def typography(text: str) -> str:
    """The same sentence with French spaces and apostrophes; addresses and links are kept.

    A narrow space is put before ; ! ? and a wide one inside guillemets; the space before
    : % € is made unbreakable. Applied twice, it changes nothing more.
    """
    text = _APOSTROPHE.sub(lambda found: found[0] if len(found[0]) > 1 else "’", text)
    text = _TWICE.sub(" ", text)
    text = _NARROW_BEFORE.sub(lambda one: f"\u202f{one[1]}" if one[1] else one[0], text)
    text = _WIDE_BEFORE.sub(
        lambda one: f"{_WIDE}{one[1] or one[2]}" if one[1] or one[2] else one[0], text
    )
    return _GUILLEMETS.sub(_inside_guillemets, text)


def _inside_guillemets(found: re.Match[str]) -> str:
    if found[1]:
        return f"«{_WIDE}"
    return f"{_WIDE}»" if found[2] else found[0]


__all__ = [
    "civility",
    "count",
    "day",
    "full_day",
    "greeting",
    "listed",
    "money",
    "percent",
    "short_day",
    "typeset",
    "typography",
]
