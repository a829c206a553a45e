"""A mail server on loopback that misbehaves on request and never lies about what it took.

Before each 250 to the dot it appends a line to its ledger and forces it to disk: the ledger is
the only truth about what left the house.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import TracebackType

from relance.channels.email import Phase


class Fault(StrEnum):
    """The twelve ways to misbehave (reliability R2), and two that a crash rig needs."""

    REFUSE = "refuse"
    RESET = "reset"
    HANG = "hang"
    DRIP = "slow drip"
    TEMPORARY = "4xx"
    PERMANENT = "5xx"
    CLOSING = "421"
    GARBAGE = "garbage"
    MULTILINE = "multi-line"
    CLOSE = "early close"
    TLS_FAILURE = "TLS failure"
    WRONG_CERTIFICATE = "wrong certificate"
    ANSWER_LOST = "taken, answer lost"
    HALF_ANSWER = "taken, half an answer"


MATRIX = tuple(Fault)[:12]

NORMAL: dict[Phase, bytes] = {
    Phase.BANNER: b"220 sink ESMTP\r\n",
    Phase.STARTTLS: b"220 2.0.0 go ahead\r\n",
    Phase.AUTH: b"235 2.7.0 signed in\r\n",
    Phase.MAIL: b"250 2.1.0 sender ok\r\n",
    Phase.RCPT: b"250 2.1.5 recipient ok\r\n",
    Phase.DATA: b"354 go on, end with a dot\r\n",
}

SPOKEN: dict[Fault, bytes] = {
    Fault.REFUSE: b"502 5.5.1 not here\r\n",
    Fault.TEMPORARY: b"451 4.3.0 try later\r\n",
    Fault.PERMANENT: b"550 5.1.1 no such thing\r\n",
    Fault.CLOSING: b"421 4.3.2 shutting down\r\n",
    Fault.GARBAGE: b"\x00\xfeHTTP/1.1 400 Bad Request\r\n",
    Fault.HALF_ANSWER: b"25",
}


class Hung(Exception):
    """The server is done with this client."""


Plan = Callable[[int, Phase], "Fault | bytes | None"]
"""Connection number and phase -> a fault, the bytes of another reply, or None to behave."""


def only(fault: Fault | bytes, phase: Phase) -> Plan:
    """Misbehave in that phase, always."""
    return lambda _, at: fault if at is phase else None


@dataclass
class Wanted:
    """How the server is set up. `certificate` is needed unless `security` is none."""

    security: str = "none"
    certificate: ssl.SSLContext | None = None
    user: str = ""
    password: str = ""
    offers: tuple[str, ...] = ("8BITMIME", "SIZE 20000000", "DSN", "ENHANCEDSTATUSCODES")
    small_window: bool = False
    mechanisms: str = "PLAIN LOGIN"


@dataclass
class Sink:
    """The server: `with Sink(ledger) as sink:` listens on `sink.port` until the end."""

    ledger: Path
    plan: Plan = lambda connection, phase: None
    wanted: Wanted = field(default_factory=Wanted)
    drip_s: float = 0.05
    slow: Phase | None = None  # answers that one after `drip_s`
    seen: list[tuple[int, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # the commands of all clients
    clients: list[_Client] = field(default_factory=list)
    host: str = "127.0.0.1"

    def __enter__(self) -> Sink:
        self._listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if self.wanted.small_window:
            self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        self._listening.bind((self.host, 0))
        self._listening.listen(64)
        self.port: int = self._listening.getsockname()[1]
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        self._writing = threading.Lock()
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)  # wakes the acceptor
        self._acceptor.join(5)
        self._listening.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        number = 0
        while not self._stopped.is_set():
            try:
                sock, _ = self._listening.accept()
            except OSError:
                return
            number += 1
            self._threads = [thread for thread in self._threads if thread.is_alive()]
            thread = threading.Thread(target=self._serve, args=(sock, number), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket, number: int) -> None:
        client = _Client(self, sock, number)
        self.clients.append(client)
        try:
            client.converse()
        except (Hung, OSError):
            pass  # the client left, or was shown the door
        finally:
            self.clients.remove(client)
            client.sock.close()

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def take(self, message: bytes, recipient: str) -> None:
        """Write down, for good, that this message was taken."""
        head = message.split(b"\r\n\r\n", 1)[0]
        found = re.search(rb"(?im)^Message-ID:\s*<?([^>\r\n]+)>?", head)
        line = {
            "identity": found.group(1).decode() if found else "",
            "recipient": recipient,
            "sha256": hashlib.sha256(message).hexdigest(),
            "size": len(message),
        }
        with self._writing, self.ledger.open("ab") as ledger:
            ledger.write(json.dumps(line).encode() + b"\n")
            ledger.flush()
            os.fsync(ledger.fileno())

    def taken(self) -> list[dict[str, str]]:
        """What the world saw, in order."""
        if not self.ledger.exists():
            return []
        return [json.loads(line) for line in self.ledger.read_text().splitlines()]

    def reached(self, phase: Phase) -> bool:
        """True if any client came to that phase."""
        return any(name == phase for _, name in self.seen)


class _Client:
    """One conversation."""

    def __init__(self, sink: Sink, sock: socket.socket, number: int) -> None:
        self.sink = sink
        self.sock = sock
        self.number = number
        self._kept = b""
        self._recipient = ""
        self._secure = False

    def converse(self) -> None:
        self.sock.settimeout(30)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.sink.wanted.security == "tls":
            self._note(Phase.CONNECT)
            self._misbehave(Phase.CONNECT)
            self._wrap()
        self._reply(Phase.BANNER)
        while True:
            line = self._line()
            verb = line.split(b" ", 1)[0].upper()
            if verb == b"QUIT":
                self._say(b"221 bye\r\n")
                return
            self._command(verb, line)

    def _command(self, verb: bytes, line: bytes) -> None:
        self.sink.said.append(line.decode("utf-8", "replace"))
        if verb in (b"EHLO", b"HELO"):
            self._reply(Phase.EHLO, self._offer())
        elif verb == b"STARTTLS":
            self._reply(Phase.STARTTLS)
            self._wrap()
        elif verb == b"AUTH":
            self._reply(Phase.AUTH, self._signed_in(line))
        elif verb == b"MAIL":
            self._reply(Phase.MAIL)
        elif verb == b"RCPT":
            found = re.search(rb"<([^>]*)>", line)
            self._recipient = found.group(1).decode() if found else ""
            self._reply(Phase.RCPT)
        elif verb == b"DATA":
            if self._reply(Phase.DATA):
                self._body()
        elif verb == b"RSET":
            self._say(b"250 2.0.0 forgotten\r\n")
        else:
            self._say(b"500 5.5.2 what?\r\n")

    def _offer(self) -> bytes:
        wanted = self.sink.wanted
        words = ["sink", *wanted.offers]
        if wanted.security == "starttls" and not self._secure:
            words.append("STARTTLS")
        if wanted.user and (self._secure or wanted.security == "none"):
            words.append(f"AUTH {wanted.mechanisms}")
        lines = [f"250-{word}" for word in words]
        lines[-1] = lines[-1].replace("-", " ", 1)
        return "".join(f"{line}\r\n" for line in lines).encode()

    def _signed_in(self, line: bytes) -> bytes:
        wanted = self.sink.wanted
        mechanism, _, first = line[5:].strip().partition(b" ")
        if mechanism.upper() == b"PLAIN":
            given = base64.b64decode(first).decode().split("\0")[1:]
        else:
            self._say(b"334 VXNlcm5hbWU6\r\n")
            user = base64.b64decode(self._line()).decode()
            self._say(b"334 UGFzc3dvcmQ6\r\n")
            given = [user, base64.b64decode(self._line()).decode()]
        right = given == [wanted.user, wanted.password]
        return NORMAL[Phase.AUTH] if right else b"535 5.7.8 wrong\r\n"

    def _body(self) -> None:
        if self._planned(Phase.BODY) is not None:
            self._note(Phase.BODY)
            self.sock.recv(4096)
            self._misbehave(Phase.BODY)
        while not self._kept.endswith(b"\r\n.\r\n"):
            self._hear()
        raw, self._kept = self._kept, b""
        message = re.sub(rb"(?m)^\.", b"", raw[:-3])
        answer = self._planned(Phase.ANSWER)
        if answer in (None, Fault.MULTILINE, Fault.ANSWER_LOST, Fault.HALF_ANSWER):
            self.sink.take(message, self._recipient)
        self._reply(Phase.ANSWER, b"250 2.0.0 Ok: queued as SINK%05d\r\n" % self.number)

    def _planned(self, phase: Phase) -> Fault | bytes | None:
        return self.sink.plan(self.number, phase)

    def _note(self, phase: Phase) -> None:
        self.sink.seen.append((self.number, phase))

    def _reply(self, phase: Phase, normal: bytes = b"") -> bool:
        """Answer as usual or as planned; True if the answer was a yes."""
        self._note(phase)
        normal = normal or NORMAL[phase]
        if phase is self.sink.slow:
            time.sleep(self.sink.drip_s)
        if not self._misbehave(phase, normal):
            self._say(normal)
        elif self._planned(phase) is not Fault.MULTILINE:
            return False
        return normal[:1] in b"23"

    def _misbehave(self, phase: Phase, normal: bytes = b"250 fine\r\n") -> bool:
        """Do what is planned; True if something was said instead of the usual."""
        fault = self._planned(phase)
        if fault is None or fault is Fault.WRONG_CERTIFICATE:
            return False
        if isinstance(fault, bytes) and not isinstance(fault, Fault):
            self._say(fault)
            return True
        if fault in (Fault.RESET, Fault.ANSWER_LOST):
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise Hung
        if fault is Fault.CLOSE:
            raise Hung
        if fault is Fault.HANG:
            self._wait()
        if fault is Fault.DRIP:
            self._drip(phase)
        if fault is Fault.TLS_FAILURE:
            if phase is Phase.STARTTLS:
                self._say(normal)
            os.write(self.sock.fileno(), b"this is no record of TLS at all\r\n" * 4)
            self._wait()
        if fault is Fault.MULTILINE:
            code = normal[:3]
            before = b"".join(code + b"-line %d\r\n" % n for n in range(1, 4))
            self._say(before + normal)
            return True
        assert isinstance(fault, Fault)
        self._say(SPOKEN[fault])
        if fault in (Fault.CLOSING, Fault.HALF_ANSWER):
            raise Hung
        return True

    def _drip(self, phase: Phase) -> None:
        if phase is Phase.BODY:  # listens slowly instead of speaking slowly
            while not self.sink.stopped:
                time.sleep(self.sink.drip_s)
                if not self.sock.recv(1):
                    raise Hung
        # In a connection that expects TLS: the first byte of a very long record, and so on.
        plain = phase is not Phase.CONNECT
        for byte in (b"250-" if plain else b"\x16\x03\x03\x40\x00\x02\x00") + b"x" * 4000:
            if self.sink.stopped:
                raise Hung
            time.sleep(self.sink.drip_s)
            self._say(bytes([byte]))

    def _wait(self) -> None:
        """Say and read nothing until the client gives up or the test ends."""
        raw = self.sock.fileno()
        while not self.sink.stopped:
            time.sleep(0.02)
            try:
                os.fstat(raw)
                peek = socket.socket(fileno=os.dup(raw))
                with peek:
                    peek.settimeout(0)
                    info = peek.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)
                    if info[0] != 1:  # no longer ESTABLISHED
                        raise Hung
            except OSError:
                raise Hung from None
        raise Hung

    def _wrap(self) -> None:
        context = self.sink.wanted.certificate
        assert context is not None, "a server with TLS needs a certificate"
        self.sock.getpeername()  # already gone? then fail while the socket is still ours
        self.sock = context.wrap_socket(self.sock, server_side=True)
        self._secure = True

    def _say(self, words: bytes) -> None:
        self.sock.sendall(words)

    def _hear(self) -> None:
        heard = self.sock.recv(65536)
        if not heard:
            raise Hung
        self._kept += heard

    def _line(self) -> bytes:
        while b"\r\n" not in self._kept:
            self._hear()
        line, self._kept = self._kept.split(b"\r\n", 1)
        return line
