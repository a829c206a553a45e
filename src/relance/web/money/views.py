"""Money in: drop a statement; say yes, no or whose it is; undo a wrong match."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from relance.case import Money
from relance.office.access import within
from relance.office.acting import ActRefused
from relance.office.banking import answering, bringing, freshness
from relance.office.decide import money_known_until
from relance.office.models import CaseRow, CreditorRow, MovementRow, MovementState, StatementRow
from relance.web.doors import (
    DeskRequest,
    author,
    checked,
    found,
    key_in,
    listed,
    the_case,
    the_named_creditor,
    today,
)
from relance.web.files import brought
from relance.web.money.shown import Shown, shown

SHOWN = 50
"""Transfers shown of each kind; the rest comes up as these are answered."""


@require_http_methods(["GET", "POST"])
def index(request: DeskRequest) -> HttpResponse:
    """What has come in, most pressing first; on POST, read the statements dropped."""
    if request.method == "POST":
        return _drop(request)
    with within(listed(request)):
        rows = MovementRow.objects.select_related("case__debtor", "creditor")
        by_state = {
            state: shown(rows.filter(state=state).order_by("-on", "-pk")[:SHOWN])
            for state in (MovementState.ASKED, MovementState.BOOKED, MovementState.UNKNOWN)
        }
        statements = list(
            StatementRow.objects.select_related("creditor").order_by("-brought_at", "-pk")[:10]
        )
        known = [
            (creditor, money_known_until(creditor), freshness.too_old(creditor, today()))
            for creditor in CreditorRow.objects.filter(pk__in=listed(request)).order_by("name")
        ]
    page = {
        "asked": by_state[MovementState.ASKED],
        "booked": by_state[MovementState.BOOKED],
        "unknown": by_state[MovementState.UNKNOWN],
        "statements": statements,
        "known": known,
        "several": len(known) > 1,
    }
    return render(request, "web/money/index.html", page)


def _drop(request: DeskRequest) -> HttpResponse:
    creditor = the_named_creditor(request)
    files = brought(request, "relevé")
    if not files:
        messages.warning(
            request,
            "Aucun fichier n’est arrivé. Choisissez-en au moins un. Rien n’a été lu.",
            extra_tags="warm",
        )
        return redirect("money")
    done = bringing.bring(creditor, files, by=author(request), today=today())
    for problem in done.problems:
        messages.warning(
            request,
            f"{problem.file} – {problem.where}\u00a0: {problem.message} {problem.hint}",
            extra_tags="warm",
        )
    if done.uploads:
        return redirect("bank_columns", key=done.uploads[0])
    if done.statements:
        messages.success(request, done.sentence(), extra_tags="good")
    elif not done.problems:
        messages.warning(
            request, "Ce fichier ne contient aucun relevé. Rien n’a été ajouté.", extra_tags="warm"
        )
    return redirect("money")


def _the_movement(request: DeskRequest, key: int) -> MovementRow:
    rows = MovementRow.objects.select_related("case__debtor", "case__creditor", "creditor")
    row: MovementRow = found(rows, pk=key)
    checked(request, row.creditor_id)
    return row


@require_GET
def movement(request: DeskRequest, key: int) -> HttpResponse:
    """One transfer: every proposal with its reasons, and the cases it could be given to."""
    row = _the_movement(request, key)
    words = request.GET.get("q", "").strip()[:100]
    cases = CaseRow.objects.filter(creditor_id=row.creditor_id, closed=False, currency=row.currency)
    if words:
        cases = cases.filter(debtor__name__icontains=words)
    page: dict[str, Any] = {
        "one": Shown.of(row),
        "cases": cases.select_related("debtor").order_by("debtor__name")[:20],
        "q": words,
    }
    return render(request, "web/money/movement.html", page)


def _answered(request: DeskRequest, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except ActRefused as refused:
        messages.error(request, str(refused), extra_tags="bad")
    else:
        messages.success(request, done, extra_tags="good")
    return redirect("money")


@require_POST
def accept(request: DeskRequest, key: int) -> HttpResponse:
    """Yes: the first proposal, the one chosen, or the case a person has named."""
    row = _the_movement(request, key)
    named = key_in(request.POST.get("case", ""))
    if named is not None:
        case = the_case(request, named)
        if case.creditor_id != row.creditor_id:
            raise Http404
        parts = [answering.Part(Money(row.cents, row.currency))]
    else:
        index = key_in(request.POST.get("place", "")) or 0
        if index >= len(row.proposals):
            raise Http404
        proposal = row.proposals[index]
        case = the_case(request, proposal["parts"][0]["case"])
        if "noted" in proposal and "another" not in request.POST:
            return _answered(
                request,
                lambda: answering.already_noted(row, case, by=author(request), today=today()),
                f"C’est le paiement déjà noté pour {case.debtor.name} : rien n’est compté deux fois.",
            )
        parts = answering.parts_of(row, proposal)
    return _answered(
        request,
        lambda: answering.accept(row, case, parts, by=author(request), today=today()),
        f"Le paiement est enregistré pour {case.debtor.name}.",
    )


@require_POST
def refuse(request: DeskRequest, key: int) -> HttpResponse:
    row = _the_movement(request, key)
    return _answered(
        request,
        lambda: answering.refuse(row, by=author(request), today=today()),
        "Ce n’était pas lui\u00a0: les dossiers qui attendaient reprennent.",
    )


@require_POST
def ignore(request: DeskRequest, key: int) -> HttpResponse:
    row = _the_movement(request, key)
    return _answered(
        request,
        lambda: answering.ignore(row, by=author(request), today=today()),
        "Ce mouvement est écarté\u00a0: il ne paie aucune facture.",
    )


@require_POST
def undo(request: DeskRequest, key: int) -> HttpResponse:
    row = _the_movement(request, key)
    return _answered(
        request,
        lambda: answering.undo(row, by=author(request), today=today()),
        "Le rapprochement est annulé\u00a0: le paiement n’a jamais compté, le dossier reprend.",
    )
