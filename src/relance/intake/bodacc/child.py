"""The child process that opens people's files of announcements: bounded, no file written.

Run as `python -m relance.intake.bodacc.child`. One line of JSON on stdin ({"file"}), then the
bytes; one line of JSON on stdout: the reading as plain values.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from typing import Any

from relance.intake.bodacc.announcement import Announcement, BodaccReading, Notice
from relance.intake.bodacc.door import read_announcements
from relance.intake.bounds import limit, more_time
from relance.intake.problem import Problem


def main() -> None:
    limit()
    more_time()
    request = json.loads(sys.stdin.buffer.readline())
    reading = read_announcements(sys.stdin.buffer.read(), file=request["file"])
    sys.stdout.buffer.write(json.dumps(written(reading)).encode())


def written(reading: BodaccReading) -> dict[str, Any]:
    """A reading as JSON values; `read_back` gives it back."""
    told = asdict(reading)
    for one in told["announcements"]:
        for name in ("judgment_on", "published_on", "earlier_on"):
            one[name] = one[name].isoformat() if one[name] else None
    return told


def read_back(told: dict[str, Any]) -> BodaccReading:
    """What `written` wrote."""
    return BodaccReading(
        told["file"],
        told["format"],
        [_announcement(one) for one in told["announcements"]],
        [Problem(**one) for one in told["problems"]],
        told["passed"],
    )


def _announcement(told: dict[str, Any]) -> Announcement:
    days = {
        name: date.fromisoformat(told[name]) if told[name] else None
        for name in ("judgment_on", "published_on", "earlier_on")
    }
    return Announcement(**{**told, **days, "notice": Notice(told["notice"])})


if __name__ == "__main__":
    main()
