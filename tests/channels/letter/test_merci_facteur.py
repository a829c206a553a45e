"""Merci Facteur: no draft, one call that sends, and notifications that carry a shared secret."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import pytest

from relance.case.money import Money
from relance.channels.letter import PostalLines
from relance.channels.letter.merci_facteur import MerciFacteur, MerciFacteurAccount, Mode
from relance.channels.letter.provider import (
    Accepted,
    CannotTell,
    EventKind,
    Forged,
    Outcome,
    Prepared,
    RefusedForGood,
    RefusedForNow,
    Unanswered,
    Unknown,
    mark_of,
)
from tests.channels.letter.merci_facteur_server import (
    SERVICE,
    WEBHOOK_SECRET,
    MerciFacteurServer,
)
from tests.channels.letter.parcels import KEY, PARCEL, PDF, now, wire
from tests.channels.letter.providers import merci_facteur


@pytest.fixture
def server() -> Iterator[MerciFacteurServer]:
    server = MerciFacteurServer()
    with server:
        yield server


def send(server: MerciFacteurServer) -> Outcome:
    provider = merci_facteur(server)
    prepared = provider.prepare(PARCEL)
    assert isinstance(prepared, Prepared)
    assert not server.sent
    return provider.commit(prepared, before_send=lambda: None)


def test_one_call_sends_what_was_approved(server: MerciFacteurServer) -> None:
    """The PDF byte for byte, our key against doubles, every key of an address present."""
    outcome = send(server)
    assert isinstance(outcome, Accepted)
    assert outcome.deposited.reference == "123"
    (form,) = server.forms
    assert base64.b64decode(json.loads(form["content"])["letter"]["base64files"][0]) == PDF
    assert (form["modeEnvoi"], form["antidoublon"]) == ("lrare", KEY)
    recipient = json.loads(form["adress"])["dest"][0]
    assert (recipient["societe"], recipient["nom"]) == ("DUPONT ET FILS", "")
    assert (recipient["cp"], recipient["ville"]) == ("69006", "LYON")
    assert recipient["reference"] == f"DUPONT 2026-0042 {mark_of(KEY)}"
    assert len(recipient["reference"]) <= 30


def test_a_person_is_named_as_a_person(server: MerciFacteurServer) -> None:
    """A consumer's letter must not be addressed to a company of that name."""
    provider = merci_facteur(server)
    prepared = provider.prepare(replace(PARCEL, professional=False, reference="é" * 40))
    assert isinstance(prepared, Prepared)
    provider.commit(prepared, before_send=lambda: None)
    recipient = json.loads(server.forms[0]["adress"])["dest"][0]
    assert (recipient["societe"], recipient["nom"]) == ("", "DUPONT ET FILS")
    assert recipient["reference"] == mark_of(KEY)


def test_only_registered_modes_exist() -> None:
    """«Suivi» and the simple electronic letters are not a registered letter (law.md L5.14)."""
    assert set(Mode) == {"lrar", "lrare"}
    for other in ("suivi", "normal", "ere_otp_mail", "ere_otp_sms"):
        with pytest.raises(ValueError, match=other):
            Mode(other)


def test_the_secret_key_is_hashed(server: MerciFacteurServer) -> None:
    """The key itself never travels, not even to sign in."""
    send(server)
    assert all(b"nobody may see" not in seen.body for seen in server.seen)
    assert "nobody may see" not in str([seen.headers for seen in server.seen])
    (token,) = [seen for seen in server.seen if seen.path.endswith("/getToken")]
    assert token.headers["ww-authorized-ip"] == "111.111.111"


def test_a_wrong_secret_asks_a_person(server: MerciFacteurServer) -> None:
    """No letter leaves, and it is told what to correct."""
    account = MerciFacteurAccount(SERVICE, "wrong", 37)
    provider = MerciFacteur(account, now=now, api=wire(server.base))
    outcome = provider.prepare(PARCEL)
    assert isinstance(outcome, RefusedForNow)
    assert outcome.asks
    assert outcome.code == "INVALID_SIGNATURE"


