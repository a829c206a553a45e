"""Words as a reader hears them, whatever was typed: no accents, no tricks of letters or spaces."""

from __future__ import annotations

import re
import unicodedata

_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕԁһκοαρντιυΙΟΑΒΕΖΗΚΜΝΡΤΥΧ",
    "aeopcyxijsdhkoapvtiuioabezhkmnptyx",
)
"""Cyrillic and Greek letters that look like Latin ones."""
_IN_A_WORD = str.maketrans("013457@$", "oleastas")
_WORD = re.compile(r"[\w@$]+")
_SPELLED = re.compile(r"\b(?:\w[ .·_*-]){3,}\w\b")
_ENDS = re.compile(r"[.!?…]+\s")


def plain(words: str) -> str:
    """Small letters without accents, one space at a time; line breaks stay.

    «C O M M A N D E M E N T», «comman\u00addement» and «c0mmandement» are the same word.
    """
    seen = "".join(one for one in words if unicodedata.category(one) != "Cf")
    folded = unicodedata.normalize("NFKD", seen).casefold().replace("’", "'").replace("œ", "oe")
    kept = "".join(one for one in folded if not unicodedata.combining(one)).translate(_LOOK_ALIKE)
    kept = _SPELLED.sub(lambda match: re.sub(r"[ .·_*-]", "", match.group(0)), kept)
    kept = _WORD.sub(lambda match: _letters(match.group(0)), kept)
    return re.sub(r"[^\S\n]+", " ", kept)


def _letters(word: str) -> str:
    """A figure between letters is a letter; «F-12», «2026» and «40» stay."""
    letters = sum(one.isalpha() for one in word)
    return word.translate(_IN_A_WORD) if letters > 2 and letters * 2 > len(word) else word


def sentences(words: str) -> list[str]:
    """The words cut after each full stop."""
    return [one for one in _ENDS.split(words) if one.strip()]
