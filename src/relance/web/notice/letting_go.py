"""A person lets a notice go, changes it, refuses it, or says what became of it."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from relance.case.entries import ExhibitKind
from relance.law import BadPage
from relance.office import approving
from relance.office.acting import ActRefused
from relance.office.models import NoticeRow
from relance.office.moves import MoveRefused
from relance.web import scans
from relance.web.doors import DeskRequest, author, given, the_notice, today
from relance.web.fields import DayField, DeskForm
from relance.web.scans import ScanField

_BOTH = require_http_methods(["GET", "POST"])
_MOVED = (
    "Cet envoi a changé entre-temps\u00a0: quelqu’un, ou la tournée, a été plus rapide. "
    "Relisez-le. Rien n’a été fait."
)


def _acted(
    request: DeskRequest, act: Callable[[], object], done: str, form: forms.Form | None = None
) -> bool:
    """Do it and say so, or say why not: above the `form` that was filled, so that nothing is lost."""
    try:
        act()
    except (MoveRefused, ActRefused, BadPage) as refused:
        said = _MOVED if isinstance(refused, MoveRefused) else str(refused)
        if form is not None:
            form.add_error(None, said)
        else:
            messages.error(request, said, extra_tags="bad")
        return False
    messages.success(request, done, extra_tags="good")
    return True


@require_POST
def approve(request: DeskRequest, key: int) -> HttpResponse:
    """Let it go: what was read is what leaves, byte for byte."""
    notice = the_notice(request, key)
    if notice.sha256 != request.POST.get("lu", ""):
        messages.error(request, _MOVED, extra_tags="bad")
        return redirect("notice", key)
    _acted(
        request,
        lambda: approving.approve(notice, by=author(request)),
        "C’est approuvé.",
    )
    return redirect("notice", key)


class EditForm(DeskForm):
    text = forms.CharField(
        label="Le texte de cet envoi",
        widget=forms.Textarea(attrs={"rows": 20}),
        max_length=20000,
    )


@_BOTH
def edit(request: DeskRequest, key: int) -> HttpResponse:
    notice = the_notice(request, key)
    form = EditForm(given(request), initial={"text": approving.words_of(notice)})
    if request.method == "POST" and form.is_valid():
        try:
            problems = approving.edit(notice, form.cleaned_data["text"], by=author(request))
        except (MoveRefused, ActRefused) as refused:
            form.add_error(None, _MOVED if isinstance(refused, MoveRefused) else str(refused))
        else:
            for problem in problems or ():
                form.add_error("text", str(problem))
        if not form.errors:
            messages.success(
                request, "Le texte est changé. Relisez-le avant d’approuver.", extra_tags="good"
            )
            return redirect("notice", key)
    page = {"notice": notice, "case": notice.case, "form": form}
    return render(request, "web/notice/edit.html", page, status=422 if form.errors else 200)


class RefuseForm(DeskForm):
    because = forms.CharField(label="Pourquoi", max_length=300, required=False)


@_BOTH
def refuse(request: DeskRequest, key: int) -> HttpResponse:
    """Do not send it."""
    notice = the_notice(request, key)
    form = RefuseForm(given(request))
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        if _acted(
            request,
            lambda: approving.cancel(notice, by=author(request), because=because),
            "L’envoi est annulé\u00a0: rien n’est parti.",
            form,
        ):
            return redirect("notice", key)  # it offers the next one to read
    page = {"notice": notice, "case": notice.case, "form": form}
    return render(request, "web/notice/refuse.html", page, status=422 if form.errors else 200)


@require_POST
def sent_by_hand(request: DeskRequest, key: int) -> HttpResponse:
    """It left from the person's own mail program."""
    notice = the_notice(request, key)
    if _acted(
        request,
        lambda: approving.mark_sent_by_hand(notice, by=author(request)),
        "C’est noté comme parti\u00a0: l’historique du dossier le dit.",
    ):
        return redirect("case", notice.case_id)
    return redirect("notice", key)


@require_POST
def settle_review(request: DeskRequest, key: int) -> HttpResponse:
    """The two buttons: a person looked, and says whether it left."""
    notice = the_notice(request, key)
    left = request.POST.get("parti") == "oui"
    _acted(
        request,
        lambda: approving.settle_review(notice, sent=left, by=author(request)),
        "C’est noté comme parti."
        if left
        else "C’est noté\u00a0: il n’était pas parti, il repartira.",
    )
    return redirect("today")


class PostedForm(DeskForm):
    """What the post office's receipt says."""

    on = DayField(label="Déposée le")
    tracking = forms.CharField(
        label="Numéro de suivi",
        max_length=40,
        help_text="Sur la preuve de dépôt, par exemple 1A 123 456 7890 1.",
    )
    scan = ScanField("Photo de la preuve de dépôt")


@_BOTH
def posted(request: DeskRequest, key: int) -> HttpResponse:
    """A letter was deposited: tracking number and day."""
    notice: NoticeRow = the_notice(request, key)
    files = request.FILES if request.method == "POST" else None
    form = PostedForm(given(request), files, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if said["on"] > today():
            form.add_error("on", "Ce jour est à venir. Corrigez la date. Rien n’a été enregistré.")
        elif _acted(
            request,
            lambda: approving.mark_posted(
                notice, on=said["on"], tracking=said["tracking"], by=author(request)
            ),
            "Le dépôt est noté\u00a0: la preuve rejoint l’historique.",
            form,
        ):
            title = f"Preuve de dépôt, {notice.subject}"[:150]
            scan = said["scan"]
            scans.keep(request, notice.case, scan, ExhibitKind.POSTING, on=said["on"], title=title)
            return redirect("case", notice.case_id)
    return render(
        request,
        "web/letter/posted.html",
        {"notice": notice, "case": notice.case, "form": form},
        status=422 if form.errors else 200,
    )
