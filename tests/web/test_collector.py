"""A mandated collector: nothing leaves before the law allows it, then each letter says what it must."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from relance.case import CreditorMode
from relance.notices.mandated import SECOND
from relance.office import clock, daily, mandates, preparing
from relance.office.access import everything
from relance.office.models import CollectorRow, CreditorRow, NoticeRow
from tests.office import cabinet as office
from tests.web.cabinet import Tenant, signed_in, tenant

pytestmark = [pytest.mark.database, pytest.mark.django_db]

COMPLETE = {
    "name": "Recouvrement du Rhône",
    "legal_form": "SARL",
    "siren": "404833048",
    "street": "5 quai Perrache",
    "postcode": "69002",
    "city": "Lyon",
    "phone": "04 78 00 00 09",
    "signatory": "Paul Aubry",
    "insurance": "Assurances du Rhône, contrat 1234",
    "account": "FR76 3000 6000 0112 3456 7890 189",
    "declared_on": "2026-01-12",
}


@pytest.fixture
def agency() -> Tenant:
    return tenant("Agence")


def test_a_collector_is_set_once_for_the_organization(agency: Tenant) -> None:
    """The owner writes it; an assistant reads it; a wrong IBAN is refused with its reason."""
    owner, address = signed_in(agency.owner), reverse("collector")
    wrong = owner.post(address, {**COMPLETE, "account": "FR76 0000"})
    assert wrong.status_code == 422
    assert "Cet IBAN n’est pas juste" in wrong.content.decode()
    assert signed_in(agency.assistant).post(address, COMPLETE).status_code == 404
    assert not CollectorRow.objects.exists()
    assert owner.post(address, COMPLETE).status_code == 302
    assert "complet" in owner.get(address).content.decode()
    row = CollectorRow.objects.get()
    assert row.organization.name.startswith("Agence")
    assert row.value().ready


def test_a_stranger_does_not_read_it(agency: Tenant) -> None:
    """Another organization has a page of its own, and it is empty."""
    signed_in(agency.owner).post(reverse("collector"), COMPLETE)
    other = tenant("Autre")
    page = signed_in(other.owner).get(reverse("collector")).content.decode()
    assert "Perrache" not in page
    signed_in(other.owner).post(reverse("collector"), {"name": "Autre"})
    assert CollectorRow.objects.count() == 2


def test_the_scenario_of_a_collector_begins_with_a_letter(agency: Tenant) -> None:
    """The page of the creditor refuses one that begins with a mail, and says which to take."""
    owner = signed_in(agency.owner)
    said = {"name": "Agence", "mode": "collector", "mandate_on": "2026-02-01"}
    refused = owner.post(reverse("settings"), {**said, "playbook": "cinq-etapes"})
    assert refused.status_code == 422
    assert "commence par une lettre" in refused.content.decode()
    taken = owner.post(reverse("settings"), {**said, "playbook": "mandataire"})
    assert taken.status_code == 302


def test_the_letter_waits_for_the_papers_then_carries_its_mentions() -> None:
    """Without a declaration the case says what is missing; with it the first letter is written."""
    morning = datetime(2026, 4, 20, 9, tzinfo=UTC)
    with everything(), clock.stopped_at(morning):
        creditor = office.creditor(mode=CreditorMode.COLLECTOR.value, playbook="mandataire")
        row = CollectorRow.objects.create(
            organization=creditor.organization,
            **{**COMPLETE, "declared_on": None, "account": "FR7630006000011234567890189"},
        )
        case = office.case(creditor)
        daily.daily_round(morning.date())
        case.refresh_from_db()
        assert case.silence == "mandate_missing"
        CreditorRow.objects.update(mandate_on=morning.date())
        CollectorRow.objects.filter(pk=row.pk).update(declared_on=morning.date())
    with everything(), clock.stopped_at(morning + timedelta(days=1)):
        tomorrow = morning.date() + timedelta(days=1)
        assert mandates.wake(creditor.organization_id, tomorrow) == 1
        daily.daily_round(tomorrow)
        notice = NoticeRow.objects.get(case=case)
        assert (notice.step, notice.channel) == ("formal_reminder", "letter")
        assert preparing.prepare(notice)
        notice.refresh_from_db()
        assert notice.content is not None
        pages = PdfReader(io.BytesIO(bytes(notice.content.content))).pages
        words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert " ".join(SECOND.split()) in words
    assert "Recouvrement du Rhône" in words
    assert "pour le compte d’Atelier Duval" in words
