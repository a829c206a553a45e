"""What a person confirms before anything is taken: the columns of a list, the fields of a PDF."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from relance.intake import Reading
from relance.intake.problem import Refusal
from relance.intake.sheets import sheet_rows
from relance.intake.spreadsheet import SheetRow
from relance.office.debtors_batch import Defaults
from relance.office.importing import name_after
from relance.office.models import UploadRow
from relance.web.arriving.columns import ColumnsForm
from relance.web.arriving.drafting import DraftForm
from relance.web.arriving.recording import Arrived, record, remember, told
from relance.web.doors import DeskRequest, author, checked, found, given, today

_PDF = "application/pdf"


def the_upload(request: DeskRequest, key: int) -> UploadRow:
    """The upload of that number, if this person may do with it what he asks."""
    row: UploadRow = found(UploadRow.objects.select_related("creditor"), pk=key)
    checked(request, row.creditor_id)
    return row


@require_http_methods(["GET", "POST"])
def confirm(request: DeskRequest, key: int) -> HttpResponse:
    """Show what was guessed; on POST take what the person confirmed."""
    upload = the_upload(request, key)
    if upload.kind == "pdf":
        return _confirm_draft(request, upload)
    form = ColumnsForm(given(request), reading=upload.reading)
    if request.method == "POST" and form.is_valid():
        try:
            rows = list(sheet_rows(bytes(upload.content), file=upload.name, columns=form.written()))
        except Refusal as refused:
            problem = refused.about(upload.name)
            form.add_error(None, f"{problem.message} {problem.hint}")
        else:
            remember(request.session, _taken(request, upload, rows))
            UploadRow.objects.filter(pk=upload.pk).delete()
            return redirect("read")
    page = {"upload": upload, "form": form, "notes": upload.reading.get("notes", [])}
    return render(request, "web/arriving/confirm.html", page, status=422 if form.errors else 200)


def _confirm_draft(request: DeskRequest, upload: UploadRow) -> HttpResponse:
    form = DraftForm(given(request), reading=upload.reading)
    if request.method == "POST" and form.is_valid():
        try:
            document = form.document()
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            name_after(upload.creditor, document)
            arrived, _ = record(
                [Reading(upload.name, upload.sha256, document, media_type=_PDF)],
                user=request.user,
                creditor=upload.creditor,
                by=author(request),
                today=today(),
                contents=lambda reading: (bytes(upload.content), _PDF),
            )
            if arrived.cases:
                UploadRow.objects.filter(pk=upload.pk).delete()
                remember(request.session, arrived)
                return redirect("read")
            for problem in arrived.problems:
                form.add_error(None, f"{problem['message']} {problem['hint']}")
    page = {"upload": upload, "form": form, "problems": form.draft.problems}
    status = 422 if form.errors else 200
    return render(request, "web/arriving/draft.html", page, status=status)


def _taken(request: DeskRequest, upload: UploadRow, rows: list[SheetRow]) -> Arrived:
    """Record the good rows, by what they say the client is; name every other one."""
    arrived = Arrived()
    good = [row for row in rows if row.document is not None]
    for row in rows:
        if row.document is None:
            arrived.problems.extend(told(problem) for problem in row.problems)

    if good and good[0].document is not None:
        name_after(upload.creditor, good[0].document)

    def by_kind(row: SheetRow) -> str:
        return row.kind.value if row.kind else ""

    for _, some in groupby(sorted(good, key=by_kind), key=by_kind):
        group: list[Any] = list(some)
        record(
            [row.reading(upload.sha256) for row in group],
            user=request.user,
            creditor=upload.creditor,
            by=author(request),
            today=today(),
            defaults=Defaults(kind=group[0].kind),
            made=arrived,
        )
    return arrived


@require_POST
def forget(request: DeskRequest, key: int) -> HttpResponse:
    """Put the file away: nothing of it was taken."""
    row = the_upload(request, key)
    UploadRow.objects.filter(pk=row.pk).delete()
    messages.success(request, "Le fichier est écarté. Rien n’en a été pris.", extra_tags="good")
    return redirect("today")
