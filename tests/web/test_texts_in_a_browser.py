"""The form of a text in a real browser: a field inserted by a click, a letter seen, a refusal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_core_python.sync_playwright import Axe
from pytest_django.live_server_helper import LiveServer

from relance.notices import read_text
from relance.office import sign_in
from relance.office.access import everything
from relance.office.models import TextRow
from tests.web.browser import Window, window
from tests.web.cabinet import tenant

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    of = tenant("Atelier")
    with everything():
        TextRow.objects.all().delete()
        token = sign_in.new_link(of.owner)
    with window() as opened:
        opened.page.goto(f"{live_server.url}/entrer/?jeton={token}")
        opened.page.get_by_role("button", name="Entrer").click()
        yield opened


def _whole(desk: Window) -> None:
    """Nobody is shut out of the page as it stands, and it fits a phone."""
    found = Axe().run(desk.page)["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    desk.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    size = desk.page.viewport_size
    desk.page.set_viewport_size({"width": 390, "height": 844})
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert size is not None
    desk.page.set_viewport_size(size)


def test_words_are_written_seen_refused_and_saved(desk: Window, live_server: LiveServer) -> None:
    """The whole path of somebody who wants his own words for the formal notice."""
    page = desk.page
    page.goto(live_server.url + "/reglages/textes/")
    page.get_by_role("link", name="Mise en demeure", exact=True).click()
    title = page.get_by_label("Objet")
    title.fill("Dernier rappel pour ")
    page.get_by_role("button", name="insérer {client}").click()
    assert title.input_value() == "Dernier rappel pour {client}"
    page.keyboard.type(" !")
    assert title.input_value() == "Dernier rappel pour {client} !"

    page.get_by_role("button", name="Ajouter après : paragraphe 1", exact=True).click()
    page.get_by_label("Paragraphe 2", exact=True).fill("Je porterai plainte.")
    page.get_by_role("button", name="Voir sans enregistrer").click()
    refused = page.get_by_role("alert").filter(has_text="Rien n’a été enregistré")
    refused.get_by_role("link", name="Paragraphe 2").click()
    words = page.get_by_label("Paragraphe 2", exact=True)
    assert words.input_value() == "Je porterai plainte."
    assert page.locator("#p-2-refus").is_visible()
    _whole(desk)
    assert [one for one in desk.wrong if "422" not in one] == []
    desk.wrong.clear()

    words.fill("Je compte sur vous.\n\nVraiment.")
    with page.expect_response("**/formal_notice/lettre/") as asked:
        page.get_by_role("button", name="Voir sans enregistrer").click()
        page.get_by_title("La lettre, telle qu’elle s’imprimerait").wait_for()
    assert asked.value.headers["content-type"] == "application/pdf"
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()
    page.get_by_text("Le texte est enregistré.").wait_for()
    with everything():
        text = read_text(TextRow.objects.get().source, "formal_notice")
    assert text.subject == "Dernier rappel pour {client} !"
    assert text.paragraphs[1].text == "Je compte sur vous.\n\nVraiment."

    page.get_by_role("link", name="Comparer au texte livré, ou y revenir").click()
    assert page.locator("ins").first.is_visible()
    _whole(desk)
    page.get_by_role("button", name="Revenir au texte livré").click()
    page.get_by_text("Le texte livré est de retour.").wait_for()
    assert desk.wrong == []
