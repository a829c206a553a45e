"""A list of a bank nobody has explained yet: which column holds what, confirmed once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from relance.intake.bank.columns import FIELDS
from relance.office.banking import bringing
from relance.office.models import UploadRow
from relance.web.doors import DeskRequest, author, checked, found, given, today
from relance.web.fields import DeskForm

_ASKED = (
    "on",
    "label",
    "amount",
    "debit",
    "credit",
    "sign",
    "fee",
    "value_on",
    "reference",
    "details",
    "counterparty",
    "iban",
    "currency",
    "account",
    "balance",
    "state",
)


class BankColumnsForm(DeskForm):
    """Each field with its column; the amount is one signed column, or debit and credit."""

    says_optional = False

    def __init__(self, *answers: Any, reading: dict[str, Any], **options: Any) -> None:
        super().__init__(*answers, **options)
        headers = reading.get("headers", [])
        choices = [("", "– aucune –")] + [
            (str(place + 1), _shown(header, place, reading)) for place, header in enumerate(headers)
        ]
        places = reading.get("places", {})
        for name in _ASKED:
            self.fields[name] = forms.ChoiceField(
                label=FIELDS[name][:1].upper() + FIELDS[name][1:],
                choices=choices,
                required=name in ("on", "label"),
                initial=str(places[name] + 1) if name in places else "",
            )

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if not said.get("amount") and not (said.get("debit") and said.get("credit")):
            self.add_error(
                "amount",
                "Dites où est le montant\u00a0: une colonne avec son signe, ou les sorties et les "
                "rentrées. Rien n’a été pris.",
            )

    def written(self) -> str:
        return "".join(f"{name} = {place}\n" for name, place in self.cleaned_data.items() if place)


def _shown(header: str, place: int, reading: dict[str, Any]) -> str:
    samples = [row[place] for row in reading.get("samples", []) if place < len(row) and row[place]]
    example = f" (par exemple {samples[0][:30]})" if samples else ""
    return f"{header or f'colonne {place + 1}'}{example}"


def _the_upload(request: DeskRequest, key: int) -> UploadRow:
    row: UploadRow = found(UploadRow.objects.filter(kind="bank").select_related("creditor"), pk=key)
    checked(request, row.creditor_id)
    return row


@require_http_methods(["GET", "POST"])
def confirm(request: DeskRequest, key: int) -> HttpResponse:
    upload = _the_upload(request, key)
    form = BankColumnsForm(given(request), reading=upload.reading)
    if request.method == "POST" and form.is_valid():
        done = bringing.explained(
            upload.creditor, upload, form.written(), by=author(request), today=today()
        )
        for problem in done.problems:
            messages.warning(
                request,
                f"{problem.where}\u00a0: {problem.message} {problem.hint}",
                extra_tags="warm",
            )
        if done.statements:
            messages.success(request, done.sentence(), extra_tags="good")
            return redirect("money")
    page = {"form": form, "upload": upload}
    return render(request, "web/money/columns.html", page, status=422 if form.errors else 200)


@require_POST
def forget(request: DeskRequest, key: int) -> HttpResponse:
    _the_upload(request, key).delete()
    messages.success(request, "Ce fichier est oublié. Rien n’a été pris.", extra_tags="good")
    return redirect("money")
