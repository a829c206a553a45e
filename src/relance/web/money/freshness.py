"""How a creditor knows his payments, said on the desk; and «everything is noted», for a day."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from relance.case import Money
from relance.office.banking import freshness
from relance.office.models import MoneyKnown, SmallRest
from relance.web.doors import DeskRequest, given, the_creditor, the_named_creditor, today
from relance.web.fields import AmountField, DeskForm


class KnownForm(DeskForm):
    """How payments are known, how old that may be, and what becomes of a small rest."""

    money_known = forms.ChoiceField(
        label="Comment savez-vous qui a payé\u202f?",
        widget=forms.RadioSelect,
        choices=[
            (MoneyKnown.STATEMENTS.value, "J’apporte mes relevés bancaires"),
            (MoneyKnown.BY_HAND.value, "Je note moi-même les paiements"),
        ],
    )
    money_max_age = forms.IntegerField(
        label="Âge maximal d’un relevé, en jours ouvrés",
        min_value=0,
        max_value=30,
        help_text="Au-delà, rien ne part avant un relevé plus récent.",
    )
    small_rest_cents = AmountField(
        label="Ne pas relancer pour moins de",
        required=False,
        help_text="Vide ou 0\u00a0: chaque centime est réclamé.",
    )
    small_rest = forms.ChoiceField(
        label="Un reste plus petit", choices=[(one.value, one.label) for one in SmallRest]
    )

    def clean_small_rest_cents(self) -> int:
        amount: Money | None = self.cleaned_data["small_rest_cents"]
        if amount is None:
            return 0
        if not 0 <= amount.cents <= 10_000:
            raise forms.ValidationError(
                "Un petit reste va de 0 à 100\u00a0€. Corrigez le montant. Rien n’a changé."
            )
        return amount.cents


@require_http_methods(["GET", "POST"])
def choose(request: DeskRequest) -> HttpResponse:
    """Ask how the payments are known; the answer starts the rule."""
    creditor = the_creditor(request)
    initial = {
        "money_known": creditor.money_known or MoneyKnown.STATEMENTS.value,
        "money_max_age": creditor.money_max_age,
        "small_rest_cents": Money(creditor.small_rest_cents),
        "small_rest": creditor.small_rest,
    }
    form = KnownForm(given(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        creditor.money_max_age = said["money_max_age"]
        creditor.small_rest_cents = said["small_rest_cents"]
        creditor.small_rest = said["small_rest"]
        creditor.save(update_fields=["money_max_age", "small_rest_cents", "small_rest"])
        freshness.choose(creditor, MoneyKnown(said["money_known"]), today=today())
        messages.success(request, "C’est noté.", extra_tags="good")
        return redirect("money")
    page = {"form": form, "creditor": creditor}
    return render(request, "web/money/known.html", page, status=422 if form.errors else 200)


@require_POST
def confirm(request: DeskRequest) -> HttpResponse:
    """«Every payment received so far is noted»: what waited for it may leave today."""
    creditor = the_named_creditor(request)
    freshness.confirm(creditor, today=today())
    messages.success(
        request, "C’est noté pour aujourd’hui\u00a0: les envois peuvent partir.", extra_tags="good"
    )
    return redirect("money")
