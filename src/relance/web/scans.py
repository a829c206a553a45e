"""A photo or a scan given with an act: it joins the pieces of the case, or says why it did not."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages

from relance.case.entries import ExhibitKind
from relance.office.acting import ActRefused
from relance.office.models import CaseRow
from relance.office.procedure import pieces
from relance.web.doors import DeskRequest, author, today


class ScanField(forms.FileField):
    """A photo or a PDF that a person may add; never required."""

    def __init__(self, label: str, **options: Any) -> None:
        accepted = forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"})
        super().__init__(label=label, required=False, widget=accepted, max_length=200, **options)


def keep(
    request: DeskRequest, case: CaseRow, scan: Any, kind: ExhibitKind, *, on: date, title: str
) -> None:
    """Add what was given with an act that is already recorded; a refusal is told, nothing undone."""
    if not scan:
        return
    media_type = scan.content_type or "application/octet-stream"
    try:
        pieces.add(
            case, kind, scan.name[:200], scan.read(), media_type,
            on=on, by=author(request), today=today(), title=title,
        )  # fmt: skip
    except ActRefused as refused:
        messages.warning(request, f"La photo n’a pas été gardée. {refused}", extra_tags="bad")
