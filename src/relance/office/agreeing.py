"""Make the outbox agree with a decision: a new notice for a step, an open one put right.

An open notice that no longer has its reason is cancelled; one already claimed is left.
"""

from __future__ import annotations

from datetime import date

from relance.office.due import DueCase
from relance.office.models import CaseRow, NoticeRow, NoticeState
from relance.office.models.notices import OPEN_STATES
from relance.office.moves import move, new_identity
from relance.steps import NoStep, Silence, Step


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
