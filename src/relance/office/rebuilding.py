"""Make every cache again from the journals, and say which did not agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from relance.case import replay
from relance.case.journal import chain
from relance.office import caches, decide, journal
from relance.office.models import CaseRow
from relance.office.procedure import dates

_COMPARED = ("open_cents", "closed", "playbook", "stage", "head", "last_sequence")
"""Caches that depend on the journal alone; the others depend on the day too."""


@dataclass(slots=True)
class Rebuilt:
    """Cases read, those whose caches were wrong (and are mended), those whose chain is broken."""

    cases: int = 0
    mended: list[tuple[int, str]] = field(default_factory=list)
    broken: list[tuple[int, int]] = field(default_factory=list)


def rebuild(today: date) -> Rebuilt:
    """Replay every journal; caches that differ are mended and named."""
    done = Rebuilt()
    shelf = decide.Shelf()
    for key in CaseRow.objects.order_by("pk").values_list("pk", flat=True).iterator():
        with transaction.atomic():
            _rebuild_one(journal.locked(key), today, done, shelf)
    return done


def _rebuild_one(case: CaseRow, today: date, done: Rebuilt, shelf: decide.Shelf) -> None:
    done.cases += 1
    entries = journal.entries_of(case)
    links = chain(str(case.pk), entries)
    rows = list(case.entries.order_by("sequence").values_list("sequence", "hash"))
    for (sequence, stored), made in zip(rows, links, strict=True):
        if stored != made.hash:
            done.broken.append((case.pk, sequence))
            return
    before = {name: getattr(case, name) for name in _COMPARED}
    state = replay(entries)
    decision = decide.decide(case, state, today=today, waiting=decide.waiting(case), shelf=shelf)
    caches.keep(case, state, decision, today=today, shelf=shelf)
    case.watch_on = dates.watch_on(state, region=case.region)
    if links:
        case.head, case.last_sequence = links[-1].hash, entries[-1].sequence
    for name in _COMPARED:
        if before[name] != getattr(case, name):
            done.mended.append((case.pk, name))
    case.save(update_fields=caches.CACHED)
