"""Whether the total of the attached XML stands on the pages of the PDF around it.

The debtor has read the pages, we read the XML: where they differ, a person must look.
"""

from __future__ import annotations

import io
import re
from decimal import Decimal

import pypdf
from pypdf.errors import PyPdfError

from relance.intake.document import Document
from relance.intake.pdf_attachment import BOUNDS
from relance.intake.problem import WARNING, Problem, in_french

MAX_PAGES = 10
"""Totals stand on the first or the last page; longer invoices are read from both ends."""

_SPACE = re.compile(r"\s+")
_LETTERS = re.compile(r"[A-Za-zÀ-ÿ]{3}")


def page_problems(document: Document, data: bytes) -> tuple[Problem, ...]:
    """A warning if no page shows the total; nothing for a scan, which has no text."""
    total = document.grand_total
    if total is None:
        return ()
    text = _page_text(data)
    if text is None or not _LETTERS.search(text) or _shows(text, total):
        return ()
    return (
        Problem(
            document.file,
            "total_not_on_page",
            "total TTC (BT-112)",
            f"Le total du fichier joint, {in_french(total, document.currency)}, ne se trouve pas "
            "sur les pages du PDF, que votre client a lues.",
            "Comparez les deux avant de réclamer\u00a0: c’est le total du fichier joint qui compte.",
            WARNING,
        ),
    )


def _page_text(data: bytes) -> str | None:
    """The text of the first and last pages; None if it cannot be read."""
    try:
        with pypdf.apply_configuration(BOUNDS):
            pages = pypdf.PdfReader(io.BytesIO(data), strict=False).pages
            count = len(pages)
            wanted = range(count) if count <= MAX_PAGES else [*range(5), *range(count - 5, count)]
            return "\n".join(pages[place].extract_text() for place in wanted)
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return None
    except (AssertionError, ArithmeticError, OSError, RecursionError, NotImplementedError):
        return None  # Fonts and pages are damaged in as many ways as there are writers.


def _shows(text: str, total: Decimal) -> bool:
    """Whether the amount stands in the text, however its thousands and cents are set apart."""
    whole, _, cents = f"{abs(total):.2f}".partition(".")
    digits = list(whole)
    for place in range(len(digits) - 3, 0, -3):
        digits.insert(place, r"[.,'’]?")
    ending = rf"[.,]{cents}" if int(cents) else rf"(?:[.,]{cents}|[.,]-+)?"
    pattern = re.compile(rf"(?<!\d){''.join(digits)}{ending}(?![.,]?\d)")
    return bool(pattern.search(_SPACE.sub("", text)) or pattern.search(text))
