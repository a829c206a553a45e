"""The court's folder: exhibits numbered once, in files and in one PDF that agree."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

WHOLE = "dossier-complet.pdf"
EXHIBITS = "pieces"
_TITLE = "Dossier complet\u00a0: décompte, chronologie et pièces"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One proof: what it is called, of which day, the file's name and bytes as they came."""

    title: str
    on: date
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Numbered:
    """An exhibit with its number (from 1), its file's name in the folder and its pages.

    `pages` is None for what cannot stand in the PDF (a mail, an image, a damaged PDF): it has
    its cover sheet there and its file beside.
    """

    number: int
    exhibit: Exhibit
    name: str
    pages: int | None


@dataclass(frozen=True, slots=True)
class Folder:
    """One PDF of everything, the files by name (the PDF first), and the numbered exhibits."""

    pdf: bytes
    files: tuple[tuple[str, bytes], ...]
    exhibits: tuple[Numbered, ...]


def numbered(exhibits: Sequence[Exhibit]) -> tuple[Numbered, ...]:
    """Number the exhibits in the order given: «01-facture-F-12.pdf», «02-…».

    The same list serves for the files, the list of exhibits and the PDF.
    """
    width = max(2, len(str(len(exhibits))))
    return tuple(
        Numbered(
            number,
            exhibit,
            f"{number:0{width}}-{_plain(exhibit.title)}{_suffix(exhibit.name)}",
            _pages(exhibit.content),
        )
        for number, exhibit in enumerate(exhibits, 1)
    )


def folder_of(
    front: Sequence[tuple[str, bytes]], exhibits: Sequence[Exhibit], covers: Sequence[bytes]
) -> Folder:
    """Put the court's folder together: same input, same bytes.

    `front` (file name, PDF) comes first, then each exhibit behind its cover sheet, one PDF in
    `covers` for each exhibit. Bookmarks of the whole PDF lead to each part.
    """
    assert len(covers) == len(exhibits), "one cover sheet an exhibit"
    found = numbered(exhibits)
    whole = _one_pdf(front, found, covers)
    files = (
        (WHOLE, whole),
        *front,
        *((f"{EXHIBITS}/{item.name}", item.exhibit.content) for item in found),
    )
    return Folder(whole, files, found)


def _one_pdf(
    front: Sequence[tuple[str, bytes]], exhibits: Sequence[Numbered], covers: Sequence[bytes]
) -> bytes:
    writer = PdfWriter()
    for name, content in front:
        _add(writer, PurePosixPath(name).stem.replace("-", " ").capitalize(), content)
    for item, cover in zip(exhibits, covers, strict=True):
        _add(writer, f"Pièce n°\u00a0{item.number} – {item.exhibit.title}", cover)
        if item.pages is not None:
            writer.append(io.BytesIO(item.exhibit.content), import_outline=False)
    # A screen reader says the title and speaks French; the marks are open at once.
    writer.add_metadata({"/Title": _TITLE})
    writer.root_object[NameObject("/Lang")] = TextStringObject("fr-FR")
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = shown
    writer.page_mode = "/UseOutlines"
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _add(writer: PdfWriter, title: str, content: bytes) -> None:
    page = len(writer.pages)
    writer.append(io.BytesIO(content), import_outline=False)
    writer.add_outline_item(title=title, page_number=page)


def _pages(content: bytes) -> int | None:
    if content.lstrip()[:5] != b"%PDF-":
        return None
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            return None
        trial = PdfWriter()
        trial.append(reader, import_outline=False)
        return len(trial.pages) or None
    except Exception:
        # A stranger's file may break the reader in any way: it then stands beside the PDF.
        return None


def _plain(title: str) -> str:
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^A-Za-z0-9]+", "-", folded).strip("-")[:60].rstrip("-")
    return words[:1].lower() + words[1:] if words else "piece"


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else ""
