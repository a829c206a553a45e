"""Without a mail server: the message as a file to open in the user's own mail program."""

from __future__ import annotations

import re
import unicodedata

UNSENT = b"X-Unsent: 1"


def to_open(message: bytes) -> bytes:
    """A copy of the message that mail programs open as a draft, ready to send.

    The stored bytes, whose SHA-256 was approved, are not touched: the download has them whole,
    after one more line at the top. `as_approved` takes that line away again.
    """
    if message.startswith(UNSENT):
        return message
    end = b"\r\n" if b"\r\n" in message else b"\n"
    return UNSENT + end + message


def as_approved(download: bytes) -> bytes:
    """The approved bytes again, from a copy made by `to_open`."""
    if not download.startswith(UNSENT):
        return download
    return download.split(b"\n", 1)[1]


def eml_name(subject: str) -> str:
    """A file name for the download: plain letters, at most 60, ending in .eml."""
    plain = unicodedata.normalize("NFKD", subject).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()
    return f"{words[:60].rstrip('-') or 'message'}.eml"
