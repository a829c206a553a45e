"""Which column holds what, as a form: each field with its column, its reason, its samples."""

from __future__ import annotations

import json
from typing import Any

from django import forms

from relance.intake.column_words import FIELDS, REQUIRED
from relance.web.fields import DeskForm

NONE = ""


class ColumnsForm(DeskForm):
    """The guess, to be confirmed. A field without a column is not read."""

    says_optional = False

    def __init__(self, *given: Any, reading: dict[str, Any], **options: Any) -> None:
        super().__init__(*given, **options)
        self.sheet = reading.get("sheet")
        headers = [
            (str(place + 1), header or f"colonne {place + 1}")
            for place, header in enumerate(reading.get("headers", []))
        ]
        columns = reading.get("columns", {})
        for name, label in FIELDS.items():
            guessed = columns.get(name, {})
            samples = ", ".join(guessed.get("samples", []))
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=label[:1].upper() + label[1:],
                required=name in REQUIRED,
                choices=[(NONE, "– aucune –"), *headers],
                initial=str(guessed["place"] + 1) if guessed else NONE,
                help_text=f"Par exemple\u00a0: {samples}" if samples else "",
                error_messages={
                    "required": "Sans cette colonne, aucune ligne ne peut devenir une facture."
                },
            )
        self.fields["dates"] = forms.ChoiceField(
            label="Les dates du fichier",
            required=False,
            choices=[
                (NONE, "telles qu’elles se lisent"),
                ("dmy", "jour/mois"),
                ("mdy", "mois/jour"),
            ],
        )
        self.fields["decimal"] = forms.ChoiceField(
            label="Le signe décimal",
            required=False,
            choices=[(NONE, "tel qu’il se lit"), (",", "la virgule"), (".", "le point")],
        )
        self.fields["currency"] = forms.CharField(
            label="Devise, si une ligne n’en dit aucune", max_length=3, initial="EUR"
        )

    def clean_currency(self) -> str:
        written = str(self.cleaned_data["currency"]).upper()
        if not (written.isascii() and written.isalpha() and len(written) == 3):
            raise forms.ValidationError("Une devise a trois lettres, par exemple EUR.")
        return written

    def clean(self) -> None:
        super().clean()
        chosen = [value for name, value in self._chosen().items() if value]
        if len(set(chosen)) != len(chosen):
            self.add_error(
                None,
                "Deux champs lisent la même colonne. Changez l’un des deux. Rien n’a été pris.",
            )

    def _chosen(self) -> dict[str, str]:
        said = self.cleaned_data
        return {name: said.get(f"column_{name}", NONE) for name in FIELDS}

    def written(self) -> str:
        """The confirmed columns, by their place (from 1), as the reader takes them (TOML)."""
        said = self.cleaned_data
        lines = [f"{name} = {int(place)}" for name, place in self._chosen().items() if place]
        lines += ["", "[reading]", f"currency = {_quoted(said['currency'])}"]
        lines += [f"{name} = {_quoted(said[name])}" for name in ("dates", "decimal") if said[name]]
        if self.sheet:
            lines.append(f"sheet = {_quoted(self.sheet)}")
        return "\n".join(lines) + "\n"

    def needed(self) -> list[forms.BoundField]:
        return [self[f"column_{name}"] for name in FIELDS if self._shown(name)]

    def others(self) -> list[forms.BoundField]:
        return [self[f"column_{name}"] for name in FIELDS if not self._shown(name)]

    def reading_style(self) -> list[forms.BoundField]:
        return [self["dates"], self["decimal"], self["currency"]]

    def _shown(self, name: str) -> bool:
        return name in REQUIRED or bool(self.fields[f"column_{name}"].initial)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
