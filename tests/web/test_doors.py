"""The edges of the desk: no request ends in a page that nobody wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from relance.office import sign_in
from relance.office.access import everything
from relance.office.models import CaseRow, CreditorRow, NoticeRow
from relance.office.models.notices import NoticeState
from tests.corpora import CORPORA
from tests.web.cabinet import Tenant, case_of, signed_in, tenant, today

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LONG = "9" * 5000
"""More digits than Python turns into a number."""


@pytest.fixture
def cabinet() -> Tenant:
    return tenant("Atelier")


def test_a_key_of_any_length_is_no_error(cabinet: Tenant) -> None:
    """Such a key names nothing: the answer is that of everything that is not there."""
    client = signed_in(cabinet.owner)
    accept = reverse("accept_movement", args=[cabinet.movement])
    assert client.post(reverse("choose_creditor"), {"creditor": LONG}).status_code == 404
    assert client.post(reverse("money"), {"creditor": LONG}).status_code == 404
    assert client.post(accept, {"place": "7"}).status_code == 404
    dropped = {"creditor": LONG, "files": SimpleUploadedFile("a.pdf", b"%PDF")}
    assert client.post(reverse("arriving"), dropped).status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "31/02/2026", "demain"])
def test_a_day_out_of_the_possible_is_refused_at_its_field(cabinet: Tenant, day: str) -> None:
    """A year mistyped must not stop the case for ever, nor end in an error page."""
    client = signed_in(cabinet.owner)
    address = reverse("deed", args=[cabinet.case, "promesse"])
    answer = client.post(address, {"until": day, "because": "il a promis"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Rien n’a été enregistré." in page and 'value="il a promis"' in page


def test_a_yaml_that_is_no_text_is_refused_in_words(cabinet: Tenant) -> None:
    """An impossible date is read by YAML before anybody can refuse it."""
    client = signed_in(cabinet.owner)
    for source in ("2026-02-31", "[" * 3000, LONG):
        answer = client.post(reverse("text", args=["kind_email"]), {"source": source})
        assert answer.status_code == 422, source[:20]


def test_a_button_s_address_opened_as_a_page_says_so(cabinet: Tenant) -> None:
    """After a sign-in in the middle of an act, the browser may open it as a page."""
    answer = signed_in(cabinet.owner).get(reverse("approve", args=[cabinet.notice]))
    assert answer.status_code == 405
    assert "Rien n’a été changé" in answer.content.decode()


def test_too_many_files_at_once_is_told_in_french(cabinet: Tenant) -> None:
    client = signed_in(cabinet.owner)
    files = [SimpleUploadedFile(f"{place}.csv", b"x") for place in range(201)]
    answer = client.post(reverse("arriving"), {"files": files})
    assert answer.status_code == 400
    assert "200 au plus" in answer.content.decode()


def test_a_form_without_its_mark_is_refused(cabinet: Tenant) -> None:
    """Another site must not press our buttons."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cabinet.owner)
    with everything():
        before = NoticeRow.objects.get(pk=cabinet.notice).state
    for name in ("approve", "refuse", "sent_by_hand", "settle_review"):
        assert (
            client.post(reverse(name, args=[cabinet.notice]), {"parti": "oui"}).status_code == 403
        )
    with everything():
        assert NoticeRow.objects.get(pk=cabinet.notice).state == before


@pytest.mark.corpora
def test_entering_leads_nowhere_else(cabinet: Tenant) -> None:
    """No parameter of the door decides where it leads."""
    payloads = (Path(CORPORA) / "hostile/payloads/open_redirect.txt").read_text("utf-8")
    for place in payloads.splitlines()[:40]:
        with everything():
            token = sign_in.new_link(cabinet.owner)
        asked = {"jeton": token, "next": place, "suite": place}
        answer = Client().post(f"{reverse('enter')}?next={place[:50]}", asked)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_a_link_enters_once(cabinet: Tenant) -> None:
    with everything():
        token = sign_in.new_link(cabinet.owner)
    assert Client().post(reverse("enter"), {"jeton": token}).status_code == 302
    again = Client().post(reverse("enter"), {"jeton": token})
    assert again.status_code == 403 and "Personne n’est entré" in again.content.decode()


def test_approving_twice_is_approving_once(cabinet: Tenant) -> None:
    """A double click, or two tabs: the second is told, and nothing happens twice."""
    client = signed_in(cabinet.owner)
    with everything():
        read = NoticeRow.objects.get(pk=cabinet.notice).sha256
    address = reverse("approve", args=[cabinet.notice])
    assert "C’est approuvé" in client.post(address, {"lu": read}, follow=True).content.decode()
    assert "Rien n’a été fait" in client.post(address, {"lu": read}, follow=True).content.decode()
    other = signed_in(cabinet.owner).post(address, {"lu": "autre chose"}, follow=True)
    assert "Rien n’a été fait" in other.content.decode()


def test_no_button_of_an_old_page_ends_in_an_error(cabinet: Tenant) -> None:
    """A page left open shows a button whose time is past, whatever became of the notice."""
    client = signed_in(cabinet.owner)
    acts = ("approve", "sent_by_hand", "settle_review", "posted", "refuse", "edit_notice")
    for state in NoticeState.values:
        for name in acts:
            key = cabinet.letter if name == "posted" else cabinet.notice
            with everything():
                NoticeRow.objects.filter(pk=key).update(state=state, owner="")
                said = {"lu": NoticeRow.objects.get(pk=key).sha256, "parti": "oui", "on": today()}
            answer = client.post(reverse(name, args=[key]), {**said, "tracking": "1A", "text": "x"})
            assert answer.status_code in (302, 422), (state, name)


def test_an_agency_adds_a_creditor_and_works_for_him(cabinet: Tenant) -> None:
    """The second creditor has his own cases; the same one is not added twice."""
    client = signed_in(cabinet.owner)
    address = reverse("creditor_add")
    assert client.post(address, {"name": "Studio Olympe"}).status_code == 302
    assert "Studio Olympe" in client.get(reverse("settings")).content.decode()
    refused = client.post(address, {"name": "STUDIO  OLYMPE"})
    assert refused.status_code == 422 and "déjà là" in refused.content.decode()
    assert signed_in(cabinet.assistant).get(address).status_code == 404
    with everything():
        fresh = CreditorRow.objects.get(name="Studio Olympe")
        case_of(fresh, "Radio Nord")
        assert CaseRow.objects.filter(creditor=fresh).count() == 1
    listing = client.get(reverse("cases")).content.decode()
    assert "Radio Nord" in listing and "Atelier lettre" not in listing
