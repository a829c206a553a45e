"""What a report about a mail says of it (RFC 3464): not delivered, passed on, or nothing sure.

Servers report delays too, and readers their reading: only a report that says «failed» of every
recipient, and names our mail, is a bounce. All others are for a person to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from enum import StrEnum

OUR_HEADER = "X-Relance-Identity"
"""As `notices` writes it: some providers replace the Message-ID, none this."""

MOST_BYTES = 64 * 1024
"""The status stands before the mail sent back: the beginning of a report is enough."""

_PASSED_ON = frozenset(("delivered", "relayed", "expanded"))


class Said(StrEnum):
    FAILED = "failed"  # of every recipient, and for good
    PASSED_ON = "passed_on"
    UNSURE = "unsure"  # a delay, a part, another mail, or no status that can be read


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it came, or its beginning; `why` is the server's own reason."""

    said: Said
    content: bytes
    why: str = ""


def read_report(content: bytes, identity: str) -> Report:
    """Read a report, or its beginning, about the mail of that identity. Never raises."""
    message = message_from_bytes(content)
    if message.get_param("report-type") != "delivery-status" or not _names(message, identity):
        return Report(Said.UNSURE, content)
    recipients = [
        group
        for part in message.walk()
        if part.get_content_type() == "message/delivery-status"
        for group in _groups(part)
        if "Action" in group
    ]
    actions = {_told(group, "Action").lower() for group in recipients}
    why = next((reason for group in recipients if (reason := _reason(group))), "")
    if actions == {"failed"}:
        return Report(Said.FAILED, content, why)
    passed_on = bool(actions) and actions <= _PASSED_ON
    return Report(Said.PASSED_ON if passed_on else Said.UNSURE, content, why)


def _groups(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _names(message: Message, identity: str) -> bool:
    """True if the mail reported on is the one of that identity, and not one that quotes it."""
    whole = re.compile(rf"(?<![0-9A-Za-z]){re.escape(identity)}(?![0-9A-Za-z])")
    for part in message.walk():
        headers = [_told(group, "Original-Envelope-Id") for group in _groups(part)]
        for sent_back in _sent_back(part):
            headers += [_told(sent_back, name) for name in ("Message-ID", OUR_HEADER)]
        if any(whole.search(one) for one in headers):
            return True
    return False


def _sent_back(part: Message) -> list[Message]:
    """The head of the mail that a report gives back, whole or alone."""
    if part.get_content_type() == "message/rfc822":
        return _groups(part)
    decoded = part.get_payload(decode=True)
    if part.get_content_type() == "text/rfc822-headers" and isinstance(decoded, bytes):
        return [message_from_bytes(decoded)]
    return []


def _reason(group: Message) -> str:
    told = (_told(group, "Status"), _told(group, "Diagnostic-Code"))
    return " ; ".join(one for one in told if one)[:300]


def _told(group: Message, name: str) -> str:
    return "".join(c if c.isprintable() else " " for c in str(group.get(name, ""))).strip()
