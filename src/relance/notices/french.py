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
_VOWEL = re.compile(r"[aàâeéèêëiîïoôuùûœh]|y[^aeiouéè ]", re.IGNORECASE)
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


def of(word: str) -> str:
    """«de Martin», «d’Arnaud»."""
    return f"d’{word}" if _VOWEL.match(word) else f"de {word}"


def count(number: int, singular: str, plural: str) -> str:
    """«1 facture», «2 factures»; zero takes the singular."""
    return f"{number}{_WIDE}{singular if abs(number) < 2 else plural}"


def civility(contact: Contact | None) -> str:
    """How a person is addressed in writing; nobody known: «Madame, Monsieur»."""
    if contact is None or contact.gender is Gender.UNKNOWN:
        return "Madame, Monsieur"
    return "Madame" if contact.gender is Gender.WOMAN else "Monsieur"


def greeting(contact: Contact | None) -> str:
    """The first words of a mail: «Bonjour Camille,», «Bonjour Madame Martin,», «Bonjour,»."""
    if contact is None or not contact.name.strip():
        return "Bonjour,"
    name = contact.name.strip()
    if contact.formality is Formality.TU:
        return f"Bonjour {name.split()[0]},"
    if contact.gender is Gender.UNKNOWN:
        return f"Bonjour {name},"
    title = "Madame" if contact.gender is Gender.WOMAN else "Monsieur"
    return f"Bonjour {title} {family_name(name)},"


_PARTICLES = frozenset({
    "le", "la", "les", "l’", "l'", "de", "du", "des", "d’", "d'", "da", "di", "do", "dos", "del",
    "della", "van", "von", "ver", "ter", "ten", "der", "el", "al", "ben", "ibn", "bin", "saint",
    "sainte", "mac", "mc", "o’",
})  # fmt: skip


def family_name(name: str) -> str:
    """«Le Goff» of «Jean Le Goff», «de La Tour» of «Anne de La Tour»; else the last word."""
    words = name.split()
    for place, word in enumerate(words[:-1]):
        if place and word.lower() in _PARTICLES:
            return " ".join(words[place:])
    return words[-1]


_SPACES = re.compile(r"[ \u00a0\u202f]*([;!?])")
_WIDE_SPACES = re.compile(r"[ \u00a0\u202f]+([:»%€])")
_OPENING = re.compile(r"«[ \u00a0\u202f]*")
_CLOSING = re.compile(r"[ \u00a0\u202f]*»")
_TWICE = re.compile(r" {2,}")


def typography(text: str) -> str:
    """The same sentence with French spaces and apostrophes; addresses and links are kept.

    A space is put before ; ! ? and inside guillemets, made unbreakable before : % €.
    """
    words = [word if "://" in word or "@" in word else _one(word) for word in text.split(" ")]
    joined = _TWICE.sub(" ", " ".join(words))
    joined = re.sub(r" ([;!?])", "\u202f\\1", joined)
    joined = _WIDE_SPACES.sub(f"{_WIDE}\\1", joined)
    joined = _OPENING.sub(f"«{_WIDE}", joined)
    return _CLOSING.sub(f"{_WIDE}»", joined)


def _one(word: str) -> str:
    word = re.sub(r"(?<=\w)'(?=\w)", "’", word)
    return _SPACES.sub("\u202f\\1", word) if len(word) > 1 else word


__all__ = [
    "civility",
    "count",
    "day",
    "full_day",
    "greeting",
    "listed",
    "money",
    "of",
    "percent",
    "short_day",
    "typeset",
    "typography",
]


def phone(number: str) -> str:
    """A French number by pairs, «06 12 34 56 78»; any other one as it is."""
    if not re.fullmatch(r"\+33[0-9]{9}", number):
        return number
    return "\u00a0".join(re.findall("..", "0" + number[3:]))
