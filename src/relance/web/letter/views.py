"""The kit of a letter: what to print, what to write on the slip, what to check."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from relance.web.doors import DeskRequest, the_notice


@require_GET
def kit(request: DeskRequest, key: int) -> HttpResponse:
    notice = the_notice(request, key)
    raise Http404
