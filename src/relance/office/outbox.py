"""The outbox: from planned to sent, each move checked, each claim leased, nothing sent twice.

States and moves are those of the design, section 5. No `sending` row means certainly not
sent; a `sending` row without an answer is never retried on a timer: a person is asked.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q

from relance.office import clock, decide
from relance.office.due import DueCase
from relance.office.models import CaseRow, NoticeRow, NoticeState
from relance.office.models.notices import OPEN_STATES
from relance.steps import NoStep, Silence, Step

LEASE = timedelta(minutes=15)
"""Longer than the longest send: ten minutes for the answer after the dot, and the rest."""

MOVES: dict[str, frozenset[str]] = {
    "planned": frozenset({"prepared", "cancelled", "review"}),
    "prepared": frozenset({"planned", "approved", "sent", "cancelled", "review"}),
    "approved": frozenset({"planned", "prepared", "claimed", "sent", "cancelled", "review"}),
    "claimed": frozenset(
        {"sending", "approved", "planned", "sent", "cancelled", "refused_for_good", "review"}
    ),
    "sending": frozenset({"sent", "approved", "refused_for_good", "unknown", "review"}),
    "unknown": frozenset({"sent", "review", "approved", "refused_for_good"}),
    "review": frozenset({"sent", "approved", "planned", "cancelled", "refused_for_good"}),
    "sent": frozenset(),
    "refused_for_good": frozenset(),
    "cancelled": frozenset(),
}
"""Every move there is; any other is refused.

To `review` from before the dot: a restored copy, whose notices may have left since it was
made. From `claimed` to `sent`, and out of `unknown`: an answer that came late.
"""


class MoveRefused(Exception):
    """The notice is no longer in the state this act needs: someone else was first."""


def new_identity() -> str:
    """128 random bits: the identity of one notice, made when it is planned."""
    return secrets.token_hex(16)


def move(notice: NoticeRow, to: str, **changes: object) -> None:
    """Move a notice on, only if it is still where we saw it. Raises MoveRefused.

    The condition is in the UPDATE itself, so two workers cannot both make the move.
    """
    if to not in MOVES[notice.state]:  # a page left open, a button pressed twice
        raise MoveRefused(f"no move from {notice.state} to {to}")
    seen = NoticeRow.objects.filter(
        pk=notice.pk, state=notice.state, attempts=notice.attempts, owner=notice.owner
    )
    if seen.update(state=to, **changes) != 1:
        raise MoveRefused(f"notice {notice.pk} is no longer {notice.state}")
    notice.state = to
    for name, value in changes.items():
        setattr(notice, name, value)


def planned_values(case: CaseRow | DueCase, step: Step, today: date) -> dict[str, object]:
    """What a new row holds for a step to take; every other column starts empty."""
    return {
        "creditor_id": case.creditor_id,
        "case_id": case.pk,
        "identity": new_identity(),
        "step": step.key,
        "kind": step.words,
        "channel": step.channel.value,
        "approval": step.approval.value,
        "state": NoticeState.PLANNED.value,
        "planned_on": today,
        "invoices": list(step.invoices),
        "listed": list(step.listed),
        "deadline_on": step.deadline_on,
        "basis": case.last_sequence,
    }


def put_right(case: CaseRow, decision: Step | NoStep) -> bool:
    """Make a case's open notice agree with a new fact; True if one is still open.

    A notice that has not been claimed is written anew when its step still holds (its
    approval falls: the words may change), and cancelled when it does not. Bank data too old
    only locks it: the claim looks again.
    """
    locked = isinstance(decision, NoStep) and decision.code is Silence.BANK_DATA_OLD
    for notice in NoticeRow.objects.filter(case=case, state__in=OPEN_STATES):
        if notice.state not in ("planned", "prepared", "approved"):
            return True  # claimed or gone: what left, left; the next step is decided later
        of_playbook = bool(notice.step)
        holds = isinstance(decision, Step) and decision.key == notice.step
        if of_playbook and not holds and not locked:
            move(notice, "cancelled", answer="Un fait nouveau est arrivé avant l’envoi.")
            continue
        if notice.basis != case.last_sequence:
            changes: dict[str, object] = {"basis": case.last_sequence, "approved_by": ""}
            if of_playbook and isinstance(decision, Step):
                changes |= {
                    "invoices": list(decision.invoices),
                    "listed": list(decision.listed),
                    "deadline_on": decision.deadline_on,
                    "planned_on": decision.on,
                }
            if notice.state == "planned":
                NoticeRow.objects.filter(pk=notice.pk).update(**changes)
            else:
                move(notice, "planned", **changes)
        return True
    return False


def claim(worker: str, *, now: datetime | None = None) -> NoticeRow | None:
    """Take the next approved e-mail, re-checking every guard in the same transaction.

    Returns None when there is nothing to send. The claim is a lease: see `LEASE`. The case is
    locked before the notice, as everywhere: whoever records a payment waits, or was first.
    """
    from relance.office import guarding

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
    from relance.office import caches, settings
    from relance.office.journal import state_of

    today = instant.astimezone(ZoneInfo(settings.CONFIG.time_zone)).date()
    caches.refresh(case, state_of(case), today=today)


def recover(*, now: datetime | None = None) -> int:
    """Free what dead workers held; return how many notices moved.

    A lease that ran out in `claimed` is certainly not sent: approved again. One in `sending`
    is a doubt: looked for, then asked, never retried.
    """
    from relance.office import doubting

    instant = now or clock.now()
    freed = NoticeRow.objects.filter(state="claimed", lease_until__lte=instant).update(
        state="approved", owner="", lease_until=None
    )
    return freed + doubting.recover(instant)
