"""Files dropped on the desk: read apart, recorded, or put aside for a person to confirm."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import User

from relance.intake import Reading, read_uploads
from relance.intake.problem import Refusal
from relance.intake.sheets import is_sheet, sheet_guess
from relance.office.access import within
from relance.office.models import CreditorRow, UploadRow
from relance.web.arriving.recording import Arrived, organization_of, record, told


def arrive(
    files: Sequence[tuple[str, bytes]],
    *,
    user: User,
    creditor: CreditorRow | None,
    by: str,
    today: date,
) -> Arrived:
    """Record what can be read; put aside what a person must confirm."""
    sheets = [one for one in files if is_sheet(one[0])]
    others = [one for one in files if one not in sheets]
    contents = dict(others)

    def kept(reading: Reading) -> tuple[bytes, str] | None:
        content = contents.get(reading.file)
        return None if content is None else (content, reading.media_type)

    arrived, chosen = Arrived(), creditor
    if others:
        arrived, chosen = record(
            read_uploads(others), user=user, creditor=creditor, by=by, today=today, contents=kept
        )
    for name, content in sheets:
        try:
            guessed = sheet_guess(content, file=name)
        except Refusal as refused:
            arrived.problems.append(told(refused.about(name)))
            continue
        chosen = chosen or _first_creditor(user)
        arrived.uploads.append(_aside(chosen, name, content, guessed))
    return arrived


def _first_creditor(user: User) -> CreditorRow:
    """On a fresh installation a list of invoices does not say whose they are: the member's own."""
    organization = organization_of(user, None)
    found = CreditorRow.objects.filter(organization=organization).order_by("pk").first()
    return found or CreditorRow.objects.create(organization=organization, name=organization.name)


def _aside(creditor: CreditorRow, name: str, content: bytes, guessed: dict[str, Any]) -> int:
    # A creditor made just now is not yet in the scope that the request opened.
    with within(creditor.pk):
        row = UploadRow.objects.create(
            creditor=creditor,
            name=name[:255],
            kind="spreadsheet",
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            reading=guessed,
        )
    return row.pk
