"""Without a server: the file that opens in the user's own mail program."""

from __future__ import annotations

import email
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.channels.email import as_approved, eml_name, to_open
from tests.channels.email.letters import MESSAGE


def test_the_file_opens_as_a_draft_with_all_its_words() -> None:
    """Opened as a received mail it could not be sent, and the owner would give up."""
    opened = email.message_from_bytes(to_open(MESSAGE), policy=email.policy.default)

    assert opened["X-Unsent"] == "1"
    assert opened["Subject"] == "Facture F-12 échue"
    assert "Bonjour" in opened.get_content()


@pytest.mark.parametrize("message", [MESSAGE, MESSAGE.replace(b"\r\n", b"\n")])
def test_the_approved_bytes_stay_whole_inside(message: bytes) -> None:
    """The journal holds the hash of what was approved: the copy must lead back to it."""
    assert to_open(message).endswith(message)
    assert as_approved(to_open(message)) == message
    assert to_open(to_open(message)) == to_open(message)


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Facture F-12 : échéance dépassée", "facture-f-12-echeance-depassee.eml"),
        ("../../etc/passwd", "etc-passwd.eml"),
        ("«»", "message.eml"),
        ("x" * 200, "x" * 60 + ".eml"),
    ],
)
def test_the_file_has_a_name_that_any_system_takes(subject: str, name: str) -> None:
    """A subject comes from an invoice: it must not become a path."""
    assert eml_name(subject) == name


@given(st.text())
def test_no_subject_escapes_its_folder(subject: str) -> None:
    """Whatever the invoice says."""
    assert set(eml_name(subject)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert not eml_name(subject).startswith(".")
