"""What a request for an order for payment must say, typed or confirmed by a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from relance.case.entries import CourtKind, ExhibitKind
from relance.notices.told_procedure import COURTS, EXHIBITS
from relance.office.procedure.choosing import Apart
from relance.web.fields import DayField, DeskForm


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class RequestForm(DeskForm):
    """The court, the two parties as a court wants them named, and what may be asked besides."""

    court = forms.CharField(
        label="Nom du tribunal",
        max_length=200,
        required=False,
        help_text="Tel qu’il se nomme, avec sa ville. Vérifiez-le\u00a0: il n’est jamais deviné.",
    )
    kind = forms.ChoiceField(
        label="Sorte de tribunal",
        choices=[("", "À préciser"), *((k.value, _capital(COURTS[k.value])) for k in CourtKind)],
        required=False,
    )
    debtor_form = forms.CharField(
        label="Forme du débiteur",
        max_length=60,
        required=False,
        help_text="SAS, SARL, association… Vide pour une personne.",
    )
    profession = forms.CharField(label="Votre profession", max_length=100, required=False)
    nationality = forms.CharField(label="Votre nationalité", max_length=60, required=False)
    born_on = DayField(label="Né(e) le", required=False)
    born_at = forms.CharField(label="Né(e) à", max_length=100, required=False)
    domicile = forms.CharField(
        label="Votre domicile",
        max_length=200,
        required=False,
        help_text="S’il n’est pas l’adresse où vous travaillez.",
    )
    represented_by = forms.CharField(
        label="Société représentée par",
        max_length=200,
        required=False,
        help_text="Par exemple\u00a0: sa gérante, Claire Duval.",
    )
    on_opposition = forms.CharField(
        label="En cas d’opposition, renvoyer devant",
        max_length=200,
        required=False,
        help_text="Ne se demande que dans la requête elle-même (CPC, art. 1408).",
    )
    amicable = forms.CharField(
        label="Tentative amiable, ou pourquoi il n’y en a pas",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agent = forms.CharField(
        label="Mandataire qui dépose",
        max_length=200,
        required=False,
        help_text="Nom et qualité. Son pouvoir spécial est alors à signer et à joindre.",
    )

    also = forms.MultipleChoiceField(
        label="Demander aussi",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ces factures n’ont pas été mises en demeure : rien ne montrera au juge que "
        "votre client a été sommé de les payer.",
    )

    def __init__(
        self, *given: Any, natural: bool, apart: Sequence[Apart] = (), **options: Any
    ) -> None:
        super().__init__(*given, **options)
        chooser = self.fields["also"]
        assert isinstance(chooser, forms.MultipleChoiceField)
        chooser.choices = [(one.number, f"{one.number} – {one.why}") for one in apart]
        if not apart:
            del self.fields["also"]
        wrong = (
            ("represented_by",)
            if natural
            else ("profession", "nationality", "born_on", "born_at", "domicile")
        )
        for name in wrong:
            del self.fields[name]


_PROCEDURES = ("sauvegarde", "redressement judiciaire", "liquidation judiciaire")


class ClaimForm(DeskForm):
    """Which procedure, who the claim is declared to, what it rests on and what guarantees it."""

    procedure = forms.ChoiceField(
        label="Procédure",
        choices=[("", "À préciser"), *((one, _capital(one)) for one in _PROCEDURES)],
        required=False,
    )
    opening_court = forms.CharField(
        label="Tribunal qui l’a ouverte", max_length=200, required=False
    )
    announcement = forms.CharField(
        label="Numéro de l’annonce au BODACC", max_length=60, required=False
    )
    holder = forms.CharField(
        label="Mandataire judiciaire ou liquidateur",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nom et adresse, tels que l’annonce du BODACC les donne.",
    )
    security = forms.CharField(
        label="Sûreté",
        max_length=500,
        required=False,
        help_text="Gage, nantissement, réserve de propriété… Écrivez «\u00a0néant\u00a0» s’il n’y en a "
        "pas\u00a0; vide, une place est laissée pour l’écrire à la main.",
    )
    title = forms.CharField(
        label="Titre exécutoire",
        max_length=300,
        required=False,
        help_text="Par exemple une ordonnance signifiée et sans opposition. Vide\u00a0: aucun.",
    )
    retention = forms.BooleanField(
        label="Des marchandises ont été vendues avec réserve de propriété", required=False
    )


class WatchForm(DeskForm):
    """An export of the BODACC."""

    file = forms.FileField(
        label="Fichier du BODACC (JSON, CSV ou XML)",
        help_text="L’export «\u00a0annonces-commerciales\u00a0» de bodacc-datadila.opendatasoft.com.",
    )


class PieceForm(DeskForm):
    """A file that proves something."""

    file = forms.FileField(label="Fichier")
    proves = forms.ChoiceField(
        label="Ce qu’elle prouve",
        choices=[
            (kind.value, _capital(EXHIBITS[kind.value]))
            for kind in ExhibitKind
            if kind is not ExhibitKind.NOTICE
        ],
    )
    invoice = forms.ChoiceField(
        label="Facture",
        required=False,
        help_text="Celle que la pièce montre, ou la seule qu’elle concerne.",
    )
    title = forms.CharField(label="Titre", max_length=150, required=False)
    on = DayField(label="Datée du")

    def __init__(self, *given: Any, invoices: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*given, **options)
        chooser = self.fields["invoice"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", "Toutes"), *((number, number) for number in invoices)]

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if said.get("proves") == ExhibitKind.INVOICE and not said.get("invoice"):
            self.add_error("invoice", "Dites de quelle facture il s’agit.")