@pytest.mark.parametrize(
    ("error", "kind", "asks"),
    [
        ({"code": "INFO_ADDRESS_MISSING", "text": "…"}, RefusedForGood, None),
        ("LETTER_INVALID_FILES", RefusedForGood, None),
        ("INSUFFICIENT_CREDIT", RefusedForNow, True),
        ({"text": "no code"}, RefusedForNow, True),
        ({"code": "ANTIDOUBLON_EXISTS"}, Unknown, None),
    ],
)
def test_a_plain_no(
    server: MerciFacteurServer, error: object, kind: type, asks: bool | None
) -> None:
    """«success: false» is certain for this call; only «already asked» speaks of another one."""
    server.error = error
    outcome = send(server)
    assert isinstance(outcome, kind)
    if isinstance(outcome, RefusedForNow):
        assert outcome.asks is asks


@pytest.mark.parametrize("status", [302, 408, 500, 503])
def test_a_no_that_comes_with_a_failure_is_a_doubt(server: MerciFacteurServer, status: int) -> None:
    """A service that fails while it answers may have failed after it took the letter."""
    server.error, server.error_status = "INTERNAL", status
    assert isinstance(send(server), Unknown)


def test_a_lost_answer_is_for_a_person_to_settle(server: MerciFacteurServer) -> None:
    """Their lists do not show our references: the words say where and what to look for."""
    trace = merci_facteur(server).find(KEY)
    assert isinstance(trace, CannotTell)
    assert f"relance {mark_of(KEY)}" in trace.why


def test_the_price_before_the_yes(server: MerciFacteurServer) -> None:
    """7.36 of postage without VAT, 1.45 of printing with it: 7.36 + 1.74."""
    quoted = merci_facteur(server).quote(PARCEL)
    assert quoted.price == Money.of("9.10")
    assert quoted.indicative
    assert not server.sent


def test_a_price_that_cannot_be_read(server: MerciFacteurServer) -> None:
    """No price is better than a wrong one."""
    server.postage = "gratuit"
    with pytest.raises(Unanswered):
        merci_facteur(server).quote(PARCEL)


def test_the_last_state_has_no_day(server: MerciFacteurServer) -> None:
    """The API tells a state without its day: none is invented."""
    server.state = {"ref_tracking": "2C123456789", "last_state": "distribue", "pnd": "0"}
    (event,) = merci_facteur(server).events("123")
    assert (event.kind, event.on, event.tracking) == (EventKind.DELIVERED, None, "2C123456789")
    server.state = {"ref_tracking": "2C123456789", "last_state": "?", "pnd": "1"}
    assert merci_facteur(server).events("123")[0].kind is EventKind.RETURNED


def test_proofs_as_they_come(server: MerciFacteurServer) -> None:
    """Deposit first, the scanned receipt later, each in the format they say."""
    provider = merci_facteur(server)
    server.state = {"ref_tracking": "2C123456789", "last_state": "pris_en_charge"}
    assert provider.proofs("123") == ()
    server.proofs["depot"] = ("pdf", b"%PDF-deposit")
    server.proofs["reception"] = ("JPEG", b"\xff\xd8receipt")
    assert [(p.name, p.content) for p in provider.proofs("123")] == [
        ("preuve-de-depot.pdf", b"%PDF-deposit"),
        ("avis-de-reception.jpg", b"\xff\xd8receipt"),
    ]
    server.proofs["depot"] = ("exe", b"MZ")
    assert [p.kind for p in provider.proofs("123")] == ["reception"]


HEADER = {"X-Mf-Webhook-Secret-Key": WEBHOOK_SECRET}


