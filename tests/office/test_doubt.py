"""A mail that may have left: looked for in the mailbox, then asked, never sent by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from relance.case.entries import (
    DeliveryOutcome,
    DeliveryReported,
    NoticeSent,
    ReplyReceived,
)
from relance.channels.email import Accepted, NotSent, Phase, Reason, SmtpServer, Unknown
from relance.office import (
    approving,
    clock,
    daily,
    looking,
    moves,
    outbox,
    preparing,
    self_test,
    sending,
)
from relance.office.access import everything
from relance.office.journal import entries_of
from relance.office.models import MailServerRow, NoticeRow, StoredFile
from tests.channels.email.test_reports import GONE, LATE, report
from tests.imap_sink import ImapSink, Mail
from tests.office import cabinet
from tests.smtp_sink import Sink

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DAY = date(2026, 4, 7)
MORNING = datetime(2026, 4, 7, 8, 0, tzinfo=UTC)
LOST = Unknown(Phase.ANSWER, "délai dépassé", Reason.SILENT)


@pytest.fixture(autouse=True)
def _at_work() -> Iterator[None]:
    with everything(), clock.stopped_at(MORNING):
        yield


class Box:
    """What the creditor's mailbox holds, as far as it answers."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []
        self.came: list[Mail] = []
        self.down = False

    def folders(self) -> dict[str, tuple[str, list[Mail]]]:
        if self.down:
            raise EOFError
        return {"INBOX": ("", self.came), "Sent": ("\\Sent", self.sent)}

    def keeps(self, notice: NoticeRow) -> None:
        assert notice.content is not None
        head = bytes(notice.content.content).split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n"
        self.sent.append(Mail(12, head))


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def notice(box: Box) -> Iterator[NoticeRow]:
    """The first mail of a case, claimed; its creditor has a mailbox that we may read."""
    owner = cabinet.creditor()
    with ImapSink(box.folders) as sink:
        MailServerRow.objects.create(
            creditor=owner,
            host="127.0.0.1",
            port=25,
            security="none",
            sender="claire@atelier-duval.fr",
            user="claire",
            imap_host="127.0.0.1",
            imap_port=sink.port,
            imap_security="none",
        )
        from relance.office import secrets_box

        secrets_box.keep(owner.pk, "imap_password", "secret")
        cabinet.case(owner, today=DAY)
        daily.daily_round(DAY)
        preparing.prepare_due()
        approving.approve(NoticeRow.objects.get(), by="moi")
        claimed = outbox.claim("w")
        assert claimed is not None
        outbox.about_to_send(claimed)
        yield claimed


def look_at(minutes: float) -> NoticeRow:
    """The worker's look so long after the attempt; the notice as it then is."""
    with clock.stopped_at(MORNING + timedelta(minutes=minutes)):
        outbox.recover()
        looking.look_due()
    return NoticeRow.objects.get()


def test_a_mail_found_in_sent_is_sent_with_its_proof(notice: NoticeRow, box: Box) -> None:
    """The mailbox has the answer that the server kept: no need to ask anybody."""
    sending.settle(notice, LOST)
    assert look_at(0.5).state == "unknown"
    assert look_at(1.5).state == "unknown"  # not there yet: that says nothing
    box.keeps(notice)

    assert look_at(6).state == "sent"

    entry = entries_of(notice.case)[-1]
    assert isinstance(entry.fact, NoticeSent)
    assert entry.on == DAY
    assert entry.because.startswith("Retrouvé parmi vos messages envoyés")
    assert "Sent" in entry.because
    assert "UID 12" in entry.because


@pytest.mark.parametrize("kept", [True, False])
def test_a_bounce_found_in_the_mailbox_is_a_bounce(
    notice: NoticeRow, box: Box, *, kept: bool
) -> None:
    """It proves that the mail left, and that nobody has it: the next step must not count on it.

    The report is kept as it came, named by the entry; a mail that lies in Sent came back too.
    """
    sending.settle(notice, LOST)
    came = report(GONE, identity=notice.identity)
    head, _, body = came.partition(b"\r\n\r\n")
    box.came.append(Mail(3, head + b"\r\n\r\n", filed="07-Apr-2026 10:01:00 +0200", body=body))
    if kept:
        box.keeps(notice)

    assert look_at(1.5).state == "sent"

    *_, sent, _, bounced = entries_of(notice.case)
    assert isinstance(sent.fact, NoticeSent)
    assert isinstance(bounced.fact, DeliveryReported)
    assert (bounced.fact.outcome, bounced.on) == (DeliveryOutcome.BOUNCED, DAY)
    assert "550 no such user" in bounced.because
    stored = StoredFile.objects.get(sha256=bounced.fact.sha256)
    assert bytes(stored.content) == came
    notice.case.refresh_from_db()
    assert notice.case.silence == "contact_bounced"


def test_a_report_that_is_not_sure_is_for_a_person_to_read(notice: NoticeRow, box: Box) -> None:
    """«Delayed» is neither delivered nor lost: nothing is recorded of it but the question."""
    sending.settle(notice, LOST)
    head, _, body = report(LATE, identity=notice.identity).partition(b"\r\n\r\n")
    box.came.append(Mail(3, head + b"\r\n\r\n", body=body))

    assert look_at(1.5).state == "sent"

    *_, sent, asked = entries_of(notice.case)
    assert isinstance(sent.fact, NoticeSent)
    assert isinstance(asked.fact, ReplyReceived)
    assert "sans dire sûrement s’il est arrivé" in asked.because
    notice.case.refresh_from_db()
    assert notice.case.silence == "reply_unread"


