"""The doors of the desk: who comes in, and which objects he may see or change.

Objects are reached only inside the scope that `DeskMiddleware` opens; what is not yours and
what does not exist get the same answer, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict

from relance.office import clock, settings
from relance.office.access import Access
from relance.office.models import CaseRow, CreditorRow, NoticeRow

View = Callable[..., HttpResponseBase]
_Row = TypeVar("_Row", bound=Model)

NAMED = "creancier"
"""How an address names the creditor it is about, whoever is chosen in the frame."""


class DeskRequest(HttpRequest):
    """A request of a signed-in member. `chosen` narrows the lists to one creditor."""

    access: Access
    chosen: int | None
    may_write: bool
    owner: bool
    user: User


def open_to_all(view: View) -> View:
    """Mark a view that strangers may call: every other one asks to sign in first."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def readers_too(view: View) -> View:
    """Mark a view whose POST changes nothing but the reader's own session."""
    view.readers_too = True  # type: ignore[attr-defined]
    return view


def today() -> date:
    return clock.today(settings.CONFIG.time_zone)


def author(request: DeskRequest) -> str:
    """The key under which entries say who wrote them."""
    return str(request.user.pk)


def given(request: HttpRequest) -> QueryDict | None:
    """What was posted, even nothing at all; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def key_in(written: str) -> int | None:
    """The key that a form names, or None: any text may be posted, even a thousand digits."""
    return int(written) if re.fullmatch(r"[0-9]{1,18}", written) else None


def found(rows: Any, **wanted: Any) -> Any:
    """The one row, or the page that says nothing is there."""
    try:
        return rows.get(**wanted)
    except rows.model.DoesNotExist:
        raise Http404 from None


def checked(request: DeskRequest, creditor: int) -> None:
    """A POST changes only what its author may change; else the thing does not exist for him."""
    allowed = request.access.readable if request.method in ("GET", "HEAD") else None
    if creditor not in (request.access.writable if allowed is None else allowed):
        raise Http404


def the_case(request: DeskRequest, key: int) -> CaseRow:
    """The case of that number, if this person may do with it what he asks."""
    case: CaseRow = found(CaseRow.objects.select_related("debtor", "creditor"), pk=key)
    checked(request, case.creditor_id)
    return case


def the_notice(request: DeskRequest, key: int) -> NoticeRow:
    """The notice of that number, if this person may do with it what he asks."""
    rows = NoticeRow.objects.select_related("case__debtor", "case__creditor", "content")
    notice: NoticeRow = found(rows, pk=key)
    checked(request, notice.creditor_id)
    return notice


def the_creditor(request: DeskRequest) -> CreditorRow:
    """The creditor the settings are about: the one the address names, the chosen one, or the first."""
    wanted = (
        request.access.readable
        if request.method in ("GET", "HEAD")
        else request.access.owned or request.access.writable
    )
    rows = CreditorRow.objects.filter(pk__in=wanted).order_by("pk")
    asked = key_in(request.GET.get(NAMED, "")) or request.chosen
    if asked is not None:
        rows = rows.filter(pk=asked)
    first = rows.first()
    if first is None:
        raise Http404
    return first


def the_named_creditor(request: DeskRequest) -> CreditorRow:
    """The creditor a form names, else the one chosen, else the only one; if he may be changed."""
    written = request.POST.get("creditor", "")
    writable = request.access.writable
    key = key_in(written) if written else request.chosen
    if not written and key is None and len(writable) == 1:
        key = next(iter(writable))
    if key not in writable:
        raise Http404
    return CreditorRow.objects.get(pk=key)


def listed(request: DeskRequest) -> frozenset[int]:
    """The creditors whose rows the lists show."""
    if request.chosen is not None:
        return frozenset({request.chosen})
    return request.access.readable
