"""Who the debtor is and how to reach him: completed and mended from the desk."""

from __future__ import annotations

from typing import Any

from django import forms

from relance.web import words
from relance.web.countries import countries
from relance.web.fields import DeskForm, PhoneField, SirenField


class MissingForm(DeskForm):
    """Only what stops a first relance: kind, e-mail, phone."""

    kind = forms.ChoiceField(
        label="Votre client est",
        choices=list(words.DEBTOR_KINDS.items()),
        widget=forms.RadioSelect,
        help_text="Cela décide des pénalités et de l’indemnité que la loi permet.",
    )
    email = forms.EmailField(
        label="Son e-mail",
        required=False,
        error_messages={
            "invalid": "Cette adresse e-mail n’est pas complète. Corrigez-la. Rien n’a été enregistré."
        },
    )
    phone = PhoneField(label="Son téléphone", required=False)

    @property
    def lacking(self) -> bool:
        """Whether something that the first steps need is not known yet."""
        return not all(self.initial.get(name) for name in ("kind", "email", "phone"))


class PeopleForm(MissingForm):
    """Debtor and first contact together: what a letter, a mail and a call need."""

    field_order = (
        "name",
        "kind",
        "siren",
        "contact_name",
        "gender",
        "formality",
        "email",
        "phone",
        "street",
        "postcode",
        "city",
        "country",
    )

    contact_name = forms.CharField(label="Nom de l’interlocuteur", max_length=200, required=False)
    gender = forms.ChoiceField(
        label="Civilité",
        choices=[("unknown", "Madame, Monsieur"), ("woman", "Madame"), ("man", "Monsieur")],
    )
    formality = forms.ChoiceField(label="Vous lui dites", choices=[("vous", "vous"), ("tu", "tu")])
    name = forms.CharField(label="Nom du client", max_length=200)
    siren = SirenField(label="SIREN", required=False)
    street = forms.CharField(
        label="Adresse",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    postcode = forms.CharField(label="Code postal", max_length=20, required=False)
    city = forms.CharField(label="Ville", max_length=100, required=False)
    country = forms.ChoiceField(
        label="Pays",
        choices=countries,
        required=False,
        help_text="Il décide du tribunal et des voies ouvertes.",
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["siren"].kept = self.initial.get("siren", "")  # type: ignore[attr-defined]
        known = self.initial.get("country", "")
        if known not in dict(countries()):  # An import wrote it: saving another field keeps it.
            self.fields["country"].choices = [  # type: ignore[attr-defined]
                (known, known or "Non connu"),
                *countries(),
            ]
