"""From planned to sent: every move there is, each made only from the state it was seen in."""

from __future__ import annotations

import secrets
from datetime import timedelta

from relance.office.models import NoticeRow

LEASE = timedelta(minutes=15)
"""Longer than the longest send: ten minutes for the answer after the dot, and the rest."""

MOVES: dict[str, frozenset[str]] = {
    "planned": frozenset({"prepared", "cancelled", "review"}),
    "prepared": frozenset({"planned", "approved", "sent", "cancelled", "review"}),
    "approved": frozenset({"planned", "prepared", "claimed", "sent", "cancelled", "review"}),
    "claimed": frozenset(
        {"sending", "approved", "planned", "sent", "cancelled", "refused_for_good", "review"}
    ),
    "sending": frozenset({"sent", "approved", "refused_for_good", "unknown", "review"}),
    "unknown": frozenset({"sent", "review", "approved", "refused_for_good"}),
    "review": frozenset({"sent", "approved", "planned", "cancelled", "refused_for_good"}),
    "sent": frozenset(),
    "refused_for_good": frozenset(),
    "cancelled": frozenset(),
}
"""Every move there is; any other is refused.

To `review` from before the dot: a restored copy, whose notices may have left since it was
made. From `claimed` to `sent`, and out of `unknown`: an answer that came late.
"""


class MoveRefused(Exception):
    """The notice is no longer in the state this act needs: someone else was first."""


def new_identity() -> str:
    """128 random bits: the identity of one notice, made when it is planned."""
    return secrets.token_hex(16)


def move(notice: NoticeRow, to: str, **changes: object) -> None:
    """Move a notice on, only if it is still where we saw it. Raises MoveRefused.

    The condition is in the UPDATE itself, so two workers cannot both make the move.
    """
    if to not in MOVES[notice.state]:  # a page left open, a button pressed twice
        raise MoveRefused(f"no move from {notice.state} to {to}")
    seen = NoticeRow.objects.filter(
        pk=notice.pk, state=notice.state, attempts=notice.attempts, owner=notice.owner
    )
    if seen.update(state=to, **changes) != 1:
        raise MoveRefused(f"notice {notice.pk} is no longer {notice.state}")
    notice.state = to
    for name, value in changes.items():
        setattr(notice, name, value)
