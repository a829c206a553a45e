"""What differs between two texts, paragraph by paragraph and word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from relance.notices.conditions import CONDITION_NAMES
from relance.notices.text import Paragraph, Text

BLOCK_NAMES = {
    "invoices": "les factures réclamées",
    "statement": "le décompte",
    "payment": "les moyens de payer",
    "listed": "les factures citées à part",
}
"""What each block lays out, as people call it."""

_WORDS = re.compile(r"\S+\s*")

_ALIKE = 0.3
"""Below it two paragraphs are two sentences, not one that was changed."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row: kept («same»), only in the first text («gone»), only in the second («new»)."""

    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One paragraph that is not the same in both; `where` is its place in the second text."""

    where: str
    runs: tuple[Run, ...]


def differences(before: Text, after: Text) -> list[Difference]:
    """Each place where the second text says something else than the first, in order."""
    found = []
    if before.subject != after.subject:
        found.append(Difference("Objet", _runs(before.subject, after.subject)))
    old, new = before.paragraphs, after.paragraphs
    compared = SequenceMatcher(None, old, new, autojunk=False)
    for change, a, b, c, d in compared.get_opcodes():
        if change == "equal":
            continue
        for step in range(max(b - a, d - c)):
            was = said(old[a + step]) if a + step < b else ""
            now = said(new[c + step]) if c + step < d else ""
            where = f"Paragraphe {c + step + 1}" if now else "Paragraphe retiré"
            found.append(Difference(where, _runs(was, now)))
    return found


def said(paragraph: Paragraph) -> str:
    """A paragraph in one piece, as a person reads it: its conditions, its words or its block."""
    lines = []
    if paragraph.conditions:
        named = [CONDITION_NAMES.get(one, one) for one in paragraph.conditions]
        lines.append(f"[Seulement si {' et '.join(named)}]")
    if paragraph.block:
        lines.append(f"[{BLOCK_NAMES.get(paragraph.block, paragraph.block)}]")
    if paragraph.text:
        lines.append(paragraph.text)
    if paragraph.familiar:
        lines.append(f"[Si vous vous tutoyez] {paragraph.familiar}")
    return "\n".join(lines)


def _runs(before: str, after: str) -> tuple[Run, ...]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    compared = SequenceMatcher(None, old, new, autojunk=False)
    if compared.ratio() < _ALIKE:
        both = (("gone", f"{before}\n" if before and after else before), ("new", after))
        return tuple(Run(mark, one) for mark, one in both if one)
    runs = []
    for change, a, b, c, d in compared.get_opcodes():
        if change == "equal":
            runs.append(Run("same", "".join(old[a:b])))
            continue
        if b > a:
            runs.append(Run("gone", "".join(old[a:b])))
        if d > c:
            runs.append(Run("new", "".join(new[c:d])))
    return tuple(runs)
