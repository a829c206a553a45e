"""`make bench`: the figures, with this machine's facts; each row can be run again alone.

RELANCE_BENCH_CASES sets the number of cases (100000).
"""

from __future__ import annotations

import json
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from tests.databases import postgresql

CASES = int(os.environ.get("RELANCE_BENCH_CASES", "100000"))


def row(name: str, figure: str, bar: str = "", again: str = "") -> None:
    print(f"{name:<58} {figure:>16}   {bar:<16} {again}", flush=True)


def _run(module: str, *arguments: str, url: str = "", data: str) -> dict[str, Any]:
    environment = {**os.environ, "RELANCE_DATA": data, "RELANCE_DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"{module} failed:\n{done.stderr[-2000:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@contextmanager
def _fresh(address: str | None) -> Iterator[tuple[str, str]]:
    """A data folder, and a database of its own on PostgreSQL when an address is given."""
    with tempfile.TemporaryDirectory() as data:
        if address is None:
            yield data, ""
            return
        name = f"relance_bench_{os.getpid()}"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"CREATE DATABASE {name}")
        try:
            yield data, re.sub(r"/[^/]*$", f"/{name}", address)
        finally:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def machine() -> None:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, {memory} GiB, load {os.getloadavg()[0]:.1f}"
    )
    print(f"{platform.system()} {platform.release()}, Python {platform.python_version()}\n")


def core() -> None:
    with tempfile.TemporaryDirectory() as data:
        told = _run("bench.core", data=data)
    again = "python -m bench.core"
    row("replay and decide, 12 entries", f"{told['decisions_per_second']:.0f}/s", "", again)
    row("statements (two invoices)", f"{told['statements_per_second']:.0f}/s", "", again)
    row("e-mails written", f"{told['mails_per_second']:.0f}/s", "", again)
    row("letters as PDF/A-3a + PDF/UA-1", f"{told['letters_per_second']:.0f}/s", "", again)
    row("1,000 notices, half letters", f"{told['thousand_notices']:.1f} s", "< 15 s", again)


def rounds(address: str | None) -> None:
    name = "PostgreSQL" if address else "SQLite"
    with _fresh(address) as (data, url):
        told = _run("bench.rounds", "one_percent", str(CASES), url=url, data=data)
    again = f"python -m bench.rounds one_percent {CASES}"
    row(f"{name}: quiet round, {CASES} cases", f"{told['quiet']:.3f} s", "< 0.3 s", again)
    row(
        f"{name}: quiet round, {3 * CASES} cases",
        f"{told['quiet_threefold']:.3f} s",
        "no slower",
        again,
    )
    row(f"{name}: 1 % newly due", f"{told['one_percent']:.2f} s", "< 2 s", again)
    for page in ("page_today", "page_cases", "page_case"):
        row(f"{name}: {page}, median", f"{told[page] * 1000:.0f} ms", "< 100 ms", again)
    with _fresh(address) as (data, url):
        told = _run("bench.rounds", "all_due", str(CASES), url=url, data=data)
    again = f"python -m bench.rounds all_due {CASES}"
    planned = f"{name}: all {CASES} due, decided and planned"
    row(planned, f"{told['all_due']:.1f} s", "< 20 s", again)
    row(f"{planned} afresh", f"{told['all_due_afresh']:.1f} s", "< 20 s", again)


def intake() -> None:
    count = max(100, CASES // 10)
    with tempfile.TemporaryDirectory() as data:
        told = _run("bench.intake", str(count), data=data)
    again = f"python -m bench.intake {count}"
    row(f"import of {count} invoices (CII): read", f"{told['read']:.1f} s", "", again)
    row(
        f"import of {count} invoices (CII): read and recorded", f"{told['import']:.1f} s", "", again
    )
    row("import: peak memory", f"{told['peak_mb']:.0f} MB", "", again)


def matching() -> None:
    """Bank lines against 50,000 open invoices, at three sizes."""
    again = ""
    with tempfile.TemporaryDirectory() as data:
        for lines in (CASES // 10, CASES // 2, CASES):
            invoices = CASES // 2
            told = _run("bench.matching", str(invoices), str(lines), data=data)
            again = f"python -m bench.matching {invoices} {lines}"
            bar = "< 60 s" if lines == CASES else ""
            row(f"{lines} bank lines, {invoices} open bills", f"{told['whole']:.1f} s", bar, again)
    row("matching: peak memory", f"{told['peak_mb']:.0f} MB", "< 500 MB", again)


def proof() -> None:
    """What the proof costs: many letters, a large bundle, a million entries checked."""
    letters = max(100, CASES // 10)
    entries = CASES * 10
    with tempfile.TemporaryDirectory() as data:
        told = _run("bench.letters", str(letters), data=data)
        again = f"python -m bench.letters {letters}"
        row(f"{letters} letters with their transfer code", f"{told['per_second']:.0f}/s", "", again)
        row("letters: peak memory", f"{told['peak_mb']:.0f} MB", "", again)
        told = _run("bench.evidence", str(entries), data=data)
        again = f"python -m bench.evidence {entries}"
        row(
            f"{entries} entries verified, chains and tree",
            f"{told['verify']:.1f} s",
            "< 60 s",
            again,
        )
        row("verification: peak memory", f"{told['verify_mb']:.0f} MB", "", again)
        row("bundle of 100 exhibits (20 MB): made", f"{told['bundle']:.2f} s", "", again)
        row("bundle of 100 exhibits: judged", f"{told['judge']:.2f} s", "", again)


def desk() -> None:
    """Start-up of the desk until its first page, and its memory when idle."""
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "RELANCE_DATA": data, "RELANCE_DATABASE_URL": ""}
        for _ in range(2):  # the first start makes the database
            start = time.perf_counter()
            command = [sys.executable, "-m", "relance.cli.main", "start", "--port", "8765"]
            process = subprocess.Popen(
                command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            _first_page(process)
            took = time.perf_counter() - start
            if _ == 0:
                row("desk: first start (makes the database)", f"{took:.1f} s")
                _end(process)
        time.sleep(3)
        status = Path(f"/proc/{process.pid}/status")
        row("desk: start until the first page", f"{took:.1f} s", "", "relance start")
        if status.is_file():
            memory = re.search(r"VmRSS:\s+(\d+)", status.read_text())
            assert memory is not None
            row("desk: idle memory", f"{int(memory.group(1)) // 1024} MB", "< 150 MB")
        _end(process)


def _first_page(process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen("http://127.0.0.1:8765/entrer/", timeout=2).read()
            return
        except OSError:
            if process.poll() is not None:
                sys.exit("the desk did not start: is port 8765 free?")
            time.sleep(0.05)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    process.wait(timeout=20)


def main() -> None:
    machine()
    row("figure", "here", "bar", "again")
    core()
    desk()
    intake()
    matching()
    proof()
    rounds(None)
    address = postgresql()
    if address is None:
        print("not run here: no PostgreSQL answers on 127.0.0.1:5432")
    else:
        rounds(address)


if __name__ == "__main__":
    main()
