"""Kill -9 at every point, lost answers, clocks that jump: nothing doubled, nothing lost.

Real worker processes, forked from one preloaded parent, against a mail server on loopback that
writes its ledger before its 250. Each run: 3 to 5 messages, 1 to 4 workers at a time, up to 5
kills; `points` and `run` say where and when. What is asked must be a true doubt; a person then
answers by the ledger, and every message must have arrived once. A failing run prints its seed.
`make rig` plays more, and tries every place in turn.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.databases import postgresql
from tests.rig.points import SMTP_PLACES

HERE_RUNS, CI_RUNS = 40, 300
"""A run takes a second of a core: all of them in CI, enough on a laptop to see a fault in an hour's
work. `make rig` plays thousands."""
IN_CI = os.environ.get("RELANCE_REQUIRE_ALL") == "1"
RUNS = int(os.environ.get("RELANCE_RIG_RUNS", CI_RUNS if IN_CI else HERE_RUNS))
NAIVE_RUNS = 40
RACES = int(os.environ.get("RELANCE_RIG_RACES", "500"))
CARELESS_RACES = 20

pytestmark = pytest.mark.rig


def _begin(*options: str, rig: str = "tests.rig") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", rig, *options], stdout=subprocess.PIPE, text=True
    )


def _account(rig: subprocess.Popen[str]) -> dict[str, Any]:
    said, _ = rig.communicate(timeout=120 + 5 * RUNS + RACES)
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def _served() -> list[list[str]]:
    """The databases of this machine: SQLite, and PostgreSQL where it answers."""
    address = postgresql()
    if address is None:
        assert not IN_CI, "no PostgreSQL answers"
        return [[]]
    return [[], ["--postgresql", address]]


def test_nothing_is_doubled_and_nothing_lost_whatever_dies() -> None:
    """A client chased twice for one invoice, or a reminder that silently never left."""
    databases = _served()
    each = str(-(-RUNS // len(databases)))
    rigs = [_begin("--runs", each, *database) for database in databases]
    accounts = [_account(rig) for rig in rigs]

    assert [account["wrong"] for account in accounts] == [[]] * len(databases)
    totals = [account["total"] for account in accounts]
    assert all(total["doubled"] == total["lost"] == 0 for total in totals)
    assert sum(total["runs"] for total in totals) >= RUNS
    assert all(total["messages"] >= 3 * total["runs"] for total in totals)
    assert all(total["kills"] > total["runs"] for total in totals), "too peaceful to prove anything"
    doubts = sum(total["doubts"] for total in totals)
    assert doubts > RUNS / 10, "hardly an answer was lost: nothing was proved"
    assert sum(total["found"] for total in totals) > 0, "the mailbox never helped"
    assert 0 < sum(total["review"] for total in totals) < doubts


def test_a_worker_alone_dies_at_one_place_after_the_other() -> None:
    """Chance may miss the one statement between two that belong together."""
    every = 1 if RUNS > CI_RUNS else 29 if IN_CI else 97
    account = _account(_begin("--every", str(every)))

    assert account["wrong"] == []
    assert account["total"]["kills"] > 580 / every


def test_the_rig_catches_a_naive_sender() -> None:
    """A rig that calls «send all that is not marked sent» clean would be broken itself."""
    account = _account(_begin("--runs", str(NAIVE_RUNS), "--sender", "naive", "--until-caught"))

    assert account["total"]["doubled"] > 0


def test_workers_die_in_every_phase_of_the_dialogue() -> None:
    """A phase that nobody ever dies in proves nothing."""
    phases = {place.split()[0] for place in SMTP_PLACES}

    assert phases == {
        "connect",
        "banner",
        "ehlo",
        "starttls",
        "auth",
        "mail",
        "rcpt",
        "data",
        "before_dot",
        "after_dot",
    }
    assert {"after_dot entered", "after_dot said", "after_dot heard"} <= set(SMTP_PLACES)


def test_nothing_leaves_after_a_payment_was_recorded() -> None:
    """Paid at nine, chased at nine and a second: the client keeps the mail, and the grudge."""
    databases = _served()
    each = str(-(-RACES // len(databases)))
    races = "tests.rig.interleavings"
    accounts = [
        _account(rig)
        for rig in [_begin("--runs", each, *database, rig=races) for database in databases]
    ]

    assert [account["wrong"] for account in accounts] == [[]] * len(databases)
    for account in accounts:
        assert account["ends"]["stopped before the dot"] > 0, "no race was ever close"
        assert account["ends"]["left"] > 0, "nothing ever left: nothing was proved"


def test_the_races_catch_a_sender_that_does_not_look_again() -> None:
    """Races that find no fault in a sender that has one prove nothing."""
    careless = _begin("--runs", str(CARELESS_RACES), "--careless", rig="tests.rig.interleavings")
    assert _account(careless)["wrong"]
