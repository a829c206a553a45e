"""A disk that is full at the n-th write, and a power cut after the commit: no dot on a guess."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from relance.office import approving, clock, config, outbox, sending, worker
from relance.office.access import everything
from relance.office.models import MailServerRow, NoticeRow
from tests.office import cabinet
from tests.smtp_sink import Sink

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DAY = date(2026, 4, 7)
MORNING = datetime(2026, 4, 7, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_work() -> Iterator[None]:
    with everything():
        yield


class FullDisk:
    """Refuses the n-th write of this connection, and every one after it until there is room."""

    def __init__(self, nth: int) -> None:
        self.left = nth

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "COPY")):
            self.left -= 1
            if self.left <= 0:
                raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)


def _sending(sink: Sink) -> None:
    owner = cabinet.creditor()
    MailServerRow.objects.create(
        creditor=owner,
        host="127.0.0.1",
        port=sink.port,
        security="none",
        sender="claire@atelier-duval.fr",
    )
    cabinet.case(owner, today=DAY)
    worker.run_once("w")
    approving.approve(NoticeRow.objects.get(), by="moi")


def test_a_disk_full_at_any_write_sends_nothing_twice_and_loses_nothing(tmp_path: Path) -> None:
    """Fail the n-th write, for every n, until a run ends without a failure (as SQLite does)."""
    with clock.stopped_at(MORNING), Sink(tmp_path / "ledger") as sink:
        _sending(sink)
        for nth in range(1, 30):
            saved = transaction.savepoint()
            before = len(sink.taken())
            failed = _pulse_on_a_full_disk(nth)
            seen = len(sink.taken()) - before
            state = NoticeRow.objects.get().state
            assert seen <= (state in ("sending", "sent")), f"write {nth}: a dot that is not noted"
            _room_again(sink, seen=bool(seen))
            assert len(sink.taken()) - before == 1, f"write {nth}"
            assert NoticeRow.objects.get().state == "sent"
            transaction.savepoint_rollback(saved)
            if not failed:
                assert nth > 3, "nothing was ever written: nothing was proved"
                return
    raise AssertionError("no end of writes")


def _pulse_on_a_full_disk(nth: int) -> bool:
    try:
        with connection.execute_wrapper(FullDisk(nth)):
            notice = outbox.claim("w")
            if notice is not None:
                sending.send_claimed(notice)
    except OperationalError:
        return True
    return False


def _room_again(sink: Sink, *, seen: bool) -> None:
    """Space came back: what is certain goes on by itself, what is not is asked."""
    with clock.stopped_at(MORNING + timedelta(hours=1)):
        worker.run_once("x")
        notice = NoticeRow.objects.get()
        if notice.state == "review":
            approving.settle_review(notice, sent=seen, by="moi")
            worker.run_once("x")


def test_what_was_committed_survives_a_power_cut(tmp_path: Path) -> None:
    """Everything after the last sync is thrown away: «sending» must be before it."""
    options = config.Config(data=tmp_path).database["OPTIONS"]
    assert isinstance(options, dict)
    live = sqlite3.connect(tmp_path / "live", isolation_level=None)
    for statement in str(options["init_command"]).split(";"):
        live.execute(statement)
    assert live.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL: each commit is synced
    assert live.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    live.execute("CREATE TABLE notice (state TEXT)")
    live.execute("INSERT INTO notice VALUES ('claimed')")

    live.execute("UPDATE notice SET state = 'sending'")
    for end in ("", "-wal"):
        shutil.copy(tmp_path / f"live{end}", tmp_path / f"after{end}")
    live.execute("BEGIN")
    live.execute("UPDATE notice SET state = 'sent'")
    live.close()

    with sqlite3.connect(tmp_path / "after") as after:
        assert after.execute("SELECT state FROM notice").fetchall() == [("sending",)]
        assert after.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_database_of_this_run_syncs_every_commit() -> None:
    """A setting lost on the way to the driver would be seen after the first power cut only."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)
        else:
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,)
