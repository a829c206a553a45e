"""One run: some late clients, some workers, some deaths; then calm, and the count."""

from __future__ import annotations

import gc
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connections

from relance.case.entries import DeliveryReported, NoticeSent
from relance.office import decide, installation, worker
from relance.office.access import everything
from relance.office.models import CaseRow, CreditorRow, EntryRow, Installation, NoticeRow
from tests.rig import points
from tests.rig.cabinet import Batch, late_clients, leave_database
from tests.rig.senders import Sender
from tests.rig.world import WELL, Mood, Server, World

FINAL = ("sent", "review", "refused_for_good")
FAULTS = 0.16
"""The share of conversations in which the server misbehaves."""

CALM_ROUNDS = 8
CHAOS_S = 20.0
PULSES = 6


@dataclass
class Account:
    """What one run did, and what is wrong with it (nothing: `wrong` is empty)."""

    seed: int
    messages: int = 0
    workers: int = 0
    kills: int = 0
    review: int = 0
    refused: int = 0
    pauses: int = 0
    doubled: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)


class Run:
    """One run of the rig, all of whose chances come from its seed."""

    def __init__(
        self, seed: int, *, sender: Sender, creditor: CreditorRow, server: Server, world: World
    ) -> None:
        self.account = Account(seed)
        self.chance = random.Random(seed)
        self.sender = sender
        self.creditor = creditor
        self.server = server
        self.world = world
        self.alive: set[int] = set()
        self.asleep: set[int] = set()
        self.doubts = 0

    def play(self) -> Account:
        """Seed, chaos, calm, count."""
        return self._play(self.chance.randint(3, 5), self._chaos, FAULTS, WELL)

    def die_once(self, nth: int, mood: Mood) -> bool:
        """The same with one worker that dies at the n-th place; True if it really died."""
        death = points.Death(points.ANYWHERE, nth)
        self._play(3, lambda: self._alone(death), 0.0, mood)
        return self.account.kills > 0

    def _play(self, messages: int, chaos: Callable[[], None], faults: float, mood: Mood) -> Account:
        account = self.account
        self.world.new_day()
        account.messages = messages
        with everything():
            # Each run has the same morning; to the program that is a clock gone back.
            Installation.objects.update(last_seen_at=None)
            batch = late_clients(self.creditor, account.messages, run=account.seed)
            self.doubts = -self.server.doubtful()
            _, ledger_from = self.server.taken(0)
            self.world.behave(account.seed, faults, mood)
            leave_database()
            chaos()
            self.world.behave(0, 0.0)
            self._calm(batch)
            self._count(batch, ledger_from)
        return account

    # The chaos: workers that die by their own hand at a named place, or by ours at any moment.

    def _chaos(self) -> None:
        kills_left = self.chance.randint(1, 5)
        for _ in range(self.chance.randint(1, 4)):
            self._start(self._death())
        until = time.monotonic() + CHAOS_S
        while self.alive and time.monotonic() < until:
            time.sleep(self.chance.uniform(0.002, 0.03))
            died = self._bury()
            if self.alive and self.alive == self.asleep:
                self._wake()  # all others are done: now it wakes, and must find that out
            if self.alive and self.chance.random() < 0.12 and self.account.kills < kills_left:
                os.kill(self.chance.choice(sorted(self.alive)), signal.SIGKILL)
            elif self.alive and self.chance.random() < 0.04:
                self._sleep_past_the_lease()
            if died and self.account.kills < kills_left:
                if self.chance.random() < 0.4:
                    self._jump()
                self._start(self._death() if self.chance.random() < 0.5 else None)
        self._wake()
        while self.alive:
            if time.monotonic() > until:
                self.account.wrong.append("a worker never ended")
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
        if kind < 0.5:  # each place of SMTP in its turn, so that a few dozen runs see them all
            place = points.SMTP_PLACES[(seed + self.account.workers) % len(points.SMTP_PLACES)]
            return points.Death(place, self.chance.randint(1, 3))
        return points.Death(points.ANYWHERE, self.chance.randint(1, 500))

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
                    if type(error).__name__ != "MoveRefused":
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
        self.doubts += len(self.alive)  # each may be waiting for an answer just now
        self.world.jump(16)

    # The calm: nobody dies, the server behaves, time passes, until nothing moves.

    def _calm(self, batch: Batch) -> None:
        for _ in range(CALM_ROUNDS):
            self.world.jump(16)
            if decide.paused():
                # A doubt about the clock or the database stops everything: a person looks.
                self.account.pauses += 1
                installation.resume()
            self.sender("calm")
            if all(notice.state in FINAL for notice in batch.notices()):
                return
            self.world.jump(90)
        states = sorted(notice.state for notice in batch.notices())
        self.account.wrong.append(f"stuck: {states}")

    # The count: the ledger is the only truth.

    def _count(self, batch: Batch, ledger_from: int) -> None:
        account = self.account
        taken, _ = self.server.taken(ledger_from)
        by_identity = Counter(line["identity"].partition("@")[0] for line in taken)
        by_recipient = Counter(line["recipient"] for line in taken)
        account.doubled = sum(
            max(0, by_identity[notice.identity] - 1) for notice in batch.notices()
        )
        twice = [who for who, times in by_recipient.items() if times > 1]
        account.doubled = max(account.doubled, len(twice))
        notices = batch.notices()
        if len({notice.case_id for notice in notices}) != account.messages:
            account.wrong.append("a client was forgotten")
        for notice in notices:
            seen = by_identity[notice.identity]
            account.review += notice.state == "review"
            account.refused += notice.state == "refused_for_good"
            if not seen and notice.state not in ("review", "refused_for_good"):
                account.lost += 1
            if seen and notice.state == "refused_for_good":
                account.wrong.append("taken, yet marked refused")
            self._journal_agrees(notice)
        self.doubts += self.server.doubtful() + account.kills
        if account.review > self.doubts:
            account.wrong.append(f"{account.review} questions for {self.doubts} doubts")
        if account.doubled:
            told_twice = [
                (line["identity"][:6], line["recipient"])
                for line in taken
                if line["recipient"] in twice
            ]
            rows = [(n.identity[:6], n.state, n.attempts, n.owner, n.answer) for n in notices]
            account.wrong.append(f"doubled: {account.doubled}: {told_twice}, rows {rows}")
        if account.lost:
            account.wrong.append(f"lost: {account.lost}")
        CaseRow.objects.filter(pk__in=batch.cases).update(next_on=None)

    def _journal_agrees(self, notice: NoticeRow) -> None:
        """The state and its entry were written together, or neither was."""
        entries = EntryRow.objects.filter(
            case_id=notice.case_id, fact__contains=notice.identity
        ).values_list("kind", flat=True)
        expected = {
            "sent": [NoticeSent.__name__],
            "refused_for_good": [DeliveryReported.__name__],
        }.get(notice.state, [])
        if list(entries) != expected:
            self.account.wrong.append(f"{notice.state}, but the journal says {list(entries)}")
