"""The steps whose words ship with the product: their keys, and whose words another step takes."""

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


def words_for(key: str, channel: Channel, *, before_due: bool) -> str:
    """Whose words a step takes, when its author has written none for it: a text that exists.

    A step of a user's own («deuxième_rappel») says what the usual step of its channel says.
    """
    if key in USUAL:
        return key
    if channel is Channel.EMAIL:
        return "courtesy" if before_due else "kind_email"
    if channel is Channel.LETTER:
        return "formal_reminder"
    return "call" if channel is Channel.PHONE else "court_file"
