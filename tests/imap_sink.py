"""A mailbox on loopback that misbehaves on request: for what a real server never does twice."""

from __future__ import annotations

import base64
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType

FAULTS = ("hang", "drip", "close", "garbage", "no", "bad", "bye", "endless line", "huge literal")
COMMANDS = ("GREETING", "CAPABILITY", "LOGIN", "LIST", "EXAMINE", "SEARCH", "FETCH")


@dataclass(frozen=True)
class Mail:
    """A mail as it lies in a folder. `head` ends with its empty line."""

    uid: int
    head: bytes
    flags: str = "\\Seen"
    filed: str = "30-Nov-2026 10:02:00 +0100"
    body: bytes = b""

    def holds(self, words: bytes) -> bool:
        return words.lower() in (self.head + self.body).lower()

    def header(self, name: bytes) -> bytes:
        found = re.search(rb"(?im)^" + re.escape(name) + rb":[ \t]*(.*(?:\r\n[ \t].*)*)", self.head)
        return found.group(1) if found else b""


Folders = Callable[[], dict[str, tuple[str, list[Mail]]]]
"""Each folder's use (\\Sent, \\All, …) and what lies in it now."""


@dataclass
class ImapSink:
    """`with ImapSink(folders) as sink:` listens on `sink.port`; `said` is what clients said."""

    folders: Folders
    fault: str = ""
    at: str = ""
    password: str = "secret"
    certificate: ssl.SSLContext | None = None
    offers: str = "IMAP4rev1 SPECIAL-USE LIST-EXTENDED"
    greeting: bytes = b"* OK sink\r\n"
    said: list[str] = field(default_factory=list)

    def __enter__(self) -> ImapSink:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
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
            self._listening.shutdown(socket.SHUT_RDWR)
        self._acceptor.join(5)
        self._listening.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                sock, _ = self._listening.accept()
            except OSError:
                return
            self._threads = [one for one in self._threads if one.is_alive()]
            thread = threading.Thread(target=self._serve, args=(sock,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        client = _Client(self, sock)
        with suppress(OSError, EOFError):
            client.converse()
        client.sock.close()

    def wait(self) -> None:
        """Say nothing until the test ends."""
        self._stopped.wait(20)
        raise EOFError


class _Client:
    def __init__(self, sink: ImapSink, sock: socket.socket) -> None:
        self.sink, self.sock, self.kept = sink, sock, b""
        self.sock.settimeout(20)
        self.mails: list[Mail] = []

    def say(self, words: bytes) -> None:
        self.sock.sendall(words)

    def line(self) -> bytes:
        while b"\r\n" not in self.kept:
            heard = self.sock.recv(65536)
            if not heard:
                raise EOFError
            self.kept += heard
        line, self.kept = self.kept.split(b"\r\n", 1)
        return line

    def converse(self) -> None:
        if not self._misbehaves("GREETING", b""):
            self.say(self.sink.greeting)
        while True:
            tag, _, rest = self.line().partition(b" ")
            self.sink.said.append(rest.decode("utf-8", "replace"))
            words = rest.split()
            name = words[1 if words[0].upper() == b"UID" else 0].decode().upper()
            if name in ("LOGIN", "AUTHENTICATE") and self._misbehaves("LOGIN", tag):
                continue
            if name not in ("LOGIN", "AUTHENTICATE") and self._misbehaves(name, tag):
                continue
            getattr(self, f"_{name.lower()}")(tag, rest)

    def _misbehaves(self, name: str, tag: bytes) -> bool:
        if self.sink.at != name:
            return False
        match self.sink.fault:
            case "hang":
                self.sink.wait()
            case "drip":
                for _ in range(2000):
                    self.say(b"*")
                    time.sleep(0.02)
            case "close":
                raise EOFError
            case "garbage":
                self.say(b"\x00\xfeHTTP/1.1 400 Bad Request\r\n")
            case "no":
                self.say(tag + b" NO not today\r\n" if tag else b"* NO not today\r\n")
            case "bad":
                self.say(tag + b" BAD what?\r\n" if tag else b"* BAD what?\r\n")
            case "bye":
                self.say(b"* BYE shutting down\r\n")
                raise EOFError
            case "endless line":
                for _ in range(64):
                    self.say(b"x" * 65536)
                self.sink.wait()
            case "huge literal":
                self.say(b"* 1 FETCH (UID 1 BODY[HEADER] {999999999}\r\n")
                self.sink.wait()
        return True

    def _done(self, tag: bytes, words: bytes = b"done") -> None:
        self.say(tag + b" OK " + words + b"\r\n")

    def _capability(self, tag: bytes, rest: bytes) -> None:
        tls = self.sink.certificate is not None and not isinstance(self.sock, ssl.SSLSocket)
        starttls = b" STARTTLS" if tls else b""
        self.say(b"* CAPABILITY " + self.sink.offers.encode() + starttls + b"\r\n")
        self._done(tag)

    def _starttls(self, tag: bytes, rest: bytes) -> None:
        self._done(tag, b"begin")
        assert self.sink.certificate is not None
        self.sock = self.sink.certificate.wrap_socket(self.sock, server_side=True)

    def _login(self, tag: bytes, rest: bytes) -> None:
        right = rest.rstrip().endswith(b'"%s"' % self.sink.password.encode())
        self.say(tag + (b" OK in\r\n" if right else b" NO refused: " + rest + b"\r\n"))

    def _authenticate(self, tag: bytes, rest: bytes) -> None:
        self.say(b"+ \r\n")
        given = base64.b64decode(self.line()).decode().split("\0")[-1]
        right = given == self.sink.password
        self.say(tag + (b" OK in\r\n" if right else b" NO refused: " + given.encode() + b"\r\n"))

    def _list(self, tag: bytes, rest: bytes) -> None:
        self.say(b'* LIST (\\Noselect) "/" "Archives"\r\n')
        for name, (use, _) in self.sink.folders().items():
            self.say(f'* LIST (\\HasNoChildren {use}) "/" "{name}"\r\n'.encode())
        self._done(tag)

    def _examine(self, tag: bytes, rest: bytes) -> None:
        name = rest.split(b'"')[1].decode()
        self.mails = self.sink.folders().get(name, ("", []))[1]
        self.say(b"* %d EXISTS\r\n* OK [UIDVALIDITY 7] fine\r\n" % len(self.mails))
        self._done(tag, b"[READ-ONLY] open")

    def _uid(self, tag: bytes, rest: bytes) -> None:
        raise AssertionError("UID is followed by its command")

    def _search(self, tag: bytes, rest: bytes) -> None:
        words = rest.split()
        if words[2].upper() == b"HEADER":
            found = [one for one in self.mails if words[4] in one.header(words[3])]
        else:
            found = [one for one in self.mails if one.holds(words[-1])]
        self.say(b"* SEARCH " + b" ".join(b"%d" % one.uid for one in found) + b"\r\n")
        self._done(tag)

    def _fetch(self, tag: bytes, rest: bytes) -> None:
        wanted = {int(one) for one in rest.split()[2].split(b",")}
        for place, one in enumerate(self.mails, 1):
            if one.uid in wanted:
                about = f'* {place} FETCH (UID {one.uid} FLAGS ({one.flags}) INTERNALDATE "{one.filed}" '
                part = re.search(rb"BODY\.PEEK\[\]<0\.(\d+)>", rest)
                given = (one.head + one.body)[: int(part.group(1))] if part else one.head
                name = b"BODY[]<0>" if part else b"BODY[HEADER.FIELDS (X)]"
                self.say(about.encode() + name + b" {%d}\r\n" % len(given))
                self.say(given + b")\r\n")
        self._done(tag)
