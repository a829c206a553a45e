"""Money in, in a real browser: a statement dropped, one key to say yes, one button to undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from relance.office import clock, sign_in
from relance.office.access import everything
from relance.office.models import CaseRow, CreditorRow, Membership
from tests.stories.money import Cabinet, Line, ofx
from tests.web.browser import Window, window

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

MORNING = datetime(2026, 4, 7, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_that_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def desk(live_server: LiveServer) -> Iterator[Window]:
    """A creditor with two late clients, signed in."""
    with everything():
        owner = sign_in.owner()
        organization = Membership.objects.get(user_id=owner.pk).organization
        cabinet = Cabinet.opened(organization=organization)
        cabinet.client("Menuiserie Bréal", ("F-2026-029", "1250.00", "2026-03-31"))
        cabinet.client("Paul Garnier", ("F-2026-077", "843.50", "2026-03-31"))
        token = sign_in.new_link(owner)
    with window() as opened:
        opened.page.goto(f"{live_server.url}/entrer/?jeton={token}")
        opened.page.get_by_role("button", name="Entrer").click()
        yield opened


def _silences() -> dict[str, str]:
    with everything():
        rows = CaseRow.objects.select_related("debtor")
        return {case.debtor.name: case.silence for case in rows}


def test_a_statement_is_dropped_answered_with_one_key_and_undone(
    desk: Window, tmp_path: Path
) -> None:
    """Certain is recorded, plausible holds the case; «o» says yes; a mistake is one press away."""
    page = desk.page
    statement = tmp_path / "releve.ofx"
    statement.write_bytes(
        ofx(
            Line("2026-04-03", "1250.00", "VIR MENUISERIE BREAL F-2026-029"),
            Line("2026-04-03", "843.50", "VIR INST MME SOPHIE LEROUX"),
            Line("2026-04-03", "61.20", "VIR CPAM 8837"),
            until="2026-04-06",
        )
    )
    page.get_by_role("link", name="Argent").click()
    page.locator("input[type=file]").set_input_files(statement)
    page.get_by_text("1 paiement enregistré, 1 à confirmer").wait_for()
    assert _silences() == {"Menuiserie Bréal": "paid", "Paul Garnier": "probably_paid"}
    assert page.get_by_role("heading", name="Est-ce lui").is_visible()
    assert page.get_by_role("heading", name="Sans facture").is_visible()

    page.keyboard.press("o")
    page.get_by_text("Le paiement est enregistré pour Paul Garnier.").wait_for()
    assert _silences()["Paul Garnier"] == "paid"

    page.get_by_role("button", name="Annuler ce rapprochement : Paul Garnier").click()
    page.get_by_text("Le rapprochement est annulé").wait_for()
    assert _silences()["Paul Garnier"] != "paid"


def test_old_data_is_said_on_every_page_and_one_drop_unlocks(desk: Window, tmp_path: Path) -> None:
    """Nobody should wonder why nothing leaves."""
    with everything():
        creditor = CreditorRow.objects.get()
        creditor.money_known, creditor.money_until = "statements", datetime(2026, 3, 20).date()  # noqa: DTZ001
        creditor.save()
    page = desk.page
    for address in ("Aujourd’hui", "Dossiers", "Argent"):
        page.get_by_role("link", name=address, exact=True).click()
        assert page.get_by_text("ne sont connus que jusqu’au 20 mars 2026").is_visible()

    statement = tmp_path / "releve.ofx"
    statement.write_bytes(ofx(Line("2026-04-06", "12.00", "VIR DIVERS"), until="2026-04-06"))
    page.locator("input[type=file]").set_input_files(statement)
    page.get_by_text("1 mouvement ajouté").wait_for()
    assert not page.get_by_text("ne sont connus que jusqu’au").is_visible()
    assert desk.wrong == []
