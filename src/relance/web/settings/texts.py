"""The words of the notices: the shipped ones to read, one's own to change."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from relance.case import CreditorMode
from relance.case.entries import Channel
from relance.notices import (
    PLACEHOLDERS,
    BadText,
    MissingFact,
    NotWritable,
    Text,
    builtin_source,
    read_text,
    write,
)
from relance.notices.text import KINDS, LETTERS
from relance.office import preparing
from relance.office.gathering import Ask, facts_for, papers_of
from relance.office.journal import state_of
from relance.office.models import CaseRow, CreditorRow, PlaybookRow, TextRow
from relance.steps import BadPlaybook, read_playbook
from relance.web import words
from relance.web.doors import DeskRequest, given, the_creditor, today
from relance.web.fields import DeskForm


class TextForm(DeskForm):
    source = forms.CharField(
        label="Le texte",
        max_length=30_000,
        strip=False,
        widget=forms.Textarea(attrs={"class": "code", "spellcheck": "true", "rows": 26}),
    )


def writable(creditor: CreditorRow) -> dict[str, tuple[str, str]]:
    """The texts a creditor may write: key -> the shipped words it begins with, and its name.

    The shipped ones first, then those of the steps he has added to his own scenarios.
    """
    found = {kind: (kind, words.step(kind)) for kind in KINDS}
    for row in PlaybookRow.objects.filter(creditor=creditor).order_by("key"):
        try:
            steps = read_playbook(row.source, row.key).steps
        except BadPlaybook:
            continue  # its own page says what is wrong with it
        for step in steps:
            if step.text in KINDS:
                found.setdefault(step.key, (step.text, step.name))
    return found


@require_GET
def index(request: DeskRequest) -> HttpResponse:
    creditor = the_creditor(request)
    own = set(TextRow.objects.filter(creditor=creditor).values_list("kind", flat=True))
    texts = [(key, name, key in own) for key, (_, name) in writable(creditor).items()]
    return render(request, "web/settings/texts.html", {"texts": texts, "creditor": creditor})


@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, kind: str) -> HttpResponse:
    """Change a text, or go back to the shipped one; each problem is shown with its place."""
    creditor = the_creditor(request)
    texts = writable(creditor)
    if kind not in texts:
        raise Http404
    shipped, name = texts[kind]
    row = TextRow.objects.filter(creditor=creditor, kind=kind).first()
    if request.method == "POST" and "livre" in request.POST:
        TextRow.objects.filter(creditor=creditor, kind=kind).delete()
        messages.success(request, "Le texte livré est de retour.", extra_tags="good")
        return redirect("text", kind)
    source = (
        row.source
        if row
        else builtin_source(shipped, mandated=creditor.mode == CreditorMode.COLLECTOR.value)
    )
    form = TextForm(given(request), initial={"source": source})
    if request.method == "POST" and form.is_valid():
        written = form.cleaned_data["source"].replace("\r\n", "\n")
        try:
            read_text(written, kind)
        except BadText as bad:
            for one in bad.problems:
                form.add_error("source", f"{one.where}\u00a0: {one.message}")
        else:
            if "apercu" in request.POST:
                seen = preview(creditor, shipped, read_text(written, shipped))
                return _page(request, creditor, (kind, name), form, own=row is not None, seen=seen)
            TextRow.objects.update_or_create(
                creditor=creditor, kind=kind, defaults={"source": written}
            )
            messages.success(
                request,
                "Le texte est enregistré. Les envois déjà préparés gardent le leur.",
                extra_tags="good",
            )
            return redirect("text", kind)
    return _page(request, creditor, (kind, name), form, own=row is not None)


def _page(
    request: DeskRequest,
    creditor: CreditorRow,
    text: tuple[str, str],
    form: TextForm,
    *,
    own: bool,
    seen: str | None = None,
) -> HttpResponse:
    return render(
        request,
        "web/settings/text.html",
        {
            "form": form,
            "kind": text[0],
            "name": text[1],
            "own": own,
            "seen": seen,
            "placeholders": [(name, one.meaning) for name, one in PLACEHOLDERS.items()],
            "creditor": creditor,
        },
        status=422 if form.errors else 200,
    )


def preview(creditor: CreditorRow, kind: str, text: Text) -> str:
    """These words on a real case of the creditor's; or why they cannot be written on it."""
    case = (
        CaseRow.objects.filter(creditor=creditor, closed__in=[False])
        .select_related("debtor", "creditor")
        .order_by("oldest_due_on")
        .first()
    )
    if case is None:
        return "Aucun dossier en cours\u00a0: l’aperçu attend le premier."
    state = state_of(case)
    channel = Channel.LETTER if kind in LETTERS else Channel.EMAIL
    ask = Ask(kind, channel, today(), tuple(state.invoices), deadline_on=today())
    facts = facts_for(case, state, ask, papers_of(case))
    try:
        return preparing.words_of(write(facts, {kind: text}))
    except (MissingFact, NotWritable) as refused:
        return str(refused)
