"""Printed invoices read in a child process: the draft, with a picture of each piece of page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from relance.intake.problem import Refusal, stopped

SECONDS = 30
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "PYTHONPATH")


def draft_of(content: bytes, *, file: str) -> dict[str, Any]:
    """The draft of a printed invoice with its pictures. Raises Refusal."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    request = json.dumps({"file": file}).encode() + b"\n" + content
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-B", "-m", "relance.intake.draft_child"],
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
            env={**kept, "PYTHONUTF8": "1"},
        )
        told: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as wrong:
        one = stopped(file, "elle durait trop longtemps ou demandait trop de mémoire")
        raise Refusal(one.code, one.where, one.message, one.hint) from wrong
    if "refusal" in told:
        raise Refusal(*told["refusal"])
    return told
