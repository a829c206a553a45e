"""What all processes of a rig share: one clock, one mail server, and its ledger."""

from __future__ import annotations

import json
import mmap
import os
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from relance.channels.email import Phase
from tests.certificates import certificates
from tests.imap_sink import ImapSink, Mail
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


@dataclass(frozen=True)
class Habit:
    """What the mailbox does with sent mail: shows it after so long, under our Message-ID or not."""

    name: str
    delay: timedelta | None = timedelta(0)  # None: it keeps nothing
    rewrites: bool = False
    answers: bool = True
    read: bool = True  # the creditor gave it to us


HABITS = (
    Habit("not given", read=False),
    Habit("prompt"),
    Habit("late", delay=timedelta(hours=2)),
    Habit("rewrites Message-ID", rewrites=True),
    Habit("keeps nothing", delay=None),
    Habit("down", answers=False),
)


class World:
    """Shared memory of whole numbers: how far the clock was moved, the run's seed, the faults.

    Each is written at once, eight bytes together: a reader never sees half of it.
    """

    def __init__(self) -> None:
        self._cells = memoryview(mmap.mmap(-1, 56)).cast("q")
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
        return START + timedelta(minutes=int(self._cells[4]), seconds=self.elapsed())

    def elapsed(self) -> float:
        """Seconds on the clock that nobody sets."""
        return 60 * int(self._cells[0]) + time.monotonic() - self.began

    def jump(self, minutes: int) -> None:
        """Let that much time pass at once: the machine was asleep."""
        self._cells[0] += minutes

    def set_clock(self, minutes: int) -> None:
        """Somebody moves the clock, and no time passes."""
        self._cells[4] += minutes

    @property
    def run(self) -> int:
        """Whose mails the mailbox shows."""
        return int(self._cells[6])

    @property
    def habit(self) -> Habit:
        return HABITS[self._cells[5]]

    @habit.setter
    def habit(self, habit: Habit) -> None:
        self._cells[5] = HABITS.index(habit)

    def behave(self, seed: int, faults: float, mood: Mood = WELL) -> None:
        """From now on the mail server misbehaves in that share of conversations."""
        self._cells[1], self._cells[2] = seed, int(faults * 1000)
        self._cells[3] = MOODS.index(mood)

    def new_day(self, run: int) -> None:
        """Back to the start: each run has the same morning, and an empty mailbox."""
        self._cells[6] = run
        self.began = time.monotonic()
        self._cells[0] = self._cells[4] = 0


class Server:
    """The mail server in a process of its own: killing workers never touches it."""

    def __init__(self, folder: Path, world: World) -> None:
        self.ledger = folder / "ledger.jsonl"
        self.ledger.touch()
        self.papers = certificates(folder)
        heard, said = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(heard)
            self._serve(world, said)
        os.close(said)
        with os.fdopen(heard) as first:
            self.port, self.imap_port = (int(port) for port in first.read().split())

    def _serve(self, world: World, port_to: int) -> None:
        sink = SlowSink(
            self.ledger,
            misbehaving(world),
            Wanted("starttls", self.papers.contexts["good"], USER, PASSWORD),
        )
        sink.world = world
        with sink, ImapSink(sink.folders, password=PASSWORD) as mailbox:
            os.write(port_to, f"{sink.port} {mailbox.port}".encode())
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


class SlowSink(Sink):
    """Takes its time between writing down and answering: where a kill hurts most.

    What it took lies in the folder of sent mail too, as the run's habit wants it.
    """

    world: World

    def take(self, message: bytes, recipient: str) -> None:
        super().take(message, recipient)
        head = message.split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n"
        self.__dict__.setdefault("filed", []).append((self.world.run, self.world.now(), head))
        time.sleep(random.choice((0, 0, 0.005, 0.02)))

    def folders(self) -> dict[str, tuple[str, list[Mail]]]:
        """What the mailbox shows now."""
        habit, now = self.world.habit, self.world.now()
        if not habit.answers:
            raise EOFError
        shown = []
        for uid, (run, at, head) in enumerate(self.__dict__.get("filed", ()), 1):
            if run == self.world.run and habit.delay is not None and at + habit.delay <= now:
                rewritten = re.sub(rb"(?im)^Message-ID:.*", b"Message-ID: <010f@aws>", head)
                shown.append(Mail(uid, rewritten if habit.rewrites else head))
        return {"INBOX": ("", []), "Sent": ("\\Sent", shown)}


def misbehaving(world: World) -> Callable[[int, Phase], Fault | None]:
    """A server that misbehaves in a share of its conversations, by the run's seed."""
    first: dict[int, int] = {}
    decided: dict[tuple[int, Phase], Fault | None] = {}

    def plan(connection: int, phase: Phase) -> Fault | None:
        if (connection, phase) not in decided:  # asked twice, it must not change its mind
            begun = connection - first.setdefault(world.seed, connection)
            drawn = _fault(f"{world.seed} {begun}", world.faults, phase)
            decided[connection, phase] = world.mood.faults.get(phase, drawn)
        return decided[connection, phase]

    return plan


def _fault(conversation: str, share: float, phase: Phase) -> Fault | None:
    chance = random.Random(conversation)
    if chance.random() >= share:
        return None
    at = chance.choice([*Phase, Phase.RCPT, *[Phase.ANSWER] * 4])
    fault = chance.choice(AFTER_DOT if at is Phase.ANSWER else BEFORE_DOT)
    if at is Phase.RCPT and chance.random() < 0.5:
        fault = Fault.PERMANENT
    return fault if phase is at else None
