"""`python -m tests.rig.interleavings --runs 250`: a payment recorded against a notice claimed.

In each run one mail is approved; one thread claims it and goes on to the final dot, another
records the payment, and both start together after small random waits. A dot that is allowed
after the payment was committed is a client chased who has paid. The negative control leaves
the last look out, and must be caught.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from tests.rig.__main__ import own_database

MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)
LONGEST_WAIT = 0.02


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.rig.interleavings")
    parser.add_argument("--runs", type=int, default=250)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--postgresql", default="", help="a server in which to make a database")
    parser.add_argument("--careless", action="store_true", help="leave out the last look")
    return parser.parse_args()


def main() -> int:
    """Play the runs; exit 1 if a dot was allowed after a payment."""
    asked = _arguments()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="relance-rig-")))
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "relance.office.settings",
            "RELANCE_DATA": str(folder),
            "RELANCE_DATABASE_URL": own_database(stack, asked.postgresql),
            "RELANCE_SEND_FROM_HOUR": "0",
            "RELANCE_SEND_UNTIL_HOUR": "24",
        }
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        from relance.office import clock
        from relance.office.access import everything

        stack.callback(connection.close)
        stack.enter_context(mock.patch.object(clock, "now", lambda: MORNING))
        call_command("migrate", verbosity=0)
        with everything():
            told = _play(asked)
    print(json.dumps(told))
    return 1 if told["wrong"] and not asked.careless else 0


def _play(asked: argparse.Namespace) -> dict[str, Any]:
    from relance.office.models import NoticeRow
    from tests.rig.cabinet import furnish, late_clients

    class NoServer:
        port = imap_port = 1

    creditor = furnish(NoServer())  # type: ignore[arg-type]
    ends: Counter[str] = Counter()
    wrong: list[int] = []
    began = time.monotonic()
    for seed in range(asked.first_seed, asked.first_seed + asked.runs):
        case = late_clients(creditor, 1, run=seed).cases[0]
        _approved(case)
        run = _Run(seed, case, careless=asked.careless)
        end = run.play()
        ends[end] += 1
        if run.late:
            wrong.append(seed)
        # What this race has left over must not enter the next one.
        NoticeRow.objects.filter(case_id=case).exclude(state="sent").update(state="cancelled")
    return {
        "runs": asked.runs,
        "ends": dict(ends),
        "wrong": wrong,
        "seconds": round(time.monotonic() - began, 1),
    }


def _approved(case: int) -> None:
    """The case's first mail, prepared and approved by its playbook."""
    from relance.office import daily, preparing
    from relance.office.models import NoticeRow

    daily.daily_round(MORNING.date())
    preparing.prepare_due()
    state = NoticeRow.objects.values_list("state", flat=True).get(case_id=case)
    assert state == "approved", state


class _Run:
    """One race. `late` is True if a dot was allowed after the payment was committed."""

    def __init__(self, seed: int, case: int, *, careless: bool) -> None:
        self.case, self.careless, self.late = case, careless, False
        chance = random.Random(seed)
        self.waits = [chance.random() * LONGEST_WAIT * chance.choice((0, 1)) for _ in range(3)]
        if careless:  # a long dialogue, and a payment in the middle of it
            self.waits = [0.0, 10 * LONGEST_WAIT, 2 * LONGEST_WAIT]
        self.start = threading.Barrier(2)
        self.paid = threading.Event()
        self.end = "nothing claimed"
        self.failures: list[BaseException] = []

    def play(self) -> str:
        threads = [
            threading.Thread(target=self._guarded, args=(one,)) for one in (self._send, self._pay)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        if self.failures:
            raise self.failures[0]
        return self.end

    def _guarded(self, act: Any) -> None:
        from django.db import connection

        from relance.office.access import everything

        try:
            with everything():
                self.start.wait(10)
                act()
        except BaseException as failure:
            self.failures.append(failure)
        finally:
            connection.close()

    def _send(self) -> None:
        from relance.office import moves, outbox
        from relance.office.models import NoticeRow

        time.sleep(self.waits[0])
        was_paid = self.paid.is_set()
        notice = outbox.claim("racer")
        if notice is None or notice.case_id != self.case:
            return
        self.late = was_paid
        time.sleep(self.waits[1])  # the dialogue with the server
        was_paid = self.paid.is_set()
        try:
            if self.careless:
                NoticeRow.objects.filter(pk=notice.pk).update(state="sending")
            else:
                outbox.about_to_send(notice)
        except moves.MoveRefused:
            self.end = "stopped before the dot"
            return
        self.late = self.late or was_paid
        self.end = "left"
        NoticeRow.objects.filter(pk=notice.pk).update(state="sent")

    def _pay(self) -> None:
        from relance.case import Money
        from relance.office import acts_of_money
        from relance.office.models import CaseRow

        time.sleep(self.waits[2])
        acts_of_money.receive_payment(
            CaseRow.objects.get(pk=self.case),
            Money.of("1200.00"),
            on=MORNING.date(),
            by="banc",
            today=MORNING.date(),
        )
        self.paid.set()


if __name__ == "__main__":
    sys.exit(main())
