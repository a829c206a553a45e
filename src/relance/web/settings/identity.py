"""Who the creditor is: what his letters open and close with, and his usual terms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from relance.case import THREE_TIMES_LEGAL, CreditorMode
from relance.office import mandates
from relance.office.decide import Shelf
from relance.office.models import CreditorRow
from relance.steps import check_playbook
from relance.web import words
from relance.web.doors import DeskRequest, given, the_creditor, today
from relance.web.fields import DayField, IbanField, PercentField, PhoneField, SirenField
from relance.web.settings.playbooks import choices


class IdentityForm(forms.ModelForm):  # type: ignore[type-arg] # Django's own takes none
    """The mentions that commercial papers must carry (C. com. R123-237), and the terms."""

    siren = SirenField(label="SIREN", required=False)
    iban = IbanField(label="IBAN", required=False)
    phone = PhoneField(label="Téléphone", required=False)
    mandate_on = DayField(label="Mandat signé le", required=False)
    multiple = forms.BooleanField(
        label="Mes conditions disent «\u00a0trois fois le taux légal\u00a0»", required=False
    )
    late_rate = PercentField(
        label="Taux de pénalités de vos conditions, en % par an", required=False
    )
    penalty_percent = PercentField(label="Clause pénale, en % du TTC", required=False)
    payment_link = forms.URLField(
        label="Lien de paiement (https)", required=False, assume_scheme="https"
    )
    playbook = forms.ChoiceField(label="Scénario habituel")
    mode = forms.ChoiceField(label="Qui écrit", choices=list(words.MODES.items()))

    class Meta:
        model = CreditorRow
        fields = (
            "name",
            "legal_form",
            "siren",
            "vat_number",
            "share_capital",
            "registry",
            "street",
            "postcode",
            "city",
            "email",
            "phone",
            "iban",
            "bic",
            "payment_link",
            "signatory",
            "signatory_role",
            "vat_exempt",
            "mode",
            "mandate_on",
            "playbook",
            "late_rate",
            "penalty_percent",
        )
        labels = {
            "name": "Nom ou raison sociale",
            "legal_form": "Forme juridique",
            "vat_number": "N° de TVA",
            "share_capital": "Capital social",
            "registry": "Immatriculation (RCS et ville)",
            "street": "Adresse",
            "postcode": "Code postal",
            "city": "Ville",
            "email": "E-mail",
            "bic": "BIC",
            "signatory": "Qui signe",
            "signatory_role": "En qualité de",
            "vat_exempt": "TVA non applicable (art. 293 B du CGI)",
        }
        widgets = {
            "street": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *given_: Any, **options: Any) -> None:
        super().__init__(*given_, **options)
        self.label_suffix = ""
        chooser = self.fields["playbook"]
        assert isinstance(chooser, forms.ChoiceField)

        chooser.choices = choices(self.instance)
        if self.instance.late_rate == THREE_TIMES_LEGAL:
            self.initial["multiple"], self.initial["late_rate"] = True, ""

    def clean_payment_link(self) -> str:
        written = str(self.cleaned_data["payment_link"] or "")
        if written and not written.startswith("https://"):
            raise forms.ValidationError(
                "Un lien de paiement commence par https://. Corrigez-le. Rien n’a été enregistré."
            )
        return written

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("multiple"):
            self.cleaned_data["late_rate"] = THREE_TIMES_LEGAL
            self.instance.late_rate = THREE_TIMES_LEGAL
        mode, chosen = self.cleaned_data.get("mode"), self.cleaned_data.get("playbook")
        if mode and chosen:
            for problem in check_playbook(
                Shelf().playbook(self.instance.pk, chosen), CreditorMode(mode)
            ):
                self.add_error("playbook", problem)


@require_http_methods(["GET", "POST"])
def identity(request: DeskRequest) -> HttpResponse:
    creditor = the_creditor(request)
    if request.method == "POST" and creditor.pk not in request.access.owned:
        raise Http404
    form = IdentityForm(given(request), instance=creditor)
    if request.method == "POST" and form.is_valid():
        form.save()
        mandates.wake(creditor.organization_id, today())
        messages.success(
            request,
            "C’est enregistré. Les envois déjà préparés gardent leurs mots\u202f; les suivants changent.",
            extra_tags="good",
        )
        return redirect(request.get_full_path())  # the creditor it names stays named
    return render(
        request,
        "web/settings/identity.html",
        {"form": form, "creditor": creditor},
        status=422 if form.errors else 200,
    )
