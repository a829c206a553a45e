"""Numbered places at which a worker can be made to die: statements, commits, SMTP exchanges."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from relance.channels.email import Phase
from relance.channels.email.dialogue import Dialogue

MOMENTS = ("entered", "said", "heard")
"""In a phase of SMTP: it begins; our words were written; the server's were read."""


@dataclass(frozen=True, slots=True)
class Death:
    """Where a worker dies by its own hand: at the n-th place of that name."""

    place: str
    nth: int


ANYWHERE = "anywhere"
SMTP_PLACES = tuple(
    f"{phase.value} {moment}"
    for phase in Phase
    for moment in MOMENTS
    if not (
        (phase is Phase.CONNECT and moment != "entered")
        or (phase is Phase.BANNER and moment == "said")
        or (phase is Phase.BODY and moment == "heard")
    )
)

AT_THE_DOT = tuple(place for place in SMTP_PLACES if place.startswith(Phase.ANSWER.value))

_death: Death | None = None
_passed: dict[str, int] = {}


def arm(death: Death | None) -> None:
    """From now on this process dies there; None: it lives."""
    global _death
    _death = death
    _passed.clear()


def _die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a killed process runs no further")


def reached(place: str) -> None:
    """Count one passage, and die if it is the one."""
    if _death is None:
        return
    for name in (place, ANYWHERE):
        _passed[name] = _passed.get(name, 0) + 1
        if _death == Death(name, _passed[name]):
            _die()


def install() -> None:
    """Put the places into the database layer and the mail dialogue of this process, once."""
    _around(BaseDatabaseWrapper, "_commit", lambda _: ("commit", "committed"))
    _around(Dialogue, "send", lambda talk: ("", f"{talk.phase.value} said"))
    _around(Dialogue, "getreply", lambda talk: ("", f"{talk.phase.value} heard"))
    _around(Dialogue, "enter", lambda talk: ("", f"{talk.phase.value} entered"))


def watch_statements() -> None:
    """Make each statement of this process' connection a place, before and after."""
    connection.execute_wrappers.append(_statement)


def _statement(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    reached("statement")
    result = execute(sql, params, many, context)
    reached("statement done")
    return result


def _around(owner: type, name: str, places: Callable[[Any], tuple[str, str]]) -> None:
    original = getattr(owner, name)

    def watched(self: Any, *given: Any) -> Any:
        before = places(self)[0]
        if before:
            reached(before)
        result = original(self, *given)
        reached(places(self)[1])
        return result

    setattr(owner, name, watched)
