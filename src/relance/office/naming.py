"""Keys by which names and numbers are recognised again, however they are typed."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_FORMS = frozenset({"sa", "sas", "sasu", "sarl", "eurl", "sci", "snc", "ei", "societe", "ste"})


def name_key(name: str) -> str:
    """A name without accents, case, punctuation or legal form: «Café de l’Été SARL»."""
    plain = (
        unicodedata.normalize("NFKD", name.casefold().replace("’", " "))
        .encode("ascii", "ignore")
        .decode()
    )
    words = [word for word in _NOT_WORD.split(plain) if word]
    kept = [word for word in words if word not in _FORMS] or words
    return " ".join(kept)[:200] or name.casefold().strip()[:200]


def number_key(number: str) -> str:
    """An invoice number without case or spaces: two files with the same one are one invoice."""
    return re.sub(r"\s+", "", number.casefold())[:200]
