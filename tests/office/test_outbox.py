"""From planned to sent: what is approved leaves once, and never after a payment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from relance.case import Money
from relance.case.entries import NoticeSent
from relance.channels.email import Accepted, Phase, Reason, Unknown
from relance.office import acts_of_money, approving, clock, daily, moves, outbox, preparing, sending
from relance.office.access import everything
from relance.office.journal import state_of
from relance.office.models import CaseRow, MailServerRow, NoticeRow
from tests.office import cabinet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DAY = date(2026, 4, 7)  # a Tuesday, seven days after the due date
MORNING = datetime(2026, 4, 7, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_work() -> Iterator[None]:
    with everything(), clock.stopped_at(MORNING):
        yield


def prepared(**changes: object) -> NoticeRow:
    """The first mail of a case, prepared on its day."""
    owner = cabinet.creditor()
    MailServerRow.objects.create(
        creditor=owner, host="127.0.0.1", port=25, security="none", sender="claire@atelier-duval.fr"
    )
    case = cabinet.case(owner, today=DAY, **changes)  # type: ignore[arg-type]
    done = daily.daily_round(DAY)
    assert (done.planned, done.failed) == (1, [])
    assert preparing.prepare_due() == 1
    return NoticeRow.objects.get(case=case)


def test_a_round_twice_on_a_day_plans_one_step() -> None:
    """A step taken twice is a client written to twice."""
    notice = prepared()

    again = daily.daily_round(DAY)

    assert again.planned == 0
    assert NoticeRow.objects.count() == 1
    assert (notice.state, notice.step, notice.recipient) == (
        "prepared",
        "kind_email",
        "julie@cafe-ete.fr",
    )


def test_what_is_stored_is_the_mail_itself() -> None:
    """The preview, the approval and the sending speak of the same bytes."""
    notice = prepared()
    assert notice.content is not None
    content = bytes(notice.content.content)

    mail = message_from_bytes(content)

    assert mail["Message-ID"] == f"<{notice.identity}@atelier-duval.fr>"
    assert mail["X-Relance-Identity"] == notice.identity
    assert mail["To"] == "Julie Martin <julie@cafe-ete.fr>"


def test_nothing_is_claimed_that_nobody_approved() -> None:
    """Safety of the debtor: a prepared mail waits for a person."""
    prepared()

    assert outbox.claim("w") is None


def test_an_approved_mail_is_claimed_once() -> None:
    """Two workers must never both send the same mail."""
    notice = prepared()
    approving.approve(notice, by="moi")

    first = outbox.claim("a")
    second = outbox.claim("b")

    assert first is not None
    assert first.pk == notice.pk
    assert second is None


def test_a_mail_that_left_becomes_an_entry_with_it() -> None:
    """The state and the journal tell the same story, in one transaction."""
    notice = prepared()
    approving.approve(notice, by="moi")
    claimed = outbox.claim("w")
    assert claimed is not None
    outbox.about_to_send(claimed)

    sending.settle(claimed, Accepted("250 queued as 42"))

    sent = state_of(claimed.case).notices[-1].fact
    assert isinstance(sent, NoticeSent)
    assert (sent.notice, sent.step, sent.sha256) == (notice.identity, "kind_email", notice.sha256)
    row = CaseRow.objects.get(pk=notice.case_id)
    assert (row.silence, row.next_on) == ("not_due_yet", date(2026, 4, 15))


def test_a_payment_recorded_first_stops_the_mail() -> None:
    """The worst thing is to chase somebody who has paid."""
    notice = prepared()
    approving.approve(notice, by="moi")
    acts_of_money.receive_payment(notice.case, Money.of("1200"), on=DAY, by="moi", today=DAY)

    assert outbox.claim("w") is None
    notice.refresh_from_db()
    assert notice.state == "cancelled"


def test_a_part_payment_sends_the_words_back_to_be_written() -> None:
    """A mail approved for 1 200 € must not leave when 700 € are owed."""
    notice = prepared()
    approving.approve(notice, by="moi")
    acts_of_money.receive_payment(notice.case, Money.of("500"), on=DAY, by="moi", today=DAY)

    assert outbox.claim("w") is None
    notice.refresh_from_db()
    assert (notice.state, notice.approved_by) == ("planned", "")
    assert preparing.prepare_due() == 1
    notice.refresh_from_db()
    assert notice.content is not None
    mail = message_from_bytes(bytes(notice.content.content), policy=policy.default)
    words = mail.get_body()
    assert words is not None
    assert "700,00" in words.get_content()


def test_a_worker_that_slept_past_its_lease_does_not_write_the_dot() -> None:
    """A suspended laptop wakes up after another worker took over: no second copy."""
    notice = prepared()
    approving.approve(notice, by="moi")
    claimed = outbox.claim("w")
    assert claimed is not None

    with pytest.raises(moves.MoveRefused):
        outbox.about_to_send(claimed, now=MORNING + moves.LEASE + timedelta(seconds=1))


def test_a_dead_worker_before_the_dot_is_certainly_not_sent() -> None:
    """No `sending` row: the mail may leave again, by itself."""
    notice = prepared()
    approving.approve(notice, by="moi")
    assert outbox.claim("w") is not None

    outbox.recover(now=MORNING + moves.LEASE)

    notice.refresh_from_db()
    assert notice.state == "approved"


def test_a_dead_worker_after_the_dot_is_a_question() -> None:
    """A `sending` row without an answer is never retried: a person is asked."""
    notice = prepared()
    approving.approve(notice, by="moi")
    claimed = outbox.claim("w")
    assert claimed is not None
    outbox.about_to_send(claimed)

    outbox.recover(now=MORNING + moves.LEASE)

    notice.refresh_from_db()
    assert notice.state == "review"
    assert outbox.claim("x", now=MORNING + timedelta(days=1)) is None


@pytest.mark.parametrize(("left", "state"), [(True, "sent"), (False, "approved")])
def test_a_person_answers_with_two_buttons(left: bool, state: str) -> None:
    """Seen in the Sent folder or not: only a person decides."""
    notice = prepared()
    approving.approve(notice, by="moi")
    claimed = outbox.claim("w")
    assert claimed is not None
    outbox.about_to_send(claimed)
    sending.settle(claimed, Unknown(Phase.ANSWER, "délai dépassé", Reason.SILENT))
    claimed.refresh_from_db()
    assert claimed.state == "review"

    approving.settle_review(claimed, sent=left, by="moi")

    assert claimed.state == state
