"""The installation's secret keys: in a file of its own, outside the database (mode 0600).

A backup of the database without this file does not open the secrets it holds.
"""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

_NAME = "relance.key"


def _bytes(data: Path) -> bytes:
    given = os.environ.get("RELANCE_KEY")
    if given:
        return base64.urlsafe_b64decode(given)
    path = data / _NAME
    try:
        return base64.urlsafe_b64decode(path.read_bytes())
    except FileNotFoundError:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = secrets.token_bytes(64)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of ours was faster
            return base64.urlsafe_b64decode(path.read_bytes())
        with os.fdopen(handle, "wb") as file:
            file.write(base64.urlsafe_b64encode(made))
        return made


def signing_key(data: Path) -> str:
    """What signs cookies and tokens."""
    return base64.urlsafe_b64encode(_bytes(data)[:32]).decode()


def encryption_key(data: Path) -> bytes:
    """32 bytes that encrypt the secrets kept in the database."""
    return _bytes(data)[32:64]
