"""One run: some late clients, some workers, some deaths; then calm, and the count."""

from __future__ import annotations

import gc
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import date

from django.db import OperationalError, connections

from relance.office import (
    clock,
    daily,
    decide,
    installation,
    outbox,
    preparing,
    worker,
)
from relance.office.access import everything
from relance.office.models import (
    CreditorRow,
    Installation,
    MailServerRow,
)
from tests.rig import points
from tests.rig.cabinet import Batch, late_clients, leave_database, short_of_patience
from tests.rig.judge import Account, Judge
from tests.rig.marks import Marks
from tests.rig.senders import Sender
from tests.rig.world import HABITS, WELL, Mood, Server, World

FINAL = ("sent", "review", "refused_for_good")
SETTLED = ("sent", "refused_for_good")
"""Where every message must end once the questions are answered."""

FAULTS = 0.25
"""The share of conversations in which the server misbehaves."""

CALM_ROUNDS = 8
CHAOS_S = 120.0
"""A run of workers takes a second; on a machine with much else to do, many."""

PULSES = 6


class Run:
    """One run of the rig, all of whose chances come from its seed."""

    def __init__(
        self,
        seed: int,
        *,
        sender: Sender,
        creditor: CreditorRow,
        server: Server,
        world: World,
        marks: Marks,
    ) -> None:
        self.account = Account(seed)
        self.chance = random.Random(seed)
        self.sender = sender
        self.creditor = creditor
        self.server = server
        self.world = world
        self.marks = marks
        # A third of the runs begin with the round; the others where it hurts, at the sending:
        # else a slow machine kills everybody before anything is sent, and proves nothing.
        self.whole = seed % 3 == 0
        self.alive: set[int] = set()
        self.asleep: set[int] = set()

    def play(self) -> Account:
        """Seed, chaos, calm, count."""
        return self._play(self.chance.randint(3, 5), self._chaos, FAULTS, WELL)

    def _sealed_on(self) -> date | None:
        return None if self.whole else self.world.now().date()

    def die_once(self, nth: int, mood: Mood) -> bool:
        """The same with one worker that dies at the n-th place; True if it really died."""
        death = points.Death(points.ANYWHERE, nth)
        self.whole = True  # the places are counted from the start of a pulse
        self._play(3, lambda *_: self._alone(death), 0.0, mood)
        return self.account.kills > 0

    def _play(
        self, messages: int, chaos: Callable[[Batch, Judge], None], faults: float, mood: Mood
    ) -> Account:
        account = self.account
        self.world.new_day(account.seed)
        account.messages = messages
        with everything():
            # Each run has the same morning; to the program that is a clock gone back.
            # The entries of some are sealed while the workers write.
            Installation.objects.update(last_seen_at=None, sealed_on=self._sealed_on())
            installation._last = None
            self.marks.begin()
            self.world.habit = HABITS[account.seed % len(HABITS)]
            read = "127.0.0.1" if self.world.habit.read else ""
            MailServerRow.objects.filter(creditor=self.creditor).update(imap_host=read)
            batch = late_clients(self.creditor, account.messages, run=account.seed)
            judge = Judge(account, self.server, self.world.habit, self.marks)
            self.world.behave(account.seed, faults, mood)
            if not self.whole:
                daily.daily_round(clock.today())
                preparing.prepare_due()
            leave_database()
            chaos(batch, judge)
            self.world.behave(0, 0.0)
            self._calm(batch, FINAL)
            self._wait_for_the_mailbox(batch)
            judge.questions(batch)
            self._calm(batch, SETTLED)
            judge.count(batch)
        return account

    # The chaos: workers that die by their own hand at a named place, or by ours at any moment.

    def _chaos(self, batch: Batch, judge: Judge) -> None:
        kills_left = self.chance.randint(1, 5)
        for _ in range(self.chance.randint(1, 4)):
            self._start(self._death())
        until = time.monotonic() + CHAOS_S
        while self.alive and time.monotonic() < until:
            time.sleep(self.chance.uniform(0.002, 0.03))
            died = self._bury()
            if self.alive and self.alive == self.asleep:
                self._somebody_answers(batch, judge)
                self._wake()  # all others are done: now it wakes, and must find that out
            if self.alive and self.chance.random() < 0.05 and self.account.kills < kills_left:
                os.kill(self.chance.choice(sorted(self.alive)), signal.SIGKILL)
            elif self.alive and self.chance.random() < 0.04:
                self._sleep_past_the_lease()
            elif self.alive and self.chance.random() < 0.01:
                self.world.set_clock(self.chance.choice((-60, 60)))
            if died and self.account.kills < kills_left:
                if self.chance.random() < 0.4:
                    self._jump()
                self._start(self._death() if self.chance.random() < 0.5 else None)
        self._wake()
        while self.alive:
            if time.monotonic() > until:
                self.account.wrong.append("a worker never ended")
                until += CHAOS_S
                for pid in self.alive:
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.005)
            self._bury()

    def _alone(self, death: points.Death) -> None:
        self._start(death)
        while self.alive:
            time.sleep(0.002)
            self._bury()

    def _start(self, death: points.Death | None = None) -> None:
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            self._work(death)
        self.alive.add(pid)
        self.account.workers += 1

    def _death(self) -> points.Death:
        seed, kind = self.account.seed, self.chance.random()
        if kind < 0.2:  # where the doubt is made
            return points.Death(self.chance.choice(points.AT_THE_DOT), 1)
        if kind < 0.5:  # each place of SMTP in its turn, so that a few dozen runs see them all
            place = points.SMTP_PLACES[(seed + self.account.workers) % len(points.SMTP_PLACES)]
            return points.Death(place, self.chance.randint(1, 3))
        return points.Death(points.ANYWHERE, self.chance.randint(1, 500 if self.whole else 250))

    def _work(self, death: points.Death | None) -> None:
        """The life of a worker process. Never returns."""
        gc.disable()  # too short a life to tidy up, and tidying copies the parent's memory
        status = 0
        try:
            points.watch_statements()
            points.arm(death)
            name = worker.name()
            for _ in range(PULSES):
                try:
                    self.sender(name)
                    break  # a pulse ends when there is nothing more to send
                except Exception as error:
                    # As in `run_until`: what failed is tried again at the next pulse.
                    # Whoever is asleep with SQLite's lock keeps everybody waiting; a deadlock,
                    # or anything else, is a fault.
                    if "database is locked" not in str(error):
                        traceback.print_exc()
                        status = 3
                    connections.close_all()
        finally:
            os._exit(status)

    def _bury(self) -> int:
        """Take note of the workers that ended; return how many were killed."""
        killed = 0
        for pid in sorted(self.alive):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if not ended:
                continue
            self.alive.discard(pid)
            self.asleep.discard(pid)
            if os.WIFSIGNALED(status):
                killed += 1
                self.account.kills += 1
            elif os.WEXITSTATUS(status):
                self.account.wrong.append(f"a worker failed: {os.WEXITSTATUS(status)}")
        return killed

    def _sleep_past_the_lease(self) -> None:
        """A suspended laptop: it wakes when its lease is long gone, and must not finish."""
        if self.asleep:
            self._wake()
            return
        pid = self.chance.choice(sorted(self.alive))
        os.kill(pid, signal.SIGSTOP)
        self.asleep.add(pid)
        self._jump()
        self._start()

    def _wake(self) -> None:
        for pid in self.asleep:
            os.kill(pid, signal.SIGCONT)
        self.asleep.clear()

    def _jump(self) -> None:
        self.world.jump(16)

    def _somebody_answers(self, batch: Batch, judge: Judge) -> None:
        """A person answers while a worker sleeps with the dot unwritten, and mail goes on."""
        self._jump()
        try:
            with short_of_patience():
                outbox.recover()
                judge.answer(batch)
                self.sender("meanwhile")
        except OperationalError:
            pass  # the sleeper holds a lock: nobody can answer before it wakes
        leave_database()

    # The calm: nobody dies, the server behaves, time passes, until nothing moves.

    def _calm(self, batch: Batch, until: tuple[str, ...]) -> None:
        for _ in range(CALM_ROUNDS):
            self.world.jump(16)
            if decide.paused():
                # A doubt about the clock or the database stops everything: a person looks.
                self.account.pauses += 1
                installation.resume()
            self.sender("calm")
            if all(notice.state in until for notice in batch.notices()):
                return
            self.world.jump(90)
        states = sorted(notice.state for notice in batch.notices())
        self.account.wrong.append(f"stuck: {states}")

    def _wait_for_the_mailbox(self, batch: Batch) -> None:
        """Sent mail may show late, and is looked for again while a person is asked."""
        for minutes in (5 * 60, 25 * 60):
            if any(notice.state == "review" for notice in batch.notices()):
                self.world.jump(minutes)
                self.sender("calm")
