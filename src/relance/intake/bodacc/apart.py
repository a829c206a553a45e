"""Files of announcements read in a child process each: whatever they hold, this one goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

from relance.intake.bodacc.announcement import BodaccReading
from relance.intake.bodacc.child import read_back
from relance.intake.problem import NOTHING_TAKEN, Problem

SECONDS = 120.0
"""Wall-clock time for one file; 100,000 announcements take some ten seconds."""

_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "PYTHONPATH")


def read_uploaded(files: Sequence[tuple[str, bytes]]) -> Iterator[BodaccReading]:
    """Each file's reading, in order; a file that stops the child is named and passed."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    for name, data in files:
        request = json.dumps({"file": name})
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-B", "-m", "relance.intake.bodacc.child"],
                input=request.encode() + b"\n" + data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**kept, "PYTHONUTF8": "1"},
                timeout=SECONDS,
                check=False,
            )
            reading = read_back(json.loads(done.stdout))
        except (subprocess.TimeoutExpired, ValueError):
            reading = BodaccReading(name, problems=[_stopped(name)])
        yield reading


def _stopped(name: str) -> Problem:
    return Problem(
        name,
        "reader_stopped",
        "fichier",
        "La lecture de ce fichier d’annonces a été arrêtée\u00a0: elle durait trop longtemps ou "
        "demandait trop de mémoire.",
        f"Téléchargez-le en plusieurs périodes. {NOTHING_TAKEN}",
    )
