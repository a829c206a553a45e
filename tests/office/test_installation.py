"""A clock that is moved stops all sending and says why; a machine that slept does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from relance.office import clock, installation, outbox, settings
from relance.office.access import everything
from relance.office.models import Installation

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOON = datetime(2026, 4, 7, 12, 0, tzinfo=UTC)


class Machine:
    """Its clock, and the seconds that really pass."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.seconds = NOON, 1000.0
        monkeypatch.setattr(clock, "now", lambda: self.now)
        monkeypatch.setattr(clock, "elapsed", lambda: self.seconds)

    def lives(self, time: timedelta) -> None:
        self.now += time
        self.seconds += time.total_seconds()

    def pulse(self) -> Installation:
        installation.watch(self.now)
        return Installation.objects.get()


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, data=tmp_path))
    monkeypatch.setattr(installation, "_last", None)
    with everything():
        made = Machine(monkeypatch)
        assert not made.pulse().paused
        made.lives(timedelta(seconds=20))
        assert not made.pulse().paused
        yield made


@pytest.mark.parametrize(
    ("moved", "word"),
    [
        (timedelta(hours=1), "avancé"),
        (timedelta(days=1), "avancé"),
        (timedelta(days=3653), "avancé"),
        (timedelta(hours=-1), "reculé"),
        (timedelta(days=-1), "reculé"),
        (timedelta(minutes=14), ""),
        (timedelta(minutes=-14), ""),
    ],
)
def test_a_clock_that_is_moved_pauses_and_says_why(
    machine: Machine, moved: timedelta, word: str
) -> None:
    """Ten years in one second would send every reminder of ten years."""
    machine.now += moved
    machine.lives(timedelta(seconds=20))

    row = machine.pulse()

    assert row.paused is bool(word)
    assert word in row.paused_because
    if word:
        assert outbox.claim("w") is None


def test_a_machine_that_slept_goes_on(machine: Machine) -> None:
    """A laptop closed for the week-end has moved no clock."""
    machine.lives(timedelta(days=3))

    assert not machine.pulse().paused


def test_summer_time_moves_no_clock(machine: Machine) -> None:
    """The instant is in UTC: the night in which the hour changes is a night like others."""
    machine.lives(datetime(2026, 10, 25, 0, 59, tzinfo=UTC) - machine.now)
    machine.pulse()
    machine.lives(timedelta(minutes=2))

    assert not machine.pulse().paused


@pytest.mark.parametrize(("days", "paused"), [(31, False), (61, True), (3653, True)])
def test_a_program_that_starts_after_very_long_asks_first(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, days: int, *, paused: bool
) -> None:
    """A month's outage is caught up; a clock ten years ahead at the start looks the same but longer."""
    machine.lives(timedelta(days=days))
    monkeypatch.setattr(installation, "_last", None)  # a new process

    row = machine.pulse()

    assert row.paused is paused
    assert not paused or f"{days} jours" in row.paused_because


def test_a_copy_put_back_under_a_running_program_is_noticed(machine: Machine) -> None:
    """`relance restore` beside a desk that runs: the next pulse must not send from the copy."""
    installation._write(f"{installation.RESTORED}abc", None)
    machine.lives(timedelta(seconds=20))

    assert machine.pulse().paused


def test_another_machine_on_the_same_postgresql_is_no_copy(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A second worker has a data folder of its own: starting it must not stop an agency."""
    other = replace(settings.CONFIG, data=tmp_path / "other", database_url="postgresql://x/y")
    monkeypatch.setattr(settings, "CONFIG", other)

    assert not installation.check_epoch().paused
    installation.resume()
    installation._write("an older epoch", None)
    assert not installation.check_epoch().paused
    installation._write(f"{installation.RESTORED}abc", None)
    assert installation.check_epoch().paused
