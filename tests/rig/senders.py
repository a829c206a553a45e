"""Who empties the outbox: the program itself, and a naive sender that the rig must catch."""

from __future__ import annotations

from collections.abc import Callable

from relance.channels.email import Accepted, RefusedForGood, deliver
from relance.office import clock, daily, preparing, sending, settings, worker
from relance.office.models import MailServerRow, NoticeRow

Sender = Callable[[str], int]
"""One pulse of a worker of that name; returns how many mails it tried."""


def outbox(name: str) -> int:
    """The program as it runs."""
    return worker.run_once(name)


def naive(name: str) -> int:
    """What everybody writes first: send all that is not marked sent, then mark it."""
    daily.daily_round(clock.today(settings.CONFIG.time_zone))
    preparing.prepare_due()
    tried = 0
    unsent = NoticeRow.objects.filter(state="approved", channel="email").select_related("content")
    for notice in unsent:
        mail = MailServerRow.objects.get(creditor_id=notice.creditor_id)
        assert notice.content is not None
        outcome = deliver(
            bytes(notice.content.content),
            sender=mail.sender,
            recipient=notice.recipient,
            server=sending.server_of(mail),
            before_dot=lambda: None,
        )
        tried += 1
        if isinstance(outcome, Accepted):
            NoticeRow.objects.filter(pk=notice.pk).update(state="sent", answer=outcome.reply)
        if isinstance(outcome, RefusedForGood):
            NoticeRow.objects.filter(pk=notice.pk).update(state="refused_for_good")
    return tried


SENDERS: dict[str, Sender] = {"outbox": outbox, "naive": naive}
