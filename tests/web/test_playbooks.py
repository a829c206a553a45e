"""A scenario changed step by step, by somebody who has never read YAML."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from relance.case import CreditorMode
from relance.office.access import everything
from relance.office.models import CreditorRow, PlaybookRow
from relance.steps import Playbook, builtin, read_playbook
from tests.web.cabinet import Tenant, signed_in, tenant

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def cabinet() -> Tenant:
    return tenant("Atelier")


def _copy(client: Client, key: str = "cinq-etapes") -> str:
    answer = client.post(reverse("playbook_copy"), {"key": key})
    return answer.headers["Location"]


def _fields(page: str) -> dict[str, str]:
    """What a browser would post back from the form of the page."""
    form = page[page.index('name="etape-TOTAL_FORMS"') - 80 :]
    said: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" in found and (found["type"] != "checkbox" or " checked" in tag):
            said[found["name"]] = found.get("value", "on" if found["type"] == "checkbox" else "")
    for name, inside in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        said[name] = chosen[1] if chosen else ""
    return said


def _stored(key: str) -> Playbook:
    with everything():
        return read_playbook(PlaybookRow.objects.get(key=key).source, key)


def test_saving_without_a_change_changes_no_step(cabinet: Tenant) -> None:
    """A form that loses a field would move the days of every case that follows it."""
    client = signed_in(cabinet.owner)
    address = _copy(client)
    assert client.post(address, _fields(client.get(address).content.decode())).status_code == 302
    mine, shipped = _stored("cinq-etapes-1"), builtin("cinq-etapes")
    assert (mine.steps, mine.after_broken_promise) == (shipped.steps, shipped.after_broken_promise)
    assert mine.name == "Cinq étapes (1)"
    assert _copy(client, "cinq-etapes-1") == reverse("playbook", args=["cinq-etapes-2"])
    assert _stored("cinq-etapes-2").name == "Cinq étapes (2)"


def test_a_step_is_changed_added_and_removed(cabinet: Tenant) -> None:
    """Days, tone, delay, one more mail, no call: nothing is saved before the button says so."""
    client = signed_in(cabinet.owner)
    address = _copy(client)
    said = _fields(client.get(address).content.decode())
    said |= {"name": "Le mien", "etape-0-active": "on", "etape-1-first": "4", "etape-1-last": "6"}
    added = client.post(address, {**said, "ajouter": "1", "nouvelle": "kind_email"})
    page = added.content.decode()
    assert added.status_code == 200 and "Deuxième courriel aimable" in page
    assert _stored("cinq-etapes-1").name == "Cinq étapes (1)"
    said = _fields(page)
    assert (said["name"], said["etape-1-first"], said["etape-6-key"]) == (
        "Le mien", "4", "kind_email_2",
    )  # fmt: skip
    said |= {"etape-6-first": "12", "etape-6-tone": "firm"}
    removed = client.post(address, {**said, "retirer": "2"})
    said = _fields(removed.content.decode())
    seen = client.post(address, {**said, "voir": "1"}).content.decode()
    assert "Pas encore enregistré" in seen and "Appel</span>" not in seen
    assert client.post(address, said).status_code == 302
    mine = _stored("cinq-etapes-1")
    assert [one.key for one in mine.steps] == [
        "courtesy", "kind_email", "kind_email_2", "formal_reminder", "formal_notice", "court_file",
    ]  # fmt: skip
    assert [(one.from_day, one.until_day) for one in mine.steps[:3]] == [(-3, -1), (4, 6), (12, 12)]
    assert mine.steps[0].active and mine.steps[2].text == "kind_email"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("etape-1-first", "beaucoup", "Écrivez un nombre entier de jours."),
        ("etape-1-first", "-4", "Pas moins de 1."),
        ("etape-1-last", "3", "C’est avant le premier jour."),
        ("etape-3-deadline", "0", "Pas moins de 1."),
        ("etape-4-active", "", "Un dossier pour le tribunal suit une mise en demeure"),
        ("name", "", "obligatoire"),
    ],
)
def test_what_cannot_be_followed_is_said_at_its_place(
    cabinet: Tenant, field: str, value: str, told: str
) -> None:
    """What was typed stays, with the reason beside it; the scenario is as before."""
    client = signed_in(cabinet.owner)
    address = _copy(client)
    said = _fields(client.get(address).content.decode()) | {field: value}
    if not value and field.endswith("active"):
        del said[field]
    refused = client.post(address, said)
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert _stored("cinq-etapes-1").steps == builtin("cinq-etapes").steps


def test_nothing_leaves_by_itself_in_another_s_name(cabinet: Tenant) -> None:
    """An assistant has no such choice on the page, and is refused when he posts it."""
    client = signed_in(cabinet.owner)
    address = _copy(client)
    assert 'value="automatic"' in client.get(address).content.decode()
    with everything():
        CreditorRow.objects.update(mode=CreditorMode.ASSISTANT.value)
    page = client.get(address).content.decode()
    assert 'value="automatic"' not in page
    said = _fields(page) | {"etape-1-approval": "automatic"}
    assert client.post(address, said).status_code == 422


def test_a_scenario_that_is_followed_is_not_put_away(cabinet: Tenant) -> None:
    """Its cases would have nothing left to follow."""
    client = signed_in(cabinet.owner)
    address = _copy(client)
    deed = reverse("deed", args=[cabinet.case, "scenario"])
    assert client.post(deed, {"playbook": "cinq-etapes-1"}).status_code == 302
    away = reverse("playbook_remove", args=["cinq-etapes-1"])
    assert "n’a pas été supprimé" in client.post(away, follow=True).content.decode()
    client.post(deed, {"playbook": "cinq-etapes"})
    client.post(away)
    assert client.get(address).status_code == 404


def test_a_text_that_no_longer_reads_can_be_mended(cabinet: Tenant) -> None:
    """A scenario broken by hand must not take the list, or its own page, with it."""
    with everything():
        PlaybookRow.objects.update(source="steps: [")
    client = signed_in(cabinet.owner)
    assert "ne peut pas être suivi" in client.get(reverse("playbooks")).content.decode()
    answer = client.get(reverse("playbook", args=["atelier-scenario"]), follow=True)
    assert "steps: [" in answer.content.decode()
