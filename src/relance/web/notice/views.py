"""Look at a notice: the mail as it is received, the letter as its PDF."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from relance.channels.email import eml_name, to_open
from relance.office.carriers.accounts import rows
from relance.office.models import MailServerRow, NoticeRow
from relance.web import files
from relance.web.doors import DeskRequest, listed, the_notice
from relance.web.notice.mail import shown

_ENDINGS = {"application/pdf": ".pdf", "message/rfc822": ".eml", "application/zip": ".zip"}


def has_server(notice: NoticeRow) -> bool:
    return MailServerRow.objects.filter(creditor_id=notice.creditor_id).exists()


def _has_carrier(notice: NoticeRow) -> bool:
    """True when a provider could take this letter: its page asks them, this one does not."""
    asked = notice.state == "approved" and notice.channel == "letter"
    return asked and bool(rows(notice.creditor_id))


def _following(request: DeskRequest, notice: NoticeRow) -> NoticeRow | None:
    """The next thing to read and let go, so that one need not go back to the list.

    From one that still waits it is the one after it: a doubt can be left for later.
    """
    waiting = NoticeRow.objects.filter(
        creditor_id__in=listed(request), state="prepared", channel__in=("email", "letter")
    )
    if notice.state == "prepared":
        day, key = notice.planned_on, notice.pk
        waiting = waiting.filter(Q(planned_on__gt=day) | Q(planned_on=day, pk__gt=key))
    return waiting.select_related("case__debtor").order_by("planned_on", "pk").first()


@require_GET
def show(request: DeskRequest, key: int) -> HttpResponse:
    notice = the_notice(request, key)
    if notice.channel == "phone":
        return redirect("call", key)
    mail = None
    if notice.content is not None and notice.channel == "email":
        mail = shown(bytes(notice.content.content))
    return render(
        request,
        "web/notice/show.html",
        {
            "notice": notice,
            "case": notice.case,
            "mail": mail,
            "has_server": has_server(notice),
            "has_carrier": _has_carrier(notice),
            "following": _following(request, notice) if request.may_write else None,
            "is_pdf": notice.content is not None and notice.content.media_type == "application/pdf",
        },
    )


@require_GET
def content(request: DeskRequest, key: int) -> HttpResponse:
    """The stored bytes: our own PDFs inline, everything else as a download."""
    notice = the_notice(request, key)
    if notice.content is None:
        raise Http404
    media_type = notice.content.media_type
    if media_type == "message/rfc822" and notice.state == "approved":
        # Ready to send in the person's own mail program: one more line says that it is a draft.
        draft = to_open(bytes(notice.content.content))
        return files.download(draft, eml_name(notice.subject), media_type)
    name = f"{notice.kind}-{notice.case.debtor.name}{_ENDINGS.get(media_type, '')}"
    if media_type == "application/pdf" and "telecharger" not in request.GET:
        return files.letter_in_page(bytes(notice.content.content), name)
    return files.download(bytes(notice.content.content), name, media_type)
