"""Change a text paragraph by paragraph, and see it on a real case before it is saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from relance.notices.text import examined
from relance.notices.text_writing import NotShown, shown, text_source
from relance.web.doors import DeskRequest, the_creditor
from relance.web.settings.text_forms import Draft
from relance.web.settings.text_looking import about, looked
from relance.web.settings.text_preview import Seen
from relance.web.settings.texts import SAVED, Writing


@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, kind: str) -> HttpResponse:
    """Show the text; on POST add, remove or move a paragraph, show its effect, or save it."""
    creditor = the_creditor(request)
    writing = Writing.of(creditor, kind)
    if request.method == "POST":
        return _posted(request, writing)
    try:
        text, problems = shown(writing.source, writing.shipped)
    except NotShown:  # its own page says why
        return redirect("text_source", kind)
    draft = Draft.of_text(text)
    draft.mark(problems)
    return _page(request, writing, draft)


def _posted(request: DeskRequest, writing: Writing) -> HttpResponse:
    draft = Draft.posted(request.POST)
    if draft.changed:
        return _page(request, writing, draft)
    wanted = draft.text(writing.shipped)
    source = text_source(wanted)
    text, problems = writing.examined(source)
    draft.mark(problems)
    if problems:
        return _page(request, writing, draft, status=422)
    assert text == wanted, "what the form writes is read again without a change"
    if "apercu" in request.POST:
        return _page(request, writing, draft, seen=looked(request, writing, text, source))
    if examined(writing.source, writing.shipped)[0] == text:
        whose = "le vôtre" if writing.own else "le texte livré"
        messages.success(request, f"Rien n’a changé\u00a0: {whose} reste en place.")
    else:
        writing.save(source)
        messages.success(request, SAVED, extra_tags="good")
    return redirect("text", writing.key)


def _page(
    request: DeskRequest,
    writing: Writing,
    draft: Draft,
    *,
    seen: Seen | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {"draft": draft, "seen": seen, **about(request, writing)}
    return render(request, "web/settings/text.html", page, status=status)
