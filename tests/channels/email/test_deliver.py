"""What leaves, when the doubt begins, and what each code of a server means."""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path

import pytest

from relance.case import routable
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
    explain,
)
from relance.channels.email.smtp import on_the_wire
from tests.certificates import Certificates
from tests.channels.email.letters import MESSAGE, RECIPIENT, SENDER
from tests.smtp_sink import Fault, Sink, Wanted, only


def near(sink: Sink, **changes: object) -> SmtpServer:
    """The sink as a server of this machine, without TLS."""
    settings: dict[str, object] = {"timeout_s": 2.0, "reply_timeout_s": 2.0} | changes
    return SmtpServer("127.0.0.1", sink.port, security="none", **settings)  # type: ignore[arg-type]


def send(sink: Sink, message: bytes = MESSAGE, recipient: str = RECIPIENT) -> Outcome:
    return deliver(
        message,
        sender=SENDER,
        recipient=recipient,
        server=near(sink),
        before_dot=lambda: None,
    )


def test_what_was_approved_is_what_leaves(ledger: Path) -> None:
    """A byte added on the way would make the proof in the journal worthless."""
    with Sink(ledger) as sink:
        outcome = send(sink)

    assert isinstance(outcome, Accepted)
    assert outcome.queue_id == "SINK00001"
    (line,) = sink.taken()
    assert line["sha256"] == hashlib.sha256(MESSAGE).hexdigest()
    assert line["identity"] == "0123abcd+x@relance.example.org"
    assert line["recipient"] == RECIPIENT


@pytest.mark.parametrize(
    ("message", "wire"),
    [
        (b"a\r\n.\r\nb\r\n", b"a\r\n..\r\nb\r\n"),
        (b"a\n.\nb", b"a\r\n..\r\nb\r\n"),
        (b"a\r.\rb\r", b"a\r\n..\r\nb\r\n"),
        (b"a\r\n.\nb\r\n", b"a\r\n..\r\nb\r\n"),
        (b"a\n\n.b\n", b"a\r\n\r\n..b\r\n"),
        (b"", b""),
    ],
)
def test_no_text_can_end_the_message_early(message: bytes, wire: bytes) -> None:
    """A lone line feed before a dot lets a stranger smuggle a second mail in our name."""
    assert on_the_wire(message) == wire


def test_nothing_leaves_when_it_could_not_be_written_down(ledger: Path) -> None:
    """A full disk just before the dot must stop the dot, else the mail goes out twice."""

    def disk_full() -> None:
        raise OSError("no space left on device")

    with Sink(ledger) as sink, pytest.raises(OSError, match="no space"):
        deliver(
            MESSAGE,
            sender=SENDER,
            recipient=RECIPIENT,
            server=near(sink),
            before_dot=disk_full,
        )
    assert sink.taken() == []
    assert not sink.reached(Phase.ANSWER)


def test_the_doubt_begins_only_after_it_was_written_down(ledger: Path) -> None:
    """The commit must come when the server has all but the dot, neither earlier nor later."""
    moments: list[tuple[bool, int]] = []
    with Sink(ledger) as sink:
        outcome = deliver(
            MESSAGE,
            sender=SENDER,
            recipient=RECIPIENT,
            server=near(sink),
            before_dot=lambda: moments.append((sink.reached(Phase.DATA), len(sink.taken()))),
        )
    assert isinstance(outcome, Accepted)
    assert moments == [(True, 0)]


@pytest.mark.parametrize("fault", [Fault.ANSWER_LOST, Fault.HALF_ANSWER])
def test_a_lost_answer_is_a_doubt_even_when_the_mail_went(fault: Fault, ledger: Path) -> None:
    """The server has it, we cannot know: sending again would chase the client twice."""
    with Sink(ledger, only(fault, Phase.ANSWER)) as sink:
        outcome = send(sink)

    assert isinstance(outcome, Unknown)
    assert len(sink.taken()) == 1


def test_a_server_that_hangs_up_while_we_write_to_disk_leaves_no_doubt(ledger: Path) -> None:
    """The dot was not written: no question to a person is needed."""
    with Sink(ledger) as sink:
        outcome = deliver(
            MESSAGE,
            sender=SENDER,
            recipient=RECIPIENT,
            server=near(sink),
            before_dot=lambda: _hang_up(sink),
        )
    assert isinstance(outcome, NotSent)
    assert outcome.reason is Reason.CLOSED
    assert sink.taken() == []


def _hang_up(sink: Sink) -> None:
    for client in sink.clients:
        client.sock.shutdown(socket.SHUT_RDWR)


