"""Hand one mail to a server, phase by phase, and say exactly how it ended.

Everything before the final dot is certain: it was not sent. After the dot there is a reply,
or a doubt that is never retried here (RFC 1047). Nothing in this file tries anything twice.
"""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable
from email.parser import BytesHeaderParser

from relance.case import routable
from relance.channels.email.dialogue import Broken, Dialogue, Refused
from relance.channels.email.outcome import (
    Accepted,
    NotSent,
    Outcome,
    Phase,
    Reason,
    RefusedForGood,
    Unknown,
)
from relance.channels.email.server import STARTTLS, SmtpServer
from relance.channels.email.verdict import refused
from relance.channels.email.words import not_sent, unknown

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\\\"\x00-\x1f\x7f@]+@[^\s<>()\[\],;:\\\"\x00-\x1f\x7f@]+\Z")
_LONE_ENDS = re.compile(rb"\r\n|\r|\n")


def deliver(
    message: bytes,
    *,
    sender: str,
    recipient: str,
    server: SmtpServer,
    before_dot: Callable[[], None],
    elapsed: Callable[[], float] = time.monotonic,
) -> Outcome:
    """Send one message to one recipient, once; return how it ended.

    `message` leaves as it is, with line ends as SMTP wants them (CRLF). `before_dot` is called
    once, when the whole body has been written and before the final dot: commit there that the
    mail may be gone. If it raises, the connection is cut without the dot, nothing was sent and
    its exception comes through. No other exception comes out of here for anything that a
    server, a network or a setting can do. `elapsed` gives seconds that also pass while the
    machine sleeps: whoever slept since `before_dot` writes no dot, others have taken over.
    """
    talk = Dialogue(server)
    try:
        return _drive(talk, message, sender, recipient, before_dot, elapsed)
    except Refused as no:
        return refused(talk.phase, no.code, no.reply)
    except Broken as end:
        if talk.phase is Phase.ANSWER:
            words = unknown(end.reason, detail=end.detail).text
            return Unknown(talk.phase, words, end.reason)
        words = not_sent(end.reason, talk.phase, detail=end.detail).text
        return NotSent(talk.phase, words, end.reason, reply=end.detail)
    finally:
        talk.drop()


def _drive(
    talk: Dialogue,
    message: bytes,
    sender: str,
    recipient: str,
    before_dot: Callable[[], None],
    elapsed: Callable[[], float],
) -> Outcome:
    if not _ADDRESS.match(recipient):
        talk.phase = Phase.RCPT
        return RefusedForGood(
            0, f"Cette adresse ne peut pas être écrite\u00a0: {recipient!r}", Phase.RCPT
        )
    if not _ADDRESS.match(sender):
        talk.phase = Phase.MAIL
        raise Broken(Reason.SENDER_REFUSED, sender)
    body = on_the_wire(message)
    greet(talk)
    _announce(talk, body, routable(sender), routable(recipient), _envelope_id(message))
    talk.enter(Phase.DATA)
    talk.ask("DATA", wanted=354)

    talk.enter(Phase.BODY)
    try:
        talk.send(body[:-2])  # all but the last line end, which belongs to the dot
    except Broken:
        if talk.sock is not None:
            talk.overhear()  # it may have said why before it stopped listening
        raise
    talk.overhear()
    asked_at = elapsed()
    before_dot()
    if elapsed() - asked_at > talk.server.timeout_s:
        raise Broken(Reason.SILENT)  # asleep meanwhile: the question may be settled without us
    talk.overhear()  # cut while we were writing to disk: still certainly not sent

    talk.enter(Phase.ANSWER)
    talk.send(b"\r\n.\r\n")
    reply = talk.expect(*talk.getreply())
    talk.leave()
    return Accepted(reply)


def greet(talk: Dialogue) -> None:
    """Everything up to a connection that is safe and signed in. Raises Broken or Refused."""
    talk.open()
    talk.enter(Phase.BANNER)
    talk.expect(*talk.getreply(), wanted=220)
    talk.enter(Phase.EHLO)
    talk.expect(*talk.ehlo())
    if talk.server.security == STARTTLS:
        talk.enter(Phase.STARTTLS)
        if not talk.has_extn("starttls"):
            raise Broken(Reason.NO_TLS)
        talk.ask("STARTTLS", wanted=220)
        talk.secure()
        talk.enter(Phase.EHLO)
        talk.expect(*talk.ehlo())  # what was offered in the clear is forgotten (RFC 3207 4.2)
    if talk.server.user:
        talk.enter(Phase.AUTH)
        _sign_in(talk)


def _sign_in(talk: Dialogue) -> None:
    user, password = talk.server.user, talk.server.password
    offered = talk.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        talk.ask("AUTH", f"PLAIN {_base64(chr(0) + user + chr(0) + password)}", wanted=235)
    elif "LOGIN" in offered:
        talk.ask("AUTH", "LOGIN", wanted=334)
        talk.ask(_base64(user), wanted=334)
        talk.ask(_base64(password), wanted=235)
    else:
        raise Broken(Reason.NO_AUTH)


def _announce(talk: Dialogue, body: bytes, sender: str, recipient: str, envelope: str) -> None:
    talk.enter(Phase.MAIL)
    from_words, to_words = [f"FROM:<{sender}>"], [f"TO:<{recipient}>"]
    if talk.has_extn("size"):
        limit = talk.esmtp_features["size"].strip()
        if limit.isdigit() and 0 < int(limit) < len(body):
            raise Broken(Reason.TOO_BIG)
        from_words.append(f"SIZE={len(body)}")
    if not body.isascii():
        if not talk.has_extn("8bitmime"):
            raise Broken(Reason.EIGHT_BIT)
        from_words.append("BODY=8BITMIME")
    if not (sender + recipient).isascii():
        if not talk.has_extn("smtputf8"):
            raise Broken(Reason.EIGHT_BIT)
        talk.command_encoding = "utf-8"
        from_words.append("SMTPUTF8")
    if talk.has_extn("dsn"):
        # A failure report then names our own identity, whatever the servers on the way do.
        from_words.append("RET=HDRS")
        if envelope:
            from_words.append(f"ENVID={envelope}")
        to_words.append("NOTIFY=FAILURE,DELAY")
    talk.ask("MAIL", " ".join(from_words))
    talk.enter(Phase.RCPT)
    talk.ask("RCPT", " ".join(to_words))


def on_the_wire(message: bytes) -> bytes:
    """The message as SMTP carries it: every line ends in CRLF, leading dots doubled.

    One way only to end a line, so that no server sees an end of message inside (smuggling).
    """
    lines = _LONE_ENDS.split(message)
    if lines[-1] == b"":
        lines.pop()
    return b"".join((b"." if line[:1] == b"." else b"") + line + b"\r\n" for line in lines)


def _envelope_id(message: bytes) -> str:
    identity = BytesHeaderParser().parsebytes(message).get("Message-ID", "")
    return _xtext(str(identity).strip().strip("<>"))[:100]


def _xtext(text: str) -> str:
    """RFC 3461 section 4: printable ASCII but + and =, the rest as +XX."""
    return "".join(
        chr(byte) if 33 <= byte <= 126 and byte not in b"+=" else f"+{byte:02X}"
        for byte in text.encode("utf-8")
    )


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
