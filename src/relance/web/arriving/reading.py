"""Files dropped on the desk: read apart, recorded, or put aside for a person to confirm."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import User

from relance.intake import Reading, read_uploads
from relance.intake.drafts import draft_of
from relance.intake.problem import Refusal
from relance.intake.sheets import is_sheet, sheet_guess
from relance.office.access import within
from relance.office.models import CreditorRow, UploadRow
from relance.web.arriving.recording import Arrived, organization_of, record, told

NO_DATA = {"no_einvoice_in_pdf"}
"""Problems that say: a good PDF, with nothing inside for programs."""


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
    readings = read_uploads(others)
    printed = [one for one in readings if _is_printed(one, contents)]
    whole = [one for one in readings if one not in printed]
    if whole:
        arrived, chosen = record(
            whole, user=user, creditor=creditor, by=by, today=today, contents=kept
        )
    for reading in printed:
        name = reading.file
        try:
            drafted = draft_of(contents[name], file=name)
        except Refusal as refused:
            arrived.problems.append(told(refused.about(name)))
            continue
        chosen = chosen or _first_creditor(user)
        arrived.uploads.append(_aside(chosen, name, contents[name], drafted, kind="pdf"))
    for name, content in sheets:
        try:
            guessed = sheet_guess(content, file=name)
        except Refusal as refused:
            arrived.problems.append(told(refused.about(name)))
            continue
        chosen = chosen or _first_creditor(user)
        arrived.uploads.append(_aside(chosen, name, content, guessed, kind="spreadsheet"))
    return arrived


def _is_printed(reading: Reading, contents: dict[str, bytes]) -> bool:
    """A PDF that people read and programs don't: its words are looked at, to be confirmed."""
    codes = {problem.code for problem in reading.problems}
    return reading.document is None and bool(codes & NO_DATA)


def _first_creditor(user: User) -> CreditorRow:
    """On a fresh installation: the member's own, named when the seller is confirmed."""
    organization = organization_of(user, None)
    found = CreditorRow.objects.filter(organization=organization).order_by("pk").first()
    return found or CreditorRow.objects.create(organization=organization, name=organization.name)


def _aside(
    creditor: CreditorRow, name: str, content: bytes, reading: dict[str, Any], *, kind: str
) -> int:
    # A creditor made just now is not yet in the scope that the request opened.
    with within(creditor.pk):
        row = UploadRow.objects.create(
            creditor=creditor,
            name=name[:255],
            kind=kind,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            reading=reading,
        )
    return row.pk
