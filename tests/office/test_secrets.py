"""The password of a mailbox through a whole day, a refusal and a backup: nowhere to be read."""

from __future__ import annotations

import base64
import gzip
import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client

from relance.channels.email import Phase
from relance.office import approving, clock, copies, secrets_box, settings, worker
from relance.office.access import everything
from relance.office.models import MailServerRow, NoticeRow
from tests.imap_sink import ImapSink
from tests.office import cabinet
from tests.smtp_sink import Sink, Wanted, only

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CANARY = "canari-5f2e-de-messagerie"
USER = "claire"
FORMS = (
    CANARY,
    base64.b64encode(CANARY.encode()).decode(),
    base64.b64encode(f"\0{USER}\0{CANARY}".encode()).decode(),
)
DAY = date(2026, 4, 7)
MORNING = datetime(2026, 4, 7, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_work() -> Iterator[None]:
    with everything(), clock.stopped_at(MORNING):
        yield


def _told_in(text: str) -> list[str]:
    return [form for form in FORMS if form in text]


def _whole_database() -> str:
    rows = [
        row
        for model in apps.get_app_config("office").get_models()
        for row in model._default_manager.all()
    ]
    shown = str(serializers.serialize("json", rows))
    files = b"".join(
        bytes(row.content) for row in apps.get_model("office", "StoredFile").objects.all()
    )
    return shown + files.decode("latin-1")


@pytest.mark.parametrize(
    "echo",
    [
        f"535 5.7.8 refused: PLAIN {FORMS[2]}",
        f"451 what is {CANARY}?",
        f"HTTP/1.1 400 {FORMS[2]}",
        f"235 welcome {CANARY}",
    ],
    ids=["refused", "later", "garbage", "welcome"],
)
def test_a_password_is_nowhere_to_be_read(
    echo: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, client: Client
) -> None:
    """Servers echo what they get: a log, a page or a backup must not hand it on."""
    caplog.set_level(logging.DEBUG)
    plan = only(f"{echo}\r\n".encode(), Phase.AUTH)
    wanted = Wanted("none", user=USER, password=CANARY)
    with (
        Sink(tmp_path / "ledger", plan, wanted) as sink,
        ImapSink(dict, at="LOGIN", fault="no") as mailbox,
    ):
        owner = cabinet.creditor()
        MailServerRow.objects.create(
            creditor=owner,
            host="127.0.0.1",
            port=sink.port,
            security="none",
            user=USER,
            sender="claire@atelier-duval.fr",
            imap_host="127.0.0.1",
            imap_port=mailbox.port,
            imap_security="none",
        )
        secrets_box.keep(owner.pk, "smtp_password", CANARY)
        cabinet.case(owner, today=DAY)
        worker.run_once("w")
        approving.approve(NoticeRow.objects.get(), by="moi")
        worker.run_once("w")
    tried = NoticeRow.objects.get()

    assert tried.attempts == 1
    assert _told_in(_whole_database()) == []
    assert _told_in(caplog.text) == []


def test_a_backup_holds_no_password_in_clear(tmp_path: Path) -> None:
    """A backup travels; the key that opens it stays at home."""
    import sqlite3
    from dataclasses import replace
    from unittest import mock

    owner = cabinet.creditor()
    secrets_box.keep(owner.pk, "imap_password", CANARY)
    row = apps.get_model("office", "SecretRow").objects.get()
    with mock.patch.object(
        settings, "CONFIG", replace(settings.CONFIG, data=tmp_path, database_url="")
    ):
        (tmp_path / "relance.key").write_text("the key itself")
        with sqlite3.connect(tmp_path / "relance.sqlite3") as made:
            made.execute("CREATE TABLE secret (ciphertext BLOB)")
            made.execute("INSERT INTO secret VALUES (?)", [bytes(row.ciphertext)])
        copies.backup(tmp_path / "copy.tar.gz")

    held = gzip.decompress((tmp_path / "copy.tar.gz").read_bytes())
    assert bytes(row.ciphertext) in held
    assert _told_in(held.decode("latin-1")) == []
    assert b"the key itself" not in held
