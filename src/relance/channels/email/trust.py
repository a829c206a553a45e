"""Whose word we take for the name of a mail server."""

from __future__ import annotations

import ssl
from functools import lru_cache
from pathlib import Path


def trusting(trusted_ca: str = "") -> ssl.SSLContext:
    """A TLS context that checks the server's name against the system's authorities.

    `trusted_ca` is a PEM file of one more authority. Raises OSError (ssl.SSLError is one) if
    it cannot be read.
    """
    written = Path(trusted_ca).stat().st_mtime_ns if trusted_ca else 0
    return _kept(trusted_ca, written)


@lru_cache(maxsize=8)
def _kept(trusted_ca: str, written: int) -> ssl.SSLContext:
    """Reading the system's authorities takes longer than sending a mail: read them once."""
    context = ssl.create_default_context()
    if trusted_ca:
        context.load_verify_locations(cafile=trusted_ca)
    return context
