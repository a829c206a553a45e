"""Keep bytes for ever as they were, once per creditor, found again by their SHA-256."""

from __future__ import annotations

import hashlib

from relance.office.models import StoredFile


def store(creditor_id: int, content: bytes, media_type: str) -> StoredFile:
    """The stored file with these bytes, made if it is new."""
    digest = hashlib.sha256(content).hexdigest()
    found, _ = StoredFile.objects.get_or_create(
        creditor_id=creditor_id,
        sha256=digest,
        defaults={"media_type": media_type, "content": content},
    )
    return found
