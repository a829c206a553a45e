"""Collective procedures on the desk: the BODACC watched, the claim declared."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from relance.notices import (
    InsolvencyClaimRefused,
    insolvency_claim,
    last_days,
    missing_in_insolvency_claim,
)
from relance.office.access import within
from relance.office.journal import state_of
from relance.office.models import CaseRow
from relance.office.procedure import asking, insolvency
from relance.office.wiring import law_book
from relance.web import files
from relance.web.court.forms import ClaimForm, WatchForm
from relance.web.doors import DeskRequest, author, given, the_case, today


@require_http_methods(["GET", "POST"])
def ask(request: DeskRequest, key: int) -> HttpResponse:
    """To whom the claim is declared, and what guarantees it."""
    case = the_case(request, key)
    state = state_of(case)
    made = insolvency.declaration(case, state, on=today())
    if made is None:
        raise Http404
    form = ClaimForm(given(request), initial=asking.claim_of(case, state.order))
    if request.method == "POST" and form.is_valid():
        asking.keep_claim(case, form.cleaned_data)
        messages.success(request, "C’est enregistré dans la déclaration.", extra_tags="good")
        return redirect("claim_ask", key=case.pk)
    law = law_book()
    page = {
        "case": case,
        "form": form,
        "made": made,
        "days": last_days(made.published_on, creditor=made.creditor.address, law=law),
        "missing": missing_in_insolvency_claim(made, law=law),
    }
    return render(request, "web/court/claim.html", page, status=422 if form.errors else 200)


@require_GET
def paper(request: DeskRequest, key: int) -> HttpResponse:
    """The declaration, to sign and to post registered."""
    case = the_case(request, key)
    made = insolvency.declaration(case, state_of(case), on=today())
    if made is None:
        raise Http404
    try:
        content = insolvency_claim(made, law=law_book())
    except InsolvencyClaimRefused as refused:
        messages.error(request, str(refused), extra_tags="bad")
        return redirect("claim_ask", key=case.pk)
    return files.download(content, f"declaration-{case.debtor.name}.pdf", "application/pdf")


@require_http_methods(["GET", "POST"])
def watch(request: DeskRequest) -> HttpResponse:
    """Bring announcements; see the cases that a procedure has frozen."""
    posted = request.method == "POST"
    form = WatchForm(given(request), request.FILES if posted else None)
    done = None
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        with within(request.access.writable):
            done = insolvency.take(
                [(file.name, file.read(files.MOST_BYTES + 1))], by=author(request), today=today()
            )
    frozen = CaseRow.objects.filter(silence="insolvency").select_related("debtor")
    page = {"form": form, "done": done, "frozen": list(frozen.order_by("debtor__name", "pk")[:200])}
    return render(request, "web/court/watch.html", page, status=422 if form.errors else 200)


@require_POST
def ask_bodacc(request: DeskRequest) -> HttpResponse:
    """Ask the public data set for the debtors of the open cases: only SIREN numbers leave."""
    with within(request.access.writable):
        done = insolvency.ask_bodacc(by=author(request), today=today())
    for why in done.unanswered:
        messages.error(request, why, extra_tags="bad")
    if not done.unanswered:
        many = len(done.frozen)
        said = f"{done.read} annonces lues, {many} dossier{'s' if many > 1 else ''} arrêté{'s' if many > 1 else ''}."
        messages.success(request, said, extra_tags="good")
    return redirect("watch")
