"""A mail that may have left: when it is looked for, and when a person is asked.

Never sent again by a timer. Positive evidence settles it (`looking`); the absence of evidence
settles nothing: a person is asked once the mailbox has had the time to show it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from relance.office import clock, moves
from relance.office.models import MailServerRow, NoticeRow

SETTLE = timedelta(minutes=15)
"""How long a mailbox has, at least, before its silence becomes a question."""

EARLY = (timedelta(minutes=1), timedelta(minutes=5))
LATER = (timedelta(hours=1), timedelta(hours=4), timedelta(days=1), timedelta(days=3))
"""The looks before and after that: a reply or a bounce may still tell, while we ask."""


def findable() -> Q:
    """Mails of a creditor whose mailbox we may read.

    By key, not by a join: PostgreSQL would check a state in a subquery only once, and undo
    what another worker wrote while it waited for the row.
    """
    readable = MailServerRow.objects.filter(imap_host__gt="")
    return Q(channel="email", creditor_id__in=list(readable.values_list("creditor_id", flat=True)))


_STOPPED = (
    "L’e-mail a été remis au serveur, mais le programme s’est arrêté avant sa réponse\u00a0: on "
    "ne sait pas s’il est parti. Il n’a pas été et ne sera pas renvoyé sans votre réponse."
)


def doubt(notice: NoticeRow, why: str) -> None:
    """The dot was written and no answer came: look for it, or ask at once. Raises MoveRefused."""
    if not NoticeRow.objects.filter(findable(), pk=notice.pk).exists():
        with transaction.atomic():
            moves.move(notice, "unknown", answer=why)
            moves.move(notice, "review", owner="")
        return
    first = next_look(notice, clock.now())
    moves.move(notice, "unknown", answer=why, owner="", not_before=first)


def attempted_at(notice: NoticeRow) -> datetime:
    """When the attempt in doubt was claimed; for a restored copy, when it was planned."""
    if notice.lease_until is None:
        return notice.approved_at or clock.now()
    return notice.lease_until - moves.LEASE


def settles_after(delay_s: int | None) -> timedelta:
    """The time to give a mailbox that takes `delay_s` to show what was sent."""
    return max(SETTLE, timedelta(seconds=10 * (delay_s or 0)))


def next_look(notice: NoticeRow, now: datetime, *, settle: timedelta = SETTLE) -> datetime | None:
    """When to look (again) for this mail; None when all looks are behind us."""
    began = attempted_at(notice)
    moments = sorted(began + after for after in (*EARLY, settle, *LATER))
    return next((moment for moment in moments if moment > now), None)


def recover(now: datetime) -> int:
    """What dead workers left after the dot: to be looked for, or a question. How many moved."""
    sought_for = findable()
    left = NoticeRow.objects.filter(state="sending", lease_until__lte=now)
    sought = left.filter(sought_for).update(
        state="unknown", owner="", not_before=now, answer=_STOPPED
    )
    asked = left.update(state="review", owner="", answer=_STOPPED)
    # Nobody reads that mailbox any more: only a person can tell.
    orphans = NoticeRow.objects.filter(state="unknown", lease_until__lte=now).exclude(sought_for)
    return sought + asked + orphans.update(state="review", owner="")
