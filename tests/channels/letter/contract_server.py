"""A provider on loopback: real HTTP, a ledger of what it would really send, faults on demand."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

ANSWER_S = 0.8
"""How long the tests wait for an answer; a slow server takes longer."""


class Role(StrEnum):
    """What a request is to the provider."""

    SIGN_IN = "sign_in"
    STEP = "step"
    DECISIVE = "decisive"


class Fault(StrEnum):
    """What goes wrong. ACTED below are those after which the letter is really sent."""

    CUT_BEFORE = "cut_before"
    CUT_MIDDLE = "cut_middle"
    SLOW_BEFORE = "slow_before"
    EXPIRED = "expired"
    TOO_MANY = "too_many"
    ERROR_BEFORE = "error_before"
    GARBAGE_BEFORE = "garbage_before"
    CUT_AFTER = "cut_after"
    HALF_ANSWER = "half_answer"
    SLOW_AFTER = "slow_after"
    DRIP = "drip"
    ERROR_AFTER = "error_after"
    GARBAGE_AFTER = "garbage_after"


ACTED = {
    Fault.CUT_AFTER,
    Fault.HALF_ANSWER,
    Fault.SLOW_AFTER,
    Fault.DRIP,
    Fault.ERROR_AFTER,
    Fault.GARBAGE_AFTER,
}
CLEAR = {Fault.EXPIRED, Fault.TOO_MANY}
"""Faults that are an answer: the provider says itself that it did nothing."""

_STATUS = {Fault.EXPIRED: 401, Fault.TOO_MANY: 429, Fault.ERROR_BEFORE: 500, Fault.ERROR_AFTER: 502}


@dataclass
class Request:
    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    def form(self) -> dict[str, str]:
        return {k: v[0] for k, v in parse_qs(self.body.decode(), keep_blank_values=True).items()}


@dataclass
class Reply:
    status: int = 200
    content: object = None
    raw: bytes | None = None

    @property
    def body(self) -> bytes:
        return self.raw if self.raw is not None else json.dumps(self.content).encode()


@dataclass
class ContractServer:
    """`sent` counts, by key, the letters that would really leave. Subclasses answer."""

    sent: Counter[str] = field(default_factory=Counter)
    faults: dict[Role, list[Fault]] = field(default_factory=dict)
    seen: list[Request] = field(default_factory=list)

    def role(self, request: Request) -> Role:
        raise AssertionError("each server says which of its calls is decisive")

    def answer(self, request: Request) -> Reply:
        raise AssertionError("each server answers by its provider's documentation")

    def fail(self, role: Role, *faults: Fault) -> None:
        self.faults.setdefault(role, []).extend(faults)

    def __enter__(self) -> ContractServer:
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def treat(self, request: Request) -> tuple[Fault | None, Reply | None]:
        """The fault due for this request, and what was answered (None: nothing was done)."""
        with self._lock:
            self.seen.append(request)
            waiting = self.faults.get(self.role(request), [])
            fault = waiting.pop(0) if waiting else None
            if fault is None or fault in ACTED:
                return fault, self.answer(request)
            return fault, None


def _handler_of(server: ContractServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Quiet: the tests look at `seen`."""

        def _any(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else b""
            request = Request(
                self.command,
                parts.path,
                parse_qs(parts.query),
                {k.lower(): v for k, v in self.headers.items()},
                body,
            )
            fault, reply = server.treat(request)
            self.close_connection = True
            try:
                self._reply(fault, reply)
            except OSError:
                return  # the client has given up: that is what some faults are for

        do_GET = do_POST = do_DELETE = do_PATCH = _any

        def _reply(self, fault: Fault | None, reply: Reply | None) -> None:
            if fault in {Fault.CUT_BEFORE, Fault.CUT_AFTER}:
                return
            if fault is Fault.CUT_MIDDLE:
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.connection.close()  # a reset, not an orderly end
                return
            if fault in {Fault.SLOW_BEFORE, Fault.SLOW_AFTER}:
                time.sleep(ANSWER_S * 2)
                return
            status = _STATUS.get(fault) if fault else None
            if status is not None:
                self._write(Reply(status, {"code": "FAULT", "message": "as asked"}))
            elif fault in {Fault.GARBAGE_BEFORE, Fault.GARBAGE_AFTER}:
                self._write(Reply(200, raw=b"<html>Bienvenue</html>"))
            elif reply is not None:
                self._write(reply, fault)

        def _write(self, reply: Reply, fault: Fault | None = None) -> None:
            body = reply.body
            head = f"HTTP/1.1 {reply.status} Said\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            if fault is Fault.HALF_ANSWER:
                self.wfile.write((head + body)[: len(head) + len(body) // 2])
            elif fault is Fault.DRIP:
                for byte in head:
                    self.wfile.write(bytes([byte]))
                    time.sleep(ANSWER_S / 8)
            else:
                self.wfile.write(head + body)

    return Handler
