"""Secrets kept in the database: AES-GCM, bound to their row, the key outside (keyfile.py).

A ciphertext moved to another creditor's row does not open.
"""

from __future__ import annotations

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from relance.office import keyfile, settings
from relance.office.models import SecretRow


class SecretUnreadable(Exception):
    """The secret was encrypted with another key, or moved from another row."""


def _key() -> tuple[str, bytes]:
    key = keyfile.encryption_key(settings.CONFIG.data)
    return hashlib.sha256(key).hexdigest()[:16], key


def _bound_to(creditor_id: int, name: str) -> bytes:
    return f"relance:{creditor_id}:{name}".encode()


def keep(creditor_id: int, name: str, value: str) -> None:
    """Encrypt and store a value under that name; an empty value removes it."""
    stored = SecretRow.objects.filter(creditor_id=creditor_id, name=name)
    if not value:
        stored.delete()
        return
    key_id, key = _key()
    nonce = os.urandom(12)
    sealed = AESGCM(key).encrypt(nonce, value.encode(), _bound_to(creditor_id, name))
    SecretRow.objects.update_or_create(
        creditor_id=creditor_id,
        name=name,
        defaults={"key_id": key_id, "nonce": nonce, "ciphertext": sealed},
    )


def opened(creditor_id: int, name: str) -> str | None:
    """The value in clear, or None if there is none. Raises SecretUnreadable."""
    row = SecretRow.objects.filter(creditor_id=creditor_id, name=name).first()
    if row is None:
        return None
    _, key = _key()
    try:
        sealed = AESGCM(key).decrypt(
            bytes(row.nonce), bytes(row.ciphertext), _bound_to(creditor_id, name)
        )
    except InvalidTag as wrong:
        raise SecretUnreadable(name) from wrong
    return sealed.decode()
