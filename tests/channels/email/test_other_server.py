"""The same dialogue with a server that we did not write (aiosmtpd)."""

from __future__ import annotations

import socket
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from relance.channels.email import Accepted, RefusedForGood, SmtpServer, deliver
from tests.certificates import Certificates
from tests.channels.email.letters import MESSAGE, RECIPIENT, SENDER


class Mailbox:
    """Keeps what it gets; knows one recipient."""

    def __init__(self) -> None:
        self.got: list[bytes] = []

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address != RECIPIENT:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.got.append(envelope.original_content)
        return "250 2.0.0 OK queued as 4FxYz1"


def _known(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"ana", b"secret"))


def test_a_server_of_others_gets_the_same_bytes(papers: Certificates) -> None:
    """A dialogue that only our own server understands would prove nothing."""
    mailbox = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(
        mailbox,
        hostname="127.0.0.1",
        port=port,
        tls_context=papers.contexts["good"],
        require_starttls=True,
        auth_required=True,
        authenticator=_known,
    )
    controller.start()
    try:
        server = SmtpServer(
            "127.0.0.1",
            port,
            user="ana",
            password="secret",
            trusted_ca=str(papers.authority),
            timeout_s=5,
        )
        outcomes = [
            deliver(MESSAGE, sender=SENDER, recipient=to, server=server, before_dot=lambda: None)
            for to in (RECIPIENT, "nobody@client.example")
        ]
    finally:
        controller.stop()
    accepted, refused = outcomes
    assert isinstance(accepted, Accepted)
    assert accepted.queue_id == "4FxYz1"
    assert isinstance(refused, RefusedForGood)
    assert refused.mailbox
    assert mailbox.got == [MESSAGE]
