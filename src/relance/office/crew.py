"""A big morning: the round shared between this process and others, one a core.

Each member is a process of its own (`member.py`) that decides the cases of its share; the
database keeps them apart.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date

from django.db import connection

from relance.office import settings
from relance.office.daily import Round, daily_round
from relance.office.due import anything_due
from relance.office.models import CaseRow
from relance.office.planning import plan_foreseen

MANY = 5000
"""From so many cases due on, the start of a member is worth its second."""


def round_of(today: date, *, parts: int | None = None) -> Round:
    """The day's round; shared between the cores when very much is due."""
    if not anything_due(today):
        return Round()
    # SQLite has one writer: a second process would only wait for the first.
    ahead = plan_foreseen(today) if connection.vendor == "sqlite" else 0
    done = _shared(today, parts or (os.cpu_count() or 1))
    done.add(Round(looked_at=ahead, planned=ahead))
    return done


def _shared(today: date, wanted: int) -> Round:
    """The round, by as many members as wanted when very much is left."""
    if wanted < 2 or connection.in_atomic_block or not _many(today):
        return daily_round(today)
    members = [_member(today, place, wanted) for place in range(1, wanted)]
    done = daily_round(today, share=(0, wanted))
    for member in members:
        told, _ = member.communicate()
        if member.returncode == 0:
            made = json.loads(told)
            failed = [(case, why) for case, why in made.pop("failed")]
            done.add(Round(**made, failed=failed))
    done.add(daily_round(today))  # what a member that died has left, and nothing otherwise
    return done


def _many(today: date) -> bool:
    due = CaseRow.objects.filter(next_on__lte=today).order_by("next_on")
    return len(due.values_list("pk", flat=True)[: MANY + 1]) > MANY


def _member(today: date, place: int, parts: int) -> subprocess.Popen[str]:
    config = settings.CONFIG
    environment = {
        **os.environ,
        "RELANCE_DATA": str(config.data),
        "RELANCE_DATABASE_URL": config.database_url,
    }
    command = ["-m", "relance.office.member", today.isoformat(), str(place), str(parts)]
    return subprocess.Popen(  # noqa: S603 - our own module, no shell
        [sys.executable, *command], stdout=subprocess.PIPE, text=True, env=environment
    )
