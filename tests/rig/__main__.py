"""`python -m tests.rig --runs 150`: play runs against one database, print the account as JSON."""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from tests.rig.judge import Account
    from tests.rig.run import Run

COUNTED = (
    "messages",
    "workers",
    "kills",
    "doubts",
    "found",
    "review",
    "refused",
    "pauses",
    "doubled",
    "lost",
)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.rig")
    parser.add_argument("--runs", type=int, default=150)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--sender", choices=("outbox", "naive"), default="outbox")
    parser.add_argument("--postgresql", default="", help="a server in which to make a database")
    parser.add_argument("--until-caught", action="store_true", help="stop at the first double")
    parser.add_argument(
        "--every", type=int, default=0, help="die at every n-th place in turn, alone"
    )
    return parser.parse_args()


def own_database(stack: ExitStack, server: str) -> str:
    """A database of our own on that server, dropped at the end; its address.

    Nothing without a server: the data folder's own SQLite.
    """
    if not server:
        return ""
    name = f"relance_rig_{os.getpid()}"
    admin = stack.enter_context(psycopg.connect(server, autocommit=True))
    admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
    stack.callback(lambda: admin.execute(drop))
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def main() -> int:
    """Play the runs; exit 1 if one of them went wrong."""
    asked = _arguments()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="relance-rig-")))
        url = own_database(stack, asked.postgresql)
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "relance.office.settings",
            "RELANCE_DATA": str(folder),
            "RELANCE_DATABASE_URL": url,
            "RELANCE_SEND_FROM_HOUR": "0",
            "RELANCE_SEND_UNTIL_HOUR": "24",
            "RELANCE_SMTP_TRUSTED_CA": str(folder / "authority.pem"),
        }
        return _play(asked, folder, stack)


def _by_chance(fresh: Callable[[int], Run], asked: argparse.Namespace) -> list[Account]:
    accounts = []
    for seed in range(asked.first_seed, asked.first_seed + asked.runs):
        account = fresh(seed).play()
        accounts.append(account)
        if account.wrong and asked.sender == "outbox":
            again = f"--runs 1 --first-seed {seed}"
            print(f"run {seed} went wrong: {account.wrong}; again: {again}", file=sys.stderr)
        if asked.until_caught and account.doubled:
            break
    return accounts


def _in_turn(fresh: Callable[[int], Run], asked: argparse.Namespace) -> list[Account]:
    """Fail at the n-th place, for every n, until a run ends without a failure (as SQLite does)."""
    from tests.rig.world import MOODS

    accounts = []
    for number, mood in enumerate(MOODS):
        for nth in itertools.count(asked.first_seed, asked.every):
            run = fresh(nth + 1_000_000 * number)
            died = run.die_once(nth, mood)
            accounts.append(run.account)
            if run.account.wrong:
                print(f"place {nth}, {mood.name}: {run.account.wrong}", file=sys.stderr)
            if not died:
                break
    return accounts


def _play(asked: argparse.Namespace, folder: Path, stack: ExitStack) -> int:
    import django
    from django.core.management import call_command

    django.setup()
    from relance.office import clock
    from relance.office.access import everything
    from tests.rig import points
    from tests.rig.cabinet import furnish, leave_database
    from tests.rig.marks import Marks
    from tests.rig.run import Run
    from tests.rig.senders import SENDERS
    from tests.rig.world import Server, World

    world = World()
    server = Server(folder, world)
    stack.callback(os.kill, server.pid, signal.SIGKILL)
    stack.callback(leave_database)
    stack.enter_context(mock.patch.object(clock, "now", world.now))
    stack.enter_context(mock.patch.object(clock, "elapsed", world.elapsed))
    call_command("migrate", verbosity=0)
    with everything():
        creditor = furnish(server)
    points.install()
    marks = Marks(folder / "marks")
    gc.collect()
    gc.freeze()  # what is loaded is shared by all workers
    began = time.monotonic()

    def fresh(seed: int) -> Run:
        return Run(
            seed,
            sender=SENDERS[asked.sender],
            creditor=creditor,
            server=server,
            world=world,
            marks=marks,
        )

    accounts = _in_turn(fresh, asked) if asked.every else _by_chance(fresh, asked)
    total = {name: sum(getattr(account, name) for account in accounts) for name in COUNTED}
    total |= {"runs": len(accounts), "seconds": round(time.monotonic() - began, 1)}
    wrong = [asdict(account) for account in accounts if account.wrong]
    print(json.dumps({"total": total, "wrong": wrong}))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
