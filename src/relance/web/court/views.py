"""The court file of a case: what happened, what is owed, what proves it."""
from __future__ import annotations
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET
from relance.web.doors import DeskRequest, the_case

@require_GET
def show(request: DeskRequest, key: int) -> HttpResponse:
    raise Http404
as_pdf = as_folder = show
