"""The guards: each may stop a step, by name, with the day its answer may change.

Those of a case run first, in the order of `CASE_GUARDS`; those of a step follow, for the one
step that the playbook asks for. A guard that only a new fact can open has no day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from relance.case import CreditorMode
from relance.case.entries import UNREACHED, Channel
from relance.steps.guards_of_money import (
    bank_data_old,
    plan_missed,
    plan_running,
    probably_paid,
    small_rest,
)
from relance.steps.limitation import limitation_on
from relance.steps.playbook import PlaybookStep
from relance.steps.situation import Candidate, Situation
from relance.steps.step import NoStep, Silence
from relance.steps.usual import USUAL

_ONE_DAY = timedelta(days=1)


def closed(s: Situation) -> NoStep | None:
    """A person has closed the case."""
    on = s.state.closed_on
    return NoStep(Silence.CLOSED, detail={"on": on.isoformat()}) if on is not None else None


def no_invoice(s: Situation) -> NoStep | None:
    """The case has no invoice yet."""
    return None if s.state.invoices else NoStep(Silence.NO_INVOICE)


def paid(s: Situation) -> NoStep | None:
    """Nothing is missing on any invoice: never chase somebody who has paid."""
    return None if s.open else NoStep(Silence.PAID)


def insolvency(s: Situation) -> NoStep | None:
    """A collective procedure stops every notice; the claim is declared instead (law.md L7.20)."""
    opened = s.state.insolvency
    if opened is None:
        return None
    detail = {"judgment_on": opened.judgment_on.isoformat()}
    if s.state.declared is not None:
        detail["declared_on"] = s.state.declared.on.isoformat()
    return NoStep(Silence.INSOLVENCY, detail=detail)


def handed_over(s: Situation) -> NoStep | None:
    """Somebody else acts for the creditor: two voices would contradict each other."""
    handed = s.state.handed_over
    if handed is None:
        return None
    detail = {"on": handed.on.isoformat(), "agent": handed.agent.value}
    return NoStep(Silence.HANDED_OVER, detail=detail)


def in_court(s: Situation) -> NoStep | None:
    """A request is before the judge, or its order runs: its own dates say what comes next."""
    order = s.state.order
    if order is None or not order.running:
        return None
    return NoStep(Silence.IN_COURT, detail={"on": order.filed_on.isoformat()})


def sending_paused(s: Situation) -> NoStep | None:
    """After a restore or a jump of the clock, a person says when sending starts again."""
    return NoStep(Silence.SENDING_PAUSED) if s.permit.paused else None


def mandate_missing(s: Situation) -> NoStep | None:
    """A collector writes to nobody without the creditor's written mandate (law.md L8.3)."""
    missing = s.permit.mode is CreditorMode.COLLECTOR and not s.permit.mandate
    return NoStep(Silence.MANDATE_MISSING) if missing else None


def reply_unread(s: Situation) -> NoStep | None:
    """The debtor has written: a person reads it before anything else leaves."""
    on = s.state.reply_unread_on
    return NoStep(Silence.REPLY_UNREAD, detail={"on": on.isoformat()}) if on is not None else None


def on_hold(s: Situation) -> NoStep | None:
    """We wait by choice, up to and including the day before `until`."""
    hold = s.state.hold
    if hold is None or (hold.until is not None and s.today >= hold.until):
        return None
    return NoStep(Silence.ON_HOLD, hold.until, {"because": hold.because})


def disputed(s: Situation) -> NoStep | None:
    """All that is unpaid is disputed as a whole: there is nothing to demand."""
    if s.chased or s.planned or not s.disputed:
        return None
    return NoStep(Silence.DISPUTED, detail={"invoice": s.disputed[0]})


def limitation_passed(s: Situation) -> NoStep | None:
    """All that is unpaid may be prescribed: demanding it is not for a machine (law.md L2.7)."""
    if s.chased or s.planned:
        return None
    number = s.prescribed[0]
    last_on = limitation_on(s.state.invoices[number].invoice, s.state.debtor_kind, s.law)
    assert last_on is not None, "what is prescribed has a day of limitation"
    return NoStep(
        Silence.LIMITATION_PASSED,
        detail={"invoice": number, "limitation_on": last_on.isoformat()},
    )


def promise_running(s: Situation) -> NoStep | None:
    """The debtor's word is trusted until its day, and the days a transfer takes to arrive."""
    word = s.unkept
    if word is None or s.today >= word.over_on:
        return None
    return NoStep(
        Silence.PROMISE_RUNNING,
        s.calendar.next_working_day(word.over_on),
        {"promised_on": word.promise.until.isoformat()},
    )


def waiting_for_a_person(s: Situation) -> NoStep | None:
    """A notice is prepared and has not left: never two for the same reason."""
    return NoStep(Silence.WAITING_FOR_A_PERSON) if s.permit.waiting else None


