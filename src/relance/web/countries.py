"""The countries a client may be in, by their French names, France first."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale

_NOT_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)
"""What the table names beside countries: islands of one, unions, and codes for tests."""
_DEPARTMENTS = frozenset(["GF", "GP", "MQ", "RE", "YT"])
"""In France: their postcode says where."""


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """Code and name, in the order a French reader looks them up."""
    found = [
        (code, str(name))
        for code, name in Locale("fr").territories.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in _NOT_COUNTRIES | _DEPARTMENTS
    ]
    return tuple(sorted(found, key=lambda one: (one[0] != "FR", _unaccented(one[1]))))


def _unaccented(name: str) -> str:
    return "".join(
        one for one in unicodedata.normalize("NFD", name) if not unicodedata.combining(one)
    )
