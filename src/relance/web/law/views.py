"""What the law said, by which text, read when; and a new value with its source."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from relance.law import NoValue, ValueRefused, add_value, table
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

_ECB, _FROM_ECB = "taux_bce_refinancement", "taux_retard_professionnel"
_CLAIMED = (_ECB, _FROM_ECB, "taux_retard_public", "interet_legal_professionnel")


class ValueForm(DeskForm):
    value = forms.CharField(label="Valeur", max_length=20, help_text="Par exemple 2,65")
    on = DayField(label="Premier jour où elle vaut")
    source = forms.CharField(label="Où vous l’avez lue", max_length=300)
    reference = forms.CharField(label="Texte (arrêté, article)", max_length=200, required=False)
    replace = forms.BooleanField(
        label="Remplacer la valeur que j’ai déjà donnée pour ce jour", required=False
    )


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
    """True when a value that counts on that day or before it is not established."""
    if law_book().page(key).every == "change":
        try:
            law_book().rule(key, on=on)
        except NoValue:
            return True
        return False
    return _known_until(key) < on


def _known_until(key: str) -> date:
    """The last day before a half-year lacks its rate.

    The ECB rate counts on the first day of a half-year only, so it lasts as long as ours do.
    """
    until = law_book().known_until(_FROM_ECB if key == _ECB else key)
    assert until is not None, "a rate by half-year has an end"
    return until


def _asked_on(key: str, on: date) -> date:
    """The first day of the value a person is asked for."""
    if law_book().page(key).every == "change":
        return on
    return _known_until(key) + timedelta(days=1)


@require_http_methods(["GET", "POST"])
def rule(request: DeskRequest, key: str) -> HttpResponse:
    try:
        page = table(law_book(), key)
    except UnknownRule:
        raise Http404 from None
    if request.method == "POST" and not request.owner:
        raise Http404
    form = ValueForm(given(request), initial={"on": _asked_on(key, today())})
    if not any(row["added"] for row in page["values"]):
        del form.fields["replace"]
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
                replace_mine=said.get("replace", False),
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
        {
            "page": page,
            "form": form,
            "missing": missing(key, today()),
            "stopped_on": _known_until(key) if key in _CLAIMED else None,
        },
        status=422 if form.errors else 200,
    )
