"""Send one claimed e-mail, and write down what the server said."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from relance.case.entries import Channel, NoticeSent
from relance.channels.email import (
    Accepted,
    NotSent,
    Outcome,
    RefusedForGood,
    RefusedForNow,
    SmtpServer,
    Unknown,
    deliver,
)
from relance.office import (
    clock,
    doubting,
    guarding,
    installation,
    journal,
    moves,
    outbox,
    secrets_box,
    settings,
)
from relance.office.models import MailServerRow, NoticeRow


def server_of(row: MailServerRow) -> SmtpServer:
    """The creditor's mail server, with its password opened."""
    return SmtpServer(
        host=row.host,
        port=row.port,
        security=row.security,
        user=row.user,
        password=secrets_box.opened(row.creditor_id, "smtp_password") or "",
        trusted_ca=settings.CONFIG.smtp_trusted_ca,
    )


def send_claimed(notice: NoticeRow, server: SmtpServer | None = None) -> str:
    """Drive one claimed notice through SMTP; return the state it ends in.

    Nothing here is retried: a refusal goes back to `approved` with a later hour, silence
    after the dot becomes a question to a person.
    """
    mail = MailServerRow.objects.get(creditor_id=notice.creditor_id)
    assert notice.content is not None, "a claimed notice has been prepared"
    try:
        outcome = deliver(
            bytes(notice.content.content),
            sender=mail.sender,
            recipient=notice.recipient,
            server=server or server_of(mail),
            before_dot=lambda: outbox.about_to_send(notice),
            elapsed=clock.elapsed,
        )
    except moves.MoveRefused:
        return NoticeRow.objects.values_list("state", flat=True).get(pk=notice.pk)
    return settle(notice, outcome)


def settle(notice: NoticeRow, outcome: Outcome) -> str:
    """Write the outcome of one attempt; return the state the notice ends in.

    An answer that comes when the notice has moved on (the worker slept past its lease) is
    still the truth: it settles the doubt, and stops whoever was about to send again.
    """
    try:
        return _settle(notice, outcome)
    except moves.MoveRefused:
        late = NoticeRow.objects.get(pk=notice.pk)
        in_doubt = late.state in ("unknown", "review") and late.attempts == notice.attempts
        again = isinstance(outcome, Accepted) and late.state in ("approved", "claimed")
        if (in_doubt and not isinstance(outcome, Unknown)) or again:
            return _settle(late, outcome)
        return late.state


def _settle(notice: NoticeRow, outcome: Outcome) -> str:
    """Write the outcome, in one transaction with its entry. Raises MoveRefused."""
    match outcome:
        case Accepted():
            record_sent(notice, answer=outcome.reply)
        case RefusedForGood():
            with transaction.atomic():  # refused without its bounce, the case would wait for ever
                journal.locked(notice.case_id)
                moves.move(notice, "refused_for_good", answer=outcome.reply, owner="")
                _after_refusal(notice)
        case Unknown():
            doubting.doubt(notice, outcome.why)
        case RefusedForNow() | NotSent():
            words = outcome.reply if isinstance(outcome, RefusedForNow) else outcome.why
            moves.move(
                notice,
                "approved",
                answer=words,
                owner="",
                lease_until=None,
                not_before=guarding.retry_after(notice.attempts),
            )
    return notice.state


def record_sent(
    notice: NoticeRow,
    *,
    answer: str = "",
    by: str = "relance",
    tracking: str = "",
    on: date | None = None,
    because: str = "",
) -> None:
    """The notice left: its state and its entry, together or not at all."""
    instant = clock.now()
    with transaction.atomic():
        journal.locked(notice.case_id)
        moves.move(notice, "sent", answer=answer, sent_at=instant, owner="", tracking=tracking)
        journal.append(
            notice.case_id,
            [
                journal.New(
                    NoticeSent(
                        notice=notice.identity,
                        step=notice.step or notice.kind,
                        channel=Channel(notice.channel),
                        invoices=tuple(notice.invoices),
                        listed=tuple(notice.listed),
                        deadline_on=notice.deadline_on,
                        contact=notice.contact or None,
                        tracking=tracking,
                        sha256=notice.sha256,
                    ),
                    on=on or clock.today(settings.CONFIG.time_zone),
                    because=because,
                )
            ],
            by=by,
        )
    installation.remember_sent(instant)


def _after_refusal(notice: NoticeRow) -> None:
    """A mailbox that does not exist is a bounce: the case asks for another contact."""
    from relance.case.entries import DeliveryOutcome, DeliveryReported

    journal.append(
        notice.case_id,
        [
            journal.New(
                DeliveryReported(
                    notice.identity, DeliveryOutcome.BOUNCED, contact=notice.contact or None
                ),
                on=clock.today(settings.CONFIG.time_zone),
                because=notice.answer[:200],
            )
        ],
        by="relance",
    )
