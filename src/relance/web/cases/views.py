"""The list of cases, page by page; the same address serves the part that htmx swaps."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from relance.office.models import CreditorRow
from relance.web.cases.listing import FILTERS, ORDERS, Asked, page
from relance.web.doors import DeskRequest, listed
from relance.web.silence import of_row


@require_GET
def index(request: DeskRequest) -> HttpResponse:
    asked = Asked(
        words=request.GET.get("q", "")[:100],
        only=_known(request.GET.get("seulement", ""), FILTERS, ""),
        order=_known(request.GET.get("ordre", ""), ORDERS, "oldest"),
        after=request.GET.get("apres", "")[:60],
    )
    creditors = listed(request)
    found = page(asked, creditors)
    kept = {"q": asked.words, "seulement": asked.only, "ordre": asked.order}
    names = (
        dict(CreditorRow.objects.filter(pk__in=creditors).values_list("pk", "name"))
        if len(creditors) > 1
        else {}
    )
    return render(
        request,
        "web/cases/index.html",
        {
            "cases": [(case, of_row(case), names.get(case.creditor_id)) for case in found.cases],
            "asked": asked,
            "filters": FILTERS,
            "orders": ORDERS,
            "next_page": urlencode({**kept, "apres": found.next_after}) if found.next_after else "",
        },
    )


def _known(given: str, allowed: dict[str, str], otherwise: str) -> str:
    return given if given in allowed else otherwise
