"""This installation's own state: its epoch, its pause, its last sign of life.

The epoch stands in the database and in a file beside it, with the instant of the last notice
sent. When the two epochs differ, or the file remembers a later sending than the database,
the database is a restored copy: nothing is sent until a person has looked and said so. A
clock that went back pauses in the same way.
"""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db.models import Max

from relance.office import clock, settings
from relance.office.models import Installation, NoticeRow

JUMP = timedelta(minutes=15)


def _epoch_file() -> Path:
    return settings.CONFIG.data / "epoch"


def row() -> Installation:
    """The installation's row, made at the first start."""
    found = Installation.objects.order_by("pk").first()
    if found is None:
        found = Installation.objects.create(epoch=secrets.token_hex(16))
        if not _epoch_file().is_file():
            _write(found.epoch, None)
    return found


def _write(epoch: str, last_sent_at: datetime | None) -> None:
    path = _epoch_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    mark = last_sent_at.astimezone(UTC).isoformat() if last_sent_at else ""
    fresh.write_text(f"{epoch}\n{mark}\n", encoding="ascii")
    fresh.replace(path)


def remember_sent(at: datetime) -> None:
    """Note beside the database that something left: a copy restored later is then known."""
    _write(row().epoch, at)


def check_epoch() -> Installation:
    """Compare the database with the file beside it; pause if this is a restored copy."""
    found = row()
    path = _epoch_file()
    epoch, mark = "", ""
    if path.is_file():
        epoch, mark, *_ = [*path.read_text(encoding="ascii").split("\n"), "", ""]
    latest = NoticeRow.objects.aggregate(at=Max("sent_at"))["at"]
    if epoch != found.epoch:
        pause("La base de données n’est pas celle de ce dossier : elle vient d’une copie.")
    elif mark and (latest is None or latest < datetime.fromisoformat(mark)):
        pause(
            "La base de données est plus ancienne que le dernier envoi : elle a été restaurée "
            "depuis une sauvegarde."
        )
    found.refresh_from_db()
    return found


def pause(because: str) -> None:
    """Nothing leaves any more, until `resume`."""
    found = row()
    Installation.objects.filter(pk=found.pk).update(paused=True, paused_because=because)


def resume() -> None:
    """A person has looked: a new epoch begins, in the database and in the file."""
    found = row()
    epoch = secrets.token_hex(16)
    Installation.objects.filter(pk=found.pk).update(
        epoch=epoch, paused=False, paused_because="", last_seen_at=clock.now()
    )
    latest = NoticeRow.objects.aggregate(at=Max("sent_at"))["at"]
    _write(epoch, latest)


def watch_clock(instant: datetime, *, expected: timedelta) -> None:
    """Note that we are alive; pause if the clock went back more than a quarter of an hour."""
    found = row()
    seen = found.last_seen_at
    # A worker that was asleep between reading the clock and this row has an old instant, not
    # an old clock: ask again.
    if seen is not None and max(instant, clock.now()) < seen - JUMP:
        pause("L’horloge de cette machine a reculé : vérifiez la date, puis relancez les envois.")
    Installation.objects.filter(pk=found.pk).update(last_seen_at=instant)
