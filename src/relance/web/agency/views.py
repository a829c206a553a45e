"""Choose the creditor whose rows the lists show; all of them when none is chosen."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from relance.web.doors import DeskRequest, readers_too


@readers_too
@require_POST
def choose(request: DeskRequest) -> HttpResponse:
    written = request.POST.get("creditor", "")
    if not written:
        request.session.pop("creditor", None)
        return redirect("today")
    if not (written.isascii() and written.isdigit()) or int(written) not in request.access.readable:
        raise Http404
    request.session["creditor"] = int(written)
    return redirect("today")
