"""Every page runs in the scope of the signed-in member's creditors, and in no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
)
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from relance.law import BadPage
from relance.office.access import access_of, within
from relance.office.models import Membership, Role
from relance.web.doors import DeskRequest, View


class DeskMiddleware:
    """Open the scope of the reader's creditors around the whole request.

    A view that is not marked `open_to_all` is closed to strangers; a POST is closed to people
    who may change nothing, unless the view is marked `readers_too`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        desk = cast(DeskRequest, request)
        desk.access = access_of(request.user)
        chosen = request.session.get("creditor") if desk.access.readable else None
        desk.chosen = chosen if chosen in desk.access.readable else None
        roles: set[str] = set()
        if request.user.is_authenticated:
            # A new owner has no creditor yet: his role says that he may bring the first one.
            roles = set(
                Membership.objects.filter(user_id=request.user.pk, creditor=None).values_list(
                    "role", flat=True
                )
            )
        desk.owner = Role.OWNER in roles
        desk.may_write = bool(roles & {Role.OWNER, Role.ASSISTANT})
        with within(desk.access.readable):
            response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            response.content = render_to_string("405.html")
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """A page that reads the law cannot be shown while one of its files is spoiled."""
        if not isinstance(exception, BadPage):
            return None
        return render(request, "web/law/spoiled.html", status=503)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if getattr(view, "open_to_all", False):
            return None
        if not request.user.is_authenticated:
            return redirect("/entrer/")
        reads = request.method in ("GET", "HEAD")
        if not (reads or cast(DeskRequest, request).may_write or hasattr(view, "readers_too")):
            raise Http404
        return None
