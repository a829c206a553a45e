"""A letter given to a provider: the same states as a mail, its outcome an entry, its proofs kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from relance.case import DebtorKind, Money
from relance.case.entries import (
    CallMade,
    CallOutcome,
    Channel,
    ExhibitKind,
    NoticeSent,
    PaymentReceived,
)
from relance.channels.letter.provider import mark_of
from relance.office import approving, clock, daily, moves, preparing, secrets_box
from relance.office.access import everything
from relance.office.acting import ActRefused
from relance.office.carriers import following, handing, hearing
from relance.office.carriers.accounts import client, secret_name
from relance.office.journal import New, append, state_of
from relance.office.models import CarrierRow, CaseRow, CreditorRow, ExhibitRow, NoticeRow
from relance.office.procedure import pieces
from tests.channels.letter import ar24_server, maileva_server, merci_facteur_server
from tests.channels.letter.ar24_server import Ar24Server
from tests.channels.letter.contract_server import ContractServer, Fault, Role
from tests.channels.letter.maileva_server import MailevaServer
from tests.channels.letter.merci_facteur_server import WEBHOOK_SECRET, MerciFacteurServer
from tests.channels.letter.test_merci_facteur import HEADER, notification
from tests.office import cabinet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

MORNING = datetime(2026, 4, 30, 9, 0, tzinfo=UTC)
TODAY = MORNING.date()


@pytest.fixture(autouse=True)
def _that_morning() -> Iterator[None]:
    with everything(), clock.stopped_at(MORNING):
        yield


@pytest.fixture
def letter() -> NoticeRow:
    return approved_letter()


def approved_letter() -> NoticeRow:
    """A formal reminder, prepared and approved."""
    owner = cabinet.creditor()
    case = cabinet.case(owner)
    told = [
        New(NoticeSent("n1", "kind_email", Channel.EMAIL, ("F-12",)), date(2026, 4, 7)),
        New(CallMade("call", CallOutcome.VOICEMAIL, ("F-12",)), date(2026, 4, 15)),
    ]
    append(case.pk, told, by="moi", today=TODAY)
    notice = NoticeRow.objects.filter(case=case).first()
    if notice is None:
        daily.daily_round(TODAY)
        notice = NoticeRow.objects.get(case=case)
    preparing.prepare(notice)
    notice.refresh_from_db()
    approving.approve(notice, by="moi")
    return NoticeRow.objects.select_related("case__debtor", "case__creditor", "content").get(
        pk=notice.pk
    )


def account(owner: CreditorRow, server: ContractServer) -> str:
    """Set the creditor's account of that provider; return its key."""
    key, user, words, secret = {
        MailevaServer: (
            "maileva",
            maileva_server.USER,
            maileva_server.CLIENT,
            maileva_server.PASSWORD,
        ),
        MerciFacteurServer: (
            "merci_facteur",
            str(merci_facteur_server.USER_ID),
            merci_facteur_server.SERVICE,
            merci_facteur_server.SECRET,
        ),
        Ar24Server: ("ar24", str(ar24_server.USER_ID), ar24_server.TOKEN, ar24_server.KEY),
    }[type(server)]
    CarrierRow.objects.update_or_create(
        creditor=owner,
        key=key,
        defaults={"user": user, "client": words, "base": server.base, "price_cents": 625},
    )
    secrets_box.keep(owner.pk, secret_name(key), secret)
    secrets_box.keep(owner.pk, secret_name(key, "client"), maileva_server.SECRET)
    return key


@pytest.fixture
def maileva() -> Iterator[MailevaServer]:
    with MailevaServer() as server:
        assert isinstance(server, MailevaServer)
        yield server


def handed(letter: NoticeRow, server: ContractServer, given: handing.Given | None = None) -> str:
    key = account(letter.case.creditor, server)
    return handing.hand(letter, key, by="moi", given=given)


def test_what_was_approved_is_what_they_post(letter: NoticeRow, maileva: MailevaServer) -> None:
    """One letter, byte for byte, under our key; the journal has it, the next look is tomorrow."""
    assert handed(letter, maileva) == "sent"
    assert letter.content is not None
    (sending,) = maileva.sendings.values()
    assert sending.documents == [bytes(letter.content.content)]
    assert dict(maileva.sent) == {letter.identity: 1}
    row = NoticeRow.objects.get(pk=letter.pk)
    assert (row.carrier, row.reference) == ("maileva", sending.id)
    assert row.follow_on == TODAY + timedelta(days=1)
    assert state_of(letter.case).notices[-1].fact.sha256 == letter.sha256


