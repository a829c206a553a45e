"""The photo of the deposit and of the receipt: taken with the act, kept with the pieces."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from relance.office.access import everything
from relance.office.models import ExhibitRow, NoticeRow
from tests.web.cabinet import Tenant, signed_in, tenant, today

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def photo(content: bytes = b"\xff\xd8 photo") -> SimpleUploadedFile:
    return SimpleUploadedFile("depot.jpg", content, content_type="image/jpeg")


@pytest.fixture
def cabinet() -> Tenant:
    """A letter that waits for the post office."""
    made = tenant("Atelier")
    with everything():
        NoticeRow.objects.filter(pk=made.letter).update(state="approved")
    return made


def kept(of: Tenant) -> list[tuple[str, str]]:
    with everything():
        rows = ExhibitRow.objects.filter(case_id=of.case).exclude(proves="")
        return list(rows.order_by("pk").values_list("proves", "name"))


def test_the_deposit_and_the_receipt_are_kept_with_their_photos(cabinet: Tenant) -> None:
    """One press for the number, the day and the photo; then the same when the slip comes back."""
    owner = signed_in(cabinet.owner)
    with everything():
        notice = NoticeRow.objects.get(pk=cabinet.letter)
    said = {"on": today().isoformat(), "tracking": "1A 123 456 7890 1", "scan": photo()}
    assert owner.post(reverse("posted", args=[notice.pk]), said).status_code == 302
    back = {"outcome": "unclaimed", "on": today().isoformat(), "scan": photo(b"\xff\xd8 pli")}
    address = reverse("delivery", args=[notice.case_id, notice.identity])
    assert owner.post(address, back).status_code == 302
    with everything():
        case = NoticeRow.objects.get(pk=cabinet.letter).case_id
        rows = ExhibitRow.objects.filter(case_id=case).exclude(proves="")
        assert sorted(rows.values_list("proves", flat=True)) == ["posting", "receipt"]


def test_a_photo_that_cannot_be_kept_does_not_undo_the_deposit(cabinet: Tenant) -> None:
    """The letter is gone whatever became of the picture; the page says both."""
    owner = signed_in(cabinet.owner)
    with everything():
        notice = NoticeRow.objects.get(pk=cabinet.letter)
    said = {"on": today().isoformat(), "tracking": "1A 123 456 7890 1"}
    large = photo(b"\xff\xd8" + b"0" * 20_000_001)
    answer = owner.post(reverse("posted", args=[notice.pk]), {**said, "scan": large}, follow=True)
    page = answer.content.decode()
    assert "Le dépôt est noté" in page
    assert "La photo n’a pas été gardée" in page
    with everything():
        notice.refresh_from_db()
    assert notice.state == "sent"
    assert kept(cabinet) == []
