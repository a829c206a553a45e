"""The child process that opens people's spreadsheets: bounded memory and time.

Run as `python -m relance.intake.sheet_child guess|rows`. One request on stdin (a line of JSON
{"file", "map", "size"}, then the bytes), answers on stdout, one line each, then it ends.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from typing import Any

from relance.intake.bounds import limit
from relance.intake.column_map import read_map, write_map
from relance.intake.document import to_record
from relance.intake.problem import Refusal
from relance.intake.spreadsheet import SheetRow, guess, read_rows

CPU_SECONDS = 180
"""Processor time for one list: 100,000 rows take some 20 seconds."""


def serve(task: str) -> None:
    """Answer the one request; a refusal is an answer too."""
    request: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read(request["size"])
    file: str = request["file"]
    try:
        if task == "guess":
            found = guess(data, file=file)
            plain = {**asdict(found), "written": write_map(found)}
            _say({"guess": plain})
            return
        for row in read_rows(data, read_map(request["map"]), file=file):
            _say({"row": _row(row)})
    except Refusal as refusal:
        about = refusal.about(file)
        _say({"refusal": [about.code, about.where, about.message, about.hint]})
    except MemoryError:
        _say({"refusal": ["reader_stopped", "fichier", *_TOO_MUCH]})
    _say({"end": True})


_TOO_MUCH = (
    "La lecture de ce tableau a été arrêtée\u00a0: elle demandait trop de mémoire.",
    "Coupez-le en plusieurs fichiers. Le reste n’a pas été pris.",
)


def _row(row: SheetRow) -> dict[str, Any]:
    return {
        "line": row.line,
        "kind": row.kind.value if row.kind else None,
        "reading": to_record(row.reading("")),
    }


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    limit()
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    serve(sys.argv[1])
    sys.stdout.flush()
