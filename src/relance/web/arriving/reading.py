"""Files dropped on the desk: read apart, recorded, or put aside for a person to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.models import User

from relance.intake import Reading, read_uploads
from relance.office.models import CreditorRow
from relance.web.arriving.recording import Arrived, record


def arrive(
    files: Sequence[tuple[str, bytes]],
    *,
    user: User,
    creditor: CreditorRow | None,
    by: str,
    today: date,
) -> Arrived:
    """Record what can be read; put aside what a person must confirm."""
    contents = dict(files)

    def kept(reading: Reading) -> tuple[bytes, str] | None:
        content = contents.get(reading.file)
        return None if content is None else (content, reading.media_type)

    arrived, _ = record(
        read_uploads(files), user=user, creditor=creditor, by=by, today=today, contents=kept
    )
    return arrived
