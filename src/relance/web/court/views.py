"""The court file of a case: what happened, what is owed, what proves it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from relance.case import replay
from relance.case.entries import Channel
from relance.claim import statement
from relance.office import court_file
from relance.office.gathering import Ask, facts_for, papers_of
from relance.office.journal import entries_of, state_of
from relance.office.models import CaseRow, ExhibitRow, NoticeRow
from relance.office.wiring import law_book
from relance.web import files
from relance.web.case.timeline import past
from relance.web.doors import DeskRequest, the_case, today
from relance.web.letter.views import zipped


def _late(case: CaseRow) -> tuple[str, ...]:
    """The invoices a court would be asked for: late, and still open."""
    state = state_of(case)
    opened = state.open_amounts()
    return tuple(
        number
        for number, one in state.invoices.items()
        if one.invoice.due_on < today() and opened[number].cents > 0
    )


def built(case: CaseRow) -> court_file.CourtFile:
    """The file as it stands today. Nothing late and unpaid: there is none."""
    invoices = _late(case)
    if not invoices:
        raise Http404
    ask = Ask("court_file", Channel.COURT, today(), invoices)
    return court_file.build(case, facts_for(case, state_of(case), ask, papers_of(case)))


@require_GET
def show(request: DeskRequest, key: int) -> HttpResponse:
    case = the_case(request, key)
    journal = entries_of(case)
    state = replay(journal)
    notices = list(NoticeRow.objects.filter(case=case, state="sent").defer("edited"))
    exhibits = ExhibitRow.objects.filter(case=case).select_related("file").defer("file__content")
    return render(
        request,
        "web/court/show.html",
        {
            "case": case,
            "owed": statement(state, on=today(), law=law_book()),
            "past": [one for one in reversed(past(journal, notices)) if not one.void],
            "exhibits": list(exhibits.order_by("on", "pk")),
            "can_build": bool(_late(case)),
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
