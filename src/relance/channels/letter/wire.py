"""One HTTP request to a provider, and whether it can have been read there.

Each call has its own connection, is made once, follows no redirection and has one deadline.
Nothing that an error says comes from the request: an address may carry a token.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPException
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NameResolutionError, SSLError

_CHUNK = 65536


class Reason(StrEnum):
    """Why a request got no usable answer."""

    BAD_ADDRESS = "bad_address"
    INSECURE = "insecure"
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    SILENT = "silent"
    CLOSED = "closed"
    TOO_BIG = "too_big"
    GARBLED = "garbled"


ASKS = frozenset({Reason.BAD_ADDRESS, Reason.INSECURE, Reason.TLS})
"""Reasons that time alone does not cure."""


class NotReached(Exception):
    """No connection: not one byte of the request was written."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Lost(Exception):
    """The request may have been read and there is no whole answer."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = field(repr=False)

    def json(self) -> object:
        """The body as JSON. Raises Lost(GARBLED): an answer that cannot be read is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise Lost(Reason.GARBLED) from None


@dataclass(frozen=True, slots=True)
class Wire:
    """Where a provider answers. Times in seconds, sizes in bytes.

    `connect_s` bounds the connection, `answer_s` the request and its whole answer together.
    `trusted_ca` is a PEM file trusted beside the system's authorities. Plain HTTP is refused
    but towards this very machine.
    """

    base: str
    connect_s: float = 20
    answer_s: float = 120
    max_body: int = 32 * 1024 * 1024
    trusted_ca: str = ""

    def call(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        before: Callable[[], None] | None = None,
    ) -> Answer:
        """Make one request, once. Raises NotReached or Lost; `before` may raise its own.

        `before` is called when the connection stands and nothing was written yet.
        """
        connection, prefix = self._connected()
        try:
            if before is not None:
                before()
        except BaseException:
            connection.close()
            raise
        over = threading.Event()
        watch = threading.Timer(self.answer_s, _cut, (connection, over))
        watch.daemon = True
        watch.start()
        try:
            return self._exchange(connection, method, prefix + path, headers or {}, body)
        except TimeoutError:
            raise Lost(Reason.SILENT) from None
        except (HTTPError, HTTPException, OSError, ValueError):
            raise Lost(Reason.SILENT if over.is_set() else Reason.CLOSED) from None
        finally:
            watch.cancel()
            connection.close()

    def _connected(self) -> tuple[HTTPConnection, str]:
        try:
            parts = urlsplit(self.base)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise NotReached(Reason.BAD_ADDRESS) from None
        if not host or parts.scheme not in {"http", "https"} or parts.username or parts.query:
            raise NotReached(Reason.BAD_ADDRESS)
        connection: HTTPConnection
        if parts.scheme == "https":
            try:
                context = ssl.create_default_context()
                if self.trusted_ca:
                    context.load_verify_locations(cafile=self.trusted_ca)
            except OSError:
                raise NotReached(Reason.BAD_ADDRESS) from None
            connection = HTTPSConnection(host, port, timeout=self.connect_s, ssl_context=context)
        elif _this_machine(host):
            connection = HTTPConnection(host, port, timeout=self.connect_s)
        else:
            raise NotReached(Reason.INSECURE)
        try:
            connection.connect()
        except NameResolutionError:
            connection.close()
            raise NotReached(Reason.UNKNOWN_HOST) from None
        except (SSLError, ssl.SSLError):
            connection.close()
            raise NotReached(Reason.TLS) from None
        except (HTTPError, OSError, ValueError):
            connection.close()
            raise NotReached(Reason.UNREACHABLE) from None
        return connection, parts.path.rstrip("/")

    def _exchange(
        self,
        connection: HTTPConnection,
        method: str,
        target: str,
        headers: Mapping[str, str],
        body: bytes,
    ) -> Answer:
        connection.timeout = self.answer_s  # until here it was the time to connect
        # No compression: a small answer must not grow large in our memory.
        sent = {"Accept-Encoding": "identity", "User-Agent": "relance", **headers}
        connection.request(
            method,
            target,
            body=body or None,
            headers=sent,
            preload_content=False,
            decode_content=False,
        )
        response = connection.getresponse()
        kept = bytearray()
        while piece := response.read(_CHUNK):
            kept += piece
            if len(kept) > self.max_body:
                raise Lost(Reason.TOO_BIG)
        return Answer(response.status, bytes(kept))


def _cut(connection: HTTPConnection, over: threading.Event) -> None:
    """End a call whose time is over: a peer that drips keeps a plain time limit waiting.

    `over` is set first: whoever reads sees the end at once, and must know whose it was.
    """
    over.set()
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


def _this_machine(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
