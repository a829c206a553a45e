"""A phone number: kept as E.164, shown as people read it, dialed by one click."""

from __future__ import annotations

import phonenumbers

from relance.case.phone import shown


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


def tel_link(e164: str) -> str | None:
    """The `tel:` link (RFC 3966) that dials it, or None if it cannot be dialed."""
    number = read_phone(e164)
    return f"tel:{number}" if number else None


__all__ = ["read_phone", "shown", "tel_link"]