def notification(state: str = "distribue", **more: object) -> bytes:
    """A body in the shape of the guide's samples."""
    event = {"name_event": "new-state", "id_user": 37, "date_event": 1795514400}
    letter = {
        "nom": "Dupont",
        "ref_courrier": "123456-789123456",
        "mode_envoi": "lrare",
        "tracking_number": "2C123456789",
        "id_envoi": "123",
        "statut_courrier": state,
        "statut_description": "…",
        "ref_interne": f"DUPONT 2026-0042 {mark_of(KEY)}",
        **more,
    }
    return urlencode({"event": json.dumps(event), "detail": json.dumps([letter])}).encode()


def test_a_notification_with_the_secret(server: MerciFacteurServer) -> None:
    """It carries the fact, its day, our mark, and sometimes the very proof."""
    receipt = base64.b64encode(b"\xff\xd8receipt").decode()
    body = notification(are_base64_jpeg=receipt)
    heard = merci_facteur(server).read_webhook(HEADER, body, WEBHOOK_SECRET)
    (event,) = heard.events
    assert (event.reference, event.kind) == ("123", EventKind.DELIVERED)
    assert event.on == date(2026, 11, 24)
    assert heard.keys == (mark_of(KEY),)
    assert [(p.kind, p.content) for p in heard.proofs] == [("reception", b"\xff\xd8receipt")]


def test_the_same_notification_again_is_the_same_fact(server: MerciFacteurServer) -> None:
    """They call up to three times, late and out of order: equal events, each with its own day."""
    provider = merci_facteur(server)
    once = provider.read_webhook(HEADER, notification(), WEBHOOK_SECRET)
    again = provider.read_webhook(HEADER, notification(), WEBHOOK_SECRET)
    assert once == again
    late = provider.read_webhook(HEADER, notification("attente_au_guichet"), WEBHOOK_SECRET)
    assert late.events[0].kind is EventKind.PRESENTED
    assert late.events[0] != once.events[0]


def test_a_step_on_the_way_is_not_an_event(server: MerciFacteurServer) -> None:
    """«En cours de distribution» has no effect in law; the reference is still worth a look."""
    heard = merci_facteur(server).read_webhook(
        HEADER, notification("distribution_en_cours"), WEBHOOK_SECRET
    )
    assert heard.events == ()
    assert heard.ask_about == ("123",)


@pytest.mark.parametrize(
    ("headers", "body", "secret"),
    [
        ({}, notification(), WEBHOOK_SECRET),
        ({"X-Mf-Webhook-Secret-Key": "wrong"}, notification(), WEBHOOK_SECRET),
        ({"X-Mf-Webhook-Secret-Key": ""}, notification(), ""),
        (HEADER, b"{}", WEBHOOK_SECRET),
        (HEADER, b"event=%7B&detail=%5B", WEBHOOK_SECRET),
        (HEADER, b"\xff\xfe", WEBHOOK_SECRET),
        (HEADER, b"event=1&detail=" + b"[" * 100_000, WEBHOOK_SECRET),
    ],
)
def test_a_forged_notification(
    server: MerciFacteurServer, headers: dict[str, str], body: bytes, secret: str
) -> None:
    """«Delivered» said by anybody would start a delay that never began."""
    with pytest.raises(Forged):
        merci_facteur(server).read_webhook(headers, body, secret)


@pytest.mark.parametrize(
    ("recipient", "words"),
    [
        (PostalLines(("A", "B", "C", "D", "E", "75011 PARIS")), "3 lignes"),
        (PostalLines(("A", "B", "97400 SAINT DENIS")), "métropole"),
    ],
)
def test_what_must_be_settled_first(recipient: PostalLines, words: str) -> None:
    """Their boxes are fewer than six lines: nothing is cut away in silence."""
    provider = MerciFacteur(MerciFacteurAccount(SERVICE, "x", 1), now=now)
    (problem,) = provider.check(replace(PARCEL, recipient=recipient))
    assert words in problem
    assert provider.check(PARCEL) == ()
