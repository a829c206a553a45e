"""A phone number: kept as E.164, shown as people read it, dialed by one click."""

from __future__ import annotations

import phonenumbers


def read_phone(typed: str, *, country: str = "FR") -> str | None:
    """The number in E.164, or None if no such number can exist.

    `country` is where a number without its country code is from (ISO 3166 two letters).
    """
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    written: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written


def shown(e164: str, *, country: str = "FR") -> str:
    """«06 12 34 56 78» at home, «+32 470 12 34 56» abroad; unchanged if it is no number."""
    try:
        number = phonenumbers.parse(e164, country)
    except phonenumbers.NumberParseException:
        return e164
    at_home = number.country_code == phonenumbers.country_code_for_region(country)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if at_home
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    written: str = phonenumbers.format_number(number, style)
    return written


def tel_link(e164: str) -> str | None:
    """The `tel:` link (RFC 3966) that dials it, or None if it cannot be dialed."""
    number = read_phone(e164)
    return f"tel:{number}" if number else None
