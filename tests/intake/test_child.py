"""The child process: the same answers as in one process, and a crash that names its file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from relance.intake import expand, line, read_files, read_uploads
from relance.intake.einvoice import read_one
from tests.corpora import CORPORA
from tests.intake.samples import cii, pdf


def _numbered(count: int) -> list[tuple[str, bytes]]:
    return [(f"{one}.xml", cii(("F-12", f"F-{one}"))) for one in range(count)]


@pytest.mark.corpora
def test_the_child_reads_what_one_process_reads() -> None:
    """If the line changed a field, every test of the readers would prove nothing."""
    folder = str(CORPORA / "einvoice" / "akretion-factur-x")
    readings = read_files([folder], rules=False)
    assert len(readings) == 13
    for reading in readings:
        assert reading == read_one(reading.file, Path(reading.file).read_bytes())


def test_uploads_keep_their_order_their_names_and_their_bytes() -> None:
    """Two uploads mixed up would put one client's invoice in another's case."""
    files = [*_numbered(30), ("é\udcff.pdf", pdf(("factur-x.xml", cii()))), ("vide", b"")]
    readings = read_uploads(files, rules=False)
    assert [reading.file for reading in readings] == [name for name, _ in files]
    assert readings == [read_one(name, data) for name, data in files]


def test_one_child_serves_a_whole_run_and_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process per file would make ten thousand invoices take an hour."""
    started: list[int] = []
    real = line.Line

    class Counted(real):  # type: ignore[valid-type,misc]
        def __init__(self) -> None:
            super().__init__()
            started.append(self._process.pid)

    line.end_idle_child()
    monkeypatch.setattr(line, "Line", Counted)
    assert len(read_uploads(_numbered(200), rules=False)) == 200
    assert len(read_uploads(_numbered(3))) == 3
    assert len(started) == 1
    line.end_idle_child()


def test_a_child_that_dies_between_two_calls_costs_nothing() -> None:
    """The child ends when idle; the next upload must not be told that it is at fault."""
    read_uploads(_numbered(1))
    os.kill(line._idle[0]._process.pid, signal.SIGKILL)
    assert read_uploads(_numbered(1))[0].document is not None


@pytest.mark.parametrize("how", ["slow", "killed", "memory"])
def test_a_file_that_stops_the_child_is_named_and_the_others_are_read(
    how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One bad file must not take the good ones with it, nor go unnamed."""
    program = _BAD_CHILD.format(how=how)
    real = subprocess.Popen

    def popen(arguments: list[str], **options: Any) -> subprocess.Popen[bytes]:
        return real([sys.executable, "-P", "-c", program], **options)

    line.end_idle_child()
    monkeypatch.setattr(subprocess, "Popen", popen)
    files = [*_numbered(2), ("bad.xml", cii()), *_numbered(2)]
    requests = [({"file": name, "size": len(data)}, data) for name, data in files]
    readings = list(line.readings(requests, seconds=3 if how == "slow" else 30))
    monkeypatch.undo()
    line.end_idle_child()
    assert [reading.document is not None for reading in readings] == [True, True, False, True, True]
    (problem,) = readings[2].problems
    assert (problem.file, problem.code) == ("bad.xml", "reader_stopped")
    assert len(readings[2].sha256) == 64 or how == "memory"


_BAD_CHILD = """
import os, signal, sys, time
from relance.intake import child
child.limit()
real = child.read_one
def bad(file, data, check=None):
    if file == "bad.xml":
        if "{how}" == "slow":
            time.sleep(60)
        elif "{how}" == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        else:
            bytearray(2 << 30)
    return real(file, data, check)
child.read_one = bad
child.serve(sys.stdin.buffer, sys.stdout.buffer)
"""


def test_threads_read_at_the_same_time_without_mixing() -> None:
    """The desk serves several people at once; nobody may get another's reading."""
    wrong: list[str] = []

    def work(mark: int) -> None:
        files = [(f"{mark}-{one}", cii(("F-12", f"F-{mark}-{one}"))) for one in range(20)]
        for reading in read_uploads(files, rules=False):
            if reading.document is None or reading.document.number != f"F-{reading.file}":
                wrong.append(reading.file)

    threads = [threading.Thread(target=work, args=(mark,)) for mark in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_child_knows_no_password_and_writes_no_file(tmp_path: Path) -> None:
    """A reader taken over by a hostile file must find nothing to steal and nowhere to write."""
    program = (
        "import os; from relance.intake import child; child.limit()\n"
        f"try: open({str(tmp_path / 'x')!r}, 'wb', buffering=0).write(b'a'); print('wrote')\n"
        "except OSError: print('refused')"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert asked.stdout.strip() == "refused"
    assert not {"RELANCE_DATABASE_URL", "DATABASE_URL"} & set(line._KEPT_VARIABLES)


def test_a_path_that_is_no_file_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    """A mistyped name among a hundred good ones is named; a device is never read."""
    os.mkfifo(tmp_path / "tuyau.xml")
    paths = [str(tmp_path / "absent.xml"), str(tmp_path / "tuyau.xml"), "/dev/zero"]
    readings = read_files(paths)
    assert [one.problems[0].code for one in readings] == [
        "file_missing",
        "not_a_file",
        "not_a_file",
    ]


def test_a_folder_gives_its_files_sorted_and_a_file_keeps_its_path(tmp_path: Path) -> None:
    """The path shown is the one typed: that is how a person finds the file again."""
    (tmp_path / "b").mkdir()
    (tmp_path / ".cache").mkdir()
    for name in ("z.xml", "a.pdf", ".hidden.xml", "b/c.xml", ".cache/d.xml"):
        (tmp_path / name).write_bytes(b"")
    top = str(tmp_path)
    assert expand([f"{top}/"]) == [f"{top}/a.pdf", f"{top}/z.xml", f"{top}/b/c.xml"]
    assert expand([f"{top}/./z.xml", "x"]) == [f"{top}/./z.xml", "x"]


def test_the_office_does_not_carry_the_readers_in_memory() -> None:
    """The idle desk stays small: the XML and PDF libraries live in the child only."""
    program = "import sys, relance.intake; print({'lxml', 'pypdf', 'django'} & set(sys.modules))"
    asked = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert asked.stdout.strip() == "set()"
