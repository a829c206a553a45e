"""Prepare a call, make it, and write down how it ended and what follows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from relance.case import State
from relance.case.entries import CallOutcome, Channel
from relance.office import acts, acts_of_money, approving
from relance.office.acting import ActRefused
from relance.office.journal import state_of
from relance.office.models import CaseRow, NoticeRow
from relance.office.people import complete, first_contact
from relance.web import words
from relance.web.call.script import card_of
from relance.web.doors import DeskRequest, author, given, the_notice, today
from relance.web.fields import AmountField, DayField, DeskForm, PhoneField


class EndedForm(DeskForm):
    """How the call ended; each outcome uses only the fields of its own follow-up."""

    says_optional = False

    outcome = forms.ChoiceField(
        label="Comment l’appel s’est-il fini\u202f?",
        choices=list(words.OUTCOMES.items()),
        widget=forms.RadioSelect,
    )
    until = DayField(label="Il paiera au plus tard le", required=False)
    amount = AmountField(label="Montant promis", required=False, help_text="Vide\u00a0: tout.")
    invoice = forms.ChoiceField(label="Facture contestée", required=False)
    contact_name = forms.CharField(label="La bonne personne", max_length=200, required=False)
    email = forms.EmailField(label="Son e-mail", required=False)
    phone = PhoneField(label="Son téléphone", required=False)
    because = forms.CharField(
        label="Ce qu’il a dit",
        max_length=300,
        required=False,
        help_text="S’il conteste, un juge pourra le lire.",
    )

    def __init__(self, *given_: Any, state: State, **options: Any) -> None:
        super().__init__(*given_, **options)
        chooser = self.fields["invoice"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", "–"), *((number, number) for number in state.invoices)]
        amount = self.fields["amount"]
        assert isinstance(amount, AmountField)
        amount.currency = state.currency

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        outcome = said.get("outcome")
        promises = outcome in (CallOutcome.FORGOT, CallOutcome.CASH_PROBLEM)
        if promises and not said.get("until") and "until" not in self.errors:
            self.add_error(
                "until",
                "Demandez une date\u00a0: c’est elle qui arrête les relances. Rien n’a été enregistré.",
            )
        if outcome == CallOutcome.NOT_SATISFIED and not said.get("invoice"):
            self.add_error("invoice", "Dites quelle facture est contestée.")
        if outcome == CallOutcome.WRONG_PERSON and not (said.get("email") or said.get("phone")):
            self.add_error("email", "Donnez un e-mail ou un téléphone de la bonne personne.")


def _call(request: DeskRequest, key: int) -> NoticeRow:
    notice = the_notice(request, key)
    if notice.channel != "phone":
        raise Http404
    return notice


def _page(request: DeskRequest, notice: NoticeRow, form: EndedForm) -> HttpResponse:
    return render(
        request,
        "web/call/card.html",
        {
            "notice": notice,
            "case": notice.case,
            "contact": first_contact(notice.case),
            "card": card_of(notice),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


@require_GET
def card(request: DeskRequest, key: int) -> HttpResponse:
    notice = _call(request, key)
    return _page(request, notice, EndedForm(state=state_of(notice.case)))


@require_POST
def ended(request: DeskRequest, key: int) -> HttpResponse:
    """The call and what follows from it, recorded together or not at all."""
    notice = _call(request, key)
    form = EndedForm(given(request), state=state_of(notice.case))
    if form.is_valid():
        try:
            with transaction.atomic():
                _record(notice, form.cleaned_data, by=author(request), on=today())
        except ActRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "L’appel est noté, et sa suite aussi.", extra_tags="good")
            return _confirmed(request, notice, CallOutcome(form.cleaned_data["outcome"]))
    return _page(request, notice, form)


_CONFIRMED = {CallOutcome.FORGOT, CallOutcome.CASH_PROBLEM, CallOutcome.NOT_SATISFIED}


def _confirmed(request: DeskRequest, notice: NoticeRow, outcome: CallOutcome) -> HttpResponse:
    """What was said is confirmed in writing: the mail is prepared, and waits for approval."""
    contact = first_contact(notice.case)
    if outcome in _CONFIRMED and contact is not None and contact.email:
        try:
            asked = approving.ask_for(
                CaseRow.objects.select_related("debtor", "creditor").get(pk=notice.case_id),
                "call_confirmation",
                channel=Channel.EMAIL,
                by=author(request),
            )
        except ActRefused as refused:
            messages.info(request, str(refused))
        else:
            return redirect("notice", asked.pk)
    return redirect("case", notice.case_id)


def _record(notice: NoticeRow, said: dict[str, Any], *, by: str, on: date) -> None:
    case = notice.case
    outcome = CallOutcome(said["outcome"])
    acts.record_call(
        case,
        outcome,
        by=by,
        today=on,
        step=notice.step,
        invoices=tuple(notice.invoices),
        contact=notice.contact or None,
        because=said["because"],
    )
    if outcome in (CallOutcome.FORGOT, CallOutcome.CASH_PROBLEM):
        acts_of_money.promise(case, said["until"], by=by, today=on, amount=said["amount"])
    elif outcome is CallOutcome.NOT_SATISFIED:
        acts.open_dispute(
            case,
            said["invoice"],
            by=by,
            today=on,
            channel=Channel.PHONE,
            because=said["because"],
        )
    elif outcome is CallOutcome.WRONG_PERSON:
        fresh = {name: said[name] for name in ("contact_name", "email", "phone") if said[name]}
        complete(case, fresh, by=by, today=on)