@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.ERROR_AFTER])
def test_a_lost_answer_is_settled_by_the_key_or_asked(
    letter: NoticeRow, maileva: MailevaServer, fault: Fault
) -> None:
    """Found at the provider: sent. Not found: a person is asked; nothing is posted twice."""
    maileva.fail(Role.DECISIVE, fault)
    ended = handed(letter, maileva)
    if fault is Fault.CUT_BEFORE:
        assert (ended, dict(maileva.sent)) == ("review", {})
        letter.refresh_from_db()
        with pytest.raises(ActRefused, match="ne connaît pas cette lettre"):
            handing.look(letter, by="moi")
    else:
        assert ended == "sent"
        assert dict(maileva.sent) == {letter.identity: 1}
    assert len(state_of(letter.case).notices) == (1 if fault is Fault.CUT_BEFORE else 2)


def test_a_letter_that_had_left_before_is_recorded_not_sent_again(
    letter: NoticeRow, maileva: MailevaServer
) -> None:
    """«It has not left», a person said, wrongly: the second try finds it there."""
    maileva.fail(Role.DECISIVE, Fault.CUT_BEFORE)
    assert handed(letter, maileva) == "review"
    (sending,) = maileva.sendings.values()
    sending.status = "PENDING"  # it had been read after all
    letter.refresh_from_db()
    moves.move(letter, "approved", carrier="")
    assert handed(letter, maileva) == "sent"
    assert len(maileva.sendings) == 1
    assert dict(maileva.sent) == {}


def test_a_refusal_leaves_the_letter_where_it_was(
    letter: NoticeRow, maileva: MailevaServer
) -> None:
    """Approved still, with their words; another way stays open."""
    maileva.refuse = "INVALID_ADDRESS_LINE_6"
    assert handed(letter, maileva) == "approved"
    row = NoticeRow.objects.get(pk=letter.pk)
    assert "INVALID_ADDRESS_LINE_6" in row.answer
    assert row.carrier == ""
    assert len(state_of(letter.case).notices) == 1


def test_a_payment_that_came_first_stops_it(letter: NoticeRow, maileva: MailevaServer) -> None:
    """The money is recorded between the approval and the yes: nothing is posted."""
    fact = New(PaymentReceived(Money.of("1200")), TODAY)
    append(letter.case_id, [fact], by="moi", today=TODAY)
    with pytest.raises(moves.MoveRefused):
        handed(letter, maileva)
    assert maileva.seen == []


def unclaimed(maileva: MailevaServer) -> None:
    """Posted, presented, kept fifteen days for nobody, sent back."""
    (sending,) = maileva.sendings.values()
    sending.status = "PROCESSED"
    sending.recipients[0] |= {
        "registered_number": "1A12345678901",
        "deposit_proof_date": "2026-05-04T17:30:00Z",
        "deposit_proof_url": "/x",
        "acknowledgement_of_receipt_url": "/x",
        "delivery_statuses": [
            {"code": "LP09", "date": "2026-05-05T10:12:00Z", "location": "PARIS 11"},
            {"code": "LP25", "date": "2026-05-21T10:12:00Z"},
            {"code": "LP17", "date": "2026-05-26T10:12:00Z"},
        ],
    }
    maileva.ready |= {
        "download_deposit_proof": b"%PDF-deposit",
        "download_acknowledgement_of_receipt": b"%PDF-receipt",
    }


def test_what_became_of_it_is_one_entry_and_its_proofs_are_kept(
    letter: NoticeRow, maileva: MailevaServer
) -> None:
    """Unclaimed: the notice stays valid; reported twice, it is recorded once."""
    handed(letter, maileva)
    assert following.follow_due(TODAY) == 0, "not before its day"
    tomorrow = TODAY + timedelta(days=1)
    assert following.follow_due(tomorrow) == 0, "posted, nothing more yet"
    unclaimed(maileva)
    later = date(2026, 6, 4)
    assert following.follow_due(later) == 1
    row = NoticeRow.objects.get(pk=letter.pk)
    assert (row.tracking, row.follow_on) == ("1A12345678901", None)
    assert following.follow(row, later) is True
    state = state_of(CaseRow.objects.get(pk=letter.case_id))
    assert [one.outcome for one in state.notices if one.outcome] == ["unclaimed"]
    kinds = set(ExhibitRow.objects.filter(case_id=letter.case_id).values_list("proves", flat=True))
    assert kinds == {"posting", "receipt"}


