"""What is found in a mailbox, on a real server (dovecot) and on one that misbehaves."""

from __future__ import annotations

import imaplib
import ssl
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from relance.channels.email import (
    ImapAccount,
    Looked,
    Proof,
    Reason,
    Said,
    Sought,
    check_mailbox,
    evidence,
    look,
)
from relance.channels.email.mailbox import readable
from tests.certificates import WRONG, Certificates
from tests.dovecot import PASSWORD, dovecot
from tests.imap_sink import COMMANDS, FAULTS, ImapSink, Mail

ONE = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"
SENT = "Éléments envoyés"
RAW_SENT = '"&AMk-l&AOk-ments envoy&AOk-s"'
DAY = date(2026, 1, 5)


def mail(*, message_id: str = "", ours: str = "", answers: str = "", kind: str = "") -> bytes:
    lines = ["From: Ana <ana@example.org>", "Subject: Facture F-12"]
    lines += [f"Message-ID: <{message_id}@example.org>"] if message_id else []
    lines += [f"X-Relance-Identity: {ours}"] if ours else []
    lines += [f"In-Reply-To: <{answers}@example.org>"] if answers else []
    lines += [f"Content-Type: {kind}"] if kind else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


REPORT = 'multipart/report; report-type=delivery-status; boundary="b"'


@pytest.fixture(scope="module")
def ports(papers: Certificates) -> Iterator[tuple[int, int]]:
    pem = papers.authority.with_name("good.pem")
    with dovecot(pem, pem) as found:
        yield found


@pytest.fixture
def user(request: pytest.FixtureRequest) -> str:
    """A mailbox of this test's own."""
    return f"{request.node.name}@example.org"


@pytest.fixture
def filed(ports: tuple[int, int], papers: Certificates, user: str) -> Iterator[imaplib.IMAP4_SSL]:
    """The mailbox, to put mails in."""
    context = ssl.create_default_context(cafile=str(papers.authority))
    with imaplib.IMAP4_SSL("127.0.0.1", ports[1], ssl_context=context) as box:
        box.login(user, PASSWORD)
        yield box


@pytest.fixture
def account(ports: tuple[int, int], papers: Certificates, user: str) -> ImapAccount:
    return ImapAccount(
        "127.0.0.1", ports[1], user=user, password=PASSWORD, trusted_ca=str(papers.authority)
    )


@pytest.mark.dovecot
def test_a_mail_is_found_in_the_folder_the_server_names(
    filed: imaplib.IMAP4_SSL, account: ImapAccount, ports: tuple[int, int]
) -> None:
    """«Éléments envoyés» in one house, «Sent» in the next: the server says which (RFC 6154)."""
    filed.append(RAW_SENT, "", "", mail(message_id=OTHER, ours=OTHER))
    filed.append(RAW_SENT, "", "", mail(message_id=ONE, ours=ONE))

    for security, port in (("tls", ports[1]), ("starttls", ports[0])):
        looked = look(replace(account, security=security, port=port), [Sought(ONE, DAY)])

        seen = looked.found[ONE]
        assert (seen.proof, seen.folder, seen.by) == (Proof.SENT, SENT, "Message-ID")
        assert looked.problem is None
        assert seen.uid > 0
        assert seen.validity > 0
        assert seen.filed_at is not None
        assert "Éléments envoyés" in evidence(seen)


@pytest.mark.dovecot
def test_a_provider_that_rewrites_the_message_id_leaves_our_header(
    filed: imaplib.IMAP4_SSL, account: ImapAccount
) -> None:
    """Amazon SES replaces the Message-ID: a second name of ours finds the mail all the same."""
    filed.append(RAW_SENT, "", "", mail(message_id="0100018f-aws", ours=ONE))

    assert look(account, [Sought(ONE, DAY)]).found[ONE].by == "X-Relance-Identity"


@pytest.mark.dovecot
def test_a_reply_or_a_bounce_that_names_it_is_proof_too(
    filed: imaplib.IMAP4_SSL, account: ImapAccount
) -> None:
    """A mailbox that keeps nothing of what was sent still gets the answers."""
    filed.append("INBOX", "", "", mail(message_id="reply", answers=ONE))
    filed.append(
        "INBOX", "", "", mail(kind=REPORT) + b"--b\r\n\r\nOriginal-Envelope-Id: " + OTHER.encode()
    )
    filed.append("INBOX", "", "", mail(message_id="chat") + b"about " + ONE.encode())

    found = look(account, [Sought(ONE, DAY), Sought(OTHER, DAY)]).found

    assert (found[ONE].proof, found[OTHER].proof) == (Proof.REPLY, Proof.REPORT)
    report = found[OTHER].report
    assert report is not None
    assert report.said is Said.UNSURE, "it has no status: a person reads it"
    assert OTHER.encode() in report.content


