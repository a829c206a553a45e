"""Where the office takes its law book from: the packaged pages and the values users added."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from relance.law import LawBook
from relance.office import settings

_kept: tuple[tuple[float, ...], LawBook, str] | None = None


def law_folder() -> Path:
    """Where values added by `relance law` or the desk are kept."""
    return settings.CONFIG.data / "law"


def law_book() -> LawBook:
    """The law book in force; read again when an added page has changed."""
    return _read()[0]


def law_mark() -> str:
    """A mark of the values that were added to the shipped pages."""
    return _read()[1]


def _read() -> tuple[LawBook, str]:
    global _kept
    folder = law_folder()
    stamp = tuple(sorted(page.stat().st_mtime for page in folder.glob("*.yaml")))
    if _kept is None or _kept[0] != stamp:
        added = sha256()
        for page in sorted(folder.glob("*.yaml")):
            added.update(page.name.encode() + b"\n" + page.read_bytes())
        _kept = (stamp, LawBook.load(folder if stamp else None), added.hexdigest())
    return _kept[1:]
