"""AR24: signed requests, closed answers, the sender's one-time code, consent where law asks it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import pytest

from relance.case.money import Money
from relance.channels.letter.ar24 import Ar24, Ar24Account
from relance.channels.letter.ar24_seal import opened, signature
from relance.channels.letter.provider import (
    Accepted,
    CannotTell,
    EventKind,
    Forged,
    Outcome,
    Parcel,
    Prepared,
    RefusedForGood,
    RefusedForNow,
    Unknown,
)
from tests.channels.letter.ar24_server import KEY as PRIVATE_KEY
from tests.channels.letter.ar24_server import TOKEN, Ar24Server
from tests.channels.letter.parcels import KEY, LAST_MONTH, PARCEL, PDF, now, wire
from tests.channels.letter.providers import ar24


@pytest.fixture
def server() -> Iterator[Ar24Server]:
    server = Ar24Server()
    with server:
        yield server


def send(server: Ar24Server, *, code: str = "123456") -> Outcome:
    provider = ar24(server)
    prepared = provider.prepare(PARCEL)
    assert isinstance(prepared, Prepared)
    return provider.commit(prepared, before_send=lambda: None, code=code)


def test_the_documentation_s_own_example() -> None:
    """Date, key, signature and answer as AR24 prints them: the one fact here that they gave."""
    when, key = "2021-05-26 14:00:00", "7X9gx9E3Qx4EiUdB63nc"
    assert signature(when, key) == "bDop0cbjKpkySlpvnNGvBMg7PuYFFgPPqTTS2RAHoY0="
    closed = b"WwBOU6s8DaMWmYdctBJwfuoujFgVygBUjhsbdf8eWqQ="
    assert opened(closed, when, key) == b'{status: "SUCCESS"}'
    for wrong in (b"", b"not base64!", b"AAAA", b"A" * 64):
        with pytest.raises(ValueError):
            opened(wrong, when, key)


def test_a_qualified_letter_leaves_with_the_code(server: Ar24Server) -> None:
    """eidas=1 makes it the equal of a registered letter (law.md L5.9); our key is its reference."""
    outcome = send(server)
    assert isinstance(outcome, Accepted)
    assert server.sent == {KEY: 1}
    assert outcome.deposited.reference == "900"
    (file,) = server.files.values()
    assert PDF in file
    form = server.seen[-1].form()
    assert (form["eidas"], form["dest_statut"], form["to_company"]) == (
        "1",
        "professionnel",
        "DUPONT ET FILS",
    )


@pytest.mark.parametrize("code", ["", "12 34", "abcdef"])
def test_without_the_code_nothing_is_asked(server: Ar24Server, code: str) -> None:
    """No code, no request: the doubt of a lost answer is not even possible."""
    outcome = send(server, code=code)
    assert isinstance(outcome, RefusedForNow)
    assert outcome.asks
    assert "code" in outcome.why
    assert [seen.path for seen in server.seen] == ["/api/attachment"]


def test_a_code_that_is_over(server: Ar24Server) -> None:
    """A code lives thirty seconds: a person types the next one."""
    outcome = send(server, code="999999")
    assert isinstance(outcome, RefusedForNow)
    assert (outcome.asks, outcome.code) == (True, "authentication_otp_invalid")
    assert not server.sent


@pytest.mark.parametrize(
    ("slug", "kind", "asks"),
    [
        ("token_invalid", RefusedForNow, True),
        ("expired_date", RefusedForNow, True),
        ("user_no_payment", RefusedForNow, True),
        ("invalid_email", RefusedForGood, None),
        ("a_word_of_tomorrow", RefusedForNow, True),
        ("unknown_error", Unknown, None),
    ],
)
def test_what_their_refusals_mean(
    server: Ar24Server, slug: str, kind: type, asks: bool | None
) -> None:
    """A named refusal is certain; «unknown error» after the decisive call is not."""
    provider = ar24(server)
    prepared = provider.prepare(PARCEL)
    assert isinstance(prepared, Prepared)
    server.slug = slug
    outcome = provider.commit(prepared, before_send=lambda: None, code="123456")
    assert isinstance(outcome, kind)
    if isinstance(outcome, RefusedForNow):
        assert outcome.asks is asks


def test_a_lost_letter_is_found_by_its_reference(server: Ar24Server) -> None:
    """Found is proof; not found is no proof of the contrary, their list may be short."""
    assert isinstance(ar24(server).find(KEY), CannotTell)
    send(server)
    found = ar24(server).find(KEY)
    assert isinstance(found, Accepted)
    assert found.deposited.reference == "900"
    server.mails["900"]["status"] = "to_valid"
    assert isinstance(ar24(server).find(KEY), CannotTell)


def test_dates_become_events(server: Ar24Server) -> None:
    """Unclaimed after fifteen days and refused are told apart, each with its day (L11.8)."""
    send(server)
    server.mails["900"] |= {
        "status": "negligence",
        "ts_ev_date": "2026-11-23 11:05:00",
        "negligence_date": "2026-12-09 00:00:05",
    }
    told = [(event.kind, event.on) for event in ar24(server).events("900")]
    assert told == [
        (EventKind.DEPOSITED, date(2026, 11, 23)),
        (EventKind.UNCLAIMED, date(2026, 12, 9)),
    ]
    server.mails["900"] |= {"negligence_date": None, "view_date": "2026-11-24 09:00:00"}
    delivered = ar24(server).events("900")[-1]
    assert (delivered.kind, delivered.by_whom) == (EventKind.DELIVERED, "DUPONT ET FILS")


def test_proofs_of_this_service_only(server: Ar24Server) -> None:
    """An address in an answer is a door to anywhere: only the service itself is asked."""
    send(server)
    server.mails["900"] |= {
        "proof_ev_url": f"{server.base}/get/proof/ev-900?token=1",
        "proof_ar_url": f"{server.base}/get/proof/ar-900?token=1",
        "proof_rf_url": "http://127.0.0.1:1/get/proof/rf-900",
        "proof_ng_url": "file:///etc/passwd",
    }
    assert ar24(server).proofs("900") == ()
    server.ready |= {"ev": b"%PDF-sent", "rf": b"%PDF-of another service"}
    assert [(p.kind, p.content) for p in ar24(server).proofs("900")] == [("sending", b"%PDF-sent")]


@pytest.mark.parametrize(
    "body",
    [
        urlencode({"id_mail": "900", "new_state": "AR", "proof_url": "http://x"}).encode(),
        json.dumps({"id_mail": 900, "new_state": "AR"}).encode(),
    ],
)
def test_an_unsigned_notification_is_only_a_hint(server: Ar24Server, body: bytes) -> None:
    """Anybody can say «AR»: the state is asked of the API, and never read from the body."""
    heard = ar24(server).read_webhook({}, body, "")
    assert heard.ask_about == ("900",)
    assert heard.events == ()
    assert heard.proofs == ()


@pytest.mark.parametrize(
    "body", [b"", b"id_mail=../../x", b"id_mail=", b"{", b"\xff", b'{"id_mail": true}', b"a=b"]
)
def test_a_notification_without_a_number(server: Ar24Server, body: bytes) -> None:
    """Nothing to ask about, nothing kept."""
    with pytest.raises(Forged):
        ar24(server).read_webhook({}, body, "")


def provider_alone(price: Money | None = None) -> Ar24:
    return Ar24(Ar24Account(TOKEN, PRIVATE_KEY, 1, price), now=now, api=wire("http://127.0.0.1:1"))


def test_the_price_before_the_yes() -> None:
    """3.99 without tax is 4.79 to pay; without a known price none is shown."""
    assert provider_alone(Money.of("3.99")).quote(PARCEL).price == Money.of("4.79")
    assert provider_alone().quote(PARCEL).price is None


PERSON = replace(PARCEL, professional=False)


@pytest.mark.parametrize(
    ("parcel", "words"),
    [
        (PERSON, "accepté"),
        (replace(PERSON, consent_on=LAST_MONTH, recipient_last_name=""), "identité"),
        (replace(PARCEL, recipient_email="compta"), "électronique"),
        (replace(PARCEL, recipient_email=PARCEL.sender_email), "même adresse"),
    ],
)
def test_what_must_be_settled_first(parcel: Parcel, words: str) -> None:
    """Who is not a professional must have agreed beforehand (law.md L5.10), and be named."""
    (problem,) = provider_alone().check(parcel)
    assert words in problem


def test_a_consumer_who_did_not_agree_gets_nothing(server: Ar24Server) -> None:
    """The law's condition is held here too, whatever the page forgot to ask."""
    outcome = ar24(server).prepare(PERSON)
    assert isinstance(outcome, RefusedForGood)
    assert server.seen == []


def test_a_consumer_who_agreed() -> None:
    """With the day of the agreement the electronic letter is allowed."""
    assert provider_alone().check(replace(PERSON, consent_on=LAST_MONTH)) == ()
    assert provider_alone().check(PARCEL) == ()
