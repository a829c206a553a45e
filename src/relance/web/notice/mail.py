"""A stored e-mail as its reader will see it: headers, words, attachments."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a message. Attachments are (name, size in bytes)."""

    sender: str
    recipient: str
    subject: str
    text: str
    attachments: tuple[tuple[str, int], ...]


def shown(content: bytes) -> Shown:
    """Read back the very bytes that will leave."""
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage), "the default policy makes EmailMessage"
    body = message.get_body(preferencelist=("plain",))
    return Shown(
        sender=str(message.get("From", "")),
        recipient=str(message.get("To", "")),
        subject=str(message.get("Subject", "")),
        text=str(body.get_content()) if body is not None else "",
        attachments=tuple(_attachments(message)),
    )


def _attachments(message: EmailMessage) -> list[tuple[str, int]]:
    named = []
    for part in message.iter_attachments():
        payload = part.get_payload(decode=True)
        size = len(payload) if isinstance(payload, bytes) else 0
        named.append((part.get_filename() or "pièce jointe", size))
    return named
