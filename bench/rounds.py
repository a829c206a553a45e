"""The daily round on many open cases: nothing due, one in a hundred due, all due; a page of the desk.

Run in a process of its own, on one database: `python -m bench.rounds NAME CASES`.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

TODAY = date(2026, 11, 24)  # a Tuesday
LATE_DAYS = 45


def main() -> int:
    scenario, cases = sys.argv[1], int(sys.argv[2])
    from relance.cli.setup import ready

    ready()
    from relance.office.access import everything

    with everything():
        told = _SCENARIOS[scenario](cases)
    print(json.dumps(told))
    return 0


def _timed(act: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    result = act()
    return time.perf_counter() - start, result


def one_percent(cases: int) -> dict[str, float]:
    """Quiet, then one in a hundred newly due; quiet again at three times the cases."""
    from bench.filling import fill
    from relance.office.crew import round_of
    from relance.office.models import NoticeRow

    filled, _ = _timed(lambda: fill(cases, today=TODAY, lateness=LATE_DAYS, shared=0.01))
    quiet = statistics.median(
        _timed(lambda: round_of(TODAY - timedelta(days=1)))[0] for _ in range(5)
    )
    due, done = _timed(lambda: round_of(TODAY))
    assert done.planned == NoticeRow.objects.count() == cases // 100, done  # type: ignore[attr-defined]
    page = _page()
    fill(2 * cases, today=TODAY, lateness=LATE_DAYS - 7, shared=1.0)
    later = statistics.median(_timed(lambda: round_of(TODAY))[0] for _ in range(5))
    return {"fill": filled, "quiet": quiet, "one_percent": due, "quiet_threefold": later, **page}


def all_due(cases: int) -> dict[str, float]:
    """Everything due on one morning, decided and planned; then once more, nothing decided ahead."""
    from bench.filling import fill
    from relance.office.crew import round_of
    from relance.office.models import CaseRow, NoticeRow

    fill(cases, today=TODAY, lateness=LATE_DAYS)
    ahead, _ = _timed(lambda: round_of(TODAY))
    assert NoticeRow.objects.count() == cases
    NoticeRow.objects.all().delete()
    CaseRow.objects.update(next_on=TODAY, foreseen=None)
    afresh, _ = _timed(lambda: round_of(TODAY))
    assert NoticeRow.objects.count() == cases
    return {"all_due": ahead, "all_due_afresh": afresh}


def _page() -> dict[str, float]:
    """The median time of three pages, server side, signed in as the owner."""
    from django.contrib.auth.models import User
    from django.test import Client

    from relance.office.models import CaseRow, Membership, Organization, Role

    user = User.objects.create_user("bench")
    organization = Organization.objects.order_by("pk")[0]
    Membership.objects.create(user=user, organization=organization, role=Role.OWNER)
    client = Client()
    client.force_login(user)
    case = CaseRow.objects.order_by("pk")[0].pk
    pages = {"page_cases": "/dossiers/", "page_today": "/", "page_case": f"/dossiers/{case}/"}
    told = {}
    for name, path in pages.items():
        answer = client.get(path, headers={"host": "127.0.0.1"})
        assert answer.status_code == 200, (path, answer.status_code)
        told[name] = statistics.median(
            _timed(lambda path=path: client.get(path, headers={"host": "127.0.0.1"}))[0]  # type: ignore[misc]
            for _ in range(15)
        )
    return told


_SCENARIOS: dict[str, Callable[[int], dict[str, float]]] = {
    "one_percent": one_percent,
    "all_due": all_due,
}

if __name__ == "__main__":
    sys.exit(main())
