"""The scenarios: the built-in ones to read, one's own copies to change."""

from __future__ import annotations

import re
from importlib import resources

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from relance.case import CreditorMode
from relance.office.models import CaseRow, CreditorRow, PlaybookRow
from relance.steps import BadPlaybook, Playbook, builtin, check_playbook, read_playbook
from relance.steps import builtins as shipped
from relance.web.doors import DeskRequest, found, given, the_creditor
from relance.web.fields import DeskForm

SAVED = "Le scénario est enregistré. Ses dossiers le suivent dès leur prochaine étape."


def source_of(key: str) -> str:
    """The written form of a built-in playbook."""
    page = resources.files("relance.steps") / "playbooks" / f"{key}.yaml"
    return page.read_text(encoding="utf-8")


def choices(creditor: CreditorRow) -> list[tuple[str, str]]:
    """The playbooks a creditor may follow: key and name, his own copies first."""
    named: dict[str, str] = {}
    for row in PlaybookRow.objects.filter(creditor=creditor).order_by("key"):
        named[row.key] = _named(row)
    for key in shipped():
        named.setdefault(key, builtin(key).name)
    return list(named.items())


def _named(row: PlaybookRow) -> str:
    try:
        return read_playbook(row.source, row.key).name
    except BadPlaybook:
        return row.key


@require_GET
def index(request: DeskRequest) -> HttpResponse:
    creditor = the_creditor(request)
    own = {row.key: row for row in PlaybookRow.objects.filter(creditor=creditor).order_by("key")}
    books: list[tuple[Playbook | None, str, bool]] = []
    for key in dict.fromkeys([*own, *shipped()]):
        row = own.get(key)
        try:
            book = read_playbook(row.source, key) if row else builtin(key)
        except BadPlaybook:
            books.append((None, key, True))
        else:
            books.append((book, key, row is not None))
    return render(request, "web/settings/playbooks.html", {"books": books, "creditor": creditor})


@require_POST
def copy(request: DeskRequest) -> HttpResponse:
    """Make one's own copy of a scenario, to change."""
    creditor = the_creditor(request)
    rows = PlaybookRow.objects.filter(creditor=creditor)
    own = {row.key: row.source for row in rows}
    key = request.POST.get("key", "")
    if key not in own and key not in shipped():
        raise Http404
    root = re.sub(r"-\d+\Z", "", key)
    number = 1
    while (fresh := f"{root}-{number}") in own:
        number += 1
    named = rf"name: \1 ({number})"
    source = own.get(key) or source_of(key)
    source = re.sub(r"(?m)^name: (.*?)(?: \(\d+\))?$", named, source, count=1)
    PlaybookRow.objects.create(creditor=creditor, key=fresh, source=source)
    messages.success(request, "Voici votre copie. Changez-la librement.", extra_tags="good")
    return redirect("playbook", fresh)


@require_POST
def remove(request: DeskRequest, key: str) -> HttpResponse:
    """Put one's own scenario away; one that somebody follows stays."""
    creditor = the_creditor(request)
    row = found(PlaybookRow.objects.filter(creditor=creditor), key=key)
    followed = CaseRow.objects.filter(creditor=creditor, playbook=key).exists()
    if followed or creditor.playbook == key:
        messages.error(
            request,
            "Ce scénario est suivi par des dossiers, ou c’est votre scénario habituel. "
            "Choisissez-en d’abord un autre. Il n’a pas été supprimé.",
            extra_tags="bad",
        )
        return redirect("playbook", key)
    PlaybookRow.objects.filter(pk=row.pk).delete()
    messages.success(request, "Le scénario est supprimé.", extra_tags="good")
    return redirect("playbooks")


class PlaybookForm(DeskForm):
    source = forms.CharField(
        label="Le scénario",
        max_length=50_000,
        strip=False,
        widget=forms.Textarea(attrs={"class": "code", "spellcheck": "false", "rows": 30}),
    )


@require_http_methods(["GET", "POST"])
def as_text(request: DeskRequest, key: str) -> HttpResponse:
    """The same scenario as it is written (YAML), for those who prefer it."""
    creditor = the_creditor(request)
    row = PlaybookRow.objects.filter(creditor=creditor, key=key).first()
    if row is None and (key not in shipped() or request.method == "POST"):
        raise Http404
    source = row.source if row else source_of(key)
    form = PlaybookForm(given(request), initial={"source": source})
    if row is not None and request.method == "POST" and form.is_valid():
        written = form.cleaned_data["source"].replace("\r\n", "\n")
        problems = problems_of(written, key, CreditorMode(creditor.mode))
        if not problems:
            PlaybookRow.objects.filter(pk=row.pk).update(source=written)
            messages.success(request, SAVED, extra_tags="good")
            return redirect("playbook_text", key)
        for problem in problems:
            form.add_error("source", problem)
    page = {"form": form, "key": key, "own": row is not None, "creditor": creditor}
    status = 422 if form.errors else 200
    return render(request, "web/settings/playbook_text.html", page, status=status)


def problems_of(written: str, key: str, mode: CreditorMode) -> list[str]:
    """Every reason why this scenario cannot be followed; none when it can."""
    try:
        return check_playbook(read_playbook(written, key), mode)
    except BadPlaybook as bad:
        return bad.problems
