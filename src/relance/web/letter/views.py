"""The kit of a letter: what to print, what to write on the slip, what to check."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from relance.channels.letter import Kit, Slip, letter_kit, postal_lines
from relance.notices import page_pdf
from relance.notices.transfer_qr import transfer_reference
from relance.office.models import ExhibitRow, NoticeRow, StoredFile
from relance.office.zipping import zipped
from relance.web import files
from relance.web.doors import DeskRequest, the_notice, today

_PDF = "application/pdf"


def kit_of(notice: NoticeRow) -> Kit:
    """The kit of a letter as it was prepared, with the invoices it speaks of."""
    assert notice.content is not None, "the caller has looked"
    case = notice.case
    creditor, debtor = case.creditor.value(), case.debtor.value()
    person = next((one.name for one in debtor.contacts if one.name), "")
    exhibits = ExhibitRow.objects.filter(
        case=case, invoice__in=notice.invoices, file__media_type=_PDF
    ).order_by("on", "pk")
    contents = StoredFile.objects.in_bulk([row.file_id for row in exhibits])
    return letter_kit(
        bytes(notice.content.content),
        sender=postal_lines(creditor.name, creditor.address),
        recipient=postal_lines(debtor.name, debtor.address, attention=person),
        reference=transfer_reference(notice.invoices, 60),
        envelope=_envelope,
        enclosures=[
            (f"facture-{place}.pdf", bytes(contents[row.file_id].content))
            for place, row in enumerate(exhibits, 1)
        ],
    )


def _envelope(slip: Slip) -> bytes:
    return page_pdf(
        title="Recommandé avec avis de réception",
        sender=slip.sender,
        sender_legal="",
        on=today(),
        recipient=slip.recipient,
    )


@require_GET
def kit(request: DeskRequest, key: int) -> HttpResponse:
    """One folder to download: letter, invoices, envelope, slip, list."""
    notice = the_notice(request, key)
    if notice.channel != "letter" or notice.content is None:
        raise Http404
    if notice.content.media_type != _PDF:
        raise Http404
    name = f"{notice.kind}-{notice.case.debtor.name}.zip"
    return files.download(zipped(kit_of(notice).files), name, "application/zip")