def test_a_letter_that_came_back_without_a_reason_asks_a_person(
    letter: NoticeRow, maileva: MailevaServer
) -> None:
    """Nothing is concluded: the envelope says why, and somebody has to read it."""
    handed(letter, maileva)
    (sending,) = maileva.sendings.values()
    sending.recipients[0] |= {
        "delivery_statuses": [{"code": "LP17", "date": "2026-05-20T10:12:00Z"}]
    }
    assert following.follow_due(date(2026, 5, 21)) == 0
    assert "lisez l’enveloppe" in NoticeRow.objects.get(pk=letter.pk).answer
    assert state_of(letter.case).notices[-1].outcome is None


def test_who_is_not_there_is_asked_again_tomorrow(
    letter: NoticeRow, maileva: MailevaServer
) -> None:
    """Their service is down for a day: nothing is concluded from it."""
    handed(letter, maileva)
    CarrierRow.objects.update(base="http://127.0.0.1:1")
    day = TODAY + timedelta(days=1)
    assert following.follow_due(day) == 0
    row = NoticeRow.objects.get(pk=letter.pk)
    assert row.follow_on == day + timedelta(days=1)
    assert "n’est pas joignable" in row.answer


def test_a_webhook_is_a_hint_and_no_more(letter: NoticeRow, maileva: MailevaServer) -> None:
    """Forged, twice or late: the API is asked, one entry is made, nobody's word is taken."""
    handed(letter, maileva)
    row = NoticeRow.objects.get(pk=letter.pk)
    creditor = letter.creditor_id
    stranger = Client()

    def told(token: str, body: str) -> int:
        address = reverse("carrier_hook", args=[creditor, "maileva", token])
        return stranger.post(address, body, content_type="application/json").status_code

    said = f'{{"resource_id": "{row.reference}", "event_type": "ON_STATUS_DELIVERED"}}'
    assert told("faux", said) == 404
    assert NoticeRow.objects.get(pk=letter.pk).follow_on == TODAY + timedelta(days=1)
    good = hearing.token(creditor, "maileva")
    assert told(good, '{"resource_id": "another"}') == 201
    assert NoticeRow.objects.get(pk=letter.pk).follow_on == TODAY + timedelta(days=1)
    assert told(good, said) == told(good, said) == 201
    assert NoticeRow.objects.get(pk=letter.pk).follow_on == TODAY
    assert state_of(letter.case).notices[-1].outcome is None, "its word alone is nothing"
    assert following.follow_due(TODAY) == 0, "the API does not say so"
    unclaimed(maileva)
    assert told(good, said) == 201
    assert following.follow_due(date(2026, 6, 5)) == 1
    assert told(good, said) == 201, "late: the letter is followed no more"
    assert NoticeRow.objects.get(pk=letter.pk).follow_on is None
    outcomes = [one.outcome for one in state_of(letter.case).notices if one.outcome]
    assert outcomes == ["unclaimed"]


@pytest.fixture
def merci_facteur(monkeypatch: pytest.MonkeyPatch) -> Iterator[MerciFacteurServer]:
    monkeypatch.setattr(merci_facteur_server, "NOW", MORNING)
    with MerciFacteurServer() as server:
        assert isinstance(server, MerciFacteurServer)
        yield server


def call(letter: NoticeRow, headers: dict[str, str], body: bytes) -> int:
    """Their server posts a notification to the desk's address."""
    token = hearing.token(letter.creditor_id, "merci_facteur")
    address = reverse("carrier_hook", args=[letter.creditor_id, "merci_facteur", token])
    kind = "application/x-www-form-urlencoded"
    return Client().post(address, body, content_type=kind, headers=headers).status_code


