"""What is not yours does not exist: every route, every method, every role.

The routes are read from the URLconf: a new one without a row in `ROUTES` fails here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Manager
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from relance.office.access import everything
from relance.office.models import (
    CaseRow,
    ContactRow,
    CreditorRow,
    DebtorRow,
    EntryRow,
    KnownIban,
    MailServerRow,
    MovementRow,
    NoticeRow,
    PlaybookRow,
    StatementRow,
    TextRow,
    UploadRow,
)
from relance.office.models.scoped import OfCreditor
from relance.web.case.deeds import DEEDS
from tests.web.cabinet import Tenant, signed_in, tenant

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOWHERE = 999_999_999
Of = Callable[[Tenant | None], dict[str, Any]]


def _key(name: str) -> Of:
    return lambda of: {"key": getattr(of, name) if of else NOWHERE}


def _with(name: str, **more: Any) -> Of:
    return lambda of: {"key": getattr(of, name) if of else NOWHERE, **more}


def _playbook(of: Tenant | None) -> dict[str, Any]:
    return {"key": f"{of.mark}-scenario".lower() if of else "nulle-part"}


NOBODYS: dict[str, dict[str, Any]] = {
    "enter": {},
    "leave": {},
    "today": {},
    "resume": {},
    "arriving": {},
    "typed": {},
    "read": {},
    "cases": {},
    "settings": {},
    "mail_server": {},
    "mail_trial": {},
    "mail_remove": {},
    "playbooks": {},
    "playbook_copy": {},
    "texts": {},
    "text": {"kind": "kind_email"},
    "text_letter": {"kind": "formal_notice"},
    "text_shipped": {"kind": "kind_email"},
    "text_source": {"kind": "kind_email"},
    "members": {},
    "creditor_add": {},
    "money": {},
    "money_known": {},
    "books": {},
    "money_confirmed": {},
    "proof_keeping": {},
    "carriers": {},
    "collector": {},
    "carrier_remove": {"carrier": "maileva"},
    "carrier_hook": {"creditor": 1, "carrier": "maileva", "token": "faux"},
    "watch": {},
    "watch_ask": {},
    "proof_witness": {"size": 1},
    "law": {},
    "rule": {"key": "indemnite_forfaitaire"},
    "choose_creditor": {},
}
"""Routes that name no object: they show only what is in the reader's own scope."""

SOMEBODYS: dict[str, Of] = {
    "confirm": _key("upload"),
    "forget": _key("upload"),
    "case": _key("case"),
    "people": _key("case"),
    "missing": _key("case"),
    "deed": _with("case", deed="paiement"),
    "postpone": _with("case", step="kind_email"),
    "skip": _with("case", step="kind_email"),
    "correct": _with("case", sequence=2),
    "delivery": lambda of: {"key": of.case if of else NOWHERE, "identity": "0123456789abcdef"},
    "preview": _with("case", step="kind_email"),
    "preview_pdf": _with("case", step="formal_notice"),
    "write_note": _with("case", kind="thank_you"),
    "exhibit": lambda of: {
        "key": of.case if of else NOWHERE,
        "exhibit": of.exhibit if of else NOWHERE,
    },
    "notice": _key("notice"),
    "notice_content": _key("notice"),
    "edit_notice": _key("notice"),
    "approve": _key("notice"),
    "refuse": _key("notice"),
    "sent_by_hand": _key("notice"),
    "settle_review": _key("notice"),
    "posted": _key("letter"),
    "letter_kit": _key("letter"),
    "hand_letter": _key("letter"),
    "look_letter": _key("letter"),
    "call": _key("call"),
    "call_ended": _key("call"),
    "court": _key("case"),
    "court_pdf": _key("case"),
    "court_zip": _key("case"),
    "court_ask": _key("case"),
    "ways": _key("case"),
    "claim_ask": _key("case"),
    "claim_pdf": _key("case"),
    "proof": _key("case"),
    "proof_bundle": _key("case"),
    "proof_seal": _key("case"),
    "handover": _with("case", agent="bailiff"),
    "court_request": _key("case"),
    "court_form_a": _key("case"),
    "court_power": _key("case"),
    "court_piece": _key("case"),
    "movement": _key("movement"),
    "accept_movement": _key("movement"),
    "refuse_movement": _key("movement"),
    "ignore_movement": _key("movement"),
    "undo_movement": _key("movement"),
    "bank_columns": _key("bank_upload"),
    "forget_bank_columns": _key("bank_upload"),
    "statement_pdf": _key("case"),
    "plan_pdf": _key("case"),
    "promise_ics": _key("case"),
    "playbook": _playbook,
    "playbook_text": _playbook,
    "playbook_remove": _playbook,
}
"""Routes that name an object, and how to name one of a tenant's (or one that is nowhere)."""

POSTED = {
    "amount": "12,00",
    "on": "2026-01-02",
    "until": "2099-01-02",
    "because": "CANARI-écrit",
    "text": "CANARI-écrit",
    "source": "name: x\nsteps: []",
    "parti": "oui",
    "outcome": "voicemail",
    "tracking": "1A",
    "kind": "consumer",
    "name": "CANARI-écrit",
    "email": "autre@example.org",
}
"""Something for every form: a door left open would take it."""


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _names(one.url_patterns)
        else:
            assert one.name, f"{one.pattern} has no name"
            yield one.name


@pytest.fixture
def ours() -> Tenant:
    return tenant("NOTRE")


@pytest.fixture
def theirs() -> Tenant:
    return tenant("CANARI")


def test_every_route_has_its_row() -> None:
    """A route that nobody listed here is a route that nobody tested."""
    assert set(_names(get_resolver().url_patterns)) == set(NOBODYS) | set(SOMEBODYS)


