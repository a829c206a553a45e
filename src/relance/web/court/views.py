"""The court file of a case: what happened, what is owed, what proves it, what is asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from relance.case import replay
from relance.case.entries import Channel, ExhibitKind
from relance.claim import statement
from relance.notices.order_soundness import OrderRefused
from relance.office import court_file
from relance.office.acting import ActRefused
from relance.office.gathering import Ask, facts_for, papers_of
from relance.office.journal import entries_of, state_of
from relance.office.models import CaseRow, ExhibitRow, NoticeRow
from relance.office.procedure import asking, choosing, dates, european, pieces
from relance.office.procedure import request as requests
from relance.office.wiring import law_book
from relance.office.zipping import zipped
from relance.web import files
from relance.web.case.timeline import past
from relance.web.court.forms import PieceForm, RequestForm
from relance.web.doors import DeskRequest, author, given, the_case, today

_BOTH = require_http_methods(["GET", "POST"])


def built(case: CaseRow) -> court_file.CourtFile:
    """The file as it stands today. Nothing late and unpaid: there is none."""
    state = state_of(case)
    invoices = choosing.chosen(case, state, on=today()).asked
    if not invoices:
        raise Http404
    ask = Ask("court_file", Channel.COURT, today(), invoices)
    return court_file.build(case, facts_for(case, state, ask, papers_of(case)))


@require_GET
def show(request: DeskRequest, key: int) -> HttpResponse:
    case = the_case(request, key)
    journal = entries_of(case)
    state = replay(journal)
    day = today()
    notices = list(NoticeRow.objects.filter(case=case, state="sent").defer("edited"))
    exhibits = ExhibitRow.objects.filter(case=case).select_related("file").defer("file__content")
    chosen = choosing.chosen(case, state, on=day)
    return render(
        request,
        "web/court/show.html",
        {
            "case": case,
            "day": day,
            "state": state,
            "order": state.order if state.order and state.order.running else None,
            "owed": statement(state, on=day, law=law_book()),
            "past": [one for one in reversed(past(journal, notices)) if not one.void],
            "exhibits": list(exhibits.order_by("on", "pk")),
            "chosen": chosen,
            "prepared": requests.prepare(case, state, on=day, asked_for=chosen.asked)
            if chosen.asked
            else None,
            "cross_border": bool(chosen.asked)
            and european.applies(case.creditor.value().address, case.debtor.value().address),
            "milestones": dates.milestones(state, region=case.region),
        },
    )


@require_GET
def as_pdf(request: DeskRequest, key: int) -> HttpResponse:
    """Everything in one PDF, to print or to hand in."""
    case = the_case(request, key)
    return files.download(built(case).pdf, f"dossier-{case.debtor.name}.pdf", "application/pdf")


@require_GET
def as_folder(request: DeskRequest, key: int) -> HttpResponse:
    """The numbered exhibits and the papers as files."""
    case = the_case(request, key)
    made = zipped(built(case).files)
    return files.download(made, f"dossier-{case.debtor.name}.zip", "application/zip")


@_BOTH
def ask(request: DeskRequest, key: int) -> HttpResponse:
    """What the request says beyond the case's own facts."""
    case = the_case(request, key)
    apart = choosing.choose(state_of(case), on=today()).apart
    form = RequestForm(
        given(request),
        initial=asking.known_of(case),
        natural=asking.natural(case.creditor),
        apart=[one for one in apart if one.may_ask],
    )
    if request.method == "POST" and form.is_valid():
        asking.keep(case, form.cleaned_data)
        messages.success(request, "C’est enregistré dans la requête.", extra_tags="good")
        return redirect("court", key=case.pk)
    return _form(request, case, form, "La requête en injonction de payer", "Enregistrer")


def _prepared(case: CaseRow) -> requests.Prepared:
    """The request of today, as the page shows it. Nothing to ask for: there is none."""
    state = state_of(case)
    asked = choosing.chosen(case, state, on=today()).asked
    if not asked:
        raise Http404
    return requests.prepare(case, state, on=today(), asked_for=asked)


@require_GET
def request_pdf(request: DeskRequest, key: int) -> HttpResponse:
    """The request alone, to date and sign by hand."""
    case = the_case(request, key)
    prepared = _prepared(case)
    try:
        made = requests.paper(prepared)
    except OrderRefused as refused:
        messages.error(request, str(refused), extra_tags="bad")
        return redirect("court", key=case.pk)
    return files.download(made, f"requete-{case.debtor.name}.pdf", "application/pdf")


@require_GET
def form_a(request: DeskRequest, key: int) -> HttpResponse:
    """What to copy onto form A, when the other party is elsewhere in the Union."""
    case = the_case(request, key)
    prepared = _prepared(case)
    try:
        made = european.sheet(prepared)
    except OrderRefused as refused:
        messages.error(request, str(refused), extra_tags="bad")
        return redirect("court", key=case.pk)
    return files.download(
        made, f"preparation-formulaire-a-{case.debtor.name}.pdf", "application/pdf"
    )


@require_GET
def power_pdf(request: DeskRequest, key: int) -> HttpResponse:
    """The special power of the agent who files."""
    case = the_case(request, key)
    prepared = _prepared(case)
    made = requests.power(prepared)
    return files.download(made, f"pouvoir-{case.debtor.name}.pdf", "application/pdf")


@_BOTH
def add_piece(request: DeskRequest, key: int) -> HttpResponse:
    """Put a piece in the file."""
    case = the_case(request, key)
    initial: dict[str, Any] = {"on": today()}
    if (wanted := request.GET.get("prouve")) in set(ExhibitKind):
        initial["proves"] = wanted
    posted = request.method == "POST"
    form = PieceForm(
        given(request),
        request.FILES if posted else None,
        initial=initial,
        invoices=list(state_of(case).invoices),
    )
    if posted and form.is_valid():
        said = form.cleaned_data
        try:
            pieces.add(
                case,
                ExhibitKind(said["proves"]),
                said["file"].name[:200],
                said["file"].read(),
                said["file"].content_type or "application/octet-stream",
                on=said["on"],
                by=author(request),
                today=today(),
                title=said["title"],
                invoice=said["invoice"],
            )
        except ActRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "La pièce est versée au dossier.", extra_tags="good")
            return redirect("court", key=case.pk)
    return _form(request, case, form, "Verser une pièce", "Verser la pièce", with_file=True)


def _form(
    request: DeskRequest,
    case: CaseRow,
    form: Any,
    title: str,
    button: str,
    *,
    with_file: bool = False,
) -> HttpResponse:
    page = {"case": case, "form": form, "title": title, "button": button, "with_file": with_file}
    return render(request, "web/court/form.html", page, status=422 if form.errors else 200)
