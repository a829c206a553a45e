"""Which attempts came to the dot, and which were settled: what is left is true ambiguity.

Each worker appends to one file as it goes; a line is written whole or not at all. The mark
before the dot is made first, so that a worker killed on the next instruction has left it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from relance.channels.email import Unknown
from relance.office import moves, outbox, sending
from relance.office.models import NoticeRow


class Marks:
    """Puts its marks around the two acts of this process and of those forked from it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.touch()
        self._about_to_send = outbox.about_to_send
        self._settle = sending.settle
        outbox.about_to_send = self._dotted
        sending.settle = self._settled

    def _mark(self, what: str, notice: NoticeRow) -> None:
        with self._file.open("ab", buffering=0) as file:
            file.write(f"{what} {notice.identity}\n".encode())

    def _dotted(self, notice: NoticeRow, **given: Any) -> None:
        self._mark("dot", notice)
        try:
            self._about_to_send(notice, **given)
        except moves.MoveRefused:
            self._mark("none", notice)
            raise

    def _settled(self, notice: NoticeRow, outcome: Any) -> str:
        reached = notice.state == "sending"
        state = self._settle(notice, outcome)
        if reached and not isinstance(outcome, Unknown):
            self._mark("settled", notice)
        return state

    def ambiguous(self) -> Callable[[str], bool]:
        """A test for identities: did an attempt of it come to the dot and not be settled?"""
        counts: Counter[tuple[str, str]] = Counter()
        for line in self._file.read_text().splitlines():
            what, identity = line.split()
            counts[what, identity] += 1
        return lambda identity: (
            counts["dot", identity] > counts["none", identity] + counts["settled", identity]
        )

    def begin(self) -> None:
        """A new run."""
        self._file.write_bytes(b"")
