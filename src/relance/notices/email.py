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

from relance.notices.written import Email, NotWritable

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST = 254  # RFC 5321, section 4.5.3.1
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


def _shown_name(name: str) -> str:
    """A name as a header can hold it: nothing in it can end or start an address."""
    return " ".join(_SPECIAL.sub(" ", one_line(name)).split())[:_NAME_LENGTH].strip()


def _routed(address: str) -> tuple[str, str] | None:
    """The two parts of one mailbox as RFC 5321 routes it, its domain in ASCII (IDNA), or None."""
    user, _, domain = address.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    if not (_LOCAL.fullmatch(user) and _DOMAIN.fullmatch(domain)):
        return None
    return (user, domain) if len(user) + len(domain) < _LONGEST else None


def is_address(address: str) -> bool:
    """Whether a mail can be addressed to it: one mailbox, nothing more."""
    return _routed(address) is not None


def _author(name: str, address: str) -> Address:
    parts = _routed(address)
    if parts is None:
        raise NotWritable(
            f"Votre adresse d’expéditeur, «\u00a0{one_line(address)}\u00a0», est mal écrite. "
            "Corrigez-la dans vos réglages. Rien n’a été préparé."
        )
    return Address(_shown_name(name), *parts)


def _recipient(name: str, address: str) -> Address:
    parts = _routed(address)
    if parts is None:
        what = (
            f", «\u00a0{one_line(address)}\u00a0», est mal écrite" if address.strip() else " manque"
        )
        raise BadAddress(
            f"L’adresse électronique du client{what}. Corrigez-la, puis reprenez l’envoi. "
            "Rien n’est parti."
        )
    return Address(_shown_name(name), *parts)


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
    """The message as it will leave, CRLF lines, UTF-8. Raises BadAddress (the debtor's) or NotWritable (the sender's).

    `identity` makes the Message-ID (at the sender's domain) and a header of ours, so that the
    message is found again wherever it went. Boundaries come from it: nothing is left to chance.
    """
    message = EmailMessage(policy=_POLICY)
    author = _author(sender_name, sender)
    message["From"] = author
    message["To"] = _recipient(mail.to_name, mail.to)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = f"<{identity}@{author.domain}>"
    if in_reply_to:
        message["In-Reply-To"] = f"<{in_reply_to}@{author.domain}>"
        message["References"] = f"<{in_reply_to}@{author.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # no «out of office» answer (RFC 3834)
    message[IDENTITY_HEADER] = identity
    message.set_content(_NO_TEXT.sub("", mail.text), charset="utf-8", cte="quoted-printable")
    for name, media_type, content in attachments:
        kind, _, rest = media_type.partition("/")
        message.add_attachment(
            content, maintype=kind, subtype=rest or "octet-stream", filename=one_line(name)
        )
    if attachments:
        message.set_boundary("relance-" + hashlib.sha256(identity.encode()).hexdigest()[:32])
    return message.as_bytes()
