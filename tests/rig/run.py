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
from datetime import date

from django.db import OperationalError, connections

from relance.case.entries import DeliveryReported, NoticeSent
from relance.case.journal import chain
from relance.office import (
    approving,
    clock,
    daily,
    decide,
    installation,
    journal,
    outbox,
    preparing,
    worker,
)
from relance.office.access import everything
from relance.office.models import (
    CaseRow,
    CreditorRow,
    EntryRow,
    Installation,
    MailServerRow,
    NoticeRow,
)
from tests.rig import points
from tests.rig.cabinet import Batch, late_clients, leave_database, short_of_patience
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


@dataclass
class Account:
    """What one run did, and what is wrong with it (nothing: `wrong` is empty)."""

    seed: int
    messages: int = 0
    workers: int = 0
    kills: int = 0
    doubts: int = 0
    found: int = 0
    review: int = 0
    refused: int = 0
    pauses: int = 0
    doubled: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)


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
        self._play(3, lambda *_: self._alone(death), 0.0, mood)
        return self.account.kills > 0

    def _play(
        self, messages: int, chaos: Callable[[Batch, int], None], faults: float, mood: Mood
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
            _, ledger_from = self.server.taken(0)
            self.world.behave(account.seed, faults, mood)
            if not self.whole:
                daily.daily_round(clock.today())
                preparing.prepare_due()
            leave_database()
            chaos(batch, ledger_from)
            self.world.behave(0, 0.0)
            self._calm(batch, FINAL)
            self._wait_for_the_mailbox(batch)
            self._questions(batch, ledger_from)
            self._calm(batch, SETTLED)
            self._count(batch, ledger_from)
        return account

    # The chaos: workers that die by their own hand at a named place, or by ours at any moment.

    def _chaos(self, batch: Batch, ledger_from: int) -> None:
        kills_left = self.chance.randint(1, 5)
        for _ in range(self.chance.randint(1, 4)):
            self._start(self._death())
        until = time.monotonic() + CHAOS_S
        while self.alive and time.monotonic() < until:
            time.sleep(self.chance.uniform(0.002, 0.03))
            died = self._bury()
            if self.alive and self.alive == self.asleep:
                self._somebody_answers(batch, ledger_from)
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
        self.world.jump(16)

    def _somebody_answers(self, batch: Batch, ledger_from: int) -> None:
        """A person answers while a worker sleeps with the dot unwritten, and mail goes on."""
        self._jump()
        try:
            with short_of_patience():
                outbox.recover()
                self._answer(batch, ledger_from)
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

    def _questions(self, batch: Batch, ledger_from: int) -> None:
        """What is asked must be a true doubt; then a person answers by what the world saw."""
        ambiguous = self.marks.ambiguous()
        seen = self._seen(ledger_from)
        habit = self.world.habit
        for notice in batch.notices():
            self.account.doubts += ambiguous(notice.identity)
            self.account.found += notice.answer.startswith("Retrouvé")
            if notice.state != "review":
                continue
            self.account.review += 1
            if not ambiguous(notice.identity):
                self.account.wrong.append(f"asked without a doubt: {notice.identity[:6]}")
            shows = habit.read and habit.answers and habit.delay is not None
            if seen[notice.identity] and shows and notice.channel == "email":
                self.account.wrong.append(f"lies in Sent, yet asked: {notice.identity[:6]}")
        self._answer(batch, ledger_from)

    def _answer(self, batch: Batch, ledger_from: int) -> None:
        """Somebody looks, and says what the world saw."""
        seen = self._seen(ledger_from)
        for notice in batch.notices():
            if notice.state == "review":
                approving.settle_review(notice, sent=bool(seen[notice.identity]), by="banc")

    def _seen(self, ledger_from: int) -> Counter[str]:
        taken, _ = self.server.taken(ledger_from)
        return Counter(line["identity"].partition("@")[0] for line in taken)

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
            account.refused += notice.state == "refused_for_good"
            if not seen and notice.state != "refused_for_good":
                account.lost += 1
            if seen and notice.state == "refused_for_good":
                account.wrong.append("taken, yet marked refused")
            self._journal_agrees(notice)
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
        """The state and its entry were written together, or neither was; the chain is whole."""
        case = CaseRow.objects.get(pk=notice.case_id)
        links = chain(str(case.pk), journal.entries_of(case))
        stored = EntryRow.objects.filter(case=case).order_by("sequence")
        if list(stored.values_list("hash", flat=True)) != [one.hash for one in links] or (
            case.head,
            case.last_sequence,
        ) != (links[-1].hash, len(links)):
            self.account.wrong.append("the journal forked or has a gap")
        entries = EntryRow.objects.filter(
            case_id=notice.case_id, fact__contains=notice.identity
        ).values_list("kind", flat=True)
        expected = {
            "sent": [NoticeSent.__name__],
            "refused_for_good": [DeliveryReported.__name__],
        }.get(notice.state, [])
        if list(entries) != expected:
            self.account.wrong.append(f"{notice.state}, but the journal says {list(entries)}")
