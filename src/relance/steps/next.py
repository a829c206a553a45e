"""The one question of this room: what to do next for a case, or the reason for nothing.

One message a debtor: the most advanced invoice sets the step. Each invoice keeps its own
progress; one never demanded in writing is listed apart in a firm text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from relance.case import CreditorMode, State
from relance.case.entries import Channel
from relance.law import Calendar, LawBook, deadline_in_days
from relance.steps import guards, progress
from relance.steps.limitation import limitation_on
from relance.steps.permit import Permit, Reach
from relance.steps.plan import PLAN_DEFAULT
from relance.steps.playbook import Playbook, PlaybookStep
from relance.steps.situation import SMALL_REST, Candidate, Situation, situation
from relance.steps.step import Approval, NoStep, Silence, Step, Tone

_ONE_DAY = timedelta(days=1)

_SMALL_REST = PlaybookStep(
    key=SMALL_REST,
    name="Petit reste",
    from_day=0,
    until_day=0,
    channel=Channel.EMAIL,
    tone=Tone.KIND,
    approval=Approval.TO_APPROVE,
    min_gap_days=3,
)
_PLAN_DEFAULT = PlaybookStep(
    key=PLAN_DEFAULT,
    name="Échéance manquée",
    from_day=0,
    until_day=0,
    channel=Channel.LETTER,
    tone=Tone.FIRM,
    approval=Approval.TO_APPROVE,
    min_gap_days=3,
)


def next_step(
    state: State,
    *,
    today: date,
    playbook: Playbook,
    calendar: Calendar,
    reach: Reach,
    permit: Permit,
    law: LawBook | None = None,
) -> Step | NoStep:
    """Say what is to be done today for this case, or why nothing is.

    Same state, same day, same playbook: same answer. Until the day before a NoStep's `until`
    the answer stays a NoStep, if no new fact comes; None means that only a fact can change it.
    `law` gives the periods of limitation; None takes the shipped book.
    """
    book = law if law is not None else LawBook.load()
    s = situation(state, today, playbook, calendar, reach, permit, book)
    silent = guards.of_case(s)
    if silent is not None:
        return silent
    asked = _outside_the_playbook(s)
    if asked is not None:
        return asked
    answers: list[NoStep] = []
    for answer in _asked(s, *_candidates(s)):
        if isinstance(answer, Step):
            return answer
        answers.append(answer)
    if not answers:
        return _not_past_the_plan(s, NoStep(Silence.FINISHED))
    soonest = _not_past_the_plan(s, min(answers, key=lambda one: one.until or date.max))
    if any(state.invoices[number].invoice.due_on < today for number in s.chased):
        return soonest
    return _why_the_late_are_silent(s, soonest)


def _outside_the_playbook(s: Situation) -> Step | NoStep | None:
    """What no playbook holds: a missed installment to tell, a small rest to ask for once."""
    if s.plan is not None and s.plan.missed_on is not None and s.planned and s.plan.told is None:
        days = s.plan.plan.fact.notice_days
        letter = replace(_PLAN_DEFAULT, deadline_days=days)
        return _apart(s, letter, s.planned)
    late = [number for number in s.chased if s.state.invoices[number].invoice.due_on < s.today]
    if s.rest_is_small and late:
        return _apart(s, _SMALL_REST, late)
    return None


def _not_past_the_plan(s: Situation, answer: NoStep) -> NoStep:
    """The answer, but not beyond the day on which an installment may be missing."""
    if s.plan is None or not s.planned:
        return answer
    deadline_on, checked_on = s.plan.deadline_on, s.plan.checked_on
    looked_at = checked_on if deadline_on is None else deadline_on + _ONE_DAY
    if looked_at is None or looked_at <= s.today or (answer.until or date.max) <= looked_at:
        return answer
    return replace(answer, until=s.calendar.next_working_day(looked_at))


def _apart(s: Situation, step: PlaybookStep, numbers: list[str]) -> Step | NoStep:
    """That step for these invoices, or what stops it."""
    group = [Candidate(number, s.state.invoices[number], 0, s.today) for number in numbers]
    leader = min(group, key=_oldest)
    return guards.of_step(s, step, leader) or _made(s, step, leader, group, [])


def _candidates(s: Situation) -> tuple[list[Candidate], list[Candidate], list[Candidate]]:
    """What each chased invoice asks for: a court file, a message, or nothing before it is due."""
    playbook, calendar, today = s.playbook, s.calendar, s.today
    court: list[Candidate] = []
    messages: list[Candidate] = []
    future: list[Candidate] = []
    for number in s.chased:
        one = s.state.invoices[number]
        place = progress.next_place(one, playbook)
        if place >= len(playbook.active_steps):
            continue
        word = s.unkept  # past the guards, a promise that was not kept is broken
        if word is not None and number in word.invoices and not progress.answered(one, word):
            place, day = progress.after_broken_promise(one, place, word, playbook, calendar)
        elif s.plan is not None and number in s.plan.plan.fact.invoices:
            place, day = progress.after_broken_plan(one, place, s.plan, playbook, calendar)
        else:
            day = progress.nominal_day(one, place, playbook, calendar)
        asked = Candidate(number, one, place, day)
        if one.invoice.due_on >= today:
            future.append(asked)
        elif place == playbook.court_place:
            court.append(asked)
        else:
            messages.append(asked)
    return court, messages, future


def _asked(
    s: Situation, court: list[Candidate], messages: list[Candidate], future: list[Candidate]
) -> Iterable[Step | NoStep]:
    """The answers of the steps that may leave, the court file first."""
    if court:
        leader = min(court, key=_oldest)
        yield _capped(s, leader, _answer(s, leader, court), future)
    if messages:
        leader = min(messages, key=lambda one: (-one.place, *_oldest(one)))
        yield _capped(s, leader, _answer(s, leader, messages), future)
        # Once late, an invoice that has come as far as the court has a step of its own.
        future = [one for one in future if one.place == s.playbook.court_place]
    for one in future:
        yield _answer(s, one, [one])
    if not court and not messages:
        yield from _courtesies(s, future)


def _oldest(asked: Candidate) -> tuple[date, str]:
    return asked.one.invoice.due_on, asked.number


def _answer(s: Situation, leader: Candidate, group: list[Candidate]) -> Step | NoStep:
    """The leader's step for the invoices of its group, or what stops it."""
    step = s.playbook.active_steps[leader.place]
    silent = guards.of_step(s, step, leader)
    if silent is not None:
        return silent
    if step.channel is Channel.COURT:
        passed = [one for one in group if not guards.deadline_running(s, step, one)]
        return _made(s, step, leader, passed, [])
    if not step.lists_apart:
        return _made(s, step, leader, group, [])
    demanded = [one for one in group if one.one.demanded_on is not None or one is leader]
    apart = [one for one in group if one not in demanded]
    return _made(s, step, leader, demanded, apart)


