"""The keys that mean something: the steps of our own playbooks, and what is written beside them."""

from __future__ import annotations

from relance.case.entries import Channel

USUAL = {
    "courtesy": Channel.EMAIL,
    "kind_email": Channel.EMAIL,
    "call": Channel.PHONE,
    "formal_reminder": Channel.LETTER,
    "formal_notice": Channel.LETTER,
    "court_file": Channel.COURT,
}
"""The steps of our own playbooks: each is told by its name («relance recommandée»), so its key
keeps its channel in a copy."""

BESIDE = (
    "call_confirmation", "promise_kept", "thank_you", "suspension", "plan_default", "small_rest",
)  # fmt: skip
"""What is written beside a playbook: no step of one may pass for it."""
