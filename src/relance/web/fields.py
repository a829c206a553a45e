"""What people type in French forms: amounts with a comma, days, phone numbers."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import (
    BaseValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
)
from stdnum import iban as iban_numbers
from stdnum.exceptions import ValidationError as BadNumber
from stdnum.fr import siren as siren_numbers

from relance.case import Money
from relance.notices.french import phone
from relance.web.french import siren

EARLIEST, LATEST = date(1950, 1, 1), date(2099, 12, 31)
"""The days of a recovery: beyond them a year was mistyped, and terms cannot be counted."""

_SPACES = re.compile(r"[\s\u00a0\u202f]+")


_THEIRS = forms.Field.default_error_messages["required"]
_EMPTY = "Ce champ est obligatoire. Remplissez-le. Rien n’a été enregistré."
_LIMITS: dict[type[BaseValidator], str] = {
    MinValueValidator: "C’est trop peu\u00a0: au moins %(limit_value)s. Rien n’a été enregistré.",
    MaxValueValidator: "C’est trop\u00a0: au plus %(limit_value)s. Rien n’a été enregistré.",
    MaxLengthValidator: "C’est trop long\u00a0: %(limit_value)d signes au plus, "
    "%(show_value)d ici. Rien n’a été enregistré.",
}


class DeskForm(forms.Form):
    """A form as the desk shows it: no colon after labels, what may stay empty says so.

    What Django refuses by itself is refused in our words: what to do, and what did not happen.
    """

    says_optional = True

    def __init__(self, *given: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*given, **options)
        for field in self.fields.values():
            if field.error_messages.get("required") == _THEIRS:
                field.error_messages["required"] = _EMPTY
            for one in field.validators:
                if isinstance(one, BaseValidator) and type(one) in _LIMITS:
                    one.message = _LIMITS[type(one)]
        if self.says_optional:
            for field in self.fields.values():
                if not field.required and not isinstance(field, forms.BooleanField):
                    field.label = f"{field.label} (facultatif)"


class AmountField(forms.Field):
    """An amount such as «1 200,50», «1.200,50 €» or «1200.5»; gives a `Money`."""

    def __init__(self, *, currency: str = "EUR", **options: Any) -> None:
        options.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(**options)
        self.currency = currency

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if isinstance(value, Money) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Money):
            return value
        text = _SPACES.sub("", str(value or "")[:40]).replace("€", "").replace(self.currency, "")
        if not text:
            return None
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        try:
            return Money.of(text, self.currency)
        except ValueError:
            raise ValidationError(
                "Ce n’est pas un montant. Écrivez par exemple 1\u202f200,50. "
                "Rien n’a été enregistré."
            ) from None


class DayField(forms.DateField):
    """A day, from the browser's calendar (2026-12-31) or typed (31/12/2026)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        options.setdefault(
            "error_messages",
            {
                "invalid": "Ce n’est pas une date. Écrivez par exemple 31/12/2026. "
                "Rien n’a été enregistré."
            },
        )
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y"], **options)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        day = day.date() if isinstance(day, datetime) else day
        if day is not None and not EARLIEST <= day <= LATEST:
            raise ValidationError(
                f"Cette date est hors du possible\u00a0: l’année va de {EARLIEST.year} à "
                f"{LATEST.year}. Corrigez-la. Rien n’a été enregistré."
            )
        return day


class PhoneField(forms.CharField):
    """A phone number as people write it in France; gives E.164 (+33612345678)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}))
        super().__init__(max_length=40, **options)

    def prepare_value(self, value: Any) -> Any:
        return phone(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "").strip()
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, "FR")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError(
                "Ce n’est pas un numéro de téléphone. Écrivez par exemple 06 12 34 56 78. "
                "Rien n’a été enregistré."
            )
        written: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return written


class SirenField(forms.CharField):
    """Nine digits whose key holds, or empty; spaces may stand between them.

    `kept` is what stands there already, right or not: a file brought it, and saving another
    field does not ask to mend it.
    """

    kept = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)

    def prepare_value(self, value: Any) -> Any:
        return siren(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        written = _SPACES.sub("", str(super().clean(value) or ""))
        if written and written != self.kept and not siren_numbers.is_valid(written):
            raise ValidationError(
                "Ce SIREN n’est pas juste\u00a0: sa clé ne tombe pas. Vérifiez ses neuf chiffres. "
                "Rien n’a été enregistré."
            )
        return written


class IbanField(forms.CharField):
    """An IBAN whose key holds, without spaces, or empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=50, **options)

    def prepare_value(self, value: Any) -> Any:
        plain = isinstance(value, str) and re.fullmatch(r"[A-Z]{2}[0-9A-Z]{12,32}", value)
        return " ".join(re.findall(".{1,4}", value)) if plain else value

    def clean(self, value: Any) -> str:
        written = str(super().clean(value) or "")
        try:
            return str(iban_numbers.validate(written)) if written else ""
        except BadNumber:
            raise ValidationError(
                "Cet IBAN n’est pas juste\u00a0: sa clé ne tombe pas. Recopiez-le de votre relevé. "
                "Rien n’a été enregistré."
            ) from None


class PercentField(forms.CharField):
    """A yearly percentage such as «12,5», or empty."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_length=12, **options)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "").replace(",", ".").replace("%", "")
        text = _SPACES.sub("", text)
        if text and not re.fullmatch(r"\d{1,3}(\.\d{1,4})?", text):
            raise ValidationError(
                "Ce n’est pas un pourcentage. Écrivez par exemple 12,5. Rien n’a été enregistré."
            )
        return text