def _capped(
    s: Situation, leader: Candidate, answer: Step | NoStep, future: list[Candidate]
) -> Step | NoStep:
    """The answer, but not beyond the day on which another invoice takes the lead."""
    if isinstance(answer, Step) or len(s.chased) == 1:
        return answer
    until = answer.until or date.max
    for one in future:
        if one.place > leader.place:
            until = min(until, one.one.invoice.due_on + _ONE_DAY)
    last_on = limitation_on(leader.one.invoice, s.state.debtor_kind, s.law)
    if last_on is not None:
        until = min(until, last_on + _ONE_DAY)
    return answer if until == (answer.until or date.max) else replace(answer, until=until)


def _courtesies(s: Situation, future: list[Candidate]) -> Iterable[Step | NoStep]:
    """Notes before the due date, for a debtor who is late with nothing."""
    if any(s.state.invoices[number].invoice.due_on < s.today for number in s.chased):
        return
    for place, step in enumerate(s.playbook.active_steps[: s.playbook.first_after_due]):
        group = []
        for asked in future:
            due_on, done = asked.one.invoice.due_on, asked.one.steps_done
            day = due_on + timedelta(days=step.from_day)
            last_on = due_on + timedelta(days=step.until_day)
            leaves_on = s.calendar.next_working_day(max(day, s.today))
            if step.key not in done and leaves_on <= last_on:
                group.append(Candidate(asked.number, asked.one, place, day))
        if group:
            leader = min(group, key=lambda one: (one.due_on, one.number))
            silent = guards.of_step(s, step, leader)
            if silent is not None:
                yield silent
            else:
                yield _made(s, step, leader, [one for one in group if one.due_on <= s.today], [])


def _why_the_late_are_silent(s: Situation, soonest: NoStep) -> NoStep:
    """Name the reason of what is late, not the date of what is still to fall due."""
    for number, code in (
        *((number, Silence.PLAN_RUNNING) for number in s.planned),
        *((number, Silence.DISPUTED) for number in s.disputed),
        *((number, Silence.LIMITATION_PASSED) for number in s.prescribed),
    ):
        if s.state.invoices[number].invoice.due_on < s.today:
            return NoStep(code, soonest.until, {"invoice": number})
    return soonest


def _made(
    s: Situation,
    step: PlaybookStep,
    leader: Candidate,
    demanded: list[Candidate],
    apart: list[Candidate],
) -> Step:
    approval = step.approval
    if approval is Approval.AUTOMATIC and (
        s.permit.mode is not CreditorMode.CREDITOR or step.channel is not Channel.EMAIL
    ):
        approval = Approval.TO_APPROVE  # whatever the playbook says (law.md L8.8)
    return Step(
        key=step.key,
        channel=step.channel,
        tone=step.tone,
        approval=approval,
        on=s.today,
        invoices=tuple(one.number for one in sorted(demanded, key=_oldest)),
        listed=tuple(one.number for one in sorted(apart, key=_oldest)),
        deadline_on=(
            deadline_in_days(s.today, step.deadline_days, s.calendar)
            if step.deadline_days
            else None
        ),
        position=leader.place,
        name=step.name,
        text="" if step.text == step.key else step.text,
    )
