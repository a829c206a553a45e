"""Papers about money: the statement of a day, the agreement of a plan, the date of a promise."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from relance.case import Money, as_of, replay
from relance.claim import statement
from relance.notices import PlanPaperRefused, plan_paper, promise_calendar, statement_page
from relance.notices.french import money
from relance.office import clock
from relance.office.journal import entries_of, state_of
from relance.office.wiring import law_book
from relance.web import files
from relance.web.doors import DeskRequest, the_case, today


@require_GET
def statement_pdf(request: DeskRequest, key: int) -> HttpResponse:
    """What is owed today, line by line: a clerk can redo it with a pocket calculator."""
    case = the_case(request, key)
    owed = statement(state_of(case), on=today(), law=law_book())
    content = statement_page(owed, creditor=case.creditor.value(), debtor=case.debtor.value())
    return files.download(content, f"décompte-{case.debtor.name}.pdf", "application/pdf")


@require_GET
def plan_pdf(request: DeskRequest, key: int) -> HttpResponse:
    """The agreement of the running plan, as it stood on the day it was given."""
    case = the_case(request, key)
    journal = entries_of(case)
    plan = replay(journal).plan
    if plan is None:
        raise Http404
    then = replay(as_of(journal, plan.agreed_on))
    agreed = plan.fact
    owed = statement(then, on=plan.agreed_on, law=law_book(), invoices=agreed.invoices)
    try:
        content = plan_paper(
            agreed,
            on=plan.agreed_on,
            creditor=case.creditor.value(),
            debtor=case.debtor.value(),
            invoices=[then.invoices[number].invoice for number in agreed.invoices],
            statement=owed,
        )
    except PlanPaperRefused as refused:
        messages.error(request, str(refused), extra_tags="bad")
        return redirect("case", key=case.pk)
    return files.download(content, f"accord-{case.debtor.name}.pdf", "application/pdf")


@require_GET
def promise_ics(request: DeskRequest, key: int) -> HttpResponse:
    """The promised day, for the debtor's own agenda."""
    case = the_case(request, key)
    state = state_of(case)
    word = state.promise
    if word is None:
        raise Http404
    opened = {number: left for number, left in state.open_amounts().items() if left.cents > 0}
    due = word.amount or sum(opened.values(), start=Money(0, state.currency))
    content = promise_calendar(
        to=case.creditor.name,
        until=word.until,
        amount=money(due),
        reference=", ".join(opened) or "votre facture",
        key=f"{case.pk}-{word.sequence}",
        stamped_at=clock.now(),
        details=(("IBAN", case.creditor.iban),) if case.creditor.iban else (),
    )
    return files.download(content, "paiement-promis.ics", "text/calendar")
