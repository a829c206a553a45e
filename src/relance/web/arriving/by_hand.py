"""An invoice typed in a form, when there is no file that can be read."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from relance.case import DebtorKind
from relance.intake import Document, PartyRead, Reading
from relance.office.debtors_batch import Defaults
from relance.office.importing import has_no_name_yet
from relance.office.models import CreditorRow
from relance.web import words
from relance.web.arriving.recording import record, remember
from relance.web.countries import countries
from relance.web.doors import DeskRequest, author, given, today
from relance.web.fields import AmountField, DayField, DeskForm, PhoneField

FILE = "saisie à la main"


class TypedForm(DeskForm):
    """One invoice and its client, as short as can be."""

    seller = forms.CharField(label="Votre nom ou votre entreprise", max_length=200)
    number = forms.CharField(label="Numéro de la facture", max_length=100)
    amount = AmountField(label="Montant TTC à payer")
    issued_on = DayField(label="Datée du")
    due_on = DayField(label="À payer au plus tard le")
    subject = forms.CharField(label="Objet (le projet)", max_length=200, required=False)
    buyer = forms.CharField(label="Votre client", max_length=200)
    kind = forms.ChoiceField(
        label="Il est", choices=list(words.DEBTOR_KINDS.items()), widget=forms.RadioSelect
    )
    email = forms.EmailField(label="Son e-mail", required=False)
    phone = PhoneField(label="Son téléphone", required=False)
    street = forms.CharField(label="Sa rue", max_length=300, required=False)
    postcode = forms.CharField(label="Code postal", max_length=20, required=False)
    city = forms.CharField(label="Ville", max_length=100, required=False)
    country = forms.ChoiceField(label="Pays", choices=countries, required=False, initial="FR")

    def __init__(self, *given_: Any, creditor: CreditorRow | None, **options: Any) -> None:
        super().__init__(*given_, **options)
        if creditor is not None and not has_no_name_yet(creditor):
            del self.fields["seller"]

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if said.get("issued_on") and said.get("due_on") and said["due_on"] < said["issued_on"]:
            self.add_error(
                "due_on",
                "L’échéance est avant la date de la facture. Corrigez l’une des deux. "
                "Rien n’a été enregistré.",
            )
        if said.get("amount") is not None and said["amount"].cents <= 0:
            self.add_error("amount", "Le montant doit être supérieur à zéro.")

    def reading(self) -> Reading:
        """The same value a file would have given."""
        said = self.cleaned_data
        amount = Decimal(said["amount"].cents).scaleb(-2)
        document = Document(
            file=FILE,
            number=said["number"].strip(),
            type_code="380",
            issue_date=said["issued_on"],
            due_date=said["due_on"],
            currency="EUR",
            seller=PartyRead(name=said.get("seller")),
            buyer=PartyRead(
                name=said["buyer"],
                lines=tuple(filter(None, [said["street"]])),
                postcode=said["postcode"] or None,
                city=said["city"] or None,
                country=said["country"] or "FR",
            ),
            grand_total=amount,
            due_payable=amount,
            subject=said["subject"] or None,
            syntax="typed",
        )
        digest = hashlib.sha256(repr(document).encode()).hexdigest()
        return Reading(file=FILE, sha256=digest, document=document)


@require_http_methods(["GET", "POST"])
def typed(request: DeskRequest) -> HttpResponse:
    if not request.may_write:
        raise Http404
    creditor = CreditorRow.objects.filter(pk__in=request.access.writable).order_by("pk").first()
    if request.chosen is not None:
        creditor = CreditorRow.objects.filter(
            pk__in=request.access.writable, pk=request.chosen
        ).first()
    form = TypedForm(given(request), creditor=creditor)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        arrived, _ = record(
            [form.reading()],
            user=request.user,
            creditor=creditor,
            by=author(request),
            today=today(),
            defaults=Defaults(DebtorKind(said["kind"]), said["email"], said["phone"]),
        )
        if len(arrived.cases) == 1 and not arrived.problems:
            return redirect("case", arrived.cases[0])
        if arrived.cases:
            remember(request.session, arrived)
            return redirect("read")
        for problem in arrived.problems:
            form.add_error(None, f"{problem['message']} {problem['hint']}")
    return render(
        request,
        "web/arriving/typed.html",
        {"form": form, "creditor": creditor},
        status=422 if form.errors else 200,
    )
