"""What to do next, or the reason there is nothing to do."""

from relance.steps.limitation import limitation_on
from relance.steps.next import next_step
from relance.steps.permit import Permit, Reach
from relance.steps.playbook import Playbook, PlaybookStep, check_playbook
from relance.steps.reading import BadPlaybook, builtin, builtins, read_playbook
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
    "limitation_on",
    "next_step",
    "read_playbook",
    "rehearse",
]
