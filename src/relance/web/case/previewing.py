"""The words of a step to come, as they would be on its day if nobody pays."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from relance.case.entries import Channel
from relance.notices import BadAddress, MissingFact, NoticeFacts, NotWritable, call_card
from relance.office import outlook, preparing
from relance.office.gathering import Ask, Papers, facts_for, papers_of
from relance.office.journal import entries_of
from relance.office.models import CaseRow
from relance.steps import RehearsedDay, Step
from relance.web import files
from relance.web.doors import DeskRequest, the_case, today
from relance.web.notice.mail import shown

PREVIEW = "apercu"
"""The identity of what is only looked at: no notice has it, nothing leaves under it."""


def _rehearsed(case: CaseRow, step: str) -> tuple[RehearsedDay, Step]:
    days = outlook.rehearsed(case, entries_of(case), from_on=today(), days=outlook.DAYS_AHEAD)
    for day in days:
        if isinstance(day.decision, Step) and day.decision.key == step:
            return day, day.decision
    raise Http404


def _facts(case: CaseRow, day: RehearsedDay, step: Step, papers: Papers) -> NoticeFacts:
    ask = Ask(
        kind=step.words,
        channel=step.channel,
        on=day.on,
        invoices=step.invoices,
        listed=step.listed,
        deadline_on=step.deadline_on,
        identity=PREVIEW,
        step=step.key,
    )
    return facts_for(case, day.state, ask, papers)


@require_GET
def preview(request: DeskRequest, key: int, step: str) -> HttpResponse:
    """The mail, the card or the letter of a step to come; a reason when it cannot be written."""
    case = the_case(request, key)
    day, found = _rehearsed(case, step)
    papers = papers_of(case)
    facts = _facts(case, day, found, papers)
    page = {
        "case": case,
        "step": found,
        "on": day.on,
        "total": outlook.claimed(day.state, day),
    }
    if found.channel is Channel.PHONE:
        page["card"] = call_card(facts)
    elif found.channel is not Channel.COURT:
        try:
            made = preparing.rendered(facts, papers, identity=PREVIEW)
        except (MissingFact, NotWritable, BadAddress) as refused:
            page["refused"] = str(refused)
        else:
            page["warnings"] = made.warnings
            page["is_pdf"] = made.media_type != preparing.MAIL
            if made.media_type == preparing.MAIL:
                page["mail"] = shown(made.content)
    return render(request, "web/case/preview.html", page)


@require_GET
def preview_pdf(request: DeskRequest, key: int, step: str) -> HttpResponse:
    """The letter of a step to come, as it would print."""
    case = the_case(request, key)
    day, found = _rehearsed(case, step)
    if found.channel is not Channel.LETTER:
        raise Http404
    papers = papers_of(case)
    try:
        made = preparing.rendered(_facts(case, day, found, papers), papers, identity=PREVIEW)
    except (MissingFact, NotWritable):
        raise Http404 from None
    return files.letter_in_page(made.content, f"{step}.pdf")
