"""Ask an authority for a time stamp over HTTP (RFC 3161, section 3.4). Only a hash leaves."""

from __future__ import annotations

from urllib.parse import urlsplit

import urllib3

_MOST_BYTES = 1_000_000
_SECONDS = 20.0
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"


class StampFailed(Exception):
    """No stamp came back; the message says why and what to do, in French."""


def ask(address: str, request: bytes) -> bytes:
    """The authority's answer (DER) to our request (DER). It is not checked here.

    HTTP is as good as HTTPS: what comes back is signed, and what leaves is a hash (RFC 3161).
    Raises StampFailed.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise StampFailed(
            "L’adresse de l’autorité doit commencer par https:// ou http://. Corrigez-la. "
            "Rien n’a été demandé."
        )
    try:
        with urllib3.PoolManager(retries=False, timeout=_SECONDS) as pool:
            answer = pool.request(
                "POST",
                address,
                body=request,
                headers={"Content-Type": _QUERY, "Accept": _REPLY},
                redirect=False,
                preload_content=False,
            )
            content = answer.read(_MOST_BYTES + 1)
            answer.release_conn()
    except (urllib3.exceptions.HTTPError, ValueError) as wrong:
        raise StampFailed(
            f"L’autorité n’a pas répondu ({type(wrong).__name__}). Réessayez plus tard. "
            "Le point de contrôle est gardé, sans horodatage."
        ) from None
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if answer.status != 200 or kind != _REPLY or len(content) > _MOST_BYTES:
        raise StampFailed(
            f"L’autorité a répondu autre chose qu’un horodatage (code {answer.status}). Vérifiez "
            "son adresse. Le point de contrôle est gardé, sans horodatage."
        )
    return content
