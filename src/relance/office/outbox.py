"""The outbox: from planned to sent, each move checked, each claim leased, nothing sent twice.

States and moves are those of the design, section 5. No `sending` row means certainly not
sent; a `sending` row without an answer is never retried on a timer: a person is asked.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q

from relance.office import caches, clock, decide, doubting, guarding, settings
from relance.office.journal import state_of
from relance.office.models import CaseRow, NoticeRow
from relance.office.moves import LEASE, MoveRefused, move


def claim(worker: str, *, now: datetime | None = None) -> NoticeRow | None:
    """Take the next approved e-mail, re-checking every guard in the same transaction.

    Returns None when there is nothing to send. The claim is a lease: see `moves.LEASE`. The case is
    locked before the notice, as everywhere: whoever records a payment waits, or was first.
    """
    instant = now or clock.now()
    if not guarding.hours_open(instant) or decide.paused():
        return None
    passed_over: list[int] = []
    while True:
        with transaction.atomic():
            due = (
                NoticeRow.objects.filter(state="approved", channel="email")
                .filter(Q(not_before=None) | Q(not_before__lte=instant))
                .filter(creditor__mail_server__isnull=False)
                .exclude(pk__in=passed_over)
                .order_by("planned_on", "pk")
                .first()
            )
            if due is None:
                return None
            passed_over.append(due.pk)
            case = (
                CaseRow.objects.select_for_update(
                    skip_locked=_can_skip(), of=("self",) if _can_skip() else ()
                )
                .select_related("creditor")
                .filter(pk=due.case_id)
                .first()
            )
            if case is None:
                continue  # another worker is writing in that case
            notice = NoticeRow.objects.get(pk=due.pk)
            if notice.state != "approved" or not guarding.holds(notice, case, instant):
                continue
            move(
                notice,
                "claimed",
                owner=worker,
                lease_until=instant + LEASE,
                attempts=notice.attempts + 1,
            )
            return notice


def _can_skip() -> bool:
    return connection.features.has_select_for_update_skip_locked


def about_to_send(notice: NoticeRow, *, now: datetime | None = None) -> None:
    """Commit `sending`, just before the final dot. Raises MoveRefused: then no dot.

    A worker that slept past its lease finds its claim gone here, and must not write the dot;
    nor when a fact arrived since the claim: a payment recorded during the dialogue stops it.
    """
    instant = now or clock.now()
    with transaction.atomic():
        case = CaseRow.objects.select_for_update().get(pk=notice.case_id)
        held = NoticeRow.objects.filter(
            pk=notice.pk,
            state="claimed",
            owner=notice.owner,
            attempts=notice.attempts,
            lease_until__gt=instant,
        )
        if case.last_sequence == notice.basis:
            held_by_us = held.update(state="sending") == 1
            overtaken = False
        else:
            moved = held.update(
                state="planned",
                owner="",
                lease_until=None,
                approved_by="",
                basis=case.last_sequence,
            )
            held_by_us = moved == 1
            overtaken = True
            if held_by_us:
                _decide_again(case, instant)
    if overtaken:
        raise MoveRefused(f"notice {notice.pk}: a fact arrived before the dot")
    if not held_by_us:
        raise MoveRefused(f"notice {notice.pk}: the lease ran out before the dot")
    notice.state = "sending"


def _decide_again(case: CaseRow, instant: datetime) -> None:
    today = instant.astimezone(ZoneInfo(settings.CONFIG.time_zone)).date()
    caches.refresh(case, state_of(case), today=today)


def recover(*, now: datetime | None = None) -> int:
    """Free what dead workers held; return how many notices moved.

    A lease that ran out in `claimed` is certainly not sent: approved again. One in `sending`
    is a doubt: looked for, then asked, never retried.
    """
    instant = now or clock.now()
    freed = NoticeRow.objects.filter(state="claimed", lease_until__lte=instant).update(
        state="approved", owner="", lease_until=None
    )
    return freed + doubting.recover(instant)