def test_what_is_not_found_is_asked_and_never_sent_again(notice: NoticeRow, box: Box) -> None:
    """Absence proves nothing: only a person may send a second time."""
    sending.settle(notice, LOST)

    asked = look_at(16)

    assert asked.state == "review"
    assert "Il n’est pas dans «\u00a0Sent\u00a0»" in asked.answer
    assert "ne prouve rien" in asked.answer
    assert outbox.claim("x", now=MORNING + timedelta(hours=2)) is None
    assert look_at(60 * 24 * 5).state == "review"


def test_a_mailbox_known_to_keep_sent_mail_only_changes_the_words(
    notice: NoticeRow, box: Box
) -> None:
    """Even then the mail is not sent again by itself; and its own delay is waited for."""
    MailServerRow.objects.update(keeps_sent=True, sent_delay_s=180)
    sending.settle(notice, LOST)

    assert look_at(16).state == "unknown"  # ten times three minutes are not over
    asked = look_at(31)

    assert asked.state == "review"
    assert "sans doute pas parti" in asked.answer
    assert "ne sera pas renvoyé" in asked.answer


def test_proof_that_comes_while_we_ask_answers_the_question(notice: NoticeRow, box: Box) -> None:
    """A mailbox two hours late: the person need not look any more."""
    sending.settle(notice, LOST)
    assert look_at(16).state == "review"
    box.keeps(notice)

    assert look_at(61).state == "sent"


def test_a_mailbox_that_does_not_answer_leaves_the_question(notice: NoticeRow, box: Box) -> None:
    """Nobody waits for ever for a mailbox that is down; and the person knows why."""
    box.down = True
    sending.settle(notice, LOST)

    asked = look_at(16)

    assert asked.state == "review"
    assert "n’avons pas pu le chercher" in asked.answer


def test_a_worker_dead_after_the_dot_is_looked_for_too(notice: NoticeRow, box: Box) -> None:
    """Killed between the dot and the answer: the mailbox may know."""
    box.keeps(notice)

    assert look_at(15).state == "sent"


def test_without_its_mailbox_a_doubt_becomes_a_question(notice: NoticeRow) -> None:
    """Settings taken back: a mail must not stay uncertain for ever."""
    sending.settle(notice, LOST)
    MailServerRow.objects.update(imap_host="")

    assert look_at(16).state == "review"


def test_only_one_worker_looks(notice: NoticeRow, box: Box) -> None:
    """Four workers that all sign in at once would have the mailbox locked."""
    sending.settle(notice, LOST)
    with clock.stopped_at(MORNING + timedelta(minutes=2)):
        seen = NoticeRow.objects.get()
        assert looking._taken(seen, clock.now(), timedelta(minutes=15))
        seen.not_before = NoticeRow.objects.get().not_before
        stale = NoticeRow.objects.get()
        stale.not_before = MORNING
        assert not looking._taken(stale, clock.now(), timedelta(minutes=15))


# Answers that come late.


def test_a_late_yes_settles_the_doubt(notice: NoticeRow) -> None:
    """The worker slept past its lease with the 250 in its hand: no question is needed."""
    MailServerRow.objects.update(imap_host="")
    outbox.recover(now=MORNING + moves.LEASE)
    assert NoticeRow.objects.get().state == "review"

    assert sending.settle(notice, Accepted("250 queued as 42")) == "sent"


def test_a_late_yes_stops_who_would_send_again(notice: NoticeRow) -> None:
    """«Not sent», somebody said; and then the server's yes comes: the second copy is stopped."""
    MailServerRow.objects.update(imap_host="")
    outbox.recover(now=MORNING + moves.LEASE)
    approving.settle_review(NoticeRow.objects.get(), sent=False, by="moi")
    second = outbox.claim("x", now=MORNING + moves.LEASE)
    assert second is not None

    assert sending.settle(notice, Accepted("250 queued as 42")) == "sent"

    with pytest.raises(moves.MoveRefused):
        outbox.about_to_send(second, now=MORNING + moves.LEASE)


def test_a_late_no_puts_it_back_in_line(notice: NoticeRow) -> None:
    """The worker woke before the dot and wrote none: certainly not sent."""
    MailServerRow.objects.update(imap_host="")
    outbox.recover(now=MORNING + moves.LEASE)

    assert sending.settle(notice, NotSent(Phase.BODY, "endormi", Reason.SILENT)) == "approved"


# The message to oneself.


@pytest.mark.parametrize("keeps", [True, False])
def test_a_message_to_oneself_tells_whether_sent_mail_is_kept(
    notice: NoticeRow, box: Box, tmp_path: Path, *, keeps: bool
) -> None:
    """It goes to the creditor alone, and what it tells is noted with the delay."""
    row = MailServerRow.objects.get()

    class Filing(Sink):
        def take(self, message: bytes, recipient: str) -> None:
            super().take(message, recipient)
            if keeps:
                head = message.split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n"
                box.sent.append(Mail(1, head))

    with Filing(tmp_path / "ledger") as sink:
        server = SmtpServer("127.0.0.1", sink.port, security="none", timeout_s=5)
        learnt = self_test.send_to_oneself(row, server, patience_s=0)
        taken = sink.taken()

    assert learnt.keeps is keeps
    assert [line["recipient"] for line in taken] == [row.sender]
    row.refresh_from_db()
    assert (row.keeps_sent, row.sent_delay_s) == (keeps, 0 if keeps else None)
    assert "Rien n’a été envoyé à un client" in learnt.words.text
