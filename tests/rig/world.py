"""What all processes of a rig share: one clock, one mail server, and its ledger."""

from __future__ import annotations

import json
import mmap
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from relance.channels.email import Phase
from tests.certificates import certificates
from tests.smtp_sink import Fault, Sink, Wanted

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""A Tuesday morning, far from a public holiday: mail may leave."""

USER, PASSWORD = "ana", "a password"

BEFORE_DOT = (Fault.TEMPORARY, Fault.CLOSING, Fault.RESET, Fault.CLOSE, Fault.GARBAGE)
AFTER_DOT = (
    Fault.TEMPORARY,
    Fault.RESET,
    Fault.GARBAGE,
    Fault.ANSWER_LOST,
    Fault.HALF_ANSWER,
)
DOUBTFUL = frozenset({Fault.RESET, Fault.GARBAGE, Fault.ANSWER_LOST, Fault.HALF_ANSWER})
"""Answers after which nobody can know."""


@dataclass(frozen=True)
class Mood:
    """What the server does every time, by phase."""

    name: str
    faults: dict[Phase, Fault] = field(default_factory=dict)


WELL = Mood("all well")
MOODS = (
    WELL,
    Mood("answers lost", {Phase.ANSWER: Fault.ANSWER_LOST}),
    Mood("asked to wait", {Phase.RCPT: Fault.TEMPORARY}),
    Mood("mailbox unknown", {Phase.RCPT: Fault.PERMANENT}),
)


class World:
    """Shared memory of whole numbers: how far the clock was moved, the run's seed, the faults.

    Each is written at once, eight bytes together: a reader never sees half of it.
    """

    def __init__(self) -> None:
        self._cells = memoryview(mmap.mmap(-1, 32)).cast("q")
        self.began = time.monotonic()

    @property
    def seed(self) -> int:
        return int(self._cells[1])

    @property
    def faults(self) -> float:
        """The share of conversations in which the server misbehaves."""
        return int(self._cells[2]) / 1000

    @property
    def mood(self) -> Mood:
        """What the server does in every conversation."""
        return MOODS[self._cells[3]]

    def now(self) -> datetime:
        """The instant, for every process at once, even for one that was asleep."""
        moved = int(self._cells[0])
        return START + timedelta(minutes=moved, seconds=time.monotonic() - self.began)

    def jump(self, minutes: int) -> None:
        """Move everybody's clock on."""
        self._cells[0] += minutes

    def behave(self, seed: int, faults: float, mood: Mood = WELL) -> None:
        """From now on the mail server misbehaves in that share of conversations."""
        self._cells[1], self._cells[2] = seed, int(faults * 1000)
        self._cells[3] = MOODS.index(mood)

    def new_day(self) -> None:
        """Back to the start: each run has the same morning."""
        self.began = time.monotonic()
        self._cells[0] = 0


class Server:
    """The mail server in a process of its own: killing workers never touches it."""

    def __init__(self, folder: Path, world: World) -> None:
        self.ledger = folder / "ledger.jsonl"
        self.doubts = folder / "doubts"
        self.ledger.touch()
        self.doubts.touch()
        self.papers = certificates(folder)
        heard, said = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(heard)
            self._serve(world, said)
        os.close(said)
        with os.fdopen(heard) as first:
            self.port = int(first.read())

    def _serve(self, world: World, port_to: int) -> None:
        sink = SlowSink(
            self.ledger,
            misbehaving(world, self.doubts),
            Wanted("starttls", self.papers.contexts["good"], USER, PASSWORD),
        )
        with sink:
            os.write(port_to, str(sink.port).encode())
            os.close(port_to)
            parent = os.getppid()
            while os.getppid() == parent:
                time.sleep(0.5)
        os._exit(0)

    def taken(self, since: int) -> tuple[list[dict[str, str]], int]:
        """What was taken after that place in the ledger, and the place reached."""
        with self.ledger.open("rb") as ledger:
            ledger.seek(since)
            lines = ledger.read()
        return [json.loads(line) for line in lines.splitlines()], since + len(lines)

    def doubtful(self) -> int:
        """How many answers were lost by the server's fault so far."""
        return self.doubts.stat().st_size


class SlowSink(Sink):
    """Takes its time between writing down and answering: where a kill hurts most."""

    def take(self, message: bytes, recipient: str) -> None:
        super().take(message, recipient)
        time.sleep(random.choice((0, 0, 0.005, 0.02)))


def misbehaving(world: World, doubts: Path) -> Callable[[int, Phase], Fault | None]:
    """A server that misbehaves in a share of its conversations, by the run's seed."""
    first: dict[int, int] = {}
    decided: dict[tuple[int, Phase], Fault | None] = {}

    def plan(connection: int, phase: Phase) -> Fault | None:
        if (connection, phase) not in decided:  # asked twice, it must not change its mind
            begun = connection - first.setdefault(world.seed, connection)
            drawn = _fault(f"{world.seed} {begun}", world.faults, phase)
            decided[connection, phase] = world.mood.faults.get(phase, drawn)
            if phase is Phase.ANSWER and decided[connection, phase] in DOUBTFUL:
                with doubts.open("ab") as file:
                    file.write(b".")
        return decided[connection, phase]

    return plan


def _fault(conversation: str, share: float, phase: Phase) -> Fault | None:
    chance = random.Random(conversation)
    if chance.random() >= share:
        return None
    at = chance.choice([*Phase, Phase.RCPT, Phase.ANSWER, Phase.ANSWER])
    fault = chance.choice(AFTER_DOT if at is Phase.ANSWER else BEFORE_DOT)
    if at is Phase.RCPT and chance.random() < 0.5:
        fault = Fault.PERMANENT
    return fault if phase is at else None
