"""Letters as PDF: PDF/A-3a and PDF/UA-1, fonts embedded, the same input the same bytes.

Typst lays them out; the values go in as data and cannot run as code. The compiler is kept
for the next paper, one per layout and thread.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import typst

from relance.notices import french
from relance.notices.asking import AMOUNT
from relance.notices.transfer_qr import qr_svg
from relance.notices.written import Letter, Row

_TEMPLATE = Path(__file__).with_name("letter.typ")
_STANDARDS = ["a-3a", "ua-1"]
_kept = threading.local()

_ANY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ALPHABETS = re.compile(
    r"[^\n\x20-\x7e\u00a0-\u017f\u0218-\u021b\u0386-\u03ce\u0400-\u045f\u1e80-\u1e85\u1ef2\u1ef3"
    r"\u2013-\u2014\u2018-\u201d\u2026\u202f\u20ac\u2116]"
)
_EUROPEAN = re.compile(r"[^\n\x20-\x7e\u00a0-\u017f\u2013-\u2014\u2018-\u201d\u2026\u202f\u20ac]")
_PLAIN = re.compile(r"[^\n\x20-\x7e\u00a0-\u00ac\u00ae-\u00ff\u0152\u0153\u2013\u2019\u202f\u20ac]")
"""What is replaced at each try: control characters, signs and scripts that no letter of ours can
show (all but Latin, Greek and Cyrillic), all but Latin, all but French print."""


def _compiler(template: Path) -> Any:
    kept: dict[Path, Any] = _kept.__dict__.setdefault("compilers", {})
    if template not in kept:
        kept[template] = typst.Compiler(
            str(template),
            root=str(template.parent),
            ignore_system_fonts=True,
            sys_inputs={"data": "{}"},
        )
    return kept[template]


def compiled(data: dict[str, Any], template: Path = _TEMPLATE) -> bytes:
    """The PDF of these values in that layout, the one of letters if none is named.

    PDF/A forbids a character that the font cannot show: those become «?», and the letter is
    made all the same.
    """
    written = json.dumps(data, ensure_ascii=False)
    for allowed in (_ANY, _ALPHABETS, _EUROPEAN, _PLAIN):
        inputs = {"data": allowed.sub("?", written)}
        try:
            made: bytes = _compiler(template).compile(
                format="pdf", pdf_standards=_STANDARDS, sys_inputs=inputs
            )
        except typst.TypstError as wrong:
            if "could not be displayed" not in str(wrong):
                raise
        else:
            return made
    raise AssertionError("ASCII and French letters can always be shown")


def unprintable(words: str) -> bool:
    """True when a letter would show «?» for something in these words."""
    return _ALPHABETS.search(words) is not None


def dated(title: str, author: str, on: date) -> dict[str, Any]:
    """What every layout asks for: title, author and day of the document."""
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
    for name in ("kind", "on", "warnings", "asks", "payment_code"):
        del data[name]
    same, code = letter.asks_the_same, letter.payment_code
    data["payment_svg"] = qr_svg(code) if same and code else ""
    if not same:
        data["payment"] = [pair for pair in letter.payment if pair[0] != AMOUNT]
    data["listed_intro"] = french.typography(letter.listed_intro)
    data |= dated(letter.title, letter.sender[0], letter.on)
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
            **dated(title, sender[0] if sender else "", on),
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
            "payment_svg": "",
            "payment_alt": "",
            "notes": list(notes),
            "signatory": "",
            "signatory_role": "",
            "enclosures": [],
            "foot": [],
            "window": False,
        }
    )
