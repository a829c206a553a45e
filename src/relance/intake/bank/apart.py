"""Bank files read in a child process each: whatever they hold, it ends and this one goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from relance.intake.bank.child import read_back
from relance.intake.bank.reading import StatementReading
from relance.intake.problem import NOTHING_TAKEN, Problem

SECONDS = 120.0
"""Wall-clock time for one file; 100,000 movements take some ten seconds."""

_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "PYTHONPATH")


@dataclass(frozen=True, slots=True)
class ReadApart:
    """One file's reading; `guess` is what a person must confirm of a list nobody knows yet."""

    reading: StatementReading
    guess: dict[str, Any] = field(default_factory=dict)


def read_uploaded(
    files: Sequence[tuple[str, bytes]],
    *,
    columns: str | None = None,
    maps: Mapping[str, str] | None = None,
) -> Iterator[ReadApart]:
    """Each file's reading, in order. `columns` and `maps` as in `read_statements`."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    for name, data in files:
        request = json.dumps({"file": name, "columns": columns, "maps": dict(maps or {})})
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-B", "-m", "relance.intake.bank.child"],
                input=request.encode() + b"\n" + data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**kept, "PYTHONUTF8": "1"},
                timeout=SECONDS,
                check=False,
            )
            told: dict[str, Any] = json.loads(done.stdout)
        except (subprocess.TimeoutExpired, ValueError):
            yield ReadApart(StatementReading(name, problems=[_stopped(name)]))
            continue
        yield ReadApart(read_back(told), told.get("guess", {}))


def _stopped(name: str) -> Problem:
    return Problem(
        name,
        "reader_stopped",
        "fichier",
        "La lecture de ce relevé a été arrêtée\u00a0: elle durait trop longtemps ou demandait trop "
        "de mémoire.",
        f"Téléchargez-le en plusieurs périodes. {NOTHING_TAKEN}",
    )
