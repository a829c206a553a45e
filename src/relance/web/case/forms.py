"""The forms by which a person tells a case what happened."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from relance.case import THREE_TIMES_LEGAL, State
from relance.web import words
from relance.web.fields import AmountField, DayField, DeskForm, PercentField
from relance.web.scans import ScanField


class ActForm(DeskForm):
    """A form about one case: it knows its invoices, its currency and what day it is."""

    def __init__(self, *given: Any, state: State, today: date, **options: Any) -> None:
        super().__init__(*given, **options)
        self.state, self.today = state, today
        for field in self.fields.values():
            if isinstance(field, AmountField):
                field.currency = state.currency
        if (chooser := self.fields.get("invoice")) is not None:
            assert isinstance(chooser, forms.ChoiceField)
            numbers = [(number, number) for number in state.invoices]
            optional = [("", "La plus ancienne d’abord")] if not chooser.required else []
            chooser.choices = [*optional, *numbers]
        for name in ("on", "judgment_on"):
            if name in self.fields:
                self.fields[name].initial = today


def why(label: str = "Pourquoi", required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=300, required=required)


class DisputeForm(ActForm):
    invoice = forms.ChoiceField(label="Facture contestée")
    amount = AmountField(
        label="Montant contesté",
        required=False,
        help_text="Vide\u00a0: toute la facture. La part non contestée reste réclamée.",
    )
    on = DayField(label="Il l’a dit le")
    channel = forms.ChoiceField(
        label="Comment",
        choices=[
            ("", "À préciser"),
            ("email", "Par e-mail"),
            ("letter", "Par lettre"),
            ("phone", "Par téléphone"),
        ],
        required=False,
    )
    because = why("Ce qu’il conteste")


class InvoiceForm(ActForm):
    invoice = forms.ChoiceField(label="Facture")
    because = why()


class HoldForm(ActForm):
    until = DayField(
        label="Reprendre le", required=False, help_text="Vide\u00a0: quand vous le direz."
    )
    because = why(required=True)


class BecauseForm(ActForm):
    because = why()


class EmptyForm(ActForm):
    """Nothing to fill: the button alone."""


class PostponeForm(ActForm):
    until = DayField(label="Nouvelle date")


class InsolvencyForm(ActForm):
    judgment_on = DayField(label="Date du jugement")
    published_on = DayField(
        label="Publié au BODACC le",
        required=False,
        help_text="Le délai pour déclarer votre créance court de ce jour.",
    )


class KindForm(ActForm):
    kind = forms.ChoiceField(
        label="Votre client est",
        choices=list(words.DEBTOR_KINDS.items()),
        widget=forms.RadioSelect,
        help_text="Cela décide des pénalités et de l’indemnité que la loi permet.",
    )


class TermsForm(ActForm):
    """The clauses printed on an invoice; empty fields leave the default rate of the law."""

    invoice = forms.ChoiceField(label="Facture")
    multiple = forms.BooleanField(
        label="La clause dit «\u00a0trois fois le taux légal\u00a0»", required=False
    )
    late_rate = PercentField(label="Taux de pénalités par an, en %", required=False)
    penalty_percent = PercentField(
        label="Clause pénale, en % du TTC", required=False, help_text="Vide\u00a0: aucune."
    )

    @property
    def rate(self) -> str | None:
        if self.cleaned_data["multiple"]:
            return THREE_TIMES_LEGAL
        return self.cleaned_data["late_rate"] or None


class PlaybookForm(ActForm):
    playbook = forms.ChoiceField(label="Scénario")


class DeliveryForm(ActForm):
    outcome = forms.ChoiceField(
        label="L’avis de réception",
        choices=list(words.DELIVERIES.items()),
        widget=forms.RadioSelect,
    )
    on = DayField(label="Daté du")
    scan = ScanField("Photo de l’avis, ou de l’enveloppe revenue")


class ReplyForm(ActForm):
    channel = forms.ChoiceField(
        label="Il a répondu par",
        choices=[("email", "e-mail"), ("phone", "téléphone"), ("letter", "lettre")],
    )