def test_an_old_answer_is_never_taken_for_the_answer_to_the_dot(ledger: Path) -> None:
    """A server one reply ahead of us would turn a refusal into «sent»."""
    ahead = b"354 go on\r\n250 2.0.0 Ok: queued as TOO-EARLY\r\n"
    with Sink(ledger, only(ahead, Phase.DATA)) as sink:
        outcome = send(sink)

    assert isinstance(outcome, NotSent)
    assert outcome.reason is Reason.NOT_SMTP
    assert sink.taken() == []


GOOD, NOW, OURS = RefusedForGood, RefusedForNow, NotSent
CODES = {
    # code    connect  auth  mail  rcpt  data  after the dot
    421: (NOW, NOW, NOW, NOW, NOW, NOW),
    450: (NOW, NOW, NOW, NOW, NOW, NOW),
    451: (NOW, NOW, NOW, NOW, NOW, NOW),
    452: (NOW, NOW, NOW, NOW, NOW, NOW),
    454: (NOW, NOW, NOW, NOW, NOW, NOW),
    501: (OURS, OURS, OURS, GOOD, OURS, GOOD),
    503: (OURS, OURS, OURS, OURS, OURS, GOOD),
    530: (OURS, OURS, OURS, OURS, OURS, GOOD),
    535: (OURS, OURS, OURS, OURS, OURS, GOOD),
    550: (OURS, OURS, OURS, GOOD, GOOD, GOOD),
    551: (OURS, OURS, OURS, GOOD, GOOD, GOOD),
    552: (OURS, OURS, OURS, NOW, GOOD, GOOD),
    553: (OURS, OURS, OURS, GOOD, GOOD, GOOD),
    554: (OURS, OURS, OURS, GOOD, GOOD, GOOD),
    571: (OURS, OURS, OURS, OURS, GOOD, GOOD),
}
PHASES = (Phase.BANNER, Phase.AUTH, Phase.MAIL, Phase.RCPT, Phase.DATA, Phase.ANSWER)


@pytest.mark.parametrize("code", CODES)
def test_each_code_has_its_meaning_in_each_phase(code: int, ledger: Path) -> None:
    """A wrong password taken for a dead mailbox would silence a whole cabinet."""
    reply = b"%d said so\r\n" % code
    wanted = Wanted(user="ana", password="secret")
    found = {}
    for phase in PHASES:
        with Sink(ledger, only(reply, phase), wanted) as sink:
            found[phase] = deliver(
                MESSAGE,
                sender=SENDER,
                recipient=RECIPIENT,
                server=near(sink, user="ana", password="secret"),
                before_dot=lambda: None,
            )
    assert tuple(type(outcome) for outcome in found.values()) == CODES[code]
    assert all(outcome.phase is phase for phase, outcome in found.items())  # type: ignore[union-attr]
    assert all(outcome.code == code for outcome in found.values())  # type: ignore[union-attr]
    after = found[Phase.ANSWER]
    assert not (isinstance(after, RefusedForGood) and after.mailbox)


@pytest.mark.parametrize(
    ("phase", "reply", "kind", "mailbox"),
    [
        (Phase.RCPT, b"550 5.1.1 The email account does not exist", GOOD, True),
        (Phase.RCPT, b"550 5.2.1 mailbox disabled", GOOD, True),
        (Phase.RCPT, b"550 5.4.1 Recipient address rejected: Access denied", GOOD, True),
        (Phase.RCPT, b"552 5.2.2 mailbox full", NOW, None),
        (Phase.RCPT, b"554 5.7.1 Relay access denied", OURS, None),
        (Phase.RCPT, b"550 relay not permitted", OURS, None),
        (Phase.RCPT, b"550 blocked, see 5.1.1.7", OURS, None),
        (Phase.RCPT, b"550 No such user here", GOOD, True),
        (Phase.ANSWER, b"554 5.7.1 Message rejected as spam", GOOD, False),
        (Phase.ANSWER, b"550 5.1.1 User unknown", GOOD, True),
        (Phase.ANSWER, b"550 5.4.5 Daily user sending limit exceeded", NOW, None),
    ],
)
def test_an_enhanced_code_tells_the_mailbox_from_the_rules(
    phase: Phase, reply: bytes, kind: type[Outcome], mailbox: bool | None, ledger: Path
) -> None:
    """A good address marked as dead stops all reminders to a client who can be reached."""
    with Sink(ledger, only(reply + b"\r\n", phase)) as sink:
        outcome = send(sink)

    assert isinstance(outcome, kind)
    assert getattr(outcome, "mailbox", None) is mailbox


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "compta",
        "a@b@c",
        "a b@client.example",
        "a@client.example>\r\nRCPT TO:<b@x.example",
        "@x.fr",
    ],
)
def test_an_address_that_cannot_be_written_reaches_no_server(recipient: str, ledger: Path) -> None:
    """A line end in an address would be a command of its own."""
    with Sink(ledger) as sink:
        outcome = send(sink, recipient=recipient)

    assert isinstance(outcome, RefusedForGood)
    assert sink.seen == []


