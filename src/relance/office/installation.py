"""This installation's own state: its epoch, its pause, its last sign of life.

The epoch stands in the database and in a file beside it, with the instant of the last notice
sent. When the two epochs differ, or the file remembers a later sending than the database,
the database is a restored copy: nothing is sent until a person has looked and said so. A
clock that was moved pauses in the same way.
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
LONG_AWAY = timedelta(days=60)
"""After so long, or a clock gone mad, a person looks before anything leaves."""

RESTORED = "restored-"
"""How the epoch written by `copies.restore` begins."""

_MOVED = "L’horloge de cette machine a {}\u00a0: vérifiez la date, puis relancez les envois."
_last: tuple[datetime, float] | None = None
"""The instant of this process' last pulse, by the clock and by `clock.elapsed`."""


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
    """Compare the database with the file beside it; pause if this is a restored copy.

    What was due since the copy was made may already have left: each such mail becomes a
    question (`restored`). Several machines share one PostgreSQL, each with a folder of its own:
    there only a restored copy is told by its file, another epoch is taken over.
    """
    found = row()
    epoch, mark = _noted()
    latest = NoticeRow.objects.aggregate(at=Max("sent_at"))["at"]
    because = ""
    if epoch.startswith(RESTORED) or (epoch != found.epoch and not settings.CONFIG.database_url):
        because = "La base de données n’est pas celle de ce dossier\u00a0: elle vient d’une copie."
    elif mark and (latest is None or latest < datetime.fromisoformat(mark)):
        because = (
            "La base de données est plus ancienne que le dernier envoi\u00a0: elle a été restaurée "
            "depuis une sauvegarde."
        )
    elif epoch != found.epoch:
        _write(found.epoch, latest)
    if because and not found.paused_because.startswith(because):
        from relance.office import restored

        asked = restored.doubt_all(since=found.last_seen_at)
        pause(f"{because} {restored.told(asked, found.last_seen_at)}")
    found.refresh_from_db()
    return found


def _noted() -> tuple[str, str]:
    """The epoch and the mark that the file beside the database holds; empty without a file."""
    path = _epoch_file()
    if not path.is_file():
        return "", ""
    epoch, mark, *_ = [*path.read_text(encoding="ascii").split("\n"), "", ""]
    return epoch, mark


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


def watch(instant: datetime) -> None:
    """Note that we are alive; pause if the clock was moved or the database replaced under us.

    A machine that slept has moved no clock: `elapsed` runs on with it. A process that starts
    has nothing to compare with but its last sign of life.
    """
    global _last
    found = row()
    if _noted()[0].startswith(RESTORED):
        check_epoch()
    before = clock.elapsed()
    now = max(instant, clock.now())  # a worker frozen on its way here has an old instant
    seen = found.last_seen_at
    if seen is not None and now < seen - JUMP:
        pause(_MOVED.format("reculé"))
    elif clock.is_stopped():
        pass  # a rehearsed day: nobody moved a clock
    elif _last is not None and (now - _last[0]).total_seconds() > (
        clock.elapsed() - _last[1] + JUMP.total_seconds()
    ):
        pause(_MOVED.format("avancé"))
    elif _last is None and seen is not None and now - seen > LONG_AWAY:
        days = (now - seen).days
        pause(
            f"Rien n’a tourné ici depuis {days} jours, ou l’horloge a avancé\u00a0: vérifiez la "
            "date et ce qui attend, puis relancez les envois."
        )
    if not clock.is_stopped():
        _last = (now, before)
    Installation.objects.filter(pk=found.pk).update(last_seen_at=instant)