@pytest.mark.dovecot
def test_a_draft_and_a_mail_that_only_looks_alike_prove_nothing(
    filed: imaplib.IMAP4_SSL, account: ImapAccount
) -> None:
    """A false «sent» is a reminder that never left and that nobody will miss."""
    filed.append("Brouillons", "\\Draft", "", mail(message_id=ONE, ours=ONE))
    filed.append(RAW_SENT, "\\Draft", "", mail(message_id=ONE, ours=ONE))
    filed.append(RAW_SENT, "", "", mail(message_id=f"a{ONE}", ours=f"{ONE}0"))
    filed.append("INBOX", "", "", mail(message_id="x") + ONE.encode())

    looked = look(account, [Sought(ONE, DAY)])

    assert (looked.found, looked.problem) == ({}, None)
    assert looked.folders == (SENT,)


@pytest.mark.dovecot
def test_looking_changes_nothing_in_the_mailbox(
    filed: imaplib.IMAP4_SSL, account: ImapAccount
) -> None:
    """A reply marked as read by a machine is a reply that nobody reads."""
    filed.append("INBOX", "", "", mail(message_id="reply", answers=ONE))
    look(account, [Sought(ONE, DAY)])

    filed.select("INBOX", readonly=True)
    assert filed.search(None, "UNSEEN") == ("OK", [b"1"])


@pytest.mark.dovecot
def test_the_test_button_names_the_folder_or_what_is_wrong(
    account: ImapAccount,
) -> None:
    """Found at the first lost answer instead, a wrong password would cost the proof."""
    good = check_mailbox(account)
    assert (good.ok, good.folder) == (True, SENT)

    wrong: dict[Reason, dict[str, Any]] = {
        Reason.BAD_PASSWORD: {"password": "other"},
        Reason.NO_FOLDER: {"folder": "Archives"},
        Reason.BAD_CERTIFICATE: {"trusted_ca": ""},
        Reason.INSECURE: {"security": "none", "host": "192.0.2.1"},
        Reason.BAD_SETTINGS: {"security": "maybe"},
    }
    for reason, changes in wrong.items():
        report = check_mailbox(replace(account, **changes))
        assert report.problem is reason
        assert report.words.happened
        assert report.words.to_do
        assert PASSWORD not in report.words.text
    assert check_mailbox(replace(account, folder=SENT)).ok


# A server that misbehaves.


def sink_account(sink: ImapSink, **changes: object) -> ImapAccount:
    values: dict[str, object] = {
        "host": "127.0.0.1",
        "port": sink.port,
        "security": "none",
        "user": "ana",
        "password": sink.password,
        "timeout_s": 0.3,
    }
    return ImapAccount(**(values | changes))  # type: ignore[arg-type]


def kept() -> dict[str, tuple[str, list[Mail]]]:
    return {
        "INBOX": ("", []),
        "Sent": ("\\Sent", [Mail(1, mail(message_id=ONE, ours=ONE))]),
    }


