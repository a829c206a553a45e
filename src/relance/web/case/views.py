"""The page of one case, and its exhibits."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from relance.case import replay
from relance.claim import statement, vat_notes
from relance.office import decide
from relance.office.journal import entries_of
from relance.office.models import OPEN_STATES, ExhibitRow, NoticeRow
from relance.office.people import first_contact, known
from relance.office.wiring import law_book, law_trouble
from relance.steps.promise import kept_promises
from relance.web import files
from relance.web.case.people import MissingForm
from relance.web.case.standing import standing
from relance.web.case.timeline import future, past
from relance.web.doors import DeskRequest, found, the_case, today
from relance.web.silence import of_row


@require_GET
def show(request: DeskRequest, key: int) -> HttpResponse:
    """Who owes what and why, what happened, what will, and what a person can do."""
    case = the_case(request, key)
    day = today()
    journal = entries_of(case)
    state = replay(journal)
    notices = list(NoticeRow.objects.filter(case=case).defer("edited").order_by("pk"))
    waiting = next((one for one in notices if one.state in OPEN_STATES), None)
    contact = first_contact(case)
    readable = not law_trouble()  # else the page says why, and shows the rest
    owed = statement(state, on=day, law=law_book()) if readable else None
    ahead = future(case, day) if readable else []
    form: MissingForm | None = MissingForm(initial=known(case), prefix=f"d{case.pk}")
    if form is not None and not (form.lacking and request.may_write and not case.closed):
        form = None
    return render(
        request,
        "web/case/show.html",
        {
            "case": case,
            "state": state,
            "owed": owed,
            "standing": standing(case, state, owed, day),
            "vat": vat_notes(state, day),
            "promises": kept_promises(state, today=day, calendar=decide.calendar_of(case.region)),
            "day": day,
            "contact": contact,
            "address": case.debtor.value().address,
            "waiting": waiting,
            "soon": (waiting.state == "planned" and not waiting.answer)
            if waiting
            else bool(case.next_step) and not case.closed,
            "silence": of_row(case),
            "past": past(journal, notices),
            "future": ahead,
            "steps_ahead": any(one.step for one in ahead),
            "missing_form": form,
            "exhibits": list(
                ExhibitRow.objects.filter(case=case)
                .select_related("file")
                .defer("file__content")
                .order_by("on", "pk")
            ),
        },
    )


@require_GET
def exhibit(request: DeskRequest, key: int, exhibit: int) -> HttpResponse:
    """A file as it was received: always a download."""
    case = the_case(request, key)
    row = found(ExhibitRow.objects.filter(case=case).select_related("file"), pk=exhibit)
    return files.download(bytes(row.file.content), row.name)
