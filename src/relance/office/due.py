"""Cases to look at, and journals in bulk: only the columns that a decision needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from relance.case.entries import Entry
from relance.case.entries.codec import read_fact
from relance.office.models import CaseRow, CreditorRow

_COLUMNS = (
    "pk",
    "creditor_id",
    "last_sequence",
    "region",
    "reach_email",
    "reach_phone",
    "reach_address",
)
_NOT_READ = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for `recorded_at`, which no decision looks at."""


@dataclass(slots=True)
class DueCase:
    """A case as the round sees it: what a decision needs, and the caches it makes."""

    pk: int
    creditor_id: int
    last_sequence: int
    region: str
    reach_email: bool
    reach_phone: bool
    reach_address: bool
    creditor: CreditorRow
    playbook: str = ""
    stage: str = ""
    next_on: date | None = None
    next_step: str = ""
    silence: str = ""
    silence_until: date | None = None
    silence_detail: dict[str, str] = field(default_factory=dict)
    foreseen: dict[str, Any] | None = None
    open_cents: int = 0
    late_cents: int = 0
    oldest_due_on: date | None = None
    closed: bool = False
    kind_unknown: bool = False


def _day(stored: date | str) -> date:
    """A day as the driver gives it: SQLite's is text, and its own converter is slow."""
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


def anything_due(today: date) -> bool:
    """Whether any case is due: one look at the index of next dates, whatever is stored.

    Ordered by that date, so that no database thinks of walking the table by its key.
    """
    earliest = CaseRow.objects.filter(next_on__lte=today).order_by("next_on")
    return bool(earliest.values_list("pk", flat=True)[:1])


def due_cases(
    today: date, *, after: int, limit: int, share: tuple[int, int] = (0, 1)
) -> list[DueCase]:
    """The next cases to look at, in order of key; of `share` (i, n), those with key % n == i."""
    due = share_of(CaseRow.objects.filter(next_on__lte=today, pk__gt=after), share)
    rows = list(due.order_by("pk").values(*_COLUMNS)[:limit])
    creditors = CreditorRow.objects.in_bulk({row["creditor_id"] for row in rows})
    return [DueCase(**row, creditor=creditors[row["creditor_id"]]) for row in rows]


def share_of(cases: QuerySet[CaseRow], share: tuple[int, int]) -> QuerySet[CaseRow]:
    """Of `share` (i, n), the cases whose key leaves i when divided by n."""
    place, parts = share
    return cases.annotate(part=F("pk") % parts).filter(part=place) if parts > 1 else cases


def still_due(cases: Sequence[int], today: date) -> dict[int, int]:
    """The last sequence of those that are still due."""
    rows = CaseRow.objects.filter(pk__among=cases, next_on__lte=today)
    return dict(rows.values_list("pk", "last_sequence"))


def journals(cases: Sequence[int]) -> Iterator[tuple[int, list[Entry]]]:
    """The journals of several cases in one query, without what only people read.

    Plain SQL: the model layer would cost more than the decision itself.
    """
    if not cases:
        return
    marks = ", ".join(["%s"] * len(cases))
    day = '"on"' if connection.vendor == "postgresql" else "\"on\" || ''"  # else read cell by cell
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT case_id, sequence, {day}, kind, fact, because FROM entry "  # noqa: S608
            f"WHERE case_id IN ({marks}) ORDER BY case_id, sequence",
            list(cases),
        )
        rows: list[Any] = cursor.fetchall()
    for case_id, group in groupby(rows, key=itemgetter(0)):
        yield (
            case_id,
            [
                Entry(sequence, _day(on), _NOT_READ, "", read_fact(kind, fact), because)
                for _, sequence, on, kind, fact, because in group
            ],
        )
