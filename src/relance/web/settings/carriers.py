"""Accounts with letter providers: keys are kept encrypted, and never shown again."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from relance.case import Money
from relance.office import secrets_box
from relance.office.carriers import hearing
from relance.office.carriers.accounts import NAMES, secret_name
from relance.office.models import CarrierRow, CreditorRow
from relance.web.doors import DeskRequest, the_creditor
from relance.web.fields import AmountField, DeskForm

_FIELDS: dict[str, dict[str, str]] = {
    "maileva": {
        "user": "Identifiant Maileva",
        "secret": "Mot de passe",
        "client": "Identifiant d’application (client_id)",
        "other": "Secret d’application (client_secret)",
        "price": "Prix d’une lettre dans votre contrat, TTC",
        "hook": "Mot de passe des avis (identifiant:mot de passe)",
    },
    "merci_facteur": {
        "client": "Identifiant de service",
        "secret": "Clé secrète",
        "user": "Numéro d’utilisateur",
        "hook": "Clé secrète des avis",
    },
    "ar24": {
        "client": "Jeton (token)",
        "secret": "Clé privée",
        "user": "Numéro d’utilisateur",
        "price": "Prix d’une lettre, hors taxes",
    },
}
_HIDDEN = {"secret": "", "other": "client", "hook": "hook"}
"""The fields kept encrypted, with the part of the account each one is."""

_DEAREST = Money.of("200")

_NUMBERS = ("merci_facteur", "ar24")
"""Those whose user is a number."""


class CarrierForm(DeskForm):
    """The fields of one provider; secrets left empty keep what is there."""

    def __init__(self, *given: object, key: str, **options: object) -> None:
        super().__init__(*given, **options)
        for name, label in _FIELDS[key].items():
            if name in _HIDDEN:
                self.fields[name] = forms.CharField(
                    label=label,
                    max_length=500,
                    required=False,
                    widget=forms.PasswordInput(
                        render_value=True, attrs={"autocomplete": "new-password"}
                    ),
                    help_text="Gardé chiffré. Vide\u00a0: celui d’avant.",
                )
            elif name == "price":
                self.fields[name] = AmountField(label=label)
            elif name == "user" and key in _NUMBERS:
                self.fields[name] = forms.RegexField(
                    r"\A[0-9]{1,12}\Z",
                    label=label,
                    error_messages={
                        "invalid": "Ce numéro n’a que des chiffres. Rien n’a été enregistré."
                    },
                )
            else:
                self.fields[name] = forms.CharField(label=label, max_length=200)

    def clean_price(self) -> Money | None:
        price: Money | None = self.cleaned_data["price"]
        if price is not None and not 0 < price.cents <= _DEAREST.cents:
            raise forms.ValidationError(
                "Le prix d’une lettre va de 0,01 à 200,00\u00a0€. Rien n’a été enregistré."
            )
        return price


def _owned(request: DeskRequest) -> CreditorRow:
    creditor = the_creditor(request)
    if request.method == "POST" and creditor.pk not in request.access.owned:
        raise Http404
    return creditor


@require_http_methods(["GET", "POST"])
def index(request: DeskRequest) -> HttpResponse:
    creditor = _owned(request)
    posted = request.POST.get("carrier", "") if request.method == "POST" else ""
    rows = {row.key: row for row in CarrierRow.objects.filter(creditor=creditor)}
    listed = []
    for key, name in NAMES.items():
        row = rows.get(key)
        initial = _initial(row) if row else {}
        given = request.POST if posted == key else None
        form = CarrierForm(given, key=key, initial=initial, prefix=key)
        if given is not None and form.is_valid():
            _keep(creditor, key, form.cleaned_data)
            messages.success(request, "C’est enregistré.", extra_tags="good")
            return redirect("carriers")
        hook = request.build_absolute_uri(
            reverse("carrier_hook", args=[creditor.pk, key, hearing.token(creditor.pk, key)])
        )
        listed.append((key, name, form, row, hook))
    wrong = any(form.errors for _, _, form, _, _ in listed)
    page = {"listed": listed, "creditor": creditor}
    return render(request, "web/settings/carriers.html", page, status=422 if wrong else 200)


def _initial(row: CarrierRow) -> dict[str, object]:
    price = None if row.price_cents is None else f"{row.price_cents / 100:.2f}".replace(".", ",")
    return {"user": row.user, "client": row.client, "price": price}


def _keep(creditor: CreditorRow, key: str, said: dict[str, object]) -> None:
    price = said.get("price")
    CarrierRow.objects.update_or_create(
        creditor=creditor,
        key=key,
        defaults={
            "user": str(said.get("user", "")),
            "client": str(said.get("client", "")),
            "price_cents": price.cents if isinstance(price, Money) else None,
        },
    )
    for field, part in _HIDDEN.items():
        if value := said.get(field):
            secrets_box.keep(creditor.pk, secret_name(key, part), str(value))


@require_POST
def remove(request: DeskRequest, carrier: str) -> HttpResponse:
    """Back to letters printed and posted by hand."""
    creditor = _owned(request)
    if CarrierRow.objects.filter(creditor=creditor, key=carrier).delete()[0] == 0:
        raise Http404
    for part in _HIDDEN.values():
        secrets_box.keep(creditor.pk, secret_name(carrier, part), "")
    messages.success(request, "Le compte est retiré de cette machine.", extra_tags="good")
    return redirect("carriers")
