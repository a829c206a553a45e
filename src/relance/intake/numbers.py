"""Numbers that carry their own check: SIREN, SIRET, French VAT, IBAN, telephones."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from stdnum import iban as iban_numbers
from stdnum.fr import siren as siren_numbers
from stdnum.fr import siret as siret_numbers

_SEPARATORS = re.compile(r"[\s\u00a0\u202f.-]+")
_FRENCH_VAT = re.compile(r"FR[0-9A-Z]{2}(\d{9})\Z", re.I)


def legal_id_of(written: str) -> tuple[str | None, str | None]:
    """A SIREN or SIRET without spaces, and why it is none (French); (None, None) if empty."""
    compact = _SEPARATORS.sub("", written)
    if not compact:
        return None, None
    if vat := _FRENCH_VAT.match(compact):
        compact = vat[1]
    if not compact.isdigit() or not compact.isascii() or len(compact) not in (9, 14):
        return None, "un SIREN a 9\u00a0chiffres, un SIRET 14"
    if not (siren_valid(compact) if len(compact) == 9 else siret_valid(compact)):
        return None, "la clé de contrôle est fausse"
    return compact, None


def siren_valid(digits: str) -> bool:
    """Whether these nine digits pass their check (Luhn)."""
    return len(digits) == 9 and bool(siren_numbers.is_valid(digits))


def siret_valid(digits: str) -> bool:
    """Whether these fourteen digits pass their check; La Poste's own rule included."""
    return len(digits) == 14 and bool(siret_numbers.is_valid(digits))


def iban_valid(compact: str) -> bool:
    """Whether this IBAN, without spaces, passes the check of its country."""
    return bool(iban_numbers.is_valid(compact))


@lru_cache(maxsize=4096)
def phone_of(written: str, country: str = "FR") -> str | None:
    """The telephone number as E.164 (+33612345678), or None if it cannot be dialled."""
    text = written.strip()
    if country == "FR" and text.isdigit() and len(text) == 9 and text[0] != "0":
        text = f"0{text}"  # A number cell loses the first zero.
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number) or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
