"""The last look before a notice is claimed: does every guard still let it go?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from relance.office import caches, clock, decide, moves, settings
from relance.office.journal import state_of
from relance.office.models import CaseRow, NoticeRow
from relance.steps import NoStep, Silence

FRESH_DAYS = 3
"""Words older than this are written again, and approved again, before they leave."""

_PASSING = {Silence.NOT_WORKING_DAY, Silence.TOO_SOON, Silence.SENDING_PAUSED}


def hours_open(instant: datetime) -> bool:
    """True in the hours in which mail may leave, in the creditor's civil time."""
    config = settings.CONFIG
    hour = instant.astimezone(ZoneInfo(config.time_zone)).hour
    return config.send_from_hour <= hour < config.send_until_hour


def opening(day: date) -> datetime:
    """The first hour of that day in which mail may leave."""
    config = settings.CONFIG
    return datetime.combine(day, time(config.send_from_hour), ZoneInfo(config.time_zone))


def opening_after(day: date) -> datetime:
    """The first hour of the next civil day in which mail may leave."""
    return opening(day + timedelta(days=1))


def holds(notice: NoticeRow, case: CaseRow, instant: datetime) -> bool:
    """True if the notice may be claimed now; otherwise it was put where it belongs.

    Must be called inside the transaction that claims, with the case locked.
    """
    today = instant.astimezone(ZoneInfo(settings.CONFIG.time_zone)).date()
    if notice.basis != case.last_sequence or (
        notice.prepared_on is not None and (today - notice.prepared_on).days > FRESH_DAYS
    ):
        moves.move(notice, "planned", approved_by="", basis=case.last_sequence)
        return False
    state = state_of(case)
    if not notice.step:  # a note asked for by a person: only the hard stops apply
        if state.insolvency is not None or state.seen or notice.contact in state.bounced:
            moves.move(notice, "cancelled", answer="Un fait nouveau est arrivé avant l’envoi.")
            return False
        calendar = decide.calendar_of(case.region)
        if not calendar.is_working_day(today):
            NoticeRow.objects.filter(pk=notice.pk).update(
                not_before=opening(calendar.next_working_day(today))
            )
            return False
        return True
    decision = decide.decide(case, state, today=today, waiting=False)
    if not isinstance(decision, NoStep):
        if decision.key == notice.step and list(decision.invoices) == notice.invoices:
            return True
        moves.move(notice, "planned", approved_by="", basis=case.last_sequence)
        return False
    if decision.code is Silence.BANK_DATA_OLD:  # one statement unlocks: see `freshness`
        NoticeRow.objects.filter(pk=notice.pk).update(not_before=opening_after(today))
        return False
    if decision.code in _PASSING and decision.until is not None:
        NoticeRow.objects.filter(pk=notice.pk).update(not_before=opening(decision.until))
        return False
    moves.move(notice, "cancelled", answer="L’étape n’est plus à faire.")
    caches.keep(case, state, decision, today=today)
    case.save(update_fields=caches.CACHED)
    return False


def retry_after(attempts: int) -> datetime:
    """When to try a refused mail again: 5 minutes, then thrice as long, 4 hours at most."""
    minutes = min(5 * 3 ** max(0, attempts - 1), 240)
    return clock.now() + timedelta(minutes=minutes)
