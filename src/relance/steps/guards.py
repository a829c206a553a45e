"""The guards: each may stop a step, by name, with the day its answer may change.

They run in this order. A guard that needs a new fact to change has no day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from relance.case import CreditorMode, DebtorKind, Promise, State
from relance.case.entries import Channel
from relance.law import Calendar, LawBook, NoValue
from relance.law.deadline import add_months
from relance.steps.playbook import PlaybookStep
from relance.steps.step import NoStep, Silence

BANK_DELAY_DAYS = 2
"""Working days after a promised date before its payment must have reached the account."""

_LIMITATION = {
    DebtorKind.BUSINESS: "prescription_commerciale",
    DebtorKind.CONSUMER: "prescription_consommateur",
}
"""Rules of limitation by kind; for public bodies it is not settled (law.md L4.5): no guard."""


@dataclass(frozen=True, slots=True)
class Reach:
    """By which ways the debtor can be reached."""

    email: bool = True
    phone: bool = True
    address: bool = True

    def has(self, channel: Channel) -> bool:
        if channel is Channel.EMAIL:
            return self.email
        if channel is Channel.PHONE:
            return self.phone
        return self.address or channel is Channel.COURT


@dataclass(frozen=True, slots=True)
class Permit:
    """What the creditor's situation allows: his mode, a mandate, sending paused, one waiting."""

    mode: CreditorMode = CreditorMode.CREDITOR
    mandate: bool = False
    paused: bool = False
    waiting: bool = False


def of_case(state: State, *, today: date, permit: Permit, calendar: Calendar) -> NoStep | None:
    """The guards that need no step: they stop the whole case."""
    if permit.paused:
        return NoStep(Silence.SENDING_PAUSED)
    if not state.invoices:
        return NoStep(Silence.NO_INVOICE)
    if state.closed_on is not None:
        return NoStep(Silence.CLOSED)
    if state.insolvency is not None:
        detail = {"judgment_on": state.insolvency.judgment_on.isoformat()}
        return NoStep(Silence.INSOLVENCY, detail=detail)
    if permit.mode is CreditorMode.COLLECTOR and not permit.mandate:
        return NoStep(Silence.MANDATE_MISSING)
    hold = state.hold
    if hold is not None and (hold.until is None or today < hold.until):
        return NoStep(Silence.ON_HOLD, hold.until, {"because": hold.because})
    if state.reply_unread_on is not None:
        return NoStep(Silence.REPLY_UNREAD, detail={"on": state.reply_unread_on.isoformat()})
    promise = state.promise
    if promise is not None:
        over_on = promise_over_on(promise, calendar)
        if today < over_on and not promise_kept(state, promise):
            return NoStep(
                Silence.PROMISE_RUNNING, over_on, {"promised_on": promise.until.isoformat()}
            )
    if permit.waiting:
        return NoStep(Silence.WAITING_FOR_A_PERSON)
    return None


def promise_over_on(promise: Promise, calendar: Calendar) -> date:
    """The first day on which a promise that was not kept is broken."""
    return calendar.add_working_days(promise.until, BANK_DELAY_DAYS) + timedelta(days=1)


def promise_kept(state: State, promise: Promise) -> bool:
    """True when the promised amount has come in since (all that was open, if none was named)."""
    if promise.amount is None:
        return False  # all was promised: when it is paid the case is over by itself
    received = sum(
        one.amount.cents
        for one in state.payments
        if one.on >= promise.made_on and one.sequence > promise.sequence
    )
    return received >= promise.amount.cents


def broken_promise_on(state: State, calendar: Calendar, today: date) -> date | None:
    """The day the last promise was broken, if nothing has been done about it since."""
    promise = state.promise
    if promise is None or promise_kept(state, promise):
        return None
    over_on = promise_over_on(promise, calendar)
    answered = state.last_contact_on is not None and state.last_contact_on >= over_on
    return over_on if over_on <= today and not answered else None


def limitation_passed(state: State, number: str, today: date, law: LawBook | None) -> bool:
    """True from the earliest day on which limitation may have run out (law.md L4).

    Counted from the due date; nothing recorded here moves it. Not settled: never passed.
    """
    if law is None or state.debtor_kind not in _LIMITATION:
        return False
    due_on = state.invoices[number].invoice.due_on
    if (today - due_on).days < 365:
        return False
    years = _years(law, _LIMITATION[state.debtor_kind], due_on)
    return years is not None and today > add_months(due_on, 12 * years)


@cache
def _years(law: LawBook, key: str, on: date) -> int | None:
    try:
        return int(law.rule(key, on=on).value)
    except NoValue:
        return None


def of_step(
    state: State, step: PlaybookStep, *, today: date, reach: Reach, calendar: Calendar
) -> NoStep | None:
    """The guards of one step whose day has come."""
    postponed = state.postponed.get(step.key)
    if postponed is not None and today < postponed:
        return NoStep(Silence.POSTPONED, postponed, {"step": step.key})
    if step.channel is not Channel.COURT and state.last_contact_on is not None:
        may_on = state.last_contact_on + timedelta(days=step.min_gap_days)
        if today < may_on:
            last = {"last_contact_on": state.last_contact_on.isoformat()}
            return NoStep(Silence.TOO_SOON, may_on, last)
    running = _deadline_running(state, today)
    if running is not None:
        return NoStep(
            Silence.DEADLINE_RUNNING,
            running + timedelta(days=1),
            {"deadline_on": running.isoformat()},
        )
    if not reach.has(step.channel):
        return NoStep(Silence.CONTACT_MISSING, detail={"channel": step.channel.value})
    if state.bounced and step.channel in (Channel.EMAIL, Channel.LETTER):
        return NoStep(Silence.CONTACT_BOUNCED, detail={"channel": step.channel.value})
    if not calendar.is_working_day(today):
        name = calendar.holiday_name(today) or ("samedi" if today.weekday() == 5 else "dimanche")
        next_on = calendar.next_working_day(today)
        return NoStep(Silence.NOT_WORKING_DAY, next_on, {"day": name})
    return None


def _deadline_running(state: State, today: date) -> date | None:
    """The latest deadline we have printed, while it has not passed."""
    if not state.notices:
        return None
    printed = state.notices[-1].fact.deadline_on
    return printed if printed is not None and today <= printed else None
