"""The main path in a real browser: from a dropped Factur-X to a relance that has left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from relance.office import clock, sign_in, worker
from relance.office.access import everything
from relance.office.models import CreditorRow, MailServerRow, NoticeRow
from tests.corpora import CORPORA
from tests.smtp_sink import Sink
from tests.web.browser import Window, window

pytestmark = [
    pytest.mark.browser,
    pytest.mark.corpora,
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
]

INVOICE = CORPORA / "einvoice" / "akretion-factur-x" / "pdf" / "invoice_EN16931.pdf"
"""Due 2026-03-02, 104.90 EUR, to «LE CLIENT»."""

MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
"""A Tuesday, eight days after the due date."""


@pytest.fixture(autouse=True)
def _on_that_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    # The server answers from a thread of its own, where a context variable would not reach.
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def desk(live_server: LiveServer) -> Iterator[Window]:
    """A browser that followed the link of the terminal, and pressed its button."""
    with everything():
        token = sign_in.new_link(sign_in.owner())
    with window() as opened:
        opened.page.goto(f"{live_server.url}/entrer/?jeton={token}")
        opened.page.get_by_role("button", name="Entrer").click()
        yield opened


def _pulse() -> None:
    """What the worker does every twenty seconds."""
    with everything():
        worker.run_once("test")


def _dropped(page: Page) -> None:
    """Drop the invoice, say who the client is; end on the page of the case."""
    page.locator("input[type=file]").set_input_files(INVOICE)
    page.get_by_role("heading", name="Voici ce qui a été lu").wait_for()
    page.get_by_label("Son e-mail").fill("compta@le-client.example")
    page.get_by_label("Son téléphone").fill("04 78 12 34 56")
    page.get_by_label("Entreprise ou indépendant").check()
    page.get_by_role("button", name="Voir la relance").click()
    page.get_by_role("heading", name="La suite, si rien ne change").wait_for()


def test_a_dropped_invoice_lays_the_whole_recovery_out(desk: Window) -> None:
    """A freelancer with nothing configured must see what leaves when, for how much, and why."""
    page = desk.page
    assert page.get_by_role("heading", name="Quelle facture n’est pas payée").is_visible()
    _dropped(page)
    steps = page.locator(".timeline > .now .what, .timeline > .future .what").all_inner_texts()
    assert steps == [
        "Courriel aimable",
        "Appel",
        "Relance recommandée",
        "Mise en demeure",
        "Dossier pour le tribunal",
    ]
    told = page.inner_text("main")
    assert "104,90\u00a0€" in told and "Indemnité forfaitaire" in told
    assert page.locator(".timeline > .quiet").count() >= 2  # a day that moved has its reason
    assert "Prochaine étape" not in page.locator(".timeline").first.inner_text()
    page.get_by_role("link", name="Lire les mots").first.click()
    page.get_by_text("compta@le-client.example").wait_for()
    assert desk.wrong == []


def test_the_first_mail_leaves_by_one_s_own_program(desk: Window) -> None:
    """Without a mail server, what was read is downloaded as it is, then said to have left."""
    page = desk.page
    _dropped(page)
    _pulse()
    page.get_by_role("link", name="Relire et approuver").click()  # the page renews itself
    page.get_by_role("button", name="Approuver").click()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Ouvrir le message").click()
    path = Path(downloading.value.path())
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert message["To"] == "compta@le-client.example"
    assert message["X-Unsent"] == "1"
    assert any(part.get_content_type() == "application/pdf" for part in message.walk())
    page.get_by_role("button", name="Il est parti").click()
    page.get_by_role("heading", name="Ce qui s’est passé").wait_for()
    assert re.search(r"Courriel aimable\s?: envoi par courriel", page.inner_text("main"))
    assert desk.wrong == []


def test_the_first_mail_leaves_by_the_mailbox(desk: Window, tmp_path: Path) -> None:
    """With a mail server, the very bytes that were approved arrive, once."""
    page = desk.page
    _dropped(page)
    with Sink(tmp_path / "ledger") as sink:
        with everything():
            MailServerRow.objects.create(
                creditor=CreditorRow.objects.get(),
                host="127.0.0.1",
                port=sink.port,
                security="none",
                sender="moi@mon-entreprise.example",
            )
        _pulse()
        page.get_by_role("link", name="Relire et approuver").click()
        page.get_by_role("button", name="Approuver et envoyer").click()
        page.get_by_role("heading", name="Il partira").wait_for()
        _pulse()
        page.reload()
        page.get_by_role("heading", name="Parti le").wait_for()
        with everything():
            notice = NoticeRow.objects.get(state="sent")
        assert len(sink.taken()) == 1
        assert notice.recipient == "compta@le-client.example"
    assert desk.wrong == []
