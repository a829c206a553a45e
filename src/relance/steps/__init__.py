"""What to do next, or the reason there is nothing to do."""

from relance.steps.guards import Permit, Reach
from relance.steps.next import next_step
from relance.steps.playbook import (
    BadPlaybook,
    Playbook,
    PlaybookStep,
    builtin,
    builtins,
    check_playbook,
    read_playbook,
)
from relance.steps.rehearsal import RehearsedDay, rehearse
from relance.steps.step import Approval, NoStep, Silence, Step, Tone

__all__ = [
    "Approval",
    "BadPlaybook",
    "NoStep",
    "Permit",
    "Playbook",
    "PlaybookStep",
    "Reach",
    "RehearsedDay",
    "Silence",
    "Step",
    "Tone",
    "builtin",
    "builtins",
    "check_playbook",
    "next_step",
    "read_playbook",
    "rehearse",
]
