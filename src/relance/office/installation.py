"""This installation's own state: its epoch, its pause, its last daily round.

The epoch stands in the database and in a file beside it. When they differ, the database is a
restored copy: nothing is sent until a person has looked and said so. A clock that jumped
back, or far ahead while running, pauses in the same way.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from pathlib import Path

from relance.office import clock, settings
from relance.office.models import Installation

JUMP = timedelta(minutes=15)


def _epoch_file() -> Path:
    return settings.CONFIG.data / "epoch"


def row() -> Installation:
    """The installation's row, made at the first start."""
    found = Installation.objects.order_by("pk").first()
    if found is None:
        found = Installation.objects.create(epoch=secrets.token_hex(16))
        _write(found.epoch)
    return found


def _write(epoch: str) -> None:
    path = _epoch_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(epoch + "\n", encoding="ascii")


def check_epoch() -> Installation:
    """Compare the database with the file beside it; pause if this is a restored copy."""
    found = row()
    path = _epoch_file()
    if not path.is_file():
        pause("La base de données n’est pas celle de ce dossier : elle vient d’une sauvegarde.")
    elif path.read_text(encoding="ascii").strip() != found.epoch:
        pause("La base de données a été restaurée depuis une sauvegarde.")
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
    _write(epoch)


def watch_clock(instant: datetime, *, expected: timedelta) -> None:
    """Note that we are alive; pause if the clock went back more than a quarter of an hour."""
    found = row()
    seen = found.last_seen_at
    if seen is not None and instant < seen - JUMP:
        pause("L’horloge de cette machine a reculé : vérifiez la date, puis relancez les envois.")
    Installation.objects.filter(pk=found.pk).update(last_seen_at=instant)
