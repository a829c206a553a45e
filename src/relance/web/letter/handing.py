"""A person gives one letter to a provider, or settles what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from relance.office.acting import ActRefused
from relance.office.carriers import handing
from relance.office.models import NoticeRow
from relance.office.moves import MoveRefused
from relance.office.secrets_box import SecretUnreadable
from relance.web.doors import DeskRequest, author, the_notice

_SAID = {
    "sent": ("C’est parti\u00a0: le prestataire a pris la lettre.", "good"),
    "approved": ("Le prestataire n’a pas pris la lettre. Rien n’est parti.", "bad"),
    "review": ("La réponse s’est perdue\u00a0: vérifiez avant toute chose.", "bad"),
}
_MOVED = "Cet envoi a changé entre-temps. Relisez-le. Rien n’est parti."


_CLOSED = "La clé du prestataire ne s’ouvre pas sur cette machine. Retapez-la. Rien n’est parti."
_TYPED = ("first_name", "last_name", "code")


@require_http_methods(["GET", "POST"])
def hand(request: DeskRequest, key: int) -> HttpResponse:
    """What each provider asks for this letter; then give it to one, as it was approved."""
    notice = the_notice(request, key)
    if request.method == "POST":
        return _hand(request, notice)
    if notice.state != "approved" or notice.channel != "letter":
        raise Http404
    try:
        listed = handing.offers(notice)
    except SecretUnreadable:
        messages.error(request, _CLOSED, extra_tags="bad")
        return redirect("notice", key)
    page = {
        "notice": notice,
        "case": notice.case,
        "offers": listed,
        "names": handing.names_of(notice),
        "consumer": notice.case.debtor.kind == "consumer",
    }
    return render(request, "web/letter/hand.html", page)


def _hand(request: DeskRequest, notice: NoticeRow) -> HttpResponse:
    words = {name: request.POST.get(name, "").strip()[:80] for name in _TYPED}
    given = handing.Given(**words) if "code" in request.POST else None
    try:
        state = handing.hand(
            notice, request.POST.get("carrier", ""), by=author(request), given=given
        )
    except MoveRefused:
        messages.error(request, _MOVED, extra_tags="bad")
    except ActRefused as refused:
        messages.error(request, str(refused), extra_tags="bad")
    except SecretUnreadable:
        messages.error(request, _CLOSED, extra_tags="bad")
    else:
        said, tone = _SAID.get(state, (_MOVED, "bad"))
        (messages.success if tone == "good" else messages.error)(request, said, extra_tags=tone)
    return redirect("notice", notice.pk)


@require_POST
def look(request: DeskRequest, key: int) -> HttpResponse:
    """Ask the provider, by our key, whether it has the letter."""
    notice = the_notice(request, key)
    try:
        handing.look(notice, by=author(request))
    except ActRefused as refused:
        messages.error(request, str(refused), extra_tags="bad")
    except MoveRefused:
        messages.error(request, _MOVED, extra_tags="bad")
    else:
        messages.success(request, "Le prestataire a bien cette lettre.", extra_tags="good")
    return redirect("notice", key)
