"""Files dropped on the desk: read apart, recorded, or put aside for a person to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.models import User

from relance.intake import Reading, read_uploads
from relance.intake.drafts import draft_of
from relance.intake.printed import is_printed
from relance.intake.problem import Refusal
from relance.intake.sheets import is_sheet, sheet_guess
from relance.office.aside import own_creditor, put_aside
from relance.office.models import CreditorRow
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
    readings = read_uploads(others)
    printed = [one for one in readings if is_printed(one)]
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
        chosen = chosen or own_creditor(organization_of(user, None))
        arrived.uploads.append(put_aside(chosen, name, contents[name], drafted, kind="pdf"))
    for name, content in sheets:
        try:
            guessed = sheet_guess(content, file=name)
        except Refusal as refused:
            arrived.problems.append(told(refused.about(name)))
            continue
        chosen = chosen or own_creditor(organization_of(user, None))
        arrived.uploads.append(put_aside(chosen, name, content, guessed, kind="spreadsheet"))
    return arrived
