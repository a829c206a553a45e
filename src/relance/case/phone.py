"""A phone number as people read it: kept as E.164, written in pairs at home."""

from __future__ import annotations

import phonenumbers


def shown(number: str, *, country: str = "FR") -> str:
    """«06 12 34 56 78» at home, «+32 470 12 34 56» abroad; unchanged if it is no number."""
    try:
        read = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return number
    at_home = read.country_code == phonenumbers.country_code_for_region(country)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if at_home
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    written: str = phonenumbers.format_number(read, style)
    return written
