"""Change one's own scenario step by step, and see what would leave when."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from relance.case import CreditorMode, DebtorKind, Invoice, Money
from relance.case.entries import CaseOpened, Entry, Fact, InvoiceAdded
from relance.law import Calendar, region_of
from relance.office import clock
from relance.office.models import CreditorRow, PlaybookRow
from relance.office.wiring import law_book
from relance.steps import (
    BadPlaybook,
    Permit,
    Playbook,
    Step,
    builtin,
    read_playbook,
    rehearse,
)
from relance.steps import builtins as shipped
from relance.web import words
from relance.web.doors import DeskRequest, the_creditor, today
from relance.web.settings.playbook_forms import (
    KINDS,
    MOST,
    NameForm,
    StepForm,
    addable,
    fresh_key,
    initial_of,
    written,
)
from relance.web.settings.playbooks import SAVED, problems_of

PREFIX = "etape"
_COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS")


@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, key: str) -> HttpResponse:
    """Show the scenario; on POST add or remove a step, show its effect, or save it."""
    creditor = the_creditor(request)
    row = PlaybookRow.objects.filter(creditor=creditor, key=key).first()
    if row is None and (key not in shipped() or request.method == "POST"):
        raise Http404
    try:
        playbook = read_playbook(row.source, key) if row else builtin(key)
    except BadPlaybook:  # written before a rule that it breaks: its text tells where
        return redirect("playbook_text", key)
    posted = request.POST if request.method == "POST" else None
    asked = _Asked.of(posted, playbook, creditor)
    if posted is None or asked.changed:
        return _page(request, creditor, row, asked)
    source = asked.source() if asked.valid() else ""
    if source:
        for problem in problems_of(source, key, CreditorMode(creditor.mode)):
            asked.name.add_error(None, problem)
    if row is None or asked.name.errors or not source or "voir" in posted:
        return _page(request, creditor, row, asked, source)
    PlaybookRow.objects.filter(pk=row.pk).update(source=source)
    messages.success(request, SAVED, extra_tags="good")
    return redirect("playbook", key)


class _Asked:
    """The two forms of the page, from what was posted or from the scenario itself."""

    def __init__(self, name: NameForm, steps: Any, playbook: Playbook, *, changed: bool) -> None:
        self.name, self.steps, self.playbook, self.changed = name, steps, playbook, changed

    @classmethod
    def of(cls, posted: QueryDict | None, playbook: Playbook, creditor: CreditorRow) -> _Asked:
        alone = creditor.mode == CreditorMode.CREDITOR.value
        formset = forms.formset_factory(StepForm, extra=0, max_num=MOST, absolute_max=MOST)
        options: dict[str, Any] = {"prefix": PREFIX, "form_kwargs": {"may_be_automatic": alone}}
        if posted is None:
            steps = formset(initial=initial_of(playbook), **options)
            name = NameForm(
                initial={"name": playbook.name, "broken": playbook.after_broken_promise}
            )
            made = cls(name, steps, playbook, changed=False)
        else:
            rows = _rows(posted)
            kept = _changed(rows, posted)
            data = {**posted.dict(), **_written(kept)}
            made = cls(NameForm(data), formset(data, **options), playbook, changed=kept != rows)
        chooser = made.name.fields["broken"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", "l’étape suivante"), *_after_due(made.steps)]
        return made

    def valid(self) -> bool:
        named, stepped = self.name.is_valid(), self.steps.is_valid()
        return named and stepped

    def source(self) -> str:
        said = self.name.cleaned_data
        return written(said["name"], said["broken"], list(self.steps), self.playbook)


def _after_due(steps: Any) -> list[tuple[str, str]]:
    named = [(str(one["key"].value() or ""), one) for one in steps]
    return [(key, one.title) for key, one in named if key and one.step_kind != "courtesy"]


def _rows(posted: QueryDict) -> list[dict[str, str]]:
    """What was posted for each step, as it was typed."""
    rows: dict[int, dict[str, str]] = {}
    for name, value in posted.items():
        found = re.fullmatch(rf"{PREFIX}-([0-9]{{1,3}})-([a-z]+)", name)
        if found and isinstance(value, str):
            rows.setdefault(int(found[1]), {})[found[2]] = value
    return [rows[place] for place in sorted(rows)][:MOST]


def _changed(rows: list[dict[str, str]], posted: QueryDict) -> list[dict[str, str]]:
    """The steps after «remove this one» or «add one of that kind»."""
    removed, added = posted.get("retirer"), posted.get("nouvelle")
    if removed is not None:
        return [one for place, one in enumerate(rows) if str(place) != removed]
    if "ajouter" in posted and added in KINDS and len(rows) < MOST:
        taken = {one.get("key", "") for one in rows}
        days = [int(one["first"]) for one in rows if _comes_before(one, added)]
        day = 3 if added == "courtesy" else min(max(days, default=0) + 7, 1000)
        fresh = {"key": fresh_key(added, taken), "kind": added, "active": "on", "first": str(day)}
        return [*rows, {**fresh, "last": "", "gap": "3", "tone": "kind", "approval": "to_approve"}]
    return rows


def _comes_before(row: dict[str, str], added: str) -> bool:
    """Whether one more step of that kind comes after this one: each after its like."""
    order = list(KINDS)
    kind = row.get("kind", "")
    known = kind in order[1:] and order.index(kind) <= max(order.index(added), order.index("call"))
    return known and bool(re.fullmatch(r"[0-9]{1,4}", row.get("first", "")))


def _written(rows: list[dict[str, str]]) -> dict[str, str]:
    """The steps numbered again from nought, as the forms read them."""
    data = {f"{PREFIX}-{name}": str(len(rows)) for name in _COUNTS}
    for place, row in enumerate(rows):
        data |= {f"{PREFIX}-{place}-{name}": value for name, value in row.items()}
    return data


def _page(
    request: DeskRequest,
    creditor: CreditorRow,
    row: PlaybookRow | None,
    asked: _Asked,
    source: str = "",
) -> HttpResponse:
    wrong = asked.name.is_bound and not asked.changed and bool(asked.name.errors)
    wrong = wrong or (asked.steps.is_bound and not asked.changed and not asked.steps.is_valid())
    shown = asked.playbook
    if source and not wrong:
        shown = read_playbook(source, asked.playbook.key)
    page = {
        "name": asked.name,
        "steps": asked.steps,
        "key": asked.playbook.key,
        "own": row is not None,
        "changed": asked.changed,
        "seen": asked.name.is_bound and not asked.changed and not wrong,
        "add": addable([one.step_kind for one in asked.steps]),
        "leaves": [] if wrong or asked.changed else leaves(shown, creditor, today()),
        "creditor": creditor,
    }
    return render(request, "web/settings/playbook.html", page, status=422 if wrong else 200)


def leaves(playbook: Playbook, creditor: CreditorRow, on: date) -> list[tuple[date, str, str]]:
    """What would leave on which day, for an invoice that falls due in a week."""
    due_on = on + timedelta(days=7)
    invoice = Invoice("exemple", on - timedelta(days=23), due_on, Money.of("1000.00"))
    facts: list[Fact] = [
        CaseOpened(playbook.key, "EUR", DebtorKind.BUSINESS),
        InvoiceAdded(invoice),
    ]
    journal = [
        Entry(place, invoice.issued_on, clock.now(), "relance", fact)
        for place, fact in enumerate(facts, 1)
    ]
    last = max((one.until_day for one in playbook.active_steps), default=0)
    days = rehearse(
        journal,
        from_on=on,
        days=min(last + 60, 400),
        playbook=playbook,
        calendar=Calendar(region_of(creditor.postcode)),
        permit=Permit(),
        law=law_book(),
    )
    return [
        (one.on, words.step(one.decision.key), words.CHANNELS[one.decision.channel.value])
        for one in days
        if isinstance(one.decision, Step)
    ]
