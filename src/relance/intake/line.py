"""The line to the child process: files go out, readings come back, a crash names its file.

One child serves a whole run. It is kept for the next call and ends by itself when idle;
threads never share one, a forked process starts its own.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from relance.intake.document import Reading, from_record
from relance.intake.problem import MAX_FILE_BYTES, RUN_LIMIT, stopped, too_large

FILE_SECONDS = 30.0
"""Wall-clock time for one file, start of the child included."""

_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "PYTHONPATH")  # No password of ours among them.


class ChildStopped(Exception):
    """The child takes too long for this file; another file may still be read."""

    why = "elle durait trop longtemps"


class ChildGone(ChildStopped):
    """The child has ended by itself: out of memory, out of time, or idle for long."""

    why = "elle a épuisé la mémoire ou le temps permis"


class Line:
    """One child process, used by one thread at a time."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.used = False
        self._asking = False
        self._buffered = b""
        kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-B", "-m", "relance.intake.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**kept, "PYTHONUTF8": "1"},
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._out, self._in = self._process.stdin, self._process.stdout

    def ask(self, request: dict[str, Any], content: bytes | None, seconds: float) -> Reading:
        """The reading of one file. Raises ChildStopped."""
        until = time.monotonic() + seconds
        self._asking = True
        try:
            self._write(json.dumps(request).encode() + b"\n", until)
            if content is not None:
                self._write(content, until)
            reading = from_record(json.loads(self._answer(until)))
        except OSError as wrong:
            raise ChildGone from wrong
        self._asking = False
        self.used = True
        return reading

    def _write(self, content: bytes, until: float) -> None:
        view = memoryview(content)
        while view:
            _wait(self._out.fileno(), select.POLLOUT, until)
            # A pipe that is ready takes at least this much without blocking.
            view = view[os.write(self._out.fileno(), view[: select.PIPE_BUF]) :]

    def _answer(self, until: float) -> bytes:
        while b"\n" not in self._buffered:
            _wait(self._in.fileno(), select.POLLIN, until)
            part = os.read(self._in.fileno(), 1 << 16)
            if not part:
                raise ChildGone
            self._buffered += part
        line, _, self._buffered = self._buffered.partition(b"\n")
        return line

    def close(self) -> None:
        """End the child, which holds nothing that could be lost."""
        for pipe in (self._out, self._in):
            with contextlib.suppress(OSError):
                pipe.close()
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()
        else:
            self._process.returncode = 0  # Another process's child: not ours to wait for.

    @property
    def ready(self) -> bool:
        """Whether the child lives here and waits for a request."""
        return not self._asking and self.owner == os.getpid() and self._process.poll() is None


def _wait(descriptor: int, event: int, until: float) -> None:
    """Wait until this end of a pipe is ready. Raises ChildStopped when the time is over."""
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise ChildStopped


_idle: list[Line] = []
_lock = threading.Lock()


def _borrowed() -> Line:
    """The child left by an earlier call, if it still lives here; else a new one."""
    with _lock:
        waiting, _idle[:] = list(_idle), []
    found: Line | None = None
    for line in waiting:
        if found is None and line.ready:
            found = line
        else:
            line.close()
    return found or Line()


def _returned(line: Line) -> None:
    with _lock:
        if not _idle and line.ready:
            _idle.append(line)
            return
    line.close()


@atexit.register
def end_idle_child() -> None:
    """End the child that waits for a next call, if there is one."""
    with _lock:
        waiting, _idle[:] = list(_idle), []
    for line in waiting:
        line.close()


def readings(
    requests: Iterable[tuple[dict[str, Any], bytes | None]], seconds: float = FILE_SECONDS
) -> Iterator[Reading]:
    """The reading of each request, in order; a file that stops the child is named and passed."""
    line = _borrowed()
    try:
        for request, content in requests:
            if content is not None and len(content) > MAX_FILE_BYTES:
                refusal = too_large(len(content)).about(request["file"])
                yield Reading(request["file"], _sha256(content), problems=(refusal,))
                continue
            try:
                yield line.ask(request, content, seconds)
                continue
            except ChildGone as gone:
                # A child kept from an earlier call may have ended idle: not this file's doing.
                wrong: ChildStopped = gone
                again = line.used
            except ChildStopped as slow:
                wrong, again = slow, False
            line.close()
            line = Line()
            if again:
                try:
                    yield line.ask(request, content, seconds)
                    continue
                except ChildStopped as slow:
                    wrong = slow
                line.close()
                line = Line()
            problem = stopped(request["file"], wrong.why)
            yield Reading(request["file"], _sha256(content), problems=(problem,))
    finally:
        _returned(line)


def _sha256(content: bytes | None) -> str:
    return hashlib.sha256(content).hexdigest() if content is not None else ""


def read_files(paths: Sequence[str], *, rules: bool = True) -> list[Reading]:
    """Read each file; folders are opened (see `expand`). Order kept, nothing raised for a file.

    `rules` runs the norm's rules too, where saxonche is installed, on the first 500 files; a
    longer run says so in a warning of the next one.
    """
    return list(iterate_files(paths, rules=rules))


def iterate_files(paths: Sequence[str], *, rules: bool = True) -> Iterator[Reading]:
    """The same, one at a time: for long runs that show their progress."""
    return readings(
        ({"file": path, "path": str(Path(path).absolute()), "rules": _rules(place, rules)}, None)
        for place, path in enumerate(expand(paths))
    )


def _rules(place: int, wanted: bool) -> str:
    """What to do with the norm's rules for the file at this place of a run."""
    if not wanted or place > RUN_LIMIT:
        return ""
    return "run" if place < RUN_LIMIT else "past_the_limit"


def read_uploads(files: Sequence[tuple[str, bytes]], *, rules: bool = True) -> list[Reading]:
    """Read files that came as bytes, each with the name its sender gave it."""
    return list(
        readings(
            ({"file": name, "size": len(data), "rules": _rules(place, rules)}, data)
            for place, (name, data) in enumerate(files)
        )
    )


def expand(paths: Sequence[str]) -> list[str]:
    """The files behind these paths: a folder gives all of its own, sorted, hidden ones left out.

    A file keeps its path exactly as given.
    """
    found: list[str] = []
    for path in paths:
        if not path or not Path(path).is_dir():
            found.append(path)
            continue
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            shown = folder.rstrip("/")
            found.extend(f"{shown}/{name}" for name in sorted(files) if not name.startswith("."))
    return found
