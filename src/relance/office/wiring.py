"""Where the office takes its law book from: the packaged pages and the values users added."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from relance.law import BadPage, LawBook
from relance.office import settings

_kept: tuple[tuple[tuple[str, float], ...], LawBook, str] | None = None


def law_folder() -> Path:
    """Where values added by `relance law` or the desk are kept."""
    return settings.CONFIG.data / "law"


def law_book() -> LawBook:
    """The law book in force; read again when an added page has changed."""
    return _read()[0]


def law_mark() -> str:
    """A mark of the values that were added to the shipped pages."""
    return _read()[1]


def law_trouble() -> str:
    """Why the law book cannot be read, in French: a file that a hand has spoiled. Empty: it can."""
    try:
        law_book()
    except BadPage as spoiled:
        return str(spoiled)
    return ""


def _read() -> tuple[LawBook, str]:
    """The book and its mark. Raises BadPage, naming the file that cannot be read."""
    global _kept
    folder = law_folder()
    pages = sorted(folder.glob("[a-z]*.yaml"))
    stamp = tuple((page.name, _changed_at(page)) for page in pages)
    if _kept is None or _kept[0] != stamp:
        book = LawBook.load(folder if pages else None)  # names what cannot be opened
        added = sha256()
        for page in pages:
            added.update(page.name.encode() + b"\n" + page.read_bytes())
        _kept = (stamp, book, added.hexdigest())
    return _kept[1:]


def _changed_at(page: Path) -> float:
    """When the file changed; zero for one that is no longer there: reading it will say so."""
    try:
        return page.stat().st_mtime
    except OSError:
        return 0.0
