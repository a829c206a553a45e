"""The one question of this room: what to do next for a case, or the reason for nothing.

One message a debtor: the most advanced invoice sets the step. Each invoice keeps its own
progress; one never demanded in writing is listed apart in a formal letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from relance.case import CreditorMode, InvoiceState, State
from relance.case.entries import Channel
from relance.law import Calendar, LawBook, deadline_in_days
from relance.steps import guards
from relance.steps.guards import Permit, Reach
from relance.steps.playbook import Playbook, PlaybookStep
from relance.steps.step import Approval, NoStep, Silence, Step, Tone

_FORMAL = (Tone.FIRM, Tone.FORMAL)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An invoice, its next step in the playbook, and the day of that step."""

    number: str
    one: InvoiceState
    position: int
    due_on: date


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

    Same state, same day, same playbook: same answer. A NoStep's `until` is the first day on
    which the answer may be another; None means that only a new fact can change it.
    """
    stopped = guards.of_case(state, today=today, permit=permit, calendar=calendar)
    if stopped is not None and stopped.code is not Silence.WAITING_FOR_A_PERSON:
        # A case that is paid says so, whatever else would stop it.
        settled = state.invoices and not _unpaid(state)
        return NoStep(Silence.PAID) if settled and state.closed_on is None else stopped
    unpaid = _unpaid(state)
    if not unpaid:
        return NoStep(Silence.PAID)
    if stopped is not None:
        return stopped
    chased = [number for number in unpaid if _undisputed(state, number, unpaid[number])]
    if not chased:
        return NoStep(Silence.DISPUTED)
    chased = [n for n in chased if not guards.limitation_passed(state, n, today, law)]
    if not chased:
        return NoStep(Silence.LIMITATION_PASSED)
    candidates = _candidates(state, chased, playbook, calendar, today)
    if not candidates:
        return NoStep(Silence.FINISHED)
    leader = _leader(candidates, playbook, today)
    step = playbook.active_steps[leader.position]
    if today < leader.due_on:
        until = calendar.next_working_day(leader.due_on)
        return NoStep(Silence.NOT_DUE_YET, until, {"step": step.key})
    silent = guards.of_step(state, step, today=today, reach=reach, calendar=calendar)
    if silent is not None:
        return silent
    return _made(state, step, leader, chased, today, calendar, permit)


def _unpaid(state: State) -> dict[str, int]:
    return {number: left.cents for number, left in state.open_amounts().items() if left.cents > 0}


def _undisputed(state: State, number: str, left: int) -> bool:
    disputed = state.invoices[number].disputed
    return disputed is None or left > disputed.cents


def _candidates(
    state: State, chased: list[str], playbook: Playbook, calendar: Calendar, today: date
) -> list[_Candidate]:
    """The next step of each invoice that has one left, with its day."""
    steps = playbook.active_steps
    broken_on = guards.broken_promise_on(state, calendar, today)
    firmer = _position(playbook, playbook.after_broken_promise) if broken_on else None
    found = []
    for number in chased:
        one = state.invoices[number]
        position, last = _progress(one, steps, today)
        due_on = None
        late = one.invoice.due_on < today
        if broken_on is not None and firmer is not None and late:
            position = max(position, firmer)
            if position < len(steps) and steps[position].channel is not Channel.COURT:
                due_on = broken_on
        if position >= len(steps):
            continue
        found.append(
            _Candidate(number, one, position, due_on or _day(one, steps, position, last, calendar))
        )
    return found


def _position(playbook: Playbook, key: str | None) -> int | None:
    return next((i for i, one in enumerate(playbook.active_steps) if one.key == key), None)


def _progress(
    one: InvoiceState, steps: tuple[PlaybookStep, ...], today: date
) -> tuple[int, int | None]:
    """The position of the next step and of the last one done (None: nothing was done)."""
    last = None
    if one.steps_done:
        for place, step in enumerate(steps):
            if step.key in one.steps_done:
                last = place
    position = 0 if last is None else last + 1
    lateness = (today - one.invoice.due_on).days
    while position < len(steps) and steps[position].until_day < 0 and lateness >= 0:
        position += 1  # a courtesy note before the due date has no sense after it
    return position, last


def _day(
    one: InvoiceState,
    steps: tuple[PlaybookStep, ...],
    position: int,
    last: int | None,
    calendar: Calendar,
) -> date:
    """The day of a step: its place after the due date, or later when the case came in late.

    A window's end is a target: when the step before was done after it (weekends and holidays
    apart), the distances between steps are kept from the day it was really done.
    """
    due_on = one.invoice.due_on
    nominal = due_on + timedelta(days=steps[position].from_day)
    if last is None:
        return nominal
    before = steps[last]
    done_on = one.steps_done[before.key]
    aimed_until = calendar.next_working_day(due_on + timedelta(days=before.until_day))
    if done_on <= aimed_until:
        return nominal
    return done_on + timedelta(days=steps[position].from_day - before.from_day)


def _leader(candidates: list[_Candidate], playbook: Playbook, today: date) -> _Candidate:
    """The invoice that sets the step: court files that are due first, then the most advanced."""
    steps = playbook.active_steps
    court = [one for one in candidates if steps[one.position].channel is Channel.COURT]
    messages = [one for one in candidates if steps[one.position].channel is not Channel.COURT]
    first_court = min(court, key=lambda one: (one.due_on, one.number), default=None)
    if first_court is not None and (first_court.due_on <= today or not messages):
        return first_court
    late = [one for one in messages if one.one.invoice.due_on < today]
    first = min(
        late or messages,
        key=lambda one: (-one.position, one.due_on, one.number),
    )
    if not late:
        first = min(messages, key=lambda one: (one.due_on, one.number))
    if first_court is not None and first_court.due_on < first.due_on:
        return first_court
    return first


def _made(
    state: State,
    step: PlaybookStep,
    leader: _Candidate,
    chased: list[str],
    today: date,
    calendar: Calendar,
    permit: Permit,
) -> Step:
    invoices, listed = _covered(state, step, leader, chased, today)
    approval = step.approval
    if approval is Approval.AUTOMATIC and (
        permit.mode is CreditorMode.ASSISTANT or step.channel is not Channel.EMAIL
    ):
        approval = Approval.TO_APPROVE
    return Step(
        key=step.key,
        channel=step.channel,
        tone=step.tone,
        approval=approval,
        on=today,
        invoices=invoices,
        listed=listed,
        deadline_on=(
            deadline_in_days(today, step.deadline_days, calendar) if step.deadline_days else None
        ),
        position=leader.position,
    )


def _covered(
    state: State, step: PlaybookStep, leader: _Candidate, chased: list[str], today: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The invoices a step demands, and those a formal text lists apart."""
    if step.until_day < 0:  # a courtesy note: what falls due in the same days
        last_on = today + timedelta(days=-step.from_day)
        same = [n for n in chased if today <= state.invoices[n].invoice.due_on <= last_on]
        return tuple(_in_order(state, {leader.number, *same})), ()
    late = [n for n in chased if state.invoices[n].invoice.due_on < today]
    if step.channel is Channel.COURT:
        formal = {
            n for n in late if leader.one.steps_done.keys() <= state.invoices[n].steps_done.keys()
        }
        return tuple(_in_order(state, {leader.number, *formal})), ()
    if step.tone not in _FORMAL:
        return tuple(_in_order(state, {leader.number, *late})), ()
    demanded = {n for n in late if state.invoices[n].demanded_on is not None} | {leader.number}
    apart = [n for n in late if n not in demanded]
    return tuple(_in_order(state, demanded)), tuple(_in_order(state, set(apart)))


def _in_order(state: State, numbers: set[str]) -> list[str]:
    return sorted(numbers, key=lambda number: (state.invoices[number].invoice.due_on, number))