@pytest.mark.parametrize("at", COMMANDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_is_taken_for_a_find_nor_holds_us(fault: str, at: str) -> None:
    """A mailbox that drips for hours would stop all sending; one that lies, a reminder."""
    with ImapSink(kept, fault=fault, at=at) as sink:
        began = time.monotonic()
        looked = look(sink_account(sink), [Sought(ONE, DAY)])
        took = time.monotonic() - began

    assert looked.problem is not None
    assert looked.found == {}
    assert took < 3


def test_all_mail_counts_but_not_its_drafts() -> None:
    """Gmail files drafts, sent and received mail together in one folder."""
    folders = {
        "INBOX": ("", []),
        "[Gmail]/Sent Mail": ("\\Sent", []),
        "[Gmail]/All Mail": (
            "\\All",
            [
                Mail(1, mail(message_id=ONE, ours=ONE), flags="\\Draft"),
                Mail(2, mail(message_id=OTHER, ours=OTHER), flags=""),
            ],
        ),
    }
    with ImapSink(lambda: folders) as sink:
        looked = look(sink_account(sink, timeout_s=5), [Sought(ONE, DAY), Sought(OTHER, DAY)])

    assert list(looked.found) == [OTHER]
    assert looked.folders == ("[Gmail]/Sent Mail", "[Gmail]/All Mail")


def test_a_folder_is_known_by_its_usual_name_where_nobody_says_its_use() -> None:
    """Older servers say nothing of the use of a folder."""
    folders = {"INBOX": ("", []), "INBOX.Messages envoy&AOk-s": ("", kept()["Sent"][1])}
    with ImapSink(lambda: folders, offers="IMAP4rev1") as sink:
        looked = look(sink_account(sink, timeout_s=5), [Sought(ONE, DAY)])

    assert looked.found[ONE].folder == "INBOX.Messages envoyés"


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_certificate_never_hears_the_password(kind: str, papers: Certificates) -> None:
    """Whoever sits between us and the mailbox must not learn its password."""
    with ImapSink(kept, certificate=papers.contexts[kind]) as sink:
        asked = sink_account(
            sink, security="starttls", trusted_ca=str(papers.authority), timeout_s=5
        )
        looked = look(asked, [Sought(ONE, DAY)])

    assert looked.problem is Reason.BAD_CERTIFICATE
    assert not any(said.startswith(("LOGIN", "AUTH")) for said in sink.said)


@pytest.mark.parametrize("greeting", [b"* OK sink\r\n", b"* PREAUTH already in\r\n"])
def test_tls_that_is_hidden_on_the_way_ends_the_visit(greeting: bytes) -> None:
    """Removing STARTTLS, or «you are already in»: two ways to be told a password in the clear."""
    with ImapSink(kept, greeting=greeting) as sink:
        looked = look(sink_account(sink, security="starttls", timeout_s=5), [Sought(ONE, DAY)])

    assert looked.problem is Reason.NO_TLS
    assert not any(said.startswith(("LOGIN", "AUTH")) for said in sink.said)


@pytest.mark.parametrize("offers", ["IMAP4rev1", "IMAP4rev1 AUTH=PLAIN"])
def test_the_password_is_never_shown(offers: str) -> None:
    """Servers echo what they refuse; our page must not pass it on."""
    with ImapSink(kept, offers=offers) as sink:
        asked = sink_account(sink, password="motdepasse-canari", timeout_s=5)
        looked = look(asked, [Sought(ONE, DAY)])

    assert looked.problem is Reason.BAD_PASSWORD
    assert "motdepasse-canari" not in repr(looked) + repr(asked)


def test_a_password_with_accents_is_said_as_it_is() -> None:
    """A French password is not always in ASCII."""
    with ImapSink(kept, offers="IMAP4rev1 AUTH=PLAIN", password="été-à-Sète") as sink:
        assert ONE in look(sink_account(sink, timeout_s=5), [Sought(ONE, DAY)]).found


def test_a_name_with_a_line_end_is_no_command_of_its_own() -> None:
    """A user name typed with a line end must not speak to the server in our place."""
    with ImapSink(kept) as sink:
        looked = look(sink_account(sink, user='a\r\nb2 DELETE "Sent"'), [Sought(ONE, DAY)])

    assert looked.problem is Reason.BAD_SETTINGS
    assert not any("DELETE" in said for said in sink.said)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [(b"Sent", "Sent"), (b"Envoy&AOk-s", "Envoyés"), (b"A &- B", "A & B"), (b"&bad", "&bad")],
)
def test_a_folder_is_shown_as_people_know_it(raw: bytes, shown: str) -> None:
    """«Envoy&AOk-s» on a settings page looks like a fault of ours."""
    assert readable(raw) == shown


def test_evidence_says_where_to_look_again(tmp_path: Path) -> None:
    """A proof that nobody can check is a claim."""
    with ImapSink(kept) as sink:
        looked: Looked = look(sink_account(sink, timeout_s=5), [Sought(ONE, DAY)])

    assert looked.found[ONE].filed_at == datetime.fromisoformat("2026-11-30T10:02:00+01:00")
    assert evidence(looked.found[ONE]) == (
        "Retrouvé parmi vos messages envoyés\u00a0: dossier «\u00a0Sent\u00a0», message UID 1 "
        "(UIDVALIDITY 7), classé le 30/11/2026 à 10:02 +0100, reconnu par Message-ID."
    )
