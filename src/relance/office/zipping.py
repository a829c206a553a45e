"""Files put together in one zip: the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The zip of these files, by name, in their order, without a date of its own."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in parts:
            folder.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return made.getvalue()
