"""Maileva: a draft is free, one submission sends, and its codes become our words."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from relance.case.money import Money
from relance.channels.letter import PostalLines
from relance.channels.letter.maileva import Maileva, MailevaAccount
from relance.channels.letter.provider import (
    Accepted,
    CannotTell,
    EventKind,
    Forged,
    NotThere,
    Parcel,
    Prepared,
    RefusedForGood,
    RefusedForNow,
    Unanswered,
)
from tests.channels.letter.maileva_server import MailevaServer
from tests.channels.letter.parcels import KEY, PARCEL, PDF, now, wire
from tests.channels.letter.providers import maileva


@pytest.fixture
def server() -> Iterator[MailevaServer]:
    server = MailevaServer()
    with server:
        yield server


def sent(server: MailevaServer) -> tuple[Maileva, str]:
    """A provider that has sent our letter, and its reference."""
    provider = maileva(server)
    prepared = provider.prepare(PARCEL)
    assert isinstance(prepared, Prepared)
    outcome = provider.commit(prepared, before_send=lambda: None)
    assert isinstance(outcome, Accepted)
    return provider, outcome.deposited.reference


def test_a_draft_then_one_submission(server: MailevaServer) -> None:
    """The whole way: what was approved is what they hold, with the sender's address printed."""
    provider = maileva(server)
    prepared = provider.prepare(PARCEL)
    assert isinstance(prepared, Prepared)
    assert not server.sent
    warned = []
    outcome = provider.commit(prepared, before_send=lambda: warned.append(dict(server.sent)))
    assert isinstance(outcome, Accepted)
    assert warned == [{}]
    assert server.sent == {KEY: 1}
    (sending,) = server.sendings.values()
    assert sending.documents == [PDF]
    assert sending.about["print_sender_address"] is True
    assert sending.about["acknowledgement_of_receipt"] is True
    recipient = sending.recipients[0]
    lines = [recipient.get(f"address_line_{box}") for box in range(1, 7)]
    assert lines == [
        "DUPONT ET FILS",
        None,
        "SERVICE COMPTABILITE",
        "3 AV FOCH",
        None,
        "69006 LYON",
    ]
    assert outcome.deposited.reference == sending.id


def test_the_draft_is_made_again_from_nothing(server: MailevaServer) -> None:
    """A half-made draft of a crashed attempt must not leave beside the good one."""
    provider = maileva(server)
    for _ in range(3):
        assert isinstance(provider.prepare(PARCEL), Prepared)
    assert len(server.sendings) == 1
    assert not server.sent


def test_two_drafts_made_at_the_same_moment(server: MailevaServer) -> None:
    """Two workers may each have drafted the letter: the second submission is not even made."""
    provider = maileva(server)
    prepared = provider.prepare(PARCEL)
    assert isinstance(prepared, Prepared)
    (first,) = server.sendings.values()
    server.sendings["twin"] = replace(first, id="twin")
    taken = provider.commit(prepared, before_send=lambda: None)
    again = provider.commit(replace(prepared, draft="twin"), before_send=lambda: None)
    assert isinstance(taken, Accepted)
    assert isinstance(again, Accepted)
    assert again.deposited.reference == taken.deposited.reference
    assert server.sent == {KEY: 1}


def test_a_token_that_dies_before_its_time(server: MailevaServer) -> None:
    """Maileva's tokens live five minutes: a dead one is renewed, once, without a word."""
    provider = maileva(server)
    provider.prepare(PARCEL)
    server.tokens.clear()
    assert provider.find(KEY) == NotThere()
    assert server.given == 2


def test_a_wrong_password_asks_a_person(server: MailevaServer) -> None:
    """Trying again every hour with a wrong password locks an account."""
    account = MailevaAccount("client-id", "wrong", "cabinet", "wrong")
    provider = Maileva(account, now=now, api=wire(server.base), sign_in=wire(server.base))
    outcome = provider.prepare(PARCEL)
    assert isinstance(outcome, RefusedForNow)
    assert outcome.asks
    assert "identifiants" in outcome.why
    with pytest.raises(Unanswered):
        provider.events("x")


def test_a_letter_they_refuse_is_for_good(server: MailevaServer) -> None:
    """Their word for the refusal is kept: it says what to correct."""
    server.refuse = "INVALID_TOTAL_SENDING_SIZE"
    outcome = maileva(server).prepare(PARCEL)
    assert isinstance(outcome, RefusedForGood)
    assert outcome.code == "INVALID_TOTAL_SENDING_SIZE"
    assert not server.sent


