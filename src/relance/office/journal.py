"""Write and read journals: the one place that appends an entry, and makes the caches again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from relance.case import State, replay
from relance.case.entries import Entry, Fact
from relance.case.entries.codec import entry_text, fact_text, read_fact
from relance.case.journal import link
from relance.office import bulk, caches, clock
from relance.office.models import CaseRow, EntryRow


@dataclass(frozen=True, slots=True)
class New:
    """A fact to record: what, when it happened, and why in a few words."""

    fact: Fact
    on: date
    because: str = ""


class JournalMoved(Exception):
    """Someone else wrote in this journal first: read it again, then decide again."""


def entries_of(case: CaseRow) -> list[Entry]:
    """The journal of a case, in order."""
    rows = EntryRow.objects.filter(case=case).order_by("sequence")
    return [entry_of(row) for row in rows]


def entry_of(row: EntryRow) -> Entry:
    """One stored entry as a value."""
    return Entry(
        sequence=row.sequence,
        on=row.on,
        recorded_at=row.recorded_at.astimezone(UTC),
        by=row.by,
        fact=read_fact(row.kind, row.fact),
        because=row.because,
    )


def text_of(row: EntryRow) -> str:
    """The canonical text of a row as it stands: a row somebody touched no longer fits its hash."""
    return entry_text(str(row.case_id), entry_of(row), row.fact)


def state_of(case: CaseRow) -> State:
    return replay(entries_of(case))


def locked(case_id: int) -> CaseRow:
    """The case's row, locked until the transaction ends: one writer a case."""
    return CaseRow.objects.select_for_update().get(pk=case_id)


def append(
    case_id: int,
    facts: Sequence[New],
    *,
    by: str,
    today: date | None = None,
    expected: int | None = None,
    recorded_at: datetime | None = None,
) -> State:
    """Record facts in a case's journal and make its caches again, in one transaction.

    `expected` is the last sequence the caller has seen: JournalMoved if there is more.
    Returns the state after the new entries.
    """
    with transaction.atomic():
        case = locked(case_id)
        if expected is not None and case.last_sequence != expected:
            raise JournalMoved(f"case {case_id}: {case.last_sequence} entries, not {expected}")
        journal = entries_of(case)
        instant = (recorded_at or clock.now()).astimezone(UTC)
        rows, made = chained(case, facts, by=by, recorded_at=instant)
        bulk.insert(EntryRow, rows)
        state = replay([*journal, *made])
        caches.refresh(case, state, today=today or clock.today())
        return state


def chained(
    case: CaseRow, facts: Iterable[New], *, by: str, recorded_at: datetime
) -> tuple[list[dict[str, Any]], list[Entry]]:
    """The columns of new entries, chained to the case's head, which moves with them."""
    rows: list[dict[str, Any]] = []
    made: list[Entry] = []
    for new in facts:
        case.last_sequence += 1
        entry = Entry(case.last_sequence, new.on, recorded_at, by, new.fact, new.because)
        written = fact_text(new.fact)
        joined = link(entry_text(str(case.pk), entry, written), previous=case.head)
        case.head = joined.hash
        made.append(entry)
        rows.append(
            {
                "creditor_id": case.creditor_id,
                "case_id": case.pk,
                "sequence": entry.sequence,
                "kind": type(new.fact).__name__,
                "on": entry.on,
                "recorded_at": recorded_at,
                "by": by,
                "because": new.because,
                "fact": written,
                "content_hash": joined.content,
                "previous_hash": joined.previous,
                "hash": joined.hash,
            }
        )
    return rows, made
