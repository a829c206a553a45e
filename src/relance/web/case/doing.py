"""A person tells a case what happened: one page, one form, one button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from relance.case import State
from relance.case.entries import Channel, DeliveryOutcome, ExhibitKind
from relance.law import BadPage
from relance.notices.told import told
from relance.office import acts, approving
from relance.office.acting import ActRefused
from relance.office.journal import entries_of, state_of
from relance.office.models import CaseRow
from relance.office.people import complete, known
from relance.office.procedure import choosing
from relance.web import scans, words
from relance.web.case import forms
from relance.web.case.deeds import DEEDS
from relance.web.case.forms_of_procedure import FiledForm
from relance.web.case.people import MissingForm, PeopleForm
from relance.web.doors import DeskRequest, author, given, the_case, today
from relance.web.settings.playbooks import choices

_BOTH = require_http_methods(["GET", "POST"])


def _page(
    request: DeskRequest,
    case: CaseRow,
    form: django_forms.Form,
    *,
    title: str,
    button: str,
    warning: str = "",
) -> HttpResponse:
    page = {"case": case, "form": form, "title": title, "button": button, "warning": warning}
    return render(request, "web/case/deed.html", page, status=422 if form.errors else 200)


def _answer(
    request: DeskRequest,
    case: CaseRow,
    form: django_forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    button: str,
    done: str,
    warning: str = "",
) -> HttpResponse:
    """Show the form; on POST do the act, or say why not, with what was typed still there."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except (ActRefused, BadPage) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done, extra_tags="good")
            return redirect("case", key=case.pk)
    return _page(request, case, form, title=title, button=button, warning=warning)


@_BOTH
def deed(request: DeskRequest, key: int, deed: str) -> HttpResponse:
    case = the_case(request, key)
    one = DEEDS.get(deed)
    if one is None:
        raise Http404
    form = one.form(given(request), state=state_of(case), today=today())
    if isinstance(form, forms.PlaybookForm):
        chooser = form.fields["playbook"]
        assert isinstance(chooser, django_forms.ChoiceField)
        chooser.choices, chooser.initial = choices(case.creditor), case.playbook
    if isinstance(form, forms.KindForm):
        form.fields["kind"].initial = case.debtor.kind
    if isinstance(form, FiledForm):
        form.propose(choosing.chosen(case, form.state, on=today()).asked)
    return _answer(
        request,
        case,
        form,
        lambda: one.act(case, form, author(request), today()),
        title=one.title,
        button=one.button,
        done=one.told,
        warning=one.warning,
    )


@_BOTH
def people(request: DeskRequest, key: int) -> HttpResponse:
    case = the_case(request, key)
    form = PeopleForm(given(request), initial=known(case))
    return _answer(
        request,
        case,
        form,
        lambda: complete(case, form.cleaned_data, by=author(request), today=today()),
        title="Votre client",
        button="Enregistrer",
        done="Les coordonnées sont enregistrées.",
    )


@_BOTH
def missing(request: DeskRequest, key: int) -> HttpResponse:
    case = the_case(request, key)
    form = MissingForm(given(request), initial=known(case), prefix=f"d{case.pk}")
    return _answer(
        request,
        case,
        form,
        lambda: complete(case, form.cleaned_data, by=author(request), today=today()),
        title="Ce qui manque",
        button="Voir la relance",
        done="C’est noté. Voici toute la relance\u00a0: ce qui part, quand, et pourquoi.",
    )


def _step_done(
    request: DeskRequest,
    case: CaseRow,
    step: str,
    form: forms.ActForm,
    act: Callable[[State, str, date], State],
    words_said: tuple[str, str, str],
) -> HttpResponse:
    title, button, done = words_said
    return _answer(
        request,
        case,
        form,
        lambda: act(form.state, author(request), today()),
        title=f"{title}\u00a0: {words.step(step).lower()}",
        button=button,
        done=done,
    )


@_BOTH
def postpone(request: DeskRequest, key: int, step: str) -> HttpResponse:
    case = the_case(request, key)
    form = forms.PostponeForm(given(request), state=state_of(case), today=today())
    return _step_done(
        request,
        case,
        step,
        form,
        lambda state, by, on: acts.postpone(
            case, step, form.cleaned_data["until"], by=by, today=on
        ),
        ("Reporter", "Reporter", "L’étape est reportée\u00a0: rien ne part avant cette date."),
    )


@_BOTH
def skip(request: DeskRequest, key: int, step: str) -> HttpResponse:
    case = the_case(request, key)
    form = forms.BecauseForm(given(request), state=state_of(case), today=today())
    return _step_done(
        request,
        case,
        step,
        form,
        lambda state, by, on: acts.skip(
            case,
            step,
            tuple(n for n, one in state.invoices.items() if one.invoice.due_on < on),
            by=by,
            today=on,
            because=form.cleaned_data["because"],
        ),
        ("Passer", "Passer cette étape", "L’étape est passée\u00a0: la suivante prendra son tour."),
    )


@_BOTH
def correct(request: DeskRequest, key: int, sequence: int) -> HttpResponse:
    """Cancel an entry that was a mistake; it stays in the journal, and no longer counts."""
    case = the_case(request, key)
    entry = next((one for one in entries_of(case) if one.sequence == sequence), None)
    if entry is None:
        raise Http404
    form = forms.BecauseForm(given(request), state=state_of(case), today=today())
    return _answer(
        request,
        case,
        form,
        lambda: acts.cancel_entry(
            case,
            sequence,
            by=author(request),
            today=today(),
            because=form.cleaned_data["because"],
        ),
        title="Annuler cet événement",
        button="Annuler l’événement",
        done="L’événement est annulé\u00a0: il reste dans l’historique et ne compte plus.",
        warning=told(entry.fact),
    )


@_BOTH
def delivery(request: DeskRequest, key: int, identity: str) -> HttpResponse:
    """What became of a letter: the slip came back."""
    case = the_case(request, key)
    state = state_of(case)
    if not any(sent.fact.notice == identity for sent in state.notices):
        raise Http404
    files = request.FILES if request.method == "POST" else None
    form = forms.DeliveryForm(given(request), files, state=state, today=today())

    def record() -> None:
        said = form.cleaned_data
        outcome = DeliveryOutcome(said["outcome"])
        acts.report_delivery(
            case, identity, outcome, on=said["on"], by=author(request), today=today()
        )
        title = "Avis de réception"
        scans.keep(request, case, said["scan"], ExhibitKind.RECEIPT, on=said["on"], title=title)

    return _answer(
        request,
        case,
        form,
        record,
        title="Le retour de l’avis de réception",
        button="Enregistrer le retour",
        done="Le retour est noté dans l’historique.",
    )


NOTES = {
    "call_confirmation": Channel.EMAIL,
    "thank_you": Channel.EMAIL,
    "promise_kept": Channel.EMAIL,
    "suspension": Channel.LETTER,
}
"""Notes outside the scenario, and by which way each leaves."""


@require_POST
def write_note(request: DeskRequest, key: int, kind: str) -> HttpResponse:
    """Prepare a note outside the scenario; it waits for approval like every other notice."""
    case = the_case(request, key)
    if kind not in NOTES:
        raise Http404
    try:
        notice = approving.ask_for(case, kind, channel=NOTES[kind], by=author(request))
    except ActRefused as refused:
        messages.error(request, str(refused), extra_tags="bad")
        return redirect("case", key=case.pk)
    return redirect("notice", notice.pk)
