"""The words of a PDF and where they stand, and a picture of any piece of a page.

pdfium is not safe for threads: one at a time. Run this in the limited child: what is read
here was written by strangers.
"""

from __future__ import annotations

import ctypes
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from relance.intake.problem import NOTHING_TAKEN, Refusal

MAX_PAGES = 30
"""Pages read: invoices are short; what is on page 31 is an annex."""

MAX_SIGNS = 100_000
"""Characters read in all; a page of a dense invoice has 5,000."""

_MAX_BYTES = 50 * 1024 * 1024
_DPI = 144
_MAX_PIXELS = 4_000_000
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, from the top left corner of the page as it is seen."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: Box) -> Box:
        """The smallest rectangle that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def rounded(self) -> tuple[float, float, float, float]:
        return (
            round(self.left, 1),
            round(self.top, 1),
            round(self.right, 1),
            round(self.bottom, 1),
        )


@dataclass(frozen=True, slots=True)
class Sign:
    """One character, its rectangle, and the height of the line that it stands on."""

    text: str
    box: Box
    base: float


@dataclass(frozen=True, slots=True)
class PageSigns:
    """A page's characters; `number` counts from 1."""

    number: int
    width: float
    height: float
    signs: tuple[Sign, ...]


def read_signs(data: bytes) -> list[PageSigns]:
    """Every character of the first pages. Raises Refusal: damaged, locked, without text."""
    with _document(data) as document:
        pages: list[PageSigns] = []
        left = MAX_SIGNS
        for index in range(min(len(document), MAX_PAGES)):
            pages.append(_page_signs(document, index, left))
            left -= len(pages[-1].signs)
    letters = sum(sign.text.isalpha() for page in pages for sign in page.signs)
    if letters < 20:
        raise Refusal(
            "scan_without_text",
            "pages du PDF",
            "Ce PDF est une image\u00a0: c’est sans doute un scan ou une photo, sans texte à lire.",
            "Donnez le PDF que votre logiciel a fait, ou saisissez la facture à la main. "
            f"{NOTHING_TAKEN}",
        )
    strange = sum(
        sign.text.isalpha() and ord(sign.text) > 0x24F for page in pages for sign in page.signs
    )
    if strange > letters / 2:
        raise Refusal(
            "text_unreadable",
            "pages du PDF",
            "Le texte de ce PDF est illisible\u00a0: ses polices cachent les lettres.",
            f"Saisissez la facture à la main. {NOTHING_TAKEN}",
        )
    return pages


def field_image(data: bytes, page: int, box: tuple[float, float, float, float]) -> bytes:
    """The piece of the page (from 1) around this rectangle, as a PNG. Raises Refusal, ValueError.

    A margin is left around it, so that a person sees what stands beside the value.
    """
    with _document(data) as document:
        if not 1 <= page <= min(len(document), MAX_PAGES):
            raise ValueError(f"no page {page}")
        sheet = document[page - 1]
        width, height = sheet.get_size()
        left, top = max(0.0, box[0] - 40), max(0.0, box[1] - 12)
        right, bottom = min(width, box[2] + 40), min(height, box[3] + 12)
        if not (left < right and top < bottom):
            raise ValueError("an empty piece of page")
        scale = min(_DPI / 72, (_MAX_PIXELS / ((right - left) * (bottom - top))) ** 0.5)
        try:
            bitmap = sheet.render(
                scale=scale, crop=(left, height - bottom, width - right, top), draw_annots=False
            )
            stream = io.BytesIO()
            bitmap.to_pil().save(stream, "PNG")
        except (pypdfium2.PdfiumError, ValueError, OSError) as wrong:
            raise _damaged() from wrong
        finally:
            sheet.close()
    return stream.getvalue()


@contextmanager
def _document(data: bytes) -> Iterator[Any]:
    if len(data) > _MAX_BYTES:
        raise Refusal(
            "too_large",
            "fichier",
            f"Le PDF est trop gros pour une facture ({len(data) // 1_048_576}\u00a0Mio).",
            f"Redonnez-le sans ses annexes. {NOTHING_TAKEN}",
        )
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as wrong:
            if "password" in str(wrong).lower() or "security" in str(wrong).lower():
                raise Refusal(
                    "pdf_locked",
                    "fichier",
                    "Ce PDF est protégé par un mot de passe.",
                    f"Enregistrez-le sans mot de passe, puis redonnez-le. {NOTHING_TAKEN}",
                ) from wrong
            raise _damaged() from wrong
        try:
            yield document
        finally:
            document.close()


def _page_signs(document: Any, index: int, most: int) -> PageSigns:
    try:
        page = document[index]
    except pypdfium2.PdfiumError as wrong:
        raise _damaged() from wrong
    try:
        width, height = page.get_size()
        rotation = page.get_rotation()
        origin_left, origin_bottom, _, _ = page.get_bbox()
        text = page.get_textpage()
        handle = text.raw
        spot = pdfium.FS_RECTF()
        across, up = ctypes.c_double(), ctypes.c_double()
        signs: list[Sign] = []
        for place in range(min(text.count_chars(), most)):
            code = pdfium.FPDFText_GetUnicode(handle, place)
            if not 0x20 <= code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
                continue
            # The loose box spans the line's height and the letter's advance, ink or not.
            if not pdfium.FPDFText_GetLooseCharBox(handle, place, spot):
                continue
            pdfium.FPDFText_GetCharOrigin(handle, place, across, up)
            left, bottom = spot.left - origin_left, spot.bottom - origin_bottom
            right, top = spot.right - origin_left, spot.top - origin_bottom
            seen = _seen(left, bottom, right, top, (width, height), rotation)
            x, y = across.value - origin_left, up.value - origin_bottom
            base = _seen(x, y, x, y, (width, height), rotation).bottom
            signs.append(Sign(chr(code), seen, base))
        text.close()
        return PageSigns(index + 1, width, height, tuple(signs))
    except pypdfium2.PdfiumError as wrong:
        raise _damaged() from wrong
    finally:
        page.close()


def _seen(
    left: float, bottom: float, right: float, top: float, size: tuple[float, float], rotation: int
) -> Box:
    """From the page's own axes (up, unrotated) to the page as it is seen (down)."""
    width, height = size  # As seen: already turned.
    if rotation == 90:
        return Box(bottom, left, top, right)
    if rotation == 180:
        return Box(width - right, bottom, width - left, top)
    if rotation == 270:
        return Box(width - top, height - right, width - bottom, height - left)
    return Box(left, height - top, right, height - bottom)


def _damaged() -> Refusal:
    return Refusal(
        "pdf_damaged",
        "fichier",
        "Ce PDF est abîmé\u00a0: il ne s’ouvre pas.",
        f"Refaites-le depuis votre logiciel, puis redonnez-le. {NOTHING_TAKEN}",
    )
