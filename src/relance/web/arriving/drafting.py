"""A printed invoice (a PDF without data inside): what was found in it, to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from relance.case import Money
from relance.intake import Document
from relance.intake.plain_pdf import FIELDS, NEEDED, Draft
from relance.web.fields import AmountField, DayField, DeskForm

_DATES = ("issue_date", "due_date")
_AMOUNTS = ("grand_total", "due_payable", "prepaid")
_FIRST = (
    "number",
    "issue_date",
    "due_date",
    "grand_total",
    "due_payable",
    "subject",
    "buyer_name",
)
"""Shown at once, found or not; the others when they were found, or on demand."""


class DraftForm(DeskForm):
    """Each field with the words it was read from; a person says yes or corrects."""

    says_optional = False

    def __init__(self, *given: Any, reading: Mapping[str, Any], **options: Any) -> None:
        super().__init__(*given, **options)
        self.draft = Draft.from_json(reading["draft"])
        self.pictures: Mapping[str, str] = reading.get("pictures", {})
        for name, label in FIELDS.items():
            found = self.draft.fields.get(name)
            self.fields[name] = self._field(name, label[:1].upper() + label[1:])
            if found is not None:
                self.initial[name] = _shown(name, found.value)
                doubt = "" if found.sure else " À vérifier\u00a0: une autre lecture est possible."
                self.fields[
                    name
                ].help_text = f"Page {found.page}, «\u00a0{found.written[:120]}\u00a0»\u00a0: {found.reason}.{doubt}"

    def _field(self, name: str, label: str) -> forms.Field:
        required = name in NEEDED
        if name == "type_code":
            return forms.ChoiceField(label=label, choices=[("380", "facture"), ("381", "avoir")])
        if name in _DATES:
            return DayField(label=label, required=required)
        if name in _AMOUNTS:
            return AmountField(label=label, required=required)
        return forms.CharField(label=label, required=required, max_length=300)

    def shown_first(self) -> list[tuple[forms.BoundField, str]]:
        """The fields to check, each with its picture (base 64), or none."""
        return [
            (self[name], self.pictures.get(name, ""))
            for name in FIELDS
            if name in _FIRST or name in self.draft.fields
        ]

    def others(self) -> list[forms.BoundField]:
        return [
            self[name] for name in FIELDS if name not in _FIRST and name not in self.draft.fields
        ]

    def document(self) -> Document:
        """What the person confirmed. Raises ValidationError on a value of no use."""
        said = {name: _written(value) for name, value in self.cleaned_data.items()}
        try:
            return self.draft.document(said)
        except ValueError:
            raise ValidationError(
                "Une valeur n’est pas comprise. Vérifiez les dates et les montants. "
                "Rien n’a été pris."
            ) from None


def _shown(name: str, value: str) -> Any:
    if name in _AMOUNTS:
        return format(Decimal(value), "f").replace(".", ",")
    return value


def _written(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Money) else str(value or "")
