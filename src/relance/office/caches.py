"""What is stored about a case beside its journal: caches, made from the state alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relance.case import State
from relance.office import agreeing, decide, foresight
from relance.office.due import DueCase
from relance.office.models import CaseRow
from relance.office.procedure import dates
from relance.steps import NoStep, Step

CACHED = (
    "playbook",
    "stage",
    "next_on",
    "next_step",
    "silence",
    "silence_until",
    "silence_detail",
    "foreseen",
    "open_cents",
    "late_cents",
    "oldest_due_on",
    "closed",
    "kind_unknown",
    "watch_on",
    "last_sequence",
    "head",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The amounts and dates shown in lists: cash still open, part of it late, first due date."""

    open_cents: int
    late_cents: int
    oldest_due_on: date | None
    stage: str


def figures(state: State, today: date) -> Figures:
    """The figures of a case on a day."""
    opened = state.open_amounts()
    oldest: date | None = None
    stage, stage_on = "", None
    for number, left in opened.items():
        if left.cents <= 0:
            continue
        one = state.invoices[number]
        if oldest is None or one.invoice.due_on < oldest:
            oldest = one.invoice.due_on
    for one in state.invoices.values():
        for step, on in one.steps_done.items():
            if stage_on is None or on >= stage_on:
                stage, stage_on = step, on
    opened_cents = sum(left.cents for left in opened.values())
    return Figures(opened_cents, state.late_cents(today), oldest, stage)


def keep(
    case: CaseRow | DueCase,
    state: State,
    decision: Step | NoStep,
    *,
    today: date,
    shelf: decide.Shelf | None = None,
) -> None:
    """Write the caches onto the row, unsaved."""
    made = figures(state, today)
    case.playbook = state.playbook
    case.stage = made.stage
    case.open_cents = made.open_cents
    case.late_cents = made.late_cents
    case.oldest_due_on = made.oldest_due_on
    case.closed = state.closed_on is not None or made.open_cents <= 0
    case.kind_unknown = state.debtor_kind is None
    if isinstance(decision, NoStep):
        case.next_on = decision.until
        case.next_step = ""
        case.silence = decision.code.value
        case.silence_until = decision.until
        case.silence_detail = decision.detail
        case.foreseen = foresight.ahead(
            case, state, decision, today=today, shelf=shelf or decide.Shelf()
        )
    else:
        case.next_on = today
        case.next_step = decision.key
        case.silence = ""
        case.silence_until = None
        case.silence_detail = {}
        case.foreseen = None


def refresh(case: CaseRow, state: State, *, today: date) -> None:
    """Decide again for a case, write its caches, and put its open notice right."""
    shelf = decide.Shelf()
    decision = decide.decide(case, state, today=today, waiting=False, shelf=shelf)
    if agreeing.put_right(case, decision):
        decision = decide.decide(case, state, today=today, waiting=True, shelf=shelf)
    keep(case, state, decision, today=today, shelf=shelf)
    case.watch_on = dates.watch_on(state, region=case.region)
    case.save(update_fields=CACHED)