def test_a_french_domain_is_written_as_the_network_wants_it(ledger: Path) -> None:
    """«société.fr» is a good domain: a client behind it must be reachable."""
    with Sink(ledger) as sink:
        outcome = send(sink, recipient="compta@société.example")

    assert isinstance(outcome, Accepted)
    assert sink.taken()[0]["recipient"] == "compta@xn--socit-esab.example"


def test_a_failure_report_will_name_our_identity(ledger: Path) -> None:
    """A bounce is matched by its envelope identity, whatever servers do to the Message-ID."""
    with Sink(ledger) as sink:
        send(sink)

    assert "ENVID=0123abcd+2Bx@relance.example.org" in sink.said[1]
    assert "RET=HDRS" in sink.said[1]
    assert "NOTIFY=FAILURE,DELAY" in sink.said[2]


def test_a_message_over_the_limit_is_not_even_offered(ledger: Path) -> None:
    """Ten megabytes sent to be refused, again every four hours, help nobody."""
    with Sink(ledger, wanted=Wanted(offers=("SIZE 100",))) as sink:
        outcome = send(sink)

    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.asks) == (Reason.TOO_BIG, True)


def test_a_plain_connection_is_for_this_machine_only() -> None:
    """In the clear, a password and an unpaid invoice would cross the network."""
    server = SmtpServer("192.0.2.1", 25, security="none", timeout_s=0.2)
    outcome = deliver(
        MESSAGE, sender=SENDER, recipient=RECIPIENT, server=server, before_dot=lambda: None
    )
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.phase) == (Reason.INSECURE, Phase.CONNECT)


@pytest.mark.parametrize(
    "server",
    [
        SmtpServer("", 587),
        SmtpServer("127.0.0.1", 587, security="ssl"),
        SmtpServer("127.0.0.1", 99999),
        SmtpServer("x" * 300, 587),
        SmtpServer("no-such-host.invalid", 587),
    ],
    ids=["no host", "odd security", "odd port", "odd name", "unknown name"],
)
def test_no_setting_makes_the_worker_fall(server: SmtpServer) -> None:
    """One wrong setting must not stop the mails of the other creditors."""
    outcome = deliver(
        MESSAGE, sender=SENDER, recipient=RECIPIENT, server=server, before_dot=lambda: None
    )
    assert isinstance(outcome, NotSent)
    assert outcome.reason in (Reason.BAD_SETTINGS, Reason.UNKNOWN_HOST, Reason.UNREACHABLE)


def test_the_password_is_never_shown(ledger: Path, papers: Certificates) -> None:
    """Servers echo commands they don't know; our answer to people must not pass it on."""
    secret = "motdepasse-canari"
    wanted = Wanted("starttls", papers.contexts["good"], "ana", secret)

    def echo(_: int, phase: Phase) -> bytes | None:
        echoed = b"500 unknown: AUTH PLAIN AGFuYQBtb3RkZXBhc3NlLWNhbmFyaQ== " + secret.encode()
        return echoed + b"\r\n" if phase is Phase.AUTH else None

    with Sink(ledger, echo, wanted) as sink:
        server = SmtpServer(
            "127.0.0.1",
            sink.port,
            user="ana",
            password=secret,
            trusted_ca=str(papers.authority),
            timeout_s=2,
        )
        outcome = deliver(
            MESSAGE, sender=SENDER, recipient=RECIPIENT, server=server, before_dot=lambda: None
        )
    shown = repr(server) + repr(outcome) + explain(outcome).text
    assert isinstance(outcome, NotSent)
    assert secret not in shown
    assert "AGFuYQBtb3RkZXBhc3NlLWNhbmFyaQ" not in shown