def test_a_notification_with_the_agreed_secret_gives_the_day(
    letter: NoticeRow, merci_facteur: MerciFacteurServer
) -> None:
    """Merci Facteur tells days nowhere else; without the secret its word is nothing."""
    assert handed(letter, merci_facteur) == "sent"
    secrets_box.keep(letter.creditor_id, secret_name("merci_facteur", "hook"), WEBHOOK_SECRET)
    row = NoticeRow.objects.get(pk=letter.pk)
    told = notification(id_envoi=row.reference)
    with clock.stopped_at(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        assert call(letter, {"X-Mf-Webhook-Secret-Key": "faux"}, told) == 201
        assert state_of(letter.case).notices[-1].outcome is None
        assert call(letter, HEADER, told) == call(letter, HEADER, told) == 201
    (entry,) = [one for one in state_of(letter.case).notices if one.outcome]
    assert (entry.outcome, entry.outcome_on) == ("delivered", date(2026, 11, 24))


def test_a_notification_ends_a_doubt(letter: NoticeRow, merci_facteur: MerciFacteurServer) -> None:
    """Their lists do not show our key, their notification does: the letter had left."""
    merci_facteur.fail(Role.DECISIVE, Fault.CUT_AFTER)
    assert handed(letter, merci_facteur) == "review"
    with pytest.raises(ActRefused, match="cherchez le libellé"):
        handing.look(letter, by="moi")
    secrets_box.keep(letter.creditor_id, secret_name("merci_facteur", "hook"), WEBHOOK_SECRET)
    told = notification("pris_en_charge", id_envoi="123", ref_interne=mark_of(letter.identity))
    assert call(letter, HEADER, told) == 201
    row = NoticeRow.objects.get(pk=letter.pk)
    assert (row.state, row.reference) == ("sent", "123")


def test_the_price_is_there_before_the_yes(
    letter: NoticeRow, merci_facteur: MerciFacteurServer, maileva: MailevaServer
) -> None:
    """Asked of the service, or typed from the contract; a service that is silent has none."""
    account(letter.case.creditor, merci_facteur)
    account(letter.case.creditor, maileva)
    prices = {one.key: one.quote and one.quote.price for one in handing.offers(letter)}
    assert prices == {"maileva": Money.of("6.25"), "merci_facteur": Money.of("9.10")}
    CarrierRow.objects.update(base="http://127.0.0.1:1")
    silent = handing.offers(letter)[1]
    assert silent.quote is None
    assert "n’a pas répondu" in silent.silence or "n’est pas joignable" in silent.silence
    assert not merci_facteur.sent
    assert not maileva.sent


@pytest.fixture
def ar24(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ar24Server]:
    monkeypatch.setattr(ar24_server, "DATE", "2026-04-30 11:00:00")
    with Ar24Server() as server:
        assert isinstance(server, Ar24Server)
        yield server


def test_an_electronic_letter_needs_the_senders_code(letter: NoticeRow, ar24: Ar24Server) -> None:
    """Without it, or with a used one, nothing leaves and the letter stays approved."""
    assert handed(letter, ar24) == "approved"
    assert not ar24.sent
    letter.refresh_from_db()
    assert "code à usage unique" in letter.answer
    assert handed(letter, ar24, handing.Given("Julie", "Martin", "123456")) == "sent"
    assert dict(ar24.sent) == {letter.identity: 1}


def test_a_consumer_must_have_agreed_to_electronic_letters(
    letter: NoticeRow, ar24: Ar24Server
) -> None:
    """The agreement is a piece of the file, with its day; unknown kinds are asked for it too."""
    debtor = letter.case.debtor
    for kind in (DebtorKind.CONSUMER.value, ""):
        debtor.kind = kind
        debtor.save()
        with pytest.raises(ActRefused, match="n’est pas un professionnel"):
            handed(letter, ar24, handing.Given("Julie", "Martin", "123456"))
    pieces.add(
        letter.case,
        ExhibitKind.CONSENT,
        "accord.pdf",
        b"%PDF-1.7 oui",
        "application/pdf",
        on=TODAY,
        by="moi",
        today=TODAY,
    )
    provider = client(CarrierRow.objects.get(key="ar24"))
    made = handing.parcel(letter, handing.Given("Julie", "Martin"))
    assert made.consent_on == TODAY
    assert provider.check(made) == ()
