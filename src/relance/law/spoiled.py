"""What is wrong with a file of added values that a hand has spoiled: in French, the word named."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from relance.law.added import AddedValue
from relance.law.page import NUMBER

_DAYS = ("on", "checked_on")
_WORDS = tuple(one.name for one in fields(AddedValue))
_NEEDED = tuple(one.name for one in fields(AddedValue) if one.default is MISSING)


class Spoiled(ValueError):
    """The file is no added value; the message says what is wrong, without the file's name."""


def read_one(path: Path) -> AddedValue:
    """The value of one file. Raises Spoiled: guessing what a hand meant would be a wrong rate."""
    try:
        written = yaml.safe_load(path.read_text("utf-8"))
    except OSError as failed:
        raise Spoiled(f"il ne s’ouvre pas ({failed.strerror})") from failed
    except UnicodeDecodeError as failed:
        raise Spoiled("il n’est pas écrit en UTF-8") from failed
    except yaml.MarkedYAMLError as failed:
        mark = failed.problem_mark
        where = f" à la ligne {mark.line + 1}" if mark else ""
        raise Spoiled(f"l’écriture YAML est fausse{where}") from failed
    except (ValueError, RecursionError, yaml.YAMLError) as failed:
        raise Spoiled("une date y est impossible, ou un signe interdit") from failed
    wrong = _wrong(written)
    if wrong:
        raise Spoiled(wrong)
    return AddedValue(**written)


def _wrong(written: Any) -> str:
    """What is wrong with what the YAML says; empty when it is a whole value."""
    if not isinstance(written, dict):
        return "on y attend des lignes «\u00a0mot: valeur\u00a0»"
    if True in written:  # YAML reads a bare «on» as «yes»
        return "le mot «\u00a0on\u00a0» doit être entre apostrophes\u00a0: 'on': 2027-01-01"
    missing = [word for word in _NEEDED if word not in written]
    if missing:
        return f"il y manque «\u00a0{missing[0]}\u00a0»"
    for word, said in written.items():
        if word not in _WORDS:
            return f"«\u00a0{str(word)[:40]}\u00a0» n’y a pas sa place"
        if word in _DAYS:
            if not isinstance(said, date) or isinstance(said, datetime):
                return f"«\u00a0{word}\u00a0» n’est pas une date comme 2027-01-01, sans guillemets"
        elif not isinstance(said, str):
            return f'«\u00a0{word}\u00a0» doit être entre guillemets, par exemple {word}: "2.65"'
    if not NUMBER.match(written["value"]):
        return '«\u00a0value\u00a0» n’est pas un nombre comme "2.65", avec un point'
    if not written["source"].strip():
        return "«\u00a0source\u00a0» est vide\u00a0: une valeur sans texte ne compte pas"
    return ""
