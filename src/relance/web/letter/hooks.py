"""The address a provider calls: open to strangers, believed by nobody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from relance.office.access import within
from relance.office.carriers import hearing
from relance.web.doors import open_to_all, readers_too, today


@csrf_exempt
@open_to_all
@readers_too
@require_POST
def hook(request: HttpRequest, creditor: int, carrier: str, token: str) -> HttpResponse:
    """Note that something happened to a letter; what, the provider's API says."""
    with within(frozenset({creditor})):
        if not hearing.known(creditor, carrier, token):
            raise Http404
        body = request.body[: hearing.MOST_BYTES]
        hearing.hear(creditor, carrier, dict(request.headers), body, today())
    # Maileva's description asks for 201; the others take any success.
    return HttpResponse(status=201)
