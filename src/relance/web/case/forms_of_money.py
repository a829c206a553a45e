"""The forms about money: what came in, what is promised, agreed or given up."""

from __future__ import annotations

from typing import Any

from django import forms

from relance.case.entries import Installment, PlanEnd
from relance.case.money import Money
from relance.claim import statement
from relance.office.wiring import law_book
from relance.steps import schedule
from relance.web.case.forms import ActForm, why
from relance.web.fields import AmountField, DayField


class PaymentForm(ActForm):
    amount = AmountField(label="Montant reçu")
    on = DayField(label="Reçu le")
    invoice = forms.ChoiceField(label="Pour la facture", required=False)
    reference = forms.CharField(
        label="Référence", max_length=140, required=False, help_text="Le libellé du virement."
    )
    another = forms.BooleanField(
        label="C’est un autre paiement, du même montant et du même jour", required=False
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._kept = self.fields.pop("another") if not self.is_bound else None

    def clean(self) -> None:
        """Ask whether it is another payment only where the same one is noted already."""
        super().clean()
        amount, on = self.cleaned_data.get("amount"), self.cleaned_data.get("on")
        if not any(one.on == on and one.amount == amount for one in self.state.payments):
            del self.fields["another"]


class CreditNoteForm(ActForm):
    number = forms.CharField(label="Numéro de l’avoir", max_length=100)
    amount = AmountField(label="Montant TTC")
    on = DayField(label="Daté du")
    invoice = forms.ChoiceField(label="Sur la facture", required=False)


class PromiseForm(ActForm):
    until = DayField(label="Il paiera au plus tard le")
    amount = AmountField(label="Montant promis", required=False, help_text="Vide\u00a0: tout.")
    because = why("Ce qu’il a dit")


class WriteOffForm(ActForm):
    invoice = forms.ChoiceField(label="Facture")
    amount = AmountField(label="Montant abandonné")
    because = why()


class RefundForm(ActForm):
    amount = AmountField(label="Montant rendu")
    on = DayField(label="Rendu le")


class PlanForm(ActForm):
    """So many installments, or of so much, on one day of each month."""

    invoices = forms.MultipleChoiceField(
        label="Factures comprises", widget=forms.CheckboxSelectMultiple
    )
    total = AmountField(
        label="Somme à payer", help_text="Proposé\u00a0: le total du décompte d’aujourd’hui."
    )
    count = forms.IntegerField(
        label="En combien de fois", min_value=1, max_value=schedule.MOST, required=False
    )
    each = AmountField(label="Ou de combien à chaque fois", required=False)
    first_on = DayField(
        label="Première échéance",
        help_text="Les suivantes tombent le même jour de chaque mois\u00a0: son jour de paie.",
    )
    acceleration = forms.BooleanField(
        label="L’accord dit qu’une échéance manquée, après un courrier resté sans effet, rend "
        "tout le reste exigible",
        required=False,
        initial=True,
    )
    notice_days = forms.IntegerField(
        label="Délai laissé par ce courrier, en jours", min_value=1, max_value=60, initial=8
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        opened = [number for number, cents in self.state.open_cents().items() if cents > 0]
        chooser = self.fields["invoices"]
        assert isinstance(chooser, forms.MultipleChoiceField)
        chooser.choices = [(number, number) for number in opened]
        chooser.initial = opened
        owed = statement(self.state, on=self.today, law=law_book(), invoices=opened).total
        self.fields["total"].initial = str(owed).replace(".", ",")

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        total, first_on = said.get("total"), said.get("first_on")
        if total is None or first_on is None or self.errors:
            return
        if bool(said.get("count")) == bool(said.get("each")):
            self.add_error(
                "count",
                "Dites en combien de fois, ou de combien à chaque fois\u00a0: l’un des deux. "
                "Rien n’a été enregistré.",
            )
            return
        try:
            said["installments"] = self._installments(total, first_on)
        except ValueError:
            self.add_error(
                None,
                f"Ces échéances ne sont pas possibles\u00a0: un échéancier va jusqu’à {schedule.MOST} "
                "mois et chaque échéance paie au moins un centime. Changez le nombre ou le "
                "montant. Rien n’a été enregistré.",
            )

    def _installments(self, total: Money, first_on: Any) -> tuple[Installment, ...]:
        said = self.cleaned_data
        if said.get("count"):
            return schedule.by_number(total, said["count"], first_on=first_on)
        return schedule.by_amount(total, said["each"], first_on=first_on)


class PlanEndForm(ActForm):
    end = forms.ChoiceField(
        label="L’échéancier",
        widget=forms.RadioSelect,
        choices=[
            (PlanEnd.BROKEN.value, "n’a pas été tenu\u00a0: les relances reprennent"),
            (PlanEnd.CANCELLED.value, "est annulé d’un commun accord"),
        ],
    )
    because = why()
