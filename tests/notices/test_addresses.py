"""Addresses with accents: in a header as every mail program reads them, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from relance.notices import email_bytes
from relance.notices.written import Email

INSTANT = datetime(2026, 4, 7, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("to", "header"),
    [
        ("compta@société.fr", "compta@xn--socit-esab.fr"),
        ("josé@exemple.fr", "josé@exemple.fr"),
        ("josé@société.fr", "josé@xn--socit-esab.fr"),
    ],
)
def test_an_accent_in_an_address_is_no_encoded_word(to: str, header: str) -> None:
    """RFC 2047 forbids it inside an address: servers refuse such a mail, or lose the reply."""
    mail = Email("kind_email", "Facture échue", "Bonjour\n", to, "José Été")
    written = email_bytes(
        mail, identity="a" * 32, date=INSTANT, sender="ana@société.fr", sender_name="Ana"
    )

    head = written.split(b"\r\n\r\n", 1)[0]
    to_line = next(line for line in head.split(b"\r\n") if line.startswith(b"To:"))
    assert f"<{header}>".encode() in to_line
    assert head.isascii() is header.isascii()
    read = message_from_bytes(written, policy=policy.default)
    assert isinstance(read, EmailMessage)
    assert str(read["Subject"]) == "Facture échue"
    assert read["Message-ID"] == f"<{'a' * 32}@xn--socit-esab.fr>"
