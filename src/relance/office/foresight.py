"""Decide ahead: what a silent case will do on the day its silence ends, kept beside it.

A decision is made of the journal, the day, and what stands around the case: its playbook, the
calendar, the ways to the debtor, the creditor's permit, the law. When a case falls silent
until a day, its step of that day is decided at once, and kept with a mark of all it was made
from. A big morning plans what was kept (`planning.py`); a case whose mark no longer fits is
read and decided as any other (decision 14).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import relance.case
import relance.law
import relance.steps
from relance.case import State
from relance.office import decide
from relance.office.due import DueCase
from relance.office.models import CaseRow, CreditorRow
from relance.office.wiring import law_book, law_mark
from relance.steps import NoStep, Permit, Reach, next_step

Kept = dict[str, Any]
"""A step decided ahead, as stored: plain values, its day, its mark, the late cents of that day."""


@cache
def rules_mark() -> str:
    """A mark of the rules themselves: another version of the program decides again."""
    made = sha256(Path(__file__).read_bytes())
    for room in (relance.case, relance.law, relance.steps):
        folder = Path(room.__path__[0])
        for page in sorted(folder.rglob("*")):
            if page.suffix in (".py", ".yaml"):
                made.update(f"{room.__name__}/{page.relative_to(folder)}\n".encode())
                made.update(page.read_bytes())
    return made.hexdigest()


def mark(
    creditor: CreditorRow, region: str, reach: Reach, playbook: str, shelf: decide.Shelf
) -> str:
    """A mark of all that a decision is made of, but the journal and the day.

    Whether what is known of the payments is fresh on that day is not in it: the morning says.
    """
    key = (creditor.pk, region, reach, playbook)
    found = shelf.marks.get(key)
    if found is None:
        permit = _fresh(shelf.permit(creditor, waiting=False))
        book = shelf.playbook(creditor.pk, playbook)
        told = repr((rules_mark(), law_mark(), book, permit, region, reach))
        found = shelf.marks[key] = sha256(told.encode()).hexdigest()[:32]
    return found


def _fresh(permit: Permit) -> Permit:
    """That permit on a day when what is known of the payments is fresh enough."""
    known = permit.money_known_until is not None
    return replace(permit, money_known_until=date.max) if known else permit


def ahead(
    case: CaseRow | DueCase, state: State, silence: NoStep, *, today: date, shelf: decide.Shelf
) -> Kept | None:
    """The step of the day on which that silence ends, if nothing comes between; None: no step."""
    if silence.until is None or silence.until <= today:
        return None
    reach = decide.reach_of(case)
    try:
        step = next_step(
            state,
            today=silence.until,
            playbook=shelf.playbook(case.creditor_id, state.playbook),
            calendar=decide.calendar_of(case.region),
            reach=reach,
            permit=_fresh(shelf.permit(case.creditor, waiting=False)),
            law=law_book(),
        )
    except Exception:
        # A day to come must not keep a fact of today from being recorded: the round of that
        # day decides afresh, and names the fault.
        return None
    if isinstance(step, NoStep):
        return None
    return {
        "on": step.on.isoformat(),
        "mark": mark(case.creditor, case.region, reach, state.playbook, shelf),
        "playbook": state.playbook,
        "step": step.key,
        "kind": step.words,
        "channel": step.channel.value,
        "approval": step.approval.value,
        "invoices": list(step.invoices),
        "listed": list(step.listed),
        "deadline_on": step.deadline_on.isoformat() if step.deadline_on else None,
        "late_cents": state.late_cents(step.on),
    }
