"""Every page runs in the scope of the signed-in member's creditors, and in no other."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from relance.office.access import access_of, within


class DeskMiddleware:
    """Open the scope of the reader's creditors around the whole request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        access = access_of(request.user)
        request.access = access  # type: ignore[attr-defined]
        with within(access.readable):
            return self.get_response(request)
