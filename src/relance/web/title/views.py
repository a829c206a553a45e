"""Five questions, then what the texts provide, side by side: facts beside conditions."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from relance.notices.told_procedure import COURTS
from relance.office.journal import state_of
from relance.office.procedure import known, ways
from relance.office.procedure.pieces import pieces
from relance.office.wiring import law_book
from relance.routes.court import jurisdiction
from relance.routes.limitation import DOES_NOT_INTERRUPT, INTERRUPTS, limitations
from relance.routes.route import all_routes
from relance.routes.situation import Quality
from relance.web.doors import DeskRequest, given, the_case, today
from relance.web.fields import DeskForm

_QUALITIES = [
    ("", "Pas encore dit"),
    (Quality.TRADER.value, "Commerçant ou société commerciale (SARL, SAS, SA, SNC…)"),
    (Quality.ARTISAN.value, "Artisan"),
    (Quality.LIBERAL.value, "Profession libérale"),
    (Quality.CIVIL.value, "Société civile ou association"),
]


class QuestionsForm(DeskForm):
    """What only a person knows; the other answers come from the case."""

    creditor = forms.ChoiceField(label="Vous êtes", choices=_QUALITIES, required=False)
    debtor = forms.ChoiceField(label="Votre client est", choices=_QUALITIES, required=False)
    carriage = forms.BooleanField(label="Il s’agit d’un transport de marchandises", required=False)
    says_optional = False


@require_http_methods(["GET", "POST"])
def show(request: DeskRequest, key: int) -> HttpResponse:
    case = the_case(request, key)
    state, day = state_of(case), today()
    of_case = known.read(known.CaseCourt, case.court)
    before = ways.situation(case, state, on=day)
    initial = {
        "creditor": before.creditor.value,
        "debtor": before.debtor.value,
        "carriage": of_case.carriage,
    }
    form = QuestionsForm(given(request), initial=initial)
    if case.debtor.kind in ("consumer", "public"):
        del form.fields["debtor"]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        ways.qualify(
            case,
            creditor=Quality(said["creditor"]),
            debtor=Quality(said.get("debtor", "")),
            carriage=said["carriage"],
        )
        messages.success(request, "C’est noté.", extra_tags="good")
        return redirect("ways", key=case.pk)
    law = law_book()
    where = jurisdiction(before)
    return render(
        request,
        "web/title/ways.html",
        {
            "case": case,
            "day": day,
            "form": form,
            "situation": before,
            "ways": all_routes(before, law, day, have={one.kind for one in pieces(case)}),
            "where": where,
            "courts": [COURTS[kind.value] for kind in where.kinds],
            "limits": limitations(state, law, today=day, carriage=of_case.carriage),
            "interrupts": INTERRUPTS,
            "does_not": DOES_NOT_INTERRUPT,
        },
        status=422 if form.errors else 200,
    )
