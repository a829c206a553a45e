"""How files leave the desk: our own PDFs in the page, everything else as a download."""

from __future__ import annotations

import re
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

_PLAIN = re.compile(r"[^A-Za-z0-9._ -]+")


MOST_BYTES = 64 * 1024 * 1024
"""Of one file; a byte more is read, so that its reader refuses it by name."""


def brought(request: HttpRequest, stand_in: str) -> list[tuple[str, bytes]]:
    """The files dropped on a page, by name; never more of one than a reader would take."""
    return [
        (one.name or stand_in, one.read(MOST_BYTES + 1)) for one in request.FILES.getlist("files")
    ]


def _disposition(kind: str, name: str) -> str:
    plain = _PLAIN.sub("_", name) or "fichier"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"


def download(
    content: bytes, name: str, media_type: str = "application/octet-stream"
) -> HttpResponse:
    """A file to keep: never shown inside the page, whatever it says it is."""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": _disposition("attachment", name),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def letter_in_page(content: bytes, name: str) -> HttpResponse:
    """A PDF that we made ourselves, shown in a frame of our own page."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": _disposition("inline", name),
            "X-Content-Type-Options": "nosniff",
            # The browser's own reader draws a PDF with an object and its own style.
            "Content-Security-Policy": (
                "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
                "frame-ancestors 'self'"
            ),
        },
    )
