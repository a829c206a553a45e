"""The organization as a mandated collector: who writes, and what the law asks first (CPCE R124)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from relance.office import mandates
from relance.office.models import CollectorRow
from relance.web.doors import DeskRequest, given, the_creditor, today
from relance.web.fields import DayField, IbanField, PhoneField, SirenField


class CollectorForm(forms.ModelForm):  # type: ignore[type-arg] # Django's own takes none
    """The letterhead of the collector, and the three things to have before the first letter."""

    siren = SirenField(label="SIREN", required=False)
    account = IbanField(label="IBAN du compte réservé aux fonds des créanciers", required=False)
    phone = PhoneField(label="Téléphone", required=False)
    declared_on = DayField(label="Déclaration au procureur faite le", required=False)

    class Meta:
        model = CollectorRow
        fields = (
            "name",
            "legal_form",
            "siren",
            "share_capital",
            "registry",
            "street",
            "postcode",
            "city",
            "email",
            "phone",
            "signatory",
            "signatory_role",
            "insurance",
            "account",
            "declared_on",
        )
        labels = {
            "name": "Nom ou raison sociale",
            "legal_form": "Forme juridique",
            "share_capital": "Capital social",
            "registry": "Immatriculation (RCS et ville)",
            "street": "Adresse",
            "postcode": "Code postal",
            "city": "Ville",
            "email": "E-mail",
            "signatory": "Qui signe",
            "signatory_role": "En qualité de",
            "insurance": "Assurance de responsabilité professionnelle (assureur, contrat)",
        }
        widgets = {"street": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *given_: Any, **options: Any) -> None:
        super().__init__(*given_, **options)
        self.label_suffix = ""


@require_http_methods(["GET", "POST"])
def collector(request: DeskRequest) -> HttpResponse:
    """One for the organization: every creditor it collects for has it on his letters."""
    creditor = the_creditor(request)
    if request.method == "POST" and creditor.pk not in request.access.owned:
        raise Http404
    row = CollectorRow.objects.filter(organization_id=creditor.organization_id).first()
    form = CollectorForm(
        given(request), instance=row or CollectorRow(organization_id=creditor.organization_id)
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        mandates.wake(creditor.organization_id, today())
        messages.success(request, "C’est enregistré.", extra_tags="good")
        return redirect("collector")
    page = {"form": form, "creditor": creditor, "ready": row is not None and row.value().ready}
    status = 422 if form.errors else 200
    return render(request, "web/settings/collector.html", page, status=status)
