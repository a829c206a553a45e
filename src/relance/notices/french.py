"""French as a reader expects it: amounts, dates, lists, agreement, civility, typography."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from relance.case import Contact, Formality, Gender
from relance.case.phone import shown
from relance.claim.french import in_day, in_money, in_percent, typeset

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_VOWEL = re.compile(r"[aeiouh]|y[^aeiou ]")
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
    """«de Martin», «d’Arnaud», «d’Œuvrard», «d’Élodie»."""
    return f"d’{word}" if _VOWEL.match(_folded(word)) else f"de {word}"


def _folded(word: str) -> str:
    """Small letters without accents: «œuvre» begins like «oeuvre»."""
    plain = word.casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(one for one in unicodedata.normalize("NFKD", plain) if one.isascii())


def phone(number: str) -> str:
    """«04 78 00 00 01», its pairs kept together; as typed when it is no number."""
    return shown(number).replace(" ", _WIDE) if number else ""


def count(number: int, singular: str, plural: str) -> str:
    """«1 facture», «2 factures»; zero takes the singular."""
    return f"{number}{_WIDE}{singular if abs(number) < 2 else plural}"


def civility(contact: Contact | None) -> str:
    """How a person is addressed in writing; nobody known: «Madame, Monsieur»."""
    if contact is None or contact.gender is Gender.UNKNOWN:
        return "Madame, Monsieur"
    return "Madame" if contact.gender is Gender.WOMAN else "Monsieur"


def greeting(contact: Contact | None) -> str:
    """The first words of a mail: «Bonjour Camille,», «Bonjour Madame Martin,», «Bonjour,».

    A department has no name to be greeted by: «Service comptabilité» gets «Bonjour,».
    """
    name = contact.name.strip() if contact is not None else ""
    if contact is None or not name or is_department(name):
        return "Bonjour,"
    if contact.formality is Formality.TU:
        return f"Bonjour {first_name(name)},"
    if contact.gender is Gender.UNKNOWN:
        return f"Bonjour {name},"
    title = "Madame" if contact.gender is Gender.WOMAN else "Monsieur"
    return f"Bonjour {title} {family_name(name)},"


_DEPARTMENTS = frozenset({
    "accueil", "achats", "administration", "agence", "bureau", "cabinet", "compta",
    "comptabilite", "contact", "departement", "direction", "facturation", "fournisseurs", "gestion",
    "pole", "secretariat", "service", "services", "standard", "tresorerie",
})  # fmt: skip
_TITLES = frozenset({
    "m.", "m", "mr", "mr.", "mme", "mme.", "mlle", "mlle.", "madame", "monsieur", "mademoiselle",
    "me", "maître", "dr", "dr.", "pr", "pr.",
})  # fmt: skip


def is_department(name: str) -> bool:
    """True for «Service comptabilité», which is nobody's name."""
    words = name.split()
    return bool(words) and _folded(words[0]).strip(",:") in _DEPARTMENTS


def to_attention(name: str) -> str:
    """The line of an envelope that names a person: «À l’attention d’Arnaud Petit»."""
    return name if is_department(name) else f"À l’attention {of(name)}"


def _named(name: str) -> list[str]:
    """The words of a name, without the title that somebody typed before it."""
    words = name.split()
    return words[1:] if len(words) > 1 and words[0].lower() in _TITLES else words


def first_name(name: str) -> str:
    """«Camille» of «Camille Petit», of «Mme Camille Petit» and of «PETIT Camille»."""
    words = _named(name)
    given = [one for one in words if not _shouted(one)]
    return given[0] if given else words[0]


def _shouted(word: str) -> bool:
    """A word all in capitals, as forms write a family name."""
    letters = [one for one in word if one.isalpha()]
    return len(letters) > 1 and word.upper() == word and word.lower() != word


_PARTICLES = frozenset({
    "le", "la", "les", "l’", "l'", "de", "du", "des", "d’", "d'", "da", "di", "do", "dos", "del",
    "della", "van", "von", "ver", "ter", "ten", "der", "el", "al", "ben", "ibn", "bin", "saint",
    "sainte", "mac", "mc", "o’",
})  # fmt: skip


def family_name(name: str) -> str:
    """«Le Goff» of «Jean Le Goff», «de La Tour» of «Anne de La Tour»; else the last word.

    Words all in capitals beside others that are not are the family name, wherever they stand.
    """
    words = _named(name)
    shouted = [one for one in words if _shouted(one)]
    if shouted and len(shouted) < len(words) and shouted[-1] != words[-1]:
        return " ".join(shouted)
    for place, word in enumerate(words[:-1]):
        if place and word.lower() in _PARTICLES:
            return " ".join(words[place:])
    return words[-1]


HELD = "\ue000"
"""The place of a fact in a sentence being typeset: a letter that no keyboard writes."""

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
    word = re.sub(rf"(?<=[\w{HELD}])'(?=[\w{HELD}])", "’", word)
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
    "phone",
    "short_day",
    "typeset",
    "typography",
]
