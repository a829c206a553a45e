"""One more creditor for whoever recovers for several: his name first, the rest on his page."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from relance.office.models import CreditorRow
from relance.office.naming import name_key
from relance.web.doors import DeskRequest, given, the_creditor
from relance.web.fields import DeskForm, SirenField


class CreditorForm(DeskForm):
    name = forms.CharField(label="Nom ou raison sociale", max_length=200)
    siren = SirenField(label="SIREN", required=False)
    email = forms.EmailField(label="E-mail", required=False)


@require_http_methods(["GET", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    """Make the creditor in the same organization, and work for him from now on."""
    beside = the_creditor(request)
    if beside.pk not in request.access.owned:
        raise Http404
    form = CreditorForm(given(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        known = CreditorRow.objects.filter(organization_id=beside.organization_id)
        if any(_same(one, said["name"], said["siren"]) for one in known):
            form.add_error(
                "name",
                "Ce créancier est déjà là\u00a0: choisissez-le en haut de la page. Rien n’a changé.",
            )
        else:
            fresh = CreditorRow.objects.create(organization_id=beside.organization_id, **said)
            request.session["creditor"] = fresh.pk
            messages.success(
                request,
                f"{fresh.name} est ajouté, et choisi. Complétez ce que ses lettres doivent porter.",
                extra_tags="good",
            )
            return redirect("settings")
    page = {"form": form, "creditor": beside}
    status = 422 if form.errors else 200
    return render(request, "web/settings/creditor.html", page, status=status)


def _same(one: CreditorRow, name: str, siren: str) -> bool:
    return name_key(one.name) == name_key(name) or bool(siren and one.siren == siren)
