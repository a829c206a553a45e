"""Over a real HTTP server in front of a real OpenSSL authority, and over broken ones."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from relance.channels.stamp import StampFailed, ask
from relance.evidence.timestamp import request, verify
from tests.evidence.authority import authority

MESSAGE = b"relance/creancier-1"
QUERY = request(hashlib.sha256(MESSAGE).digest(), nonce=7)


@contextmanager
def served(answer: Callable[[BaseHTTPRequestHandler, bytes], None]) -> Iterator[str]:
    """An HTTP server on a free port that answers as told."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer(self, self.rfile.read(int(self.headers["Content-Length"])))

        def log_message(self, *_: object) -> None:
            """Silent: the test says what matters."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        server.shutdown()
        server.server_close()


def _say(handler: BaseHTTPRequestHandler, content: bytes, *, status: int = 200, kind: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def test_a_stamp_is_asked_and_checked(tmp_path: Path) -> None:
    """The whole way: our request, their answer, our verdict."""
    one = authority(tmp_path / "one")
    with served(
        lambda h, body: _say(h, one.answer(body), kind="application/timestamp-reply")
    ) as address:
        answer = ask(address, QUERY)
    assert verify(answer, MESSAGE, one.chain, nonce=7).authority == "Stamps one"


@pytest.mark.parametrize(
    ("status", "kind", "content"),
    [
        (200, "text/html", b"<h1>Bonjour</h1>"),
        (500, "application/timestamp-reply", b""),
        (302, "application/timestamp-reply", b""),
        (200, "application/timestamp-reply", b"x" * 1_000_001),
    ],
)
def test_what_is_no_stamp_is_said(status: int, kind: str, content: bytes) -> None:
    """A captive portal, an error, a redirection, an endless answer: never taken for a stamp."""
    with (
        served(lambda h, body: _say(h, content, status=status, kind=kind)) as address,
        pytest.raises(StampFailed, match="autre chose"),
    ):
        ask(address, QUERY)


def test_an_authority_that_is_not_there_is_said() -> None:
    """The checkpoint stays, without its stamp."""
    with pytest.raises(StampFailed, match="gardé, sans horodatage"):
        ask("http://127.0.0.1:1/tsa", QUERY)
    with pytest.raises(StampFailed, match="https://"):
        ask("file:///etc/passwd", QUERY)
    with pytest.raises(StampFailed):
        ask("http://", QUERY)
