"""The year's entries for the accountant: a FEC or a workbook to download."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from relance.channels.books import entries_of, fec_bytes, fec_name, workbook_bytes
from relance.office import books
from relance.web import files
from relance.web.doors import DeskRequest, the_creditor, today
from relance.web.fields import DayField, DeskForm

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PeriodForm(DeskForm):
    """The accounting year: its first and last day, and the kind of file."""

    since = DayField(label="Du")
    until = DayField(label="Au")
    kind = forms.ChoiceField(
        label="Fichier",
        widget=forms.RadioSelect,
        choices=[("fec", "FEC (texte)"), ("xlsx", "Classeur Excel")],
        initial="fec",
    )

    def clean(self) -> None:
        super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error(
                "until",
                "La fin vient avant le début. Corrigez les dates. Aucun fichier n’a été fait.",
            )


@require_GET
def export(request: DeskRequest) -> HttpResponse:
    """Ask for the period, then give the file; looking changes nothing."""
    creditor = the_creditor(request)
    year = today().year
    initial = {"since": date(year, 1, 1), "until": date(year, 12, 31), "kind": "fec"}
    form = PeriodForm(request.GET if "kind" in request.GET else None, initial=initial)
    if not form.is_valid():
        page = {"form": form, "creditor": creditor, "notes": books.NOTES}
        return render(request, "web/money/books.html", page, status=422 if form.errors else 200)
    said = form.cleaned_data
    lines = entries_of(books.events(creditor, said["since"], said["until"]))
    name = fec_name(creditor.siren, said["until"])
    if said["kind"] == "xlsx":
        content = workbook_bytes(lines, books.NOTES)
        return files.download(content, name.replace(".txt", ".xlsx"), _XLSX)
    return files.download(fec_bytes(lines), name, "text/plain")
