"""The words of the registries as they can be compared, and the piece that names whom to write to."""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 20_000
"""Characters kept of one text; the longest notices have some 3,000."""

_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x84\x86-\x9f]+")
_HALF_LETTER = re.compile("[\ud800-\udfff]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_BROKEN = re.compile("[\u00c3\u00c2\u00e2][\u0080-\u00bf\u0152-\u017e\u02c6-\u2122]")
_NAMED = re.compile(
    r"(?:désignant\s+(?:en\s+qualité\s+de\s+|comme\s+)?|[,;]\s*)"
    r"(?P<role>liquidateur|mandataire\s+judiciaire)\s*:?\s+(?P<who>.+)",
    re.I | re.S,
)
_AFTERWARDS = re.compile(
    r"\s*(?:\.\s*(?=[A-ZÀ-Ý])|[.\s]*(?:Les\s+(?:déclarations|créances)\b|Nature\s+de\s+la\s+procédure)"
    r"|[,;]\s*(?:administrateur|mandataire|juge|commissaire|et\s+désign|ouvrant|mettant|fix|avec\b)).*",
    re.I | re.S,
)
_TITLE = re.compile(r"liquidateur|mandataire\s+judiciaire|administrateur", re.I)
_SHORTEST, _LONGEST = 10, 300


def told(written: object) -> str:
    """A text on one line, its letters mended when they were coded twice («procÃ©dure»).

    No control character and no half of a letter is left: no table could store them.
    """
    text = written if isinstance(written, str) else ""
    whole = _HALF_LETTER.sub("\ufffd", text[:MAX_TEXT])
    return _SPACES.sub(" ", _mended(whole)).strip()


def _mended(text: str) -> str:
    """Some registries' texts are UTF-8 read as Latin-1: seen in 231 of 120,719 judgments."""
    if not _BROKEN.search(text):
        return text
    for name in ("cp1252", "latin-1"):
        try:
            return text.encode(name).decode("utf-8")
        except UnicodeError:
            continue
    return text


def plain(text: str) -> str:
    """The same words in small letters, without accents or signs, single spaces."""
    # «l’» typed with a curly apostrophe would vanish and glue two words together.
    folded = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return _NOT_WORD.sub(" ", folded.encode("ascii", "ignore").decode()).strip()


def office_holder(text: str) -> str:
    """Who is named liquidateur or mandataire judiciaire, with the address as written, or nothing.

    «…, désignant liquidateur Selarl Mmj prise en la personne de Me Mandin 23 Rue Victor Hugo
    95300 Pontoise.» Nothing is answered when the piece is cut where it should not be: a title
    inside a name, no postcode, or a length no address has.
    """
    found = _NAMED.search(text)
    if found is None:
        return ""
    who = (
        _AFTERWARDS.sub("", _dotless(found["who"][: 2 * _LONGEST]))
        .replace("\0", ".")
        .strip(" ,;.:-")
    )
    if not _SHORTEST <= len(who) <= _LONGEST or _TITLE.search(who):
        return ""
    return who if re.search(r"\b\d{5}\b", who) else ""


def _dotless(text: str) -> str:
    """The text with the dots of abbreviations hidden: «Me. Mandin», «M. Paul», «S.C.P.»."""
    return re.sub(r"\b([A-Z]|Me|Mme|Mlle|Mr|av|bd|bld|St|Ste)\.", lambda one: f"{one[1]}\0", text)
