"""Who may come in, and what each may do."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from relance.office.models import Membership
from relance.web.doors import DeskRequest


@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """The members of the reader's own organizations."""
    mine = Membership.objects.filter(user_id=request.user.pk, creditor=None)
    members = (
        Membership.objects.filter(organization__in=mine.values("organization_id"))
        .select_related("user", "creditor", "organization")
        .order_by("organization_id", "role", "pk")
    )
    return render(request, "web/settings/members.html", {"members": members})
