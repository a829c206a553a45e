"""One request, once: what was surely not written, what may have been, and whom we talk to."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from relance.channels.letter.wire import Lost, NotReached, Reason, Wire
from tests.certificates import WRONG, Certificates, certificates
from tests.channels.letter.contract_server import ANSWER_S, ContractServer, Reply, Request, Role


class Plain(ContractServer):
    """Answers what it is told to."""

    reply = Reply(200, {"ok": True})

    def role(self, request: Request) -> Role:
        return Role.STEP

    def answer(self, request: Request) -> Reply:
        return self.reply


@pytest.fixture
def server() -> Iterator[Plain]:
    server = Plain()
    with server:
        yield server


@pytest.fixture(scope="module")
def certs(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return certificates(tmp_path_factory.mktemp("certificates"))


def test_an_answer_comes_back_whole(server: Plain) -> None:
    """The base's own path is kept before that of the call, and the body arrives as written."""
    answer = Wire(f"{server.base}/api/").call("POST", "/x?y=1", body=b"content")
    assert (answer.status, answer.json()) == (200, {"ok": True})
    (seen,) = server.seen
    assert (seen.path, seen.query, seen.body) == ("/api/x", {"y": ["1"]}, b"content")
    assert seen.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    ("base", "reason"),
    [
        ("http://letters.example.net/api", Reason.INSECURE),
        ("http://192.0.2.1/api", Reason.INSECURE),
        ("ftp://127.0.0.1/api", Reason.BAD_ADDRESS),
        ("https://user:word@127.0.0.1/", Reason.BAD_ADDRESS),
        ("https://127.0.0.1:notaport/", Reason.BAD_ADDRESS),
        ("https:///nowhere", Reason.BAD_ADDRESS),
        ("", Reason.BAD_ADDRESS),
        ("https://no-such-host.invalid/", Reason.UNKNOWN_HOST),
    ],
)
def test_an_address_that_is_not_used(base: str, reason: Reason) -> None:
    """A password in clear, or a typing error in the settings: nothing is written anywhere."""
    with pytest.raises(NotReached) as no:
        Wire(base, connect_s=1).call("GET", "/")
    assert no.value.reason is reason


def test_a_redirection_is_not_followed(server: Plain) -> None:
    """A letter goes where the settings say, not where an answer says."""
    server.reply = Reply(302, {"Location": "http://127.0.0.1:1/"})
    assert Wire(server.base).call("POST", "/").status == 302
    assert len(server.seen) == 1


def test_an_answer_without_end_is_cut(server: Plain) -> None:
    """A broken service must not fill our memory."""
    server.reply = Reply(200, raw=b"x" * 200_000)
    with pytest.raises(Lost) as lost:
        Wire(server.base, max_body=100_000).call("GET", "/")
    assert lost.value.reason is Reason.TOO_BIG


def test_a_dripping_service_has_one_deadline() -> None:
    """One byte before each time limit would hold a worker for hours: the whole call is bounded."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            peer, _ = listening.accept()
            with peer:
                try:
                    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
                        peer.sendall(bytes([byte]))
                        time.sleep(ANSWER_S / 4)
                except OSError:
                    return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        begun = time.monotonic()
        with pytest.raises(Lost) as lost:
            Wire(f"http://127.0.0.1:{listening.getsockname()[1]}", answer_s=ANSWER_S).call(
                "GET", "/"
            )
        assert lost.value.reason is Reason.SILENT
        assert time.monotonic() - begun < ANSWER_S * 5
        thread.join()


def test_an_error_before_the_first_byte_is_certain(server: Plain) -> None:
    """`before` fails: its own error comes out, and the service never saw the request."""

    def refuse() -> None:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        Wire(server.base).call("POST", "/", before=refuse)
    assert server.seen == []


def _tls(context: ssl.SSLContext, listening: socket.socket) -> None:
    peer, _ = listening.accept()
    try:
        with context.wrap_socket(peer, server_side=True) as safe:
            safe.recv(65536)
            safe.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    except OSError:
        return
    finally:
        peer.close()


@pytest.mark.parametrize("kind", ["good", *WRONG])
def test_only_a_good_certificate_is_talked_to(certs: Certificates, kind: str) -> None:
    """Another's certificate means another's server: it gets no letter and no password."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        served = threading.Thread(target=_tls, args=(certs.contexts[kind], listening), daemon=True)
        served.start()
        wire = Wire(
            f"https://127.0.0.1:{listening.getsockname()[1]}",
            connect_s=2,
            answer_s=2,
            trusted_ca=str(certs.authority),
        )
        if kind == "good":
            assert wire.call("GET", "/").status == 200
        else:
            with pytest.raises(NotReached) as no:
                wire.call("GET", "/")
            assert no.value.reason is Reason.TLS
        served.join(timeout=5)


def test_an_authority_that_cannot_be_read(tmp_path: Path) -> None:
    """A setting that points nowhere is told as a setting, not as a network fault."""
    with pytest.raises(NotReached) as no:
        Wire("https://127.0.0.1", trusted_ca=str(tmp_path / "none.pem")).call("GET", "/")
    assert no.value.reason is Reason.BAD_ADDRESS
