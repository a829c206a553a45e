"""How an attempt to send one mail can end: five ways, of which only one leaves a doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """The moments of a dialogue with a mail server (RFC 5321), in order."""

    CONNECT = "connect"
    BANNER = "banner"
    EHLO = "ehlo"
    STARTTLS = "starttls"  # a handshake at once (port 465) counts as this too
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    BODY = "before_dot"
    ANSWER = "after_dot"


class Reason(StrEnum):
    """Why a mail did not leave, for code and tests; `words` has the sentences."""

    BAD_SETTINGS = "bad_settings"
    INSECURE = "insecure"
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    CLOSED = "closed"
    NOT_SMTP = "not_smtp"
    NOT_IMAP = "not_imap"
    NO_FOLDER = "no_folder"
    NO_TLS = "no_tls"
    TLS_FAILED = "tls_failed"
    BAD_CERTIFICATE = "bad_certificate"
    NO_AUTH = "no_auth"
    BAD_PASSWORD = "bad_password"  # noqa: S105 - the name of a reason, not a password
    SENDER_REFUSED = "sender_refused"
    POLICY = "policy"
    TOO_BIG = "too_big"
    EIGHT_BIT = "eight_bit"
    REFUSED = "refused"


ASKS: frozenset[Reason] = frozenset(Reason) - {
    Reason.UNKNOWN_HOST,
    Reason.UNREACHABLE,
    Reason.SILENT,
    Reason.CLOSED,
}
"""Reasons that time alone does not cure: a person must change something."""

_QUEUE = re.compile(r"\b(?:queued|Ok id|id|message accepted)(?: as|=|:)? ?<?([\w.@-]{5,})", re.I)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server answered 250 to the dot: it has the mail. `reply` is its line, kept as proof."""

    reply: str

    @property
    def queue_id(self) -> str:
        """The server's own number for the mail when its line names one, else empty."""
        found = _QUEUE.search(self.reply)
        return found.group(1).rstrip(".") if found else ""


@dataclass(frozen=True, slots=True)
class RefusedForNow:
    """A 4xx answer: certainly not taken; the same mail may pass later."""

    code: int
    reply: str
    phase: Phase


@dataclass(frozen=True, slots=True)
class RefusedForGood:
    """A 5xx answer about this recipient or this mail: trying the same again is useless.

    `mailbox` says that the address itself is at fault (a bounce); otherwise the content or the
    sender's reputation was refused, and the address stays good.
    """

    code: int
    reply: str
    phase: Phase
    mailbox: bool = True


@dataclass(frozen=True, slots=True)
class NotSent:
    """The dialogue failed before the dot: certainly not sent, may be tried again later.

    `why` is for people, in French. `asks` is true when trying again cannot help until a person
    changes something (a password, a setting). `code` and `reply` are the server's, if it spoke.
    """

    phase: Phase
    why: str
    reason: Reason
    code: int = 0
    reply: str = ""

    @property
    def asks(self) -> bool:
        return self.reason in ASKS


@dataclass(frozen=True, slots=True)
class Unknown:
    """The dot was written and no answer came: sent or not, only a person can find out.

    Never to be retried on a timer (RFC 1047 names this gap). `why` is French, for people.
    """

    phase: Phase
    why: str
    reason: Reason


Outcome = Accepted | RefusedForNow | RefusedForGood | NotSent | Unknown
