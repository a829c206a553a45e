"""The main pages as a person with a screen reader, a keyboard or a phone meets them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_core_python.sync_playwright import Axe
from pytest_django.live_server_helper import LiveServer

from relance.office import sign_in
from relance.office.access import everything
from tests.web.browser import Window, window
from tests.web.cabinet import Tenant, tenant

pytestmark = [
    pytest.mark.browser,
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
]

PAGES = (
    "/",
    "/dossiers/",
    "/dossiers/{case}/",
    "/dossiers/{case}/client/",
    "/dossiers/{case}/fait/paiement/",
    "/dossiers/{case}/fait/nature/",
    "/dossiers/{case}/tribunal/",
    "/envois/{notice}/",
    "/envois/{letter}/poste/",
    "/appels/{call}/",
    "/importer/",
    "/importer/saisir/",
    "/reglages/",
    "/reglages/messagerie/",
    "/reglages/scenarios/",
    "/reglages/scenarios/atelier-scenario/",
    "/reglages/creancier/ajouter/",
    "/reglages/textes/kind_email/",
    "/reglages/textes/kind_email/livre/",
    "/reglages/textes/kind_email/texte/",
    "/reglages/textes/formal_notice/",
    "/reglages/loi/",
    "/reglages/loi/taux_retard_professionnel/",
)


@pytest.fixture
def cabinet(monkeypatch: pytest.MonkeyPatch) -> Tenant:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    return tenant("Atelier")


@pytest.fixture
def desk(live_server: LiveServer, cabinet: Tenant) -> Iterator[Window]:
    with everything():
        token = sign_in.new_link(cabinet.owner)
    with window() as opened:
        opened.page.goto(f"{live_server.url}/entrer/?jeton={token}")
        opened.page.get_by_role("button", name="Entrer").click()
        yield opened


def _addresses(live_server: LiveServer, of: Tenant) -> Iterator[str]:
    for address in PAGES:
        yield live_server.url + address.format(
            case=of.case, notice=of.notice, letter=of.letter, call=of.call
        )


def test_no_page_shuts_anybody_out(desk: Window, live_server: LiveServer, cabinet: Tenant) -> None:
    """Labels, contrast, headings, names of controls: axe finds nothing on the main pages."""
    axe = Axe()
    for address in _addresses(live_server, cabinet):
        desk.page.goto(address)
        found = axe.run(desk.page)["violations"]
        told = [(one["id"], one["nodes"][0]["html"][:120]) for one in found]
        assert told == [], address
    assert desk.wrong == []  # no refused script or style, no failed request either


def test_a_refusal_takes_the_keyboard_where_it_is(
    desk: Window, live_server: LiveServer, cabinet: Tenant
) -> None:
    """Whoever fills forms all day by the keyboard types the right amount at once, over the wrong one."""
    desk.page.goto(f"{live_server.url}/dossiers/{cabinet.case}/fait/paiement/")
    desk.page.get_by_label("Référence").fill("VIR 12")
    desk.page.get_by_label("Montant reçu").fill("cent euros")
    desk.page.keyboard.press("Enter")
    desk.page.get_by_text("Ce n’est pas un montant").wait_for()

    assert desk.page.evaluate("document.activeElement.value") == "cent euros"
    assert desk.page.get_by_label("Référence").input_value() == "VIR 12"


def test_every_page_fits_a_phone(desk: Window, live_server: LiveServer, cabinet: Tenant) -> None:
    """At 390 pixels nothing makes the page scroll sideways."""
    desk.page.set_viewport_size({"width": 390, "height": 844})
    for address in _addresses(live_server, cabinet):
        desk.page.goto(address)
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= 390, address