def test_a_letter_is_found_beyond_the_first_page(server: MailevaServer) -> None:
    """An agency has thousands of letters: «not there» may be said only after the last page."""
    provider, reference = sent(server)
    server.page = 2
    older = dict(server.sendings)
    server.sendings.clear()
    for number in range(7):
        other = replace(PARCEL, key=f"another-{number}")
        assert isinstance(provider.prepare(other), Prepared)
    server.sendings.update(older)
    found = provider.find(KEY)
    assert isinstance(found, Accepted)
    assert found.deposited.reference == reference
    assert provider.find("0000-never-made") == NotThere()


def test_a_list_that_cannot_be_read_proves_nothing(server: MailevaServer) -> None:
    """«No list» must never be read as «no letter»: that would send a second one."""
    provider, _ = sent(server)
    server.answer_as = {"/registered_mail/v4/sendings": {"unexpected": True}}
    assert isinstance(provider.find(KEY), CannotTell)


def test_codes_become_events(server: MailevaServer) -> None:
    """Dates of deposit, first presentation and refusal start delays: each with its own day."""
    provider, reference = sent(server)
    sending = server.sendings[reference]
    sending.status = "PROCESSED"
    sending.recipients[0] |= {
        "registered_number": "1A12345678901",
        "deposit_proof_date": "2026-11-20T17:30:00.000Z",
        "delivery_statuses": [
            {"code": "LP09", "date": "2026-11-23T10:12:00.000Z", "location": "LYON 06"},
            {"code": "LP22", "date": "2026-11-23T23:30:00.000Z"},
            {"code": "LP17", "date": "2026-11-27T09:00:00.000Z"},
            {"code": "LP99", "date": "2026-11-27T09:00:00.000Z"},
        ],
        "main_delivery_statuses": [
            {
                "category": "FIRST_PRESENTATION",
                "code": "LP09",
                "date": "2026-11-23T10:12:00.000Z",
                "location": "LYON 06",
            }
        ],
    }
    told = [(event.kind, event.on) for event in provider.events(reference)]
    assert told == [
        (EventKind.DEPOSITED, date(2026, 11, 20)),
        (EventKind.PRESENTED, date(2026, 11, 23)),
        (EventKind.REFUSED, date(2026, 11, 24)),  # half past midnight in France
        (EventKind.RETURNED, date(2026, 11, 27)),
    ]
    assert {event.tracking for event in provider.events(reference)} == {"1A12345678901"}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("N02", EventKind.UNKNOWN_ADDRESS),
        ("N03", EventKind.UNCLAIMED),
        ("N05", EventKind.REFUSED),
        ("N07", EventKind.NO_ACCESS),
    ],
)
def test_why_a_letter_came_back(server: MailevaServer, code: str, kind: EventKind) -> None:
    """Refused, unclaimed and unknown are three fates in law (law.md L11.4), never one."""
    provider, reference = sent(server)
    server.sendings[reference].recipients[0] |= {
        "undelivered_mail_reason": code,
        "undelivered_mail_date": "2026-12-10T08:00:00Z",
    }
    assert (kind, date(2026, 12, 10)) in [(e.kind, e.on) for e in provider.events(reference)]


def test_undelivered_without_a_reason_is_only_a_problem(server: MailevaServer) -> None:
    """No reason is invented: a refusal and a wrong address do not have the same effect."""
    provider, reference = sent(server)
    server.sendings[reference].recipients[0] |= {
        "main_delivery_statuses": [{"category": "UNDELIVERED", "date": "2026-12-10T08:00:00Z"}]
    }
    kinds = [event.kind for event in provider.events(reference)]
    assert kinds[-1] is EventKind.PROBLEM


def test_a_sending_rejected_afterwards(server: MailevaServer) -> None:
    """Taken is not posted: a later rejection must reach the case."""
    provider, reference = sent(server)
    server.sendings[reference].status = "REJECTED"
    assert EventKind.REJECTED in [event.kind for event in provider.events(reference)]


