"""A backup put back after mail has left since: nothing leaves twice, and a person is asked."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from relance.channels.email import Accepted
from relance.office import (
    approving,
    clock,
    daily,
    decide,
    installation,
    outbox,
    preparing,
    sending,
    settings,
)
from relance.office.access import everything
from relance.office.models import CaseRow, Installation, MailServerRow, NoticeRow
from tests.office import cabinet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BACKED_UP = datetime(2026, 4, 7, 8, 0, tzinfo=UTC)
RESTORES = int(os.environ.get("RELANCE_RESTORES", "12"))
"""More by `make rig`."""


@pytest.fixture(autouse=True)
def _unscoped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from dataclasses import replace

    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, data=tmp_path))
    monkeypatch.setattr(installation, "_last", None)
    with everything():
        yield


class Restored(Exception):
    """Rolls the database back to the backup; the world and the data folder keep their memory."""


def send_all(world: Counter[int]) -> None:
    """Everything approved leaves, and the world sees it."""
    while (notice := outbox.claim("w")) is not None:
        outbox.about_to_send(notice)
        world[notice.case_id] += 1
        sending.settle(notice, Accepted("250 queued"))


def approve_all() -> None:
    for notice in NoticeRow.objects.filter(state="prepared"):
        approving.approve(notice, by="moi")


@pytest.mark.parametrize("seed", range(RESTORES))
def test_a_restored_copy_sends_nothing_twice(seed: int) -> None:
    """The copy knows nothing of what left after it: without a question all would leave again."""
    chance = random.Random(seed)
    later = BACKED_UP + timedelta(hours=chance.choice((1, 3, 24, 24 * 7, 24 * 30)))
    world: Counter[int] = Counter()
    with clock.stopped_at(BACKED_UP):
        owner = cabinet.creditor()
        MailServerRow.objects.create(
            creditor=owner, host="127.0.0.1", security="none", sender="claire@atelier-duval.fr"
        )
        for number in range(chance.randint(1, 2)):
            due_on = cabinet.DUE + timedelta(days=chance.choice((-3, 0, 3)))
            cabinet.case(owner, name=f"C{number}", number=f"F-{number}", due_on=due_on)
        installation.watch(BACKED_UP)
        _as_far_as(chance.randint(0, 3), world)

    with pytest.raises(Restored), transaction.atomic():
        for moment in (BACKED_UP + timedelta(minutes=30), later - timedelta(minutes=10)):
            with clock.stopped_at(moment):
                daily.daily_round(moment.date())
                preparing.prepare_due()
                if chance.random() < 0.8:
                    approve_all()
                send_all(world)
        raise Restored
    sent_before = Counter(world)

    with clock.stopped_at(later):
        row = _start(chance)
        if row.paused:
            _while_paused(world, sent_before)
        _weeks_after(world, sent_before)

    assert all(times == 1 for times in world.values()), (world, sent_before)


def _as_far_as(stage: int, world: Counter[int]) -> None:
    """The backup is made before the round, or after it, the preparation, the approval."""
    if stage >= 1:
        daily.daily_round(BACKED_UP.date())
    if stage >= 2:
        preparing.prepare_due()
    if stage >= 3:
        approve_all()


def _start(chance: random.Random) -> Installation:
    """The program starts on the copy, once by our command, once on a file put back by hand."""
    if chance.random() < 0.5:
        (settings.CONFIG.data / "epoch").write_text(f"{installation.RESTORED}abc\n\n")
    return installation.check_epoch()


def _while_paused(world: Counter[int], sent_before: Counter[int]) -> None:
    assert decide.paused()
    approve_all()
    send_all(world)
    assert world == sent_before, "something left during the pause"
    installation.check_epoch()  # a second start asks nothing twice
    for notice in NoticeRow.objects.filter(state="review"):
        assert "restaurée" in notice.answer
        approving.settle_review(notice, sent=bool(sent_before[notice.case_id]), by="moi")
    installation.check_epoch()
    assert not NoticeRow.objects.filter(state="review").exists()
    installation.resume()


def _weeks_after(world: Counter[int], sent_before: Counter[int]) -> None:
    """The first step of each case goes on; nobody gets his a second time."""
    assert not decide.paused() or not sent_before
    daily.daily_round(clock.today())
    preparing.prepare_due()
    approve_all()
    for notice in NoticeRow.objects.filter(state="approved").exclude(step="kind_email"):
        approving.cancel(notice, by="moi")  # a later step is another message
    send_all(world)


def test_what_was_due_since_is_counted_in_the_pause() -> None:
    """The person who must look needs to know how much, and since when."""
    with clock.stopped_at(BACKED_UP):
        owner = cabinet.creditor()
        MailServerRow.objects.create(
            creditor=owner, host="127.0.0.1", security="none", sender="claire@atelier-duval.fr"
        )
        cabinet.case(owner)
        installation.watch(BACKED_UP)
    (settings.CONFIG.data / "epoch").write_text(f"{installation.RESTORED}abc\n\n")

    with clock.stopped_at(BACKED_UP + timedelta(days=2)):
        row = installation.check_epoch()

    assert row.paused
    assert "1\u00a0message a pu partir depuis cette copie du 07/04/2026 à 10:00" in (
        row.paused_because
    )
    assert CaseRow.objects.get().last_sequence == 2, "asking writes nothing in a journal"
    assert [one.state for one in NoticeRow.objects.all()] == ["review"]
