"""Letters as PDF: PDF/A-3a and PDF/UA-1, fonts embedded, the same input the same bytes.

Typst lays them out; the values go in as data and cannot run as code. The compiler is kept
for the next letter, one per thread.
"""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import typst

from relance.notices import french
from relance.notices.written import Letter, Row

_TEMPLATE = Path(__file__).with_name("letter.typ")
_STANDARDS = ["a-3a", "ua-1"]
_kept = threading.local()


def _compiler() -> Any:
    if not hasattr(_kept, "compiler"):
        _kept.compiler = typst.Compiler(
            str(_TEMPLATE),
            root=str(_TEMPLATE.parent),
            ignore_system_fonts=True,
            sys_inputs={"data": "{}"},
        )
    return _kept.compiler


def compiled(data: dict[str, Any]) -> bytes:
    """The PDF of these values in our layout."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made: bytes = _compiler().compile(format="pdf", pdf_standards=_STANDARDS, sys_inputs=inputs)
    return made


def _common(title: str, author: str, on: date) -> dict[str, Any]:
    return {
        "title": title,
        "author": author,
        "year": on.year,
        "month": on.month,
        "day": on.day,
        "day_written": french.day(on),
    }


def letter_pdf(letter: Letter) -> bytes:
    """A letter that fits a French window envelope (110 × 220 mm)."""
    data = asdict(letter)
    for name in ("kind", "on", "warnings"):
        del data[name]
    data["listed_intro"] = french.typography(letter.listed_intro)
    data |= _common(letter.title, letter.sender[0], letter.on)
    return compiled({**data, "window": True})


def page_pdf(
    *,
    title: str,
    sender: tuple[str, ...],
    sender_legal: str,
    on: date,
    paragraphs: tuple[str, ...] = (),
    rows: tuple[Row, ...] = (),
    total: str = "",
    notes: tuple[str, ...] = (),
    recipient: tuple[str, ...] = (),
) -> bytes:
    """A page in the same dress, without a window: statement, cover sheet, list, envelope."""
    blocks = [("", french.typography(words)) for words in paragraphs]
    if rows:
        blocks.append(("statement", ""))
    return compiled(
        {
            **_common(title, sender[0] if sender else "", on),
            "sender": list(sender) or [""],
            "sender_legal": sender_legal,
            "recipient": list(recipient),
            "place": "",
            "mention": "",
            "blocks": blocks,
            "invoices": [],
            "listed": [],
            "listed_intro": "",
            "rows": [asdict(row) for row in rows],
            "total": total,
            "payment": [],
            "notes": list(notes),
            "signatory": "",
            "signatory_role": "",
            "enclosures": [],
            "window": False,
        }
    )
