"""What every page of the desk knows: where we are, for whom we work, whether sending is paused."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest

from relance.office.banking import freshness
from relance.office.models import CreditorRow, Installation
from relance.office.wiring import law_trouble
from relance.web.doors import DeskRequest, today


def desk(request: HttpRequest) -> dict[str, Any]:
    """The frame's values; nothing for a stranger."""
    access = getattr(request, "access", None)
    if access is None or not request.user.is_authenticated:
        return {}
    member = cast(DeskRequest, request)
    creditors = list(CreditorRow.objects.filter(pk__in=access.readable).order_by("name"))
    return {
        "creditors": creditors,
        "chosen": member.chosen,
        "may_write": member.may_write,
        "owner": member.owner,
        "law_trouble": law_trouble(),
        "paused": Installation.objects.filter(paused=True).first(),
        "money_too_old": [
            one
            for one in creditors
            if member.chosen in (None, one.pk) and freshness.too_old(one, today())
        ],
        "section": request.path.split("/")[1],
    }
