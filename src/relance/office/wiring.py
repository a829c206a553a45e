"""Where the office takes its law book from: the packaged pages and the values users added."""

from __future__ import annotations

from pathlib import Path

from relance.law import LawBook
from relance.office import settings

_kept: tuple[tuple[float, ...], LawBook] | None = None


def law_folder() -> Path:
    """Where values added by `relance law` or the desk are kept."""
    return settings.CONFIG.data / "law"


def law_book() -> LawBook:
    """The law book in force; read again when an added page has changed."""
    global _kept
    folder = law_folder()
    stamp = tuple(sorted(page.stat().st_mtime for page in folder.glob("*.yaml")))
    if _kept is None or _kept[0] != stamp:
        _kept = (stamp, LawBook.load(folder if stamp else None))
    return _kept[1]