def _asked(
    user: User | None, method: str, address: str, client: Client | None = None
) -> HttpResponse:
    """The answer to that person; `client` is his browser where many pages are asked in a row."""
    browser = client or signed_in(user)
    answer = getattr(browser, method)(address, POSTED if method == "post" else {})
    assert isinstance(answer, HttpResponse)
    return answer


def _told(answer: HttpResponse) -> tuple[int, str, bytes]:
    return answer.status_code, answer.headers.get("Location", ""), answer.content


def _everything_of(of: Tenant) -> list[object]:
    """The whole content of a tenant's rows: any change shows."""
    with everything():
        rows = (CaseRow, DebtorRow, ContactRow, EntryRow, NoticeRow, UploadRow)
        more = (MailServerRow, PlaybookRow, TextRow, MovementRow, StatementRow, KnownIban)
        found: list[object] = [
            list(model.objects.filter(creditor_id=of.creditor).order_by("pk").values())
            for model in (*rows, *more)
        ]
        return [*found, list(CreditorRow.objects.filter(pk=of.creditor).values())]


def _roles(of: Tenant) -> list[User | None]:
    return [None, of.owner, of.assistant, of.reader]


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head"])
def test_not_yours_is_not_there(method: str, ours: Tenant, theirs: Tenant) -> None:
    """The answer about another's object equals the answer about no object, byte for byte."""
    before = _everything_of(theirs)
    browsers = [(user, signed_in(user)) for user in _roles(ours)]
    for name, of in sorted(SOMEBODYS.items()):
        for user, browser in browsers:
            not_yours = _asked(user, method, reverse(name, kwargs=of(theirs)), browser)
            not_there = _asked(user, method, reverse(name, kwargs=of(None)), browser)
            assert _told(not_yours) == _told(not_there), (name, user)
            allowed = (302,) if user is None else (404, 405)
            assert not_yours.status_code in allowed, (name, user)
            assert b"CANARI" not in not_yours.content, (name, user)
        if method == "post":
            assert _everything_of(theirs) == before, name
    assert _everything_of(theirs) == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_without_object_shows_only_ours(method: str, ours: Tenant, theirs: Tenant) -> None:
    """Lists, settings and switches never mention another organization, nor change it."""
    before = _everything_of(theirs)
    for name, of in sorted(NOBODYS.items()):
        for user in _roles(ours):
            answer = _asked(user, method, reverse(name, kwargs=of))
            assert answer.status_code < 500, (name, user)
            if method == "get":
                assert b"CANARI" not in answer.content, (name, user)
        assert _everything_of(theirs) == before, name


@pytest.mark.postgresql
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_second_wall_holds_alone(
    method: str, ours: Tenant, theirs: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the application's own filter gone, the database still gives nothing of another's."""
    monkeypatch.setattr(OfCreditor, "get_queryset", Manager.get_queryset)
    with everything():
        assert {row.creditor_id for row in CaseRow.objects.all()} > {theirs.creditor}
    test_not_yours_is_not_there(method, ours, theirs)
    test_a_page_without_object_shows_only_ours(method, ours, theirs)


def test_a_reader_changes_nothing(ours: Tenant) -> None:
    """Read-only means every POST on one's own objects is refused, and nothing moves."""
    before = _everything_of(ours)
    for name, address in _addresses(ours):
        answer = _asked(ours.reader, "post", address)
        assert answer.status_code in (404, 405, 302, 403), name
        assert _everything_of(ours) == before, name


def test_looking_changes_nothing(ours: Tenant) -> None:
    """A GET by the owner, on every page, leaves every row as it was."""
    before = _everything_of(ours)
    for name, address in _addresses(ours):
        answer = _asked(ours.owner, "get", address)
        assert answer.status_code in (200, 302, 404, 405), name
        assert _everything_of(ours) == before, name


def _addresses(of: Tenant) -> Iterator[tuple[str, str]]:
    for name, words in sorted(NOBODYS.items()):
        yield name, reverse(name, kwargs=words)
    for name, found in sorted(SOMEBODYS.items()):
        yield name, reverse(name, kwargs=found(of))


def test_no_deed_reaches_another_case(ours: Tenant, theirs: Tenant) -> None:
    """Each act has one address; none of them writes in another organization's journal."""
    before = _everything_of(theirs)
    for deed in sorted(DEEDS):
        address = reverse("deed", kwargs={"key": theirs.case, "deed": deed})
        for user in _roles(ours):
            answer = _asked(user, "post", address)
            assert answer.status_code == (302 if user is None else 404), (deed, user)
    assert _everything_of(theirs) == before


def test_a_creditor_s_own_reader_sees_that_creditor_only(ours: Tenant, theirs: Tenant) -> None:
    """A client of an agency who is given read access sees his cases, not his neighbours'."""
    with everything():
        from relance.office.models import Membership, Role

        user = User.objects.create_user(username="client")
        neighbour = CreditorRow.objects.get(pk=ours.creditor)
        Membership.objects.create(
            user=user,
            organization=neighbour.organization,
            role=Role.READER,
            creditor=neighbour,
        )
        other = CreditorRow.objects.create(organization=neighbour.organization, name="VOISIN")
        from tests.web.cabinet import case_of

        hidden = case_of(other, "VOISIN")
    listing = _asked(user, "get", reverse("cases"))
    assert b"NOTRE" in listing.content and b"VOISIN" not in listing.content
    assert _asked(user, "get", reverse("case", args=[hidden.pk])).status_code == 404
    assert _asked(user, "get", reverse("members")).content.count(b"VOISIN") == 0
