"""Phone numbers, read, shown and dialed."""

from __future__ import annotations

import pytest

from relance.channels.phone import read_phone, shown, tel_link


@pytest.mark.parametrize(
    ("typed", "country", "kept", "read"),
    [
        ("06 12 34 56 78", "FR", "+33612345678", "06 12 34 56 78"),
        ("+33 (0)4 72 00 00 00", "FR", "+33472000000", "04 72 00 00 00"),
        ("0262 41 00 00", "RE", "+262262410000", "+262 262 41 00 00"),
        ("+32 470 12 34 56", "FR", "+32470123456", "+32 470 12 34 56"),
    ],
)
def test_a_number_is_kept_in_one_form_and_read_in_ours(
    typed: str, country: str, kept: str, read: str
) -> None:
    """The caller dials what is on the card: it must be the client's number."""
    assert read_phone(typed, country=country) == kept
    assert shown(kept) == read
    assert tel_link(kept) == f"tel:{kept}"


@pytest.mark.parametrize("typed", ["", "bonjour", "12", "06 12 34 56", "javascript:alert(1)"])
def test_what_is_no_number_is_not_dialed(typed: str) -> None:
    """A link made of any text would open anything."""
    assert read_phone(typed) is None
    assert tel_link(typed) is None
