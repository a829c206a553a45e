"""Files put aside until a person confirms what was read or guessed in them."""

from __future__ import annotations

import hashlib
from typing import Any

from relance.office.access import within
from relance.office.models import CreditorRow, Organization, UploadRow


def own_creditor(organization: Organization) -> CreditorRow:
    """Whose file it is on a fresh installation: the member's own, named when a seller is confirmed."""
    found = CreditorRow.objects.filter(organization=organization).order_by("pk").first()
    return found or CreditorRow.objects.create(organization=organization, name=organization.name)


def put_aside(
    creditor: CreditorRow, name: str, content: bytes, reading: dict[str, Any], *, kind: str
) -> int:
    """Keep the file and what was read in it; the same bytes given again wait only once."""
    sha256 = hashlib.sha256(content).hexdigest()
    # A creditor made just now is not yet in the scope that the request opened.
    with within(creditor.pk):
        waiting = UploadRow.objects.filter(creditor=creditor, sha256=sha256, kind=kind).first()
        if waiting is not None:
            return int(waiting.pk)
        row = UploadRow.objects.create(
            creditor=creditor,
            name=name[:255],
            kind=kind,
            content=content,
            sha256=sha256,
            reading=reading,
        )
    return int(row.pk)
