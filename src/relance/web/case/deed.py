"""One thing a person can do to a case: its words, its form, its act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from relance.case import State
from relance.office.models import CaseRow
from relance.web.case import forms

Act = Callable[[CaseRow, Any, str, date], State]


@dataclass(frozen=True, slots=True)
class Deed:
    """`told` is what the page says once it is done; `warning` is read before doing it."""

    title: str
    button: str
    form: type[forms.ActForm]
    act: Act
    told: str
    warning: str = ""
