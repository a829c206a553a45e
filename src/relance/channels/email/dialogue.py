"""One connection to a mail server, each exchange bounded in time, nothing ever said twice."""

from __future__ import annotations

import base64
import ipaddress
import re
import smtplib
import socket
import ssl
import struct
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from relance.channels.email.outcome import Phase, Reason
from relance.channels.email.server import NONE, STARTTLS, TLS, SmtpServer
from relance.channels.email.trust import trusting

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_REPLY = re.compile(rb"[2-5][0-9]{2}(?:[ -].*)?\r?\n\Z", re.DOTALL)
_REPLY_BYTES = 64 * 1024
_CHUNK = 64 * 1024
_PHASES_BEFORE_DOT = 4
"""All exchanges before the dot together take this many times one timeout, at most."""


class Broken(Exception):
    """The dialogue cannot go on: nobody there, silence, a cut, or no sense."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason.value, detail)
        self.reason = reason
        self.detail = detail


class Refused(Exception):
    """The server answered, and the answer is no."""

    def __init__(self, code: int, reply: str) -> None:
        super().__init__(code, reply)
        self.code = code
        self.reply = reply


class Dialogue(smtplib.SMTP):
    """`smtplib` for the grammar; our own reading and writing, for the time limits.

    A server that drips one byte a minute keeps `smtplib` for hours: its timeout starts again
    at each byte. Here each phase has one deadline, whatever arrives. `phase` says where we are.
    Every failure of the network is raised as `Broken`, every refusal as `Refused`.
    """

    def __init__(self, server: SmtpServer) -> None:
        # The name we say in EHLO is the one mail programs use: it tells nothing of this machine.
        super().__init__(local_hostname="[127.0.0.1]", timeout=server.timeout_s)
        self.server = server
        self.phase = Phase.CONNECT
        self._kept = b""
        self._deadline = 0.0
        self._end = time.monotonic() + _PHASES_BEFORE_DOT * server.timeout_s

    def enter(self, phase: Phase) -> None:
        """Begin a phase: its clock starts now."""
        self.phase = phase
        now = time.monotonic()
        if phase is Phase.ANSWER:
            self._deadline = now + self.server.reply_timeout_s
        elif phase is Phase.BODY:
            self._deadline = self._end
        else:
            self._deadline = min(now + self.server.timeout_s, self._end)

    def _remaining(self) -> float:
        remaining = self._deadline - time.monotonic()
        if remaining <= 0:
            raise Broken(Reason.SILENT)
        return remaining

    def open(self) -> None:
        """Connect, in the clear or by TLS at once. Raises Broken."""
        server = self.server
        self.enter(Phase.CONNECT)
        if server.security not in (STARTTLS, TLS, NONE) or not server.host:
            raise Broken(Reason.BAD_SETTINGS)
        if server.security == NONE and not server.named_loopback:
            raise Broken(Reason.INSECURE)
        try:
            found = socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise Broken(Reason.UNKNOWN_HOST) from error
        except (UnicodeError, OverflowError, ValueError) as error:
            raise Broken(Reason.BAD_SETTINGS) from error
        if server.security == NONE and not all(_is_loopback(entry[4]) for entry in found):
            raise Broken(Reason.INSECURE)
        self.sock = self._first_to_answer(found)
        if server.security == TLS:
            self.enter(Phase.STARTTLS)
            self.secure()

    def _first_to_answer(self, found: Sequence[tuple[Any, ...]]) -> socket.socket:
        refusal: OSError | None = None
        for family, kind, protocol, _, address in found:
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(self._remaining())
                sock.connect(address)
                # The dot is three bytes alone: without this it waits 40 ms for company.
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError as error:
                sock.close()
                refusal = error
            except Broken:
                sock.close()
                raise
            else:
                return sock
        silent = isinstance(refusal, TimeoutError)
        raise Broken(Reason.SILENT if silent else Reason.UNREACHABLE) from refusal

    def secure(self) -> None:
        """Take the connection into TLS, the certificate checked against the name. Raises Broken."""
        if self._kept:
            # Words sent before the handshake would be taken for words said inside it.
            raise Broken(Reason.TLS_FAILED)
        assert self.sock is not None, "connected before"
        try:
            context = trusting(self.server.trusted_ca)
        except (OSError, ssl.SSLError) as error:
            raise Broken(Reason.BAD_SETTINGS) from error
        try:
            self.sock.settimeout(self._remaining())
            self.sock.getpeername()  # already cut? then fail while the socket is still ours
            self.sock = context.wrap_socket(self.sock, server_hostname=self.server.host)
        except ssl.SSLCertVerificationError as error:
            raise Broken(Reason.BAD_CERTIFICATE, error.verify_message) from error
        except OSError as error:
            raise broken_by(error) from error
        except ValueError as error:
            raise Broken(Reason.BAD_SETTINGS) from error

    def putcmd(self, cmd: str, args: str = "") -> None:
        """Say one command; refuse if the server speaks out of turn."""
        if self._kept:
            raise Broken(Reason.NOT_SMTP, self._text(self._kept))
        super().putcmd(cmd, args)

    def send(self, s: ReadableBuffer | str) -> None:
        """Write all of it before the phase's deadline. Raises Broken."""
        rest = memoryview(s.encode(self.command_encoding) if isinstance(s, str) else s)
        while rest:
            if self.sock is None:
                raise Broken(Reason.CLOSED)
            self.sock.settimeout(self._remaining())
            try:
                written = self.sock.send(rest[:_CHUNK])
            except OSError as error:
                raise broken_by(error) from error
            rest = rest[written:]

    def getreply(self) -> tuple[int, bytes]:
        """The server's next reply, whole or not at all. Raises Broken.

        A line cut before its end is no reply: «250» may have been the start of anything.
        """
        said: list[bytes] = []
        code = b""
        size = 0
        while True:
            line = self._line()
            size += len(line)
            if not _REPLY.match(line) or (said and line[:3] != code) or size > _REPLY_BYTES:
                raise Broken(Reason.NOT_SMTP, self._text(line))
            code = line[:3]
            said.append(line[4:].strip(b" \t\r\n"))
            if line[3:4] != b"-":
                return int(code), b"\n".join(said)

    def _line(self) -> bytes:
        while (end := self._kept.find(b"\n")) < 0:
            if len(self._kept) > _REPLY_BYTES:
                raise Broken(Reason.NOT_SMTP, self._text(self._kept))
            if self.sock is None:
                raise Broken(Reason.CLOSED)
            self.sock.settimeout(self._remaining())
            try:
                heard = self.sock.recv(4096)
            except OSError as error:
                raise broken_by(error) from error
            if not heard:
                raise Broken(Reason.CLOSED, self._text(self._kept))
            self._kept += heard
        line, self._kept = self._kept[: end + 1], self._kept[end + 1 :]
        return line

    def overhear(self) -> None:
        """Raise if the server has already spoken or hung up, without waiting for it.

        Asked just before the dot: whatever it says there, the mail was certainly not sent.
        """
        assert self.sock is not None, "connected before"
        self.sock.settimeout(0)
        try:
            heard = self.sock.recv(4096)
        except (BlockingIOError, ssl.SSLWantReadError):
            heard = None
        except OSError as error:
            raise broken_by(error) from error
        if heard:
            self._kept += heard
        if self._kept:
            code, reply = self.getreply()
            if code < 400:
                raise Broken(Reason.NOT_SMTP, self._text(reply))
            raise Refused(code, self._text(reply))
        if heard is not None:
            raise Broken(Reason.CLOSED)

    def ask(self, command: str, arguments: str = "", *, wanted: int = 250) -> str:
        """Say a command and return the reply's text; any other code is Refused.

        `wanted` 250 accepts every 2xx except where a code has its own meaning (220, 235, 354).
        """
        return self.expect(*self.docmd(command, arguments), wanted=wanted)

    def expect(self, code: int, reply: bytes, *, wanted: int = 250) -> str:
        """Check a reply's code and return its text, our password blotted out."""
        text = self._text(reply)
        if code == wanted or (wanted == 250 and 200 <= code < 300):
            return text
        if code < 400:
            raise Broken(Reason.NOT_SMTP, f"{code} {text}")
        raise Refused(code, text)

    def _text(self, reply: bytes) -> str:
        return discreet(_text(reply), self.server.user, self.server.password)

    def drop(self) -> None:
        """Cut the connection at once: what the server has not acted upon, it must forget."""
        if self.sock is not None:
            try:
                # A reset, not a polite end: no server may take it for the end of the message.
                linger = struct.pack("ii", 1, 0)
                self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            except OSError:
                pass  # already gone
        self.close()

    def leave(self) -> None:
        """Say goodbye without waiting for the answer: the outcome must be written down now."""
        try:
            self.enter(Phase.ANSWER)
            self._deadline = time.monotonic() + 1
            self.send(b"QUIT\r\n")
        except Broken:
            pass  # the mail is accepted: how the server hangs up changes nothing
        self.close()


def discreet(text: str, user: str, password: str) -> str:
    """What a server said, without the password, in the clear or as AUTH writes it.

    Some servers echo what they refuse.
    """
    if len(password) < 4:
        return text
    plain = f"\0{user}\0{password}"
    written = (base64.b64encode(one.encode()).decode() for one in (plain, password))
    for secret in (password, *written):
        text = text.replace(secret, "…")
    return text


def _is_loopback(address: object) -> bool:
    assert isinstance(address, tuple), "an internet address"
    return ipaddress.ip_address(str(address[0]).partition("%")[0]).is_loopback


def broken_by(error: OSError) -> Broken:
    """What an error of the network means for a conversation, by mail or with a mailbox."""
    if isinstance(error, TimeoutError):
        return Broken(Reason.SILENT)
    if isinstance(error, ssl.SSLError):
        return Broken(Reason.TLS_FAILED)
    return Broken(Reason.CLOSED)


def _text(reply: bytes) -> str:
    text = reply.decode("utf-8", "replace").strip()
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)[:2000]
