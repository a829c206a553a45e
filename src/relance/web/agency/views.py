"""Choose the creditor whose rows the lists show; all of them when none is chosen."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from relance.web.doors import DeskRequest, key_in, readers_too


@readers_too
@require_POST
def choose(request: DeskRequest) -> HttpResponse:
    written = request.POST.get("creditor", "")
    if not written:
        request.session.pop("creditor", None)
        return redirect("today")
    key = key_in(written)
    if key not in request.access.readable:
        raise Http404
    request.session["creditor"] = key
    return redirect("today")