CASE_GUARDS: tuple[Callable[[Situation], NoStep | None], ...] = (
    closed,
    no_invoice,
    paid,
    probably_paid,
    insolvency,
    handed_over,
    in_court,
    sending_paused,
    mandate_missing,
    reply_unread,
    on_hold,
    disputed,
    plan_running,
    plan_missed,
    limitation_passed,
    promise_running,
    small_rest,
    bank_data_old,
    waiting_for_a_person,
)


def _told(step: PlaybookStep, **more: str) -> dict[str, str]:
    """What a sentence says of a step: a user's own step by the name its playbook gives it."""
    own = {} if step.key in USUAL else {"name": step.name}
    return {"step": step.key, **own, **more}


Wait = tuple[Silence, date, dict[str, str]]
"""Why a step waits, the first day on which that reason falls, and what its sentence needs."""


def postponed(s: Situation, step: PlaybookStep, asked: Candidate) -> Wait | None:
    """A person has put this step off."""
    until = s.state.postponed.get(step.key)
    if until is None or s.today >= until:
        return None
    return Silence.POSTPONED, until, _told(step)


def not_due_yet(s: Situation, step: PlaybookStep, asked: Candidate) -> Wait | None:
    """The step's day has not come."""
    if s.today >= asked.due_on:
        return None
    return Silence.NOT_DUE_YET, asked.due_on, _told(step, invoice=asked.number)


def too_soon(s: Situation, step: PlaybookStep, asked: Candidate) -> Wait | None:
    """The debtor was written to or called a few days ago. A court file is no contact.

    Whatever gap its author wrote, nobody hears from us twice on a day.
    """
    last_on = s.state.last_contact_on
    if last_on is None or step.channel is Channel.COURT:
        return None
    may_on = last_on + max(_ONE_DAY, timedelta(days=step.min_gap_days))
    if s.today >= may_on:
        return None
    return Silence.TOO_SOON, may_on, _told(step, last_contact_on=last_on.isoformat())


def deadline_running(s: Situation, step: PlaybookStep, asked: Candidate) -> Wait | None:
    """The deadline we printed for this invoice has not passed: we keep our word."""
    last_on = printed_deadline(s, asked.number)
    if last_on is None or s.today > last_on:
        return None
    detail = _told(step, deadline_on=last_on.isoformat())
    return Silence.DEADLINE_RUNNING, last_on + _ONE_DAY, detail


def printed_deadline(s: Situation, number: str) -> date | None:
    """The latest deadline printed in a notice that demanded this invoice and may have arrived."""
    latest = None
    for sent in s.state.notices:
        day = sent.fact.deadline_on
        if (
            day is not None
            and (latest is None or day > latest)
            and number in sent.fact.invoices
            and sent.outcome not in UNREACHED
        ):
            latest = day
    return latest


WAITS: tuple[Callable[[Situation, PlaybookStep, Candidate], Wait | None], ...] = (
    postponed,
    not_due_yet,
    too_soon,
    deadline_running,
)


def contact_missing(s: Situation, step: PlaybookStep) -> NoStep | None:
    """We don't know where to send it."""
    if s.reach.has(step.channel):
        return None
    return NoStep(Silence.CONTACT_MISSING, detail=_told(step, channel=step.channel.value))


def contact_bounced(s: Situation, step: PlaybookStep) -> NoStep | None:
    """What we sent there came back: nobody reads us at that address."""
    email = step.channel is Channel.EMAIL and s.state.bounced
    letter = step.channel is Channel.LETTER and s.state.returned_on is not None
    if not (email or letter):
        return None
    return NoStep(Silence.CONTACT_BOUNCED, detail=_told(step, channel=step.channel.value))


def not_working_day(s: Situation, step: PlaybookStep) -> NoStep | None:
    """Nothing leaves on a weekend or a public holiday of the debtor's region."""
    if s.calendar.is_working_day(s.today):
        return None
    weekend = "samedi" if s.today.weekday() == 5 else "dimanche"
    name = s.calendar.holiday_name(s.today) or weekend
    until = s.calendar.next_working_day(s.today)
    return NoStep(Silence.NOT_WORKING_DAY, until, _told(step, day=name))


STEP_GUARDS: tuple[Callable[[Situation, PlaybookStep], NoStep | None], ...] = (
    contact_missing,
    contact_bounced,
    not_working_day,
)


def of_case(s: Situation) -> NoStep | None:
    """The first guard that stops the whole case, or None."""
    for guard in CASE_GUARDS:
        if (silent := guard(s)) is not None:
            return silent
    return None


def of_step(s: Situation, step: PlaybookStep, asked: Candidate) -> NoStep | None:
    """The first reason why this step does not leave today, or None.

    When it waits for days to pass, `until` is the working day on which all of them have.
    """
    first: Wait | None = None
    until = s.today
    for wait in WAITS:
        if (found := wait(s, step, asked)) is not None:
            first = first or found
            until = max(until, found[1])
    if first is not None:
        return NoStep(first[0], s.calendar.next_working_day(until), first[2])
    for guard in STEP_GUARDS:
        if (silent := guard(s, step)) is not None:
            return silent
    return None
