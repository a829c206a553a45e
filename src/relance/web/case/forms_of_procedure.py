"""The forms about a procedure: the request, the order, its service, what follows."""

from __future__ import annotations

from typing import Any

from django import forms

from relance.case.entries import Agent, CourtKind, ProcedureEnd
from relance.claim import statement
from relance.notices.told_procedure import COURTS
from relance.office.procedure.choosing import choose, late_invoices
from relance.office.wiring import law_book
from relance.web.case.forms import ActForm, why
from relance.web.fields import AmountField, DayField


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class FiledForm(ActForm):
    on = DayField(label="Déposée ou postée le")
    court = forms.ChoiceField(
        label="Devant",
        choices=[(kind.value, _capital(COURTS[kind.value])) for kind in CourtKind],
        widget=forms.RadioSelect,
    )
    invoices = forms.MultipleChoiceField(
        label="Factures demandées", widget=forms.CheckboxSelectMultiple
    )
    asked = AmountField(label="Somme demandée")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.propose(choose(self.state, on=self.today).asked)

    def propose(self, asked: tuple[str, ...]) -> None:
        """Tick the invoices of the request, and show their sum; all that is late if there are none."""
        late = late_invoices(self.state, self.today)
        chooser = self.fields["invoices"]
        assert isinstance(chooser, forms.MultipleChoiceField)
        chooser.choices = [(number, number) for number in late]
        chooser.initial = list(asked or late)
        owed = statement(
            self.state,
            on=self.today,
            law=law_book(),
            without_disputed=True,
            invoices=asked or late,
        )
        self.fields["asked"].initial = str(owed.total).replace(".", ",")


class DatedForm(ActForm):
    on = DayField(label="Le")


class OrderForm(ActForm):
    on = DayField(
        label="Date de l’ordonnance",
        help_text="Celle qui est écrite sur l’ordonnance\u00a0: le délai pour la signifier en dépend.",
    )
    granted = AmountField(label="Somme accordée")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        if self.state.order is not None:
            self.fields["granted"].initial = str(self.state.order.asked).replace(".", ",")


class ServedForm(ActForm):
    on = DayField(label="Date de l’acte")
    in_person = forms.ChoiceField(
        label="L’acte a été remis",
        choices=[("yes", "À sa personne"), ("no", "Autrement (domicile, étude)")],
        widget=forms.RadioSelect,
        help_text="C’est écrit sur l’acte. Le délai d’opposition en dépend.",
    )


class OpposedForm(ActForm):
    on = DayField(label="Date de l’opposition")
    told_on = DayField(
        label="Lettre du greffe reçue le",
        required=False,
        help_text="Les délais qui suivent courent de ce jour.",
    )


class EndForm(ActForm):
    on = DayField(label="Le")
    end = forms.ChoiceField(
        label="Comment",
        choices=[
            (ProcedureEnd.PAID.value, "Il a payé"),
            (ProcedureEnd.REFUSED.value, "Le juge a rejeté la requête"),
            (ProcedureEnd.JUDGED.value, "L’affaire est jugée"),
            (ProcedureEnd.WITHDRAWN.value, "J’y renonce"),
            (ProcedureEnd.LAPSED.value, "Un délai est passé\u00a0: elle est caduque"),
        ],
        widget=forms.RadioSelect,
    )
    because = why()


class AcknowledgedForm(ActForm):
    on = DayField(label="Écrit le")
    amount = AmountField(label="Somme reconnue", required=False)
    because = why("Dans quel écrit", required=True)


class AttemptForm(ActForm):
    on = DayField(label="Commencée le")
    ended_on = DayField(label="Terminée le", required=False)
    failed = forms.ChoiceField(
        label="Résultat",
        choices=[("", "Pas encore connu"), ("yes", "Sans accord"), ("no", "Un accord")],
        required=False,
    )
    because = why("Avec qui (conciliateur, médiateur)")


class DeclaredForm(ActForm):
    on = DayField(label="Postée le", help_text="C’est la date d’envoi qui compte.")
    amount = AmountField(label="Somme déclarée")
    tracking = forms.CharField(label="Numéro du recommandé", max_length=40, required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        owed = statement(self.state, on=self.today, law=law_book())
        self.fields["amount"].initial = str(owed.total).replace(".", ",")


class HandOverForm(ActForm):
    on = DayField(label="Remis le")
    agent = forms.ChoiceField(
        label="À",
        choices=[
            (Agent.BAILIFF.value, "Un commissaire de justice"),
            (Agent.LAWYER.value, "Un avocat"),
            (Agent.COLLECTOR.value, "Une société de recouvrement"),
        ],
        widget=forms.RadioSelect,
    )
