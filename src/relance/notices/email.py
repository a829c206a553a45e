"""A mail as bytes: the same input gives the same bytes, and no value can add a header."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from relance.case import routable
from relance.notices.written import Email, Enclosed

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_POLICY = SMTP.clone(max_line_length=78)
IDENTITY_HEADER = "X-Relance-Identity"

Attachment = tuple[str, str, bytes]
"""Name, media type, bytes."""


class BadAddress(ValueError):
    """The address cannot stand in a header: nothing was written."""


def one_line(words: str) -> str:
    """The words on one line: whatever could end a header becomes a space."""
    return _BREAKS.sub(" ", words).strip()


_SPECIAL = re.compile(r"[<>\"\\@,;:()\[\]]+")
_NAME_LENGTH = 60
_NOT_A_FILE = re.compile(r'[<>:"/\\|?*]+')


def _shown_name(name: str) -> str:
    """A name as a header can hold it: nothing in it can end or start an address."""
    return " ".join(_SPECIAL.sub(" ", one_line(name)).split())[:_NAME_LENGTH].strip()


def _address(name: str, address: str) -> Address:
    user, _, domain = routable(one_line(address)).rpartition("@")
    if not user or not domain or " " in address.strip():
        raise BadAddress(f"«\u00a0{address}\u00a0» n’est pas une adresse électronique.")
    try:
        return Address(_shown_name(name), user, domain)
    except (ValueError, IndexError) as wrong:
        raise BadAddress(f"«\u00a0{address}\u00a0» n’est pas une adresse électronique.") from wrong


def _file_name(name: str) -> str:
    """A name that every system can save: no folder, no sign that Windows refuses."""
    return _NOT_A_FILE.sub("-", one_line(name)) or "piece-jointe"


def _enclose(message: EmailMessage, one: Enclosed, cid: str) -> None:
    kind, _, rest = one.media_type.partition("/")
    message.add_attachment(
        one.drawn(),
        maintype=kind,
        subtype=rest,
        filename=_file_name(one.name),
        disposition="inline" if one.inline else "attachment",
        cid=cid,
    )


def email_bytes(
    mail: Email,
    *,
    identity: str,
    date: datetime,
    sender: str,
    sender_name: str,
    attachments: Sequence[Attachment] = (),
    in_reply_to: str = "",
) -> bytes:
    """The message as it will leave, CRLF lines, UTF-8. Raises BadAddress.

    `identity` makes the Message-ID (at the sender's domain) and a header of ours, so that the
    message is found again wherever it went. Boundaries come from it: nothing is left to chance.
    """
    author, reader = _address(sender_name, sender), _address(mail.to_name, mail.to)
    # «josé@…» has no spelling in ASCII (RFC 6532): then the headers are in UTF-8.
    plain = (author.username + reader.username).isascii()
    message = EmailMessage(policy=_POLICY if plain else _POLICY.clone(utf8=True))
    message["From"] = author
    message["To"] = reader
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = f"<{identity}@{author.domain}>"
    if in_reply_to:
        message["In-Reply-To"] = f"<{in_reply_to}@{author.domain}>"
        message["References"] = f"<{in_reply_to}@{author.domain}>"
    message[IDENTITY_HEADER] = identity
    message.set_content(mail.leaving_text, charset="utf-8", cte="quoted-printable")
    enclosed = mail.leaving_with
    for name, media_type, content in attachments:
        kind, _, rest = media_type.partition("/")
        message.add_attachment(
            content, maintype=kind, subtype=rest or "octet-stream", filename=_file_name(name)
        )
    for place, one in enumerate(enclosed, 1):
        _enclose(message, one, f"<{identity}.{place}@{author.domain}>")
    if attachments or enclosed:
        message.set_boundary("relance-" + hashlib.sha256(identity.encode()).hexdigest()[:32])
    return message.as_bytes()
