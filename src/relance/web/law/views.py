"""What the law said, by which text, read when; and a new value with its source."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from relance.law import HalfYear, ValueRefused, add_value, table
from relance.law.rule import UnknownRule
from relance.office.wiring import law_book, law_folder
from relance.web.doors import DeskRequest, given, today
from relance.web.fields import DayField, DeskForm

RATES = (
    "taux_retard_professionnel",
    "taux_bce_refinancement",
    "interet_legal_professionnel",
    "interet_legal_particulier",
    "taux_retard_public",
    "indemnite_forfaitaire",
)
"""The pages shown first: those a new half-year changes, and the flat indemnity."""


class ValueForm(DeskForm):
    value = forms.CharField(label="Valeur", max_length=20, help_text="Par exemple 2,65")
    on = DayField(label="Premier jour où elle vaut")
    source = forms.CharField(label="Où vous l’avez lue", max_length=300)
    reference = forms.CharField(label="Texte (arrêté, article)", max_length=200, required=False)


@require_GET
def index(request: DeskRequest) -> HttpResponse:
    law = law_book()
    keys = law.keys()
    first = [key for key in RATES if key in keys]
    rest = [key for key in keys if key not in first]
    return render(
        request,
        "web/law/index.html",
        {"rates": [_row(key) for key in first], "rest": [_row(key) for key in rest]},
    )


def _row(key: str) -> dict[str, object]:
    page = table(law_book(), key)
    return {
        **page,
        "last": page["values"][-1] if page["values"] else None,
        "missing": missing(key, today()),
    }


def missing(key: str, on: date) -> bool:
    """True when the value of that day is not known yet."""
    until = law_book().known_until(key)
    return until is not None and until < on


@require_http_methods(["GET", "POST"])
def rule(request: DeskRequest, key: str) -> HttpResponse:
    try:
        page = table(law_book(), key)
    except UnknownRule:
        raise Http404 from None
    if request.method == "POST" and not request.owner:
        raise Http404
    until = law_book().known_until(key)
    next_on = until + timedelta(days=1) if until else HalfYear.of(today()).next().first_on
    form = ValueForm(given(request), initial={"on": next_on})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        folder = law_folder()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            add_value(
                folder,
                key,
                on=said["on"],
                value=said["value"],
                source=said["source"],
                reference=said["reference"],
                checked_on=today(),
            )
        except ValueRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                "La valeur est enregistrée avec sa source\u00a0: les décomptes en tiennent compte.",
                extra_tags="good",
            )
            return redirect("rule", key)
    return render(
        request,
        "web/law/rule.html",
        {"page": page, "form": form, "missing": missing(key, today())},
        status=422 if form.errors else 200,
    )