def test_proofs_come_when_they_are_ready(server: MailevaServer) -> None:
    """A proof not ready yet is missing, not an error; the next call brings it."""
    provider, reference = sent(server)
    assert provider.proofs(reference) == ()
    server.sendings[reference].recipients[0] |= {
        "deposit_proof_url": "/x",
        "content_proof_url": "/y",
    }
    server.ready["download_deposit_proof"] = b"%PDF-deposit"
    assert [(p.kind, p.content) for p in provider.proofs(reference)] == [
        ("deposit_proof", b"%PDF-deposit")
    ]
    server.ready["download_content_proof"] = b"%PDF-content"
    assert len(provider.proofs(reference)) == 2


NOTIFICATION = {
    "source": "api.maileva.com",
    "event_type": "ON_MAIN_DELIVERY_STATUS_DELIVERED",
    "resource_type": "registered_mail/v4/recipients",
    "event_date": "2026-11-24T10:23:31.137Z",
    "resource_id": "d905a65e-aa46-4f37-8480-260c4600c810",
    "resource_location": "https://api.maileva.com/registered_mail/v4/sendings/"
    "110e8400-e29b-11d4-a716-446655440000/recipients/d905a65e-aa46-4f37-8480-260c4600c810",
    "resource_custom_id": KEY,
}


def basic(pair: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}


def test_a_notification_only_says_where_to_look(server: MailevaServer) -> None:
    """It brings no reason and no proof: the API is asked, by number, never at its address."""
    body = json.dumps(NOTIFICATION).encode()
    heard = maileva(server).read_webhook(basic("relance:secret"), body, "relance:secret")
    assert heard.ask_about == ("110e8400-e29b-11d4-a716-446655440000",)
    assert heard.keys == (KEY,)
    assert heard.events == ()


@pytest.mark.parametrize(
    ("headers", "body", "secret"),
    [
        ({}, json.dumps(NOTIFICATION), "relance:secret"),
        (basic("relance:wrong"), json.dumps(NOTIFICATION), "relance:secret"),
        (basic(""), json.dumps(NOTIFICATION), ""),
        (basic("relance:secret"), "{", "relance:secret"),
        (basic("relance:secret"), "[" * 100_000, "relance:secret"),
    ],
)
def test_a_forged_notification(
    server: MailevaServer, headers: dict[str, str], body: str, secret: str
) -> None:
    """Anybody can post to a public address; without a secret agreed on, nobody is believed."""
    with pytest.raises(Forged):
        maileva(server).read_webhook(headers, body.encode(), secret)


def test_a_notification_that_points_elsewhere(server: MailevaServer) -> None:
    """An address of another service in the body leads nowhere."""
    told = {**NOTIFICATION, "resource_location": "https://evil.example/sendings/1/../../x"}
    body = json.dumps(told).encode()
    heard = maileva(server).read_webhook(basic("a:b"), body, "a:b")
    assert heard.ask_about == ()


def test_the_price_is_the_person_s_own(server: MailevaServer) -> None:
    """No price is invented: it is the contract's, or said to be unknown."""
    assert maileva(server).quote(PARCEL).price is None
    account = MailevaAccount("a", "b", "c", "d", price=Money.of("7.92"))
    quoted = Maileva(account, now=now, api=wire(server.base)).quote(PARCEL)
    assert (quoted.price, quoted.indicative) == (Money.of("7.92"), True)
    assert server.seen == []


@pytest.mark.parametrize(
    ("parcel", "words"),
    [
        (replace(PARCEL, recipient=PostalLines(("A", "B", "1000 BRUXELLES"))), "en France"),
        (replace(PARCEL, sender=PostalLines(("A",) * 7)), "6 lignes"),
        (replace(PARCEL, recipient=PostalLines(("A",), ("Il manque la ville.",))), "ville"),
        (replace(PARCEL, sheets=46), "45 feuilles"),
        (replace(PARCEL, letter=b"<html>"), "PDF"),
        (replace(PARCEL, letter=b"%PDF-" + bytes(21 * 1024 * 1024)), "20"),
        (replace(PARCEL, key="a key with spaces"), "identité"),
    ],
)
def test_what_must_be_settled_first(parcel: Parcel, words: str) -> None:
    """Told before anything is sent or paid, and each problem says what to do."""
    account = MailevaAccount("a", "b", "c", "d")
    provider = Maileva(account, now=now)
    (problem,) = provider.check(parcel)
    assert words in problem
    assert provider.check(PARCEL) == ()
