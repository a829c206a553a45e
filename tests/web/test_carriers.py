"""Letter providers on the desk: an account, a price before the yes, then the letter leaves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from relance.notices import page_pdf
from relance.office import clock, storing
from relance.office.access import everything
from relance.office.models import (
    CarrierRow,
    CreditorRow,
    DebtorRow,
    Membership,
    NoticeRow,
    Role,
    SecretRow,
)
from tests.channels.letter import maileva_server
from tests.channels.letter.maileva_server import MailevaServer
from tests.office.test_carriers import MORNING, approved_letter
from tests.web.cabinet import Tenant, signed_in, tenant, today

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ACCOUNT = {
    "carrier": "maileva",
    "maileva-user": maileva_server.USER,
    "maileva-secret": maileva_server.PASSWORD,
    "maileva-client": maileva_server.CLIENT,
    "maileva-other": maileva_server.SECRET,
    "maileva-price": "6,25",
}


@pytest.fixture
def cabinet() -> Tenant:
    return tenant("Atelier")


@pytest.fixture
def maileva() -> Iterator[MailevaServer]:
    with MailevaServer() as server:
        assert isinstance(server, MailevaServer)
        yield server


@pytest.fixture
def letter() -> Iterator[NoticeRow]:
    """A formal reminder whose day it is, approved."""
    with clock.stopped_at(MORNING):
        with everything():
            made = approved_letter()
        yield made


def approved(of: Tenant) -> NoticeRow:
    """The tenant's letter as a real PDF, approved."""
    content = page_pdf(title="Rappel", sender=("Moi",), sender_legal="", on=today())
    with everything():
        stored = storing.store(of.creditor, content, "application/pdf")
        NoticeRow.objects.filter(pk=of.letter).update(
            state="approved", content=stored, sha256=stored.sha256
        )
        home = {"street": "3 place du Marché", "postcode": "75011", "city": "Paris"}
        CreditorRow.objects.filter(pk=of.creditor).update(**home)
        DebtorRow.objects.update(**home)
        return NoticeRow.objects.get(pk=of.letter)


def test_an_account_is_kept_and_its_secrets_are_never_shown(cabinet: Tenant) -> None:
    """Encrypted, not printed again, kept when the field is left empty, gone with the account."""
    owner, address = signed_in(cabinet.owner), reverse("carriers")
    assert owner.post(address, {**ACCOUNT, "maileva-price": ""}).status_code == 422
    assert owner.post(address, {**ACCOUNT, "maileva-price": "900"}).status_code == 422
    with everything():
        assert not CarrierRow.objects.exists()
    assert owner.post(address, ACCOUNT).status_code == 302
    empty = {**ACCOUNT, "maileva-secret": "", "maileva-other": ""}
    assert owner.post(address, empty).status_code == 302
    page = owner.get(address).content.decode()
    assert "6,25" in page
    assert maileva_server.PASSWORD not in page
    assert maileva_server.SECRET not in page
    with everything():
        names = set(SecretRow.objects.values_list("name", flat=True))
    assert {"carrier_maileva", "carrier_maileva_client"} <= names
    assert owner.post(reverse("carrier_remove", args=["maileva"])).status_code == 302
    with everything():
        left = SecretRow.objects.filter(name__startswith="carrier_")
        assert not left.exists()


def test_a_letter_is_given_after_its_price_was_shown(
    letter: NoticeRow, maileva: MailevaServer
) -> None:
    """The page says what it costs; the button gives it once; the second press finds it gone."""
    with everything():
        user = User.objects.create_user("claire")
        organization = letter.case.creditor.organization
        Membership.objects.create(user=user, organization=organization, role=Role.OWNER)
        owner = signed_in(user)
        owner.post(reverse("carriers"), ACCOUNT)
        CarrierRow.objects.update(base=maileva.base)
    address = reverse("hand_letter", args=[letter.pk])
    page = owner.get(address).content.decode()
    assert "6,25" in page
    assert "Confier à Maileva" in page
    first, second = (owner.post(address, {"carrier": "maileva"}, follow=True) for _ in range(2))
    with everything():
        letter.refresh_from_db()
    assert letter.state == "sent", first.content.decode()
    assert dict(maileva.sent) == {letter.identity: 1}
    assert "Relisez-le. Rien n’est parti." in second.content.decode()
    assert owner.get(address).status_code == 404


def test_without_a_price_there_is_no_yes(cabinet: Tenant) -> None:
    """A service that does not answer has no price, and its button is not there."""
    owner = signed_in(cabinet.owner)
    with everything():
        CarrierRow.objects.create(
            creditor_id=cabinet.creditor,
            key="merci_facteur",
            user="37",
            client="x",
            base="http://127.0.0.1:1",
        )
    approved(cabinet)
    page = owner.get(reverse("hand_letter", args=[cabinet.letter])).content.decode()
    assert "Prix inconnu" in page
    assert "Confier à Merci Facteur</button>" not in page
