"""The test button: everything but a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from relance.channels.email import NotSent, Phase, Reason, SmtpServer, check_server
from tests.certificates import WRONG, Certificates
from tests.channels.email.letters import SENDER
from tests.smtp_sink import Sink, Wanted, only


def server(sink: Sink, papers: Certificates, password: str = "secret") -> SmtpServer:
    return SmtpServer(
        "127.0.0.1",
        sink.port,
        security=sink.wanted.security,
        user="ana",
        password=password,
        timeout_s=2,
        trusted_ca=str(papers.authority),
    )


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_good_server_passes_and_receives_nothing(
    security: str, ledger: Path, papers: Certificates
) -> None:
    """A test that sends a mail by accident would be the first one a client gets."""
    wanted = Wanted(security, papers.contexts["good"], "ana", "secret")
    with Sink(ledger, wanted=wanted) as sink:
        report = check_server(server(sink, papers), sender=SENDER)

    assert report.ok
    assert report.encrypted
    assert report.signed_in
    assert "dsn" in report.offers
    assert sink.taken() == []
    assert not sink.reached(Phase.RCPT)
    assert "aucun message" in report.words.not_done.lower()


def test_a_wrong_password_is_named_and_not_tried_twice(ledger: Path, papers: Certificates) -> None:
    """Providers lock a mailbox after a few wrong passwords."""
    wanted = Wanted("starttls", papers.contexts["good"], "ana", "secret")
    with Sink(ledger, wanted=wanted) as sink:
        report = check_server(server(sink, papers, password="other"))

    assert isinstance(report.problem, NotSent)
    assert (report.problem.reason, report.problem.asks) == (Reason.BAD_PASSWORD, True)
    assert sum(said.startswith("AUTH") for said in sink.said) == 1
    assert "mot de passe" in report.words.to_do or "mot de passe" in report.words.because


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_certificate_ends_it_before_the_password(
    kind: str, ledger: Path, papers: Certificates
) -> None:
    """Whoever sits between us and the server must not learn the password."""
    wanted = Wanted("starttls", papers.contexts[kind], "ana", "secret")
    with Sink(ledger, wanted=wanted) as sink:
        report = check_server(server(sink, papers))

    assert isinstance(report.problem, NotSent)
    assert report.problem.reason is Reason.BAD_CERTIFICATE
    assert not any(said.startswith("AUTH") for said in sink.said)


def test_a_server_that_hides_its_tls_gets_nothing(ledger: Path, papers: Certificates) -> None:
    """Removing the word STARTTLS on the way is the oldest trick: no TLS, no mail."""
    with Sink(ledger, wanted=Wanted("none", user="ana", password="secret")) as sink:
        asked = SmtpServer("127.0.0.1", sink.port, user="ana", password="secret", timeout_s=2)
        report = check_server(asked)

    assert isinstance(report.problem, NotSent)
    assert report.problem.reason is Reason.NO_TLS
    assert not any(said.startswith("AUTH") for said in sink.said)


def test_a_sender_that_the_server_does_not_own_is_found_now(
    ledger: Path, papers: Certificates
) -> None:
    """Found at the first reminder instead, it would stop a case on its day."""
    wanted = Wanted("starttls", papers.contexts["good"], "ana", "secret")
    refusal = only(b"553 5.7.1 Sender address rejected: not owned by user\r\n", Phase.MAIL)
    with Sink(ledger, refusal, wanted) as sink:
        report = check_server(server(sink, papers), sender=SENDER)

    assert isinstance(report.problem, NotSent)
    assert report.problem.reason is Reason.SENDER_REFUSED


def test_login_works_where_plain_is_not_offered(ledger: Path, papers: Certificates) -> None:
    """Some French providers offer only the older way to sign in."""
    wanted = Wanted("starttls", papers.contexts["good"], "ana", "secret", mechanisms="LOGIN")
    with Sink(ledger, wanted=wanted) as sink:
        report = check_server(server(sink, papers))

    assert report.ok
    assert "AUTH LOGIN" in sink.said
