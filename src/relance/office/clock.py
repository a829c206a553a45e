"""The only place that asks what time it is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The instant, in UTC."""
    return _set.get() or datetime.now(UTC)


def today(time_zone: str = "Europe/Paris") -> date:
    """The civil day at that place."""
    return now().astimezone(ZoneInfo(time_zone)).date()


def elapsed() -> float:
    """Seconds on a clock that nobody sets, and that runs on while the machine is asleep."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def is_stopped() -> bool:
    """True inside `stopped_at`: this clock says nothing of the machine's."""
    return _set.get() is not None


@contextmanager
def stopped_at(instant: datetime | date) -> Iterator[None]:
    """Make it that instant (noon UTC of that day), for `--on`, rehearsals and tests."""
    if not isinstance(instant, datetime):
        instant = datetime(instant.year, instant.month, instant.day, 11, tzinfo=UTC)
    token = _set.set(instant)
    try:
        yield
    finally:
        _set.reset(token)
