"""Twelve faults in ten phases: each of the 120 ends as documented, and only one column may doubt."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from relance.channels.email import (
    Accepted,
    NotSent,
    Outcome,
    Phase,
    Reason,
    RefusedForGood,
    RefusedForNow,
    SmtpServer,
    Unknown,
    deliver,
)
from tests.certificates import WRONG, Certificates
from tests.channels.email.letters import HEAVY, MESSAGE, RECIPIENT, SENDER
from tests.smtp_sink import MATRIX, Fault, Sink, Wanted, only

PASSWORD = "a password nobody may see"
TIMEOUT_S = 0.4

IMPLICIT = {(Fault.TLS_FAILURE, Phase.BANNER), (Fault.TLS_FAILURE, Phase.EHLO)}
"""Faults of TLS in a phase that is in the clear unless TLS began at once."""

BROKEN = {
    Fault.RESET: {Reason.CLOSED},
    Fault.HANG: {Reason.SILENT},
    Fault.DRIP: {Reason.SILENT},
    Fault.GARBAGE: {Reason.NOT_SMTP},
    Fault.CLOSE: {Reason.CLOSED},
    Fault.TLS_FAILURE: {Reason.TLS_FAILED},
    Fault.WRONG_CERTIFICATE: {Reason.BAD_CERTIFICATE},
}
"""How a dialogue breaks, whatever the phase."""

REFUSED_FOR_US = {
    Phase.BANNER: {Reason.REFUSED},
    Phase.EHLO: {Reason.REFUSED},
    Phase.STARTTLS: {Reason.NO_TLS},
    Phase.AUTH: {Reason.REFUSED},
    Phase.MAIL: {Reason.SENDER_REFUSED},
    Phase.BODY: {Reason.REFUSED, Reason.CLOSED},
}
"""A 5xx before anything was said of the recipient is our affair, not his."""

CONNECT_BREAKS = {
    Fault.REFUSE: {Reason.UNREACHABLE},
    Fault.RESET: {Reason.CLOSED, Reason.UNREACHABLE},
    Fault.HANG: {Reason.SILENT},
    Fault.DRIP: {Reason.SILENT},
    Fault.CLOSE: {Reason.CLOSED, Reason.TLS_FAILED},
    Fault.WRONG_CERTIFICATE: {Reason.BAD_CERTIFICATE},
}
"""At the connection itself; a server that speaks in the clear where TLS is due fails TLS."""


def documented(fault: Fault, phase: Phase, outcome: Outcome) -> bool:
    """Is that how this cell must end?"""
    if phase is Phase.CONNECT:
        reasons = CONNECT_BREAKS.get(fault, {Reason.TLS_FAILED})
        return isinstance(outcome, NotSent) and outcome.reason in reasons
    if fault is Fault.WRONG_CERTIFICATE:
        return isinstance(outcome, NotSent) and outcome.reason is Reason.BAD_CERTIFICATE
    if fault is Fault.MULTILINE:
        if phase is Phase.BODY:  # three lines that nobody asked for
            return isinstance(outcome, NotSent) and outcome.reason is Reason.NOT_SMTP
        return isinstance(outcome, Accepted)
    if fault is Fault.RESET and phase is Phase.BANNER:
        # The reset may reach the kernel before it has reported the connection itself.
        reasons = BROKEN[fault] | CONNECT_BREAKS[fault]
        return isinstance(outcome, NotSent) and outcome.reason in reasons
    if fault in BROKEN:
        kind = Unknown if phase is Phase.ANSWER else NotSent
        return isinstance(outcome, kind) and outcome.reason in BROKEN[fault]
    if fault in (Fault.TEMPORARY, Fault.CLOSING):
        cut = phase is Phase.BODY and isinstance(outcome, NotSent)
        return cut or (isinstance(outcome, RefusedForNow) and outcome.phase is phase)
    assert fault in (Fault.REFUSE, Fault.PERMANENT)
    if phase in REFUSED_FOR_US:
        return isinstance(outcome, NotSent) and outcome.reason in REFUSED_FOR_US[phase]
    if fault is Fault.REFUSE and phase is Phase.RCPT:
        return isinstance(outcome, NotSent) and outcome.reason is Reason.POLICY
    return isinstance(outcome, RefusedForGood) and outcome.phase is phase


def attempt(fault: Fault, phase: Phase, ledger: Path, papers: Certificates) -> tuple[Outcome, Sink]:
    """Send one message to a server that does this there."""
    implicit = phase is Phase.CONNECT or (fault, phase) in IMPLICIT
    certificate = "good"
    if fault is Fault.WRONG_CERTIFICATE:
        # Which phase is meant cannot matter: nothing is said after a wrong certificate. So
        # each cell is one kind of wrong certificate in one kind of TLS.
        number = tuple(Phase).index(phase)
        certificate, implicit = WRONG[number % 5], number < 5
    security = "tls" if implicit else "starttls"
    wanted = Wanted(
        security=security,
        certificate=papers.contexts[certificate],
        user="ana",
        password=PASSWORD,
        small_window=phase is Phase.BODY,
    )
    sink = Sink(ledger, only(fault, phase), wanted)
    with ExitStack() as stack:
        stack.enter_context(sink)
        port = sink.port
        if phase is Phase.CONNECT and fault in (Fault.REFUSE, Fault.HANG):
            port = _unreachable(stack, hangs=fault is Fault.HANG)
        server = SmtpServer(
            "127.0.0.1",
            port,
            security=security,
            user="ana",
            password=PASSWORD,
            timeout_s=TIMEOUT_S,
            reply_timeout_s=TIMEOUT_S,
            trusted_ca=str(papers.authority),
        )
        outcome = deliver(
            HEAVY if phase is Phase.BODY else MESSAGE,
            sender=SENDER,
            recipient=RECIPIENT,
            server=server,
            before_dot=lambda: None,
        )
    return outcome, sink


def _unreachable(stack: ExitStack, *, hangs: bool) -> int:
    """A port nobody listens on, or one whose queue is full."""
    sock = stack.enter_context(socket.socket())
    sock.bind(("127.0.0.1", 0))
    port = int(sock.getsockname()[1])
    if hangs:
        sock.listen(0)
        for _ in range(3):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
    return port


@pytest.mark.parametrize("phase", list(Phase), ids=lambda phase: phase.value)
@pytest.mark.parametrize("fault", MATRIX, ids=lambda fault: fault.value)
def test_every_fault_in_every_phase_ends_as_documented(
    fault: Fault, phase: Phase, ledger: Path, papers: Certificates
) -> None:
    """A fault taken for success loses a reminder; one taken for failure sends it twice."""
    outcome, sink = attempt(fault, phase, ledger, papers)

    assert documented(fault, phase, outcome), outcome
    assert not isinstance(outcome, Unknown) or phase is Phase.ANSWER
    assert len(sink.taken()) == isinstance(outcome, Accepted)
    assert PASSWORD not in repr(outcome)
    if fault is Fault.WRONG_CERTIFICATE:
        assert not sink.reached(Phase.AUTH), "a password was said to the wrong server"
