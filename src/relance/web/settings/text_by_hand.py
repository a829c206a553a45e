"""The same text as it is written (YAML), for those who prefer it, or whose text has no form."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from relance.web.doors import DeskRequest, given, the_creditor
from relance.web.fields import DeskForm
from relance.web.settings.text_looking import about, looked
from relance.web.settings.text_preview import Seen
from relance.web.settings.texts import SAVED, Writing


class TextForm(DeskForm):
    source = forms.CharField(
        label="Le texte",
        max_length=30_000,
        strip=False,
        widget=forms.Textarea(attrs={"class": "code", "spellcheck": "true", "rows": 26}),
    )


@require_http_methods(["GET", "POST"])
def as_source(request: DeskRequest, kind: str) -> HttpResponse:
    """Show the source; on POST show its effect, or save it."""
    creditor = the_creditor(request)
    writing = Writing.of(creditor, kind)
    form = TextForm(given(request), initial={"source": writing.source})
    seen: Seen | None = None
    if request.method == "POST" and form.is_valid():
        written = form.cleaned_data["source"].replace("\r\n", "\n")
        text, problems = writing.examined(written)
        for one in problems:
            form.add_error("source", f"{one.where}\u00a0: {one.message}")
        if text is not None and not problems:
            if "apercu" not in request.POST:
                writing.save(written)
                messages.success(request, SAVED, extra_tags="good")
                return redirect("text_source", kind)
            seen = looked(request, writing, text, written)
    page = {"form": form, "seen": seen, **about(request, writing)}
    status = 422 if form.errors else 200
    return render(request, "web/settings/text_source.html", page, status=status)