def test_words_sent_before_the_handshake_are_not_believed(
    ledger: Path, papers: Certificates
) -> None:
    """A stranger on the wire could say «250» in the clear and be heard inside TLS."""
    injected = b"220 go ahead\r\n250 injected\r\n"
    wanted = Wanted("starttls", papers.contexts["good"])
    with Sink(ledger, only(injected, Phase.STARTTLS), wanted) as sink:
        server = SmtpServer("127.0.0.1", sink.port, trusted_ca=str(papers.authority), timeout_s=2)
        outcome = deliver(
            MESSAGE, sender=SENDER, recipient=RECIPIENT, server=server, before_dot=lambda: None
        )
    assert isinstance(outcome, NotSent)
    assert outcome.reason is Reason.TLS_FAILED


def test_a_slow_but_complete_answer_is_an_answer(ledger: Path) -> None:
    """Impatience after the dot makes doubts of its own (RFC 5321 asks for ten minutes)."""
    slow = Sink(ledger, drip_s=0.3, slow=Phase.ANSWER)
    with slow as sink:
        outcome = deliver(
            MESSAGE,
            sender=SENDER,
            recipient=RECIPIENT,
            server=near(sink, timeout_s=0.1, reply_timeout_s=5),
            before_dot=lambda: None,
        )
    assert isinstance(outcome, Accepted)


def test_ten_minutes_are_given_for_the_answer() -> None:
    """The default must be the patience that the standard asks for."""
    assert SmtpServer("smtp.example.org").reply_timeout_s == 600


def test_every_outcome_says_four_things(ledger: Path) -> None:
    """What happened, why, what to do, what did not happen: a person can act on each."""
    outcomes: list[Outcome] = [
        RefusedForNow(451, "later", Phase.RCPT),
        RefusedForGood(550, "no", Phase.RCPT),
        RefusedForGood(554, "spam", Phase.ANSWER, mailbox=False),
        Unknown(Phase.ANSWER, "", Reason.SILENT),
        *(NotSent(Phase.CONNECT, "", reason) for reason in Reason),
    ]
    for outcome in outcomes:
        words = explain(outcome)
        assert all((words.happened, words.because, words.to_do, words.not_done)), outcome
        for mark in ";!?":
            assert f" {mark}" not in words.text, words.text
        assert " :" not in words.text, words.text


def test_who_slept_since_the_commit_writes_no_dot(ledger: Path) -> None:
    """A laptop closed between «sending» and the dot: a person may have had it sent again."""
    clock = iter((0.0, 16 * 60.0))
    with Sink(ledger) as sink:
        outcome = deliver(
            MESSAGE,
            sender=SENDER,
            recipient=RECIPIENT,
            server=near(sink),
            before_dot=lambda: None,
            elapsed=lambda: next(clock),
        )

    assert isinstance(outcome, NotSent)
    assert outcome.phase is Phase.BODY
    assert sink.taken() == []


@pytest.mark.parametrize(
    ("domain", "network"),
    [
        ("société.example", "xn--socit-esab.example"),
        ("straße.example", "xn--strae-oqa.example"),  # in 2003: strasse.example, another house
        ("client.example", "client.example"),
        ("é" * 70 + ".example", "é" * 70 + ".example"),  # no such name can exist
    ],
)
def test_a_domain_is_that_of_its_registry(domain: str, network: str) -> None:
    """A letter about a debt in the mailbox of somebody else."""
    assert routable(f"compta@{domain}") == f"compta@{network}"


ACCENTED = "josé@client.example"
EIGHT_BIT = MESSAGE.replace(b"=C3=AA", "ê".encode())


@pytest.mark.parametrize(
    ("message", "recipient", "offers", "asked"),
    [
        (EIGHT_BIT, RECIPIENT, ("8BITMIME",), "BODY=8BITMIME"),
        (EIGHT_BIT, RECIPIENT, (), None),
        (MESSAGE, ACCENTED, ("8BITMIME", "SMTPUTF8"), "SMTPUTF8"),
        (MESSAGE, ACCENTED, ("8BITMIME",), None),
    ],
)
def test_what_a_server_cannot_carry_whole_is_not_given_to_it(
    message: bytes, recipient: str, offers: tuple[str, ...], asked: str | None, ledger: Path
) -> None:
    """A server that must change a mail to carry it breaks the proof of what was sent."""
    with Sink(ledger, wanted=Wanted(offers=offers)) as sink:
        outcome = send(sink, message=message, recipient=recipient)
        taken = sink.taken()

    if asked is None:
        assert isinstance(outcome, NotSent)
        assert outcome.reason is Reason.EIGHT_BIT
        assert taken == []
    else:
        assert isinstance(outcome, Accepted)
        assert taken[0]["recipient"] == recipient
        assert any(said.startswith("MAIL") and asked in said for said in sink.said)
