"""What a person confirms before anything is taken: the columns of a list, the fields of a PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from relance.office.models import UploadRow
from relance.web.doors import DeskRequest, checked, found


def the_upload(request: DeskRequest, key: int) -> UploadRow:
    """The upload of that number, if this person may do with it what he asks."""
    row: UploadRow = found(UploadRow.objects.select_related("creditor"), pk=key)
    checked(request, row.creditor_id)
    return row


@require_GET
def confirm(request: DeskRequest, key: int) -> HttpResponse:
    the_upload(request, key)
    raise Http404


@require_POST
def forget(request: DeskRequest, key: int) -> HttpResponse:
    """Put the file away: nothing of it was taken."""
    row = the_upload(request, key)
    UploadRow.objects.filter(pk=row.pk).delete()
    messages.success(request, "Le fichier est écarté. Rien n’en a été pris.", extra_tags="good")
    return redirect("today")
