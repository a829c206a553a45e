"""The child process that opens people's files: bounded memory and time, no file written.

Run as `python -m relance.intake.child`. Each request is a line of JSON on stdin
({"file", "path"}, or {"file", "size"} followed by that many bytes; "rules": "run" asks
for the norm's rules too, where they can be run); each answer is one
line on stdout: the reading of that file. It ends with its input, or when left idle.
"""

from __future__ import annotations

import json
import os
import select
import sys
from typing import Any, BinaryIO

from relance.intake import schematron
from relance.intake.bounds import limit, more_time
from relance.intake.document import Reading, to_record
from relance.intake.einvoice import read_one
from relance.intake.opened import opened
from relance.intake.problem import Refusal, stopped

IDLE_SECONDS = 60

_CHECKS = {"run": schematron.rule_problems, "past_the_limit": schematron.past_the_limit}


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request in turn, until the input ends or nothing comes for a minute."""
    buffered = b""
    while True:
        while b"\n" not in buffered:
            ready, _, _ = select.select([requests], [], [], IDLE_SECONDS)
            part = os.read(requests.fileno(), 1 << 16) if ready else b""
            if not part:
                return
            buffered += part
        line, _, buffered = buffered.partition(b"\n")
        request = json.loads(line)
        size = request.get("size")
        content: bytes | None = None
        if size is not None:
            content, buffered = _received(requests, buffered, size)
        more_time()
        answers.write(json.dumps(to_record(answer(request, content))).encode() + b"\n")
        answers.flush()


def answer(request: dict[str, Any], content: bytes | None) -> Reading:
    """The reading of one requested file; whatever goes wrong is a problem of that file."""
    file: str = request["file"]
    try:
        data = opened(request["path"]) if content is None else content
        check = _CHECKS.get(request.get("rules", "")) if schematron.available() else None
        return read_one(file, data, check)
    except Refusal as refusal:
        return Reading(file, "", problems=(refusal.about(file),))
    except MemoryError:
        return Reading(file, "", problems=(stopped(file, "elle demandait trop de mémoire"),))


def _received(requests: BinaryIO, buffered: bytes, size: int) -> tuple[bytes, bytes]:
    """The next `size` bytes of the input, and what came after them."""
    parts = bytearray(buffered[:size])
    rest = buffered[size:]
    while len(parts) < size:
        part = os.read(requests.fileno(), min(1 << 20, size - len(parts)))
        if not part:
            sys.exit(0)
        parts += part
    return bytes(parts), rest


if __name__ == "__main__":
    limit()
    serve(sys.stdin.buffer, sys.stdout.buffer)
