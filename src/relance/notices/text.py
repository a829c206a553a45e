"""A text as data: a subject and paragraphs with a closed set of placeholders.

The language is small on purpose; users write it too. `{placeholder}` is one fact;
`{facture|factures}` agrees with the number of invoices demanded; a paragraph may carry `if:`
with conditions of a closed list («no x» is the contrary), `tu:` and `vous:` instead of
`text:`, or name a `block:` laid out by us (invoices, statement, payment, listed). A text may
also be typed as plain words: a first line «Objet : …», paragraphs apart by an empty line, and
[factures], [décompte], [paiement], [autres factures] for the blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from relance.notices.facts import CONDITIONS
from relance.notices.forbidden import forbidden_claims
from relance.notices.placeholders import PLACEHOLDERS
from relance.notices.reading import Unreadable, written

_FOLDER = Path(__file__).parent / "texts"
_FIELD = re.compile(r"\{([^{}]*)\}")
_MAX_CHARACTERS = 30_000
BLOCKS = ("invoices", "statement", "payment", "listed")

LETTERS = ("formal_reminder", "formal_notice", "suspension")
MAILS = ("courtesy", "kind_email", "call_confirmation", "thank_you")
KINDS = (*MAILS, *LETTERS)
"""The kinds of notice that have a text; the call has a card of its own (call.py)."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words for a reader addressed as vous, and as tu if they differ; or a block."""

    text: str = ""
    familiar: str = ""
    conditions: tuple[str, ...] = ()
    block: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    kind: str
    subject: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class TextProblem:
    """Why a text is refused: where (paragraph), which word, and the French sentence."""

    code: str
    where: str
    message: str


class BadText(ValueError):
    """The written text cannot be used; `problems` names each place."""

    def __init__(self, problems: list[TextProblem]) -> None:
        super().__init__("\n".join(f"{one.where}\u00a0: {one.message}" for one in problems))
        self.problems = problems


def read_text(source: str, kind: str) -> Text:
    """Read a text written by us or by a user. Raises BadText, which names every place."""
    if len(source) > _MAX_CHARACTERS:
        raise BadText(
            [TextProblem("too_long", "Texte", "il est trop long\u00a0: raccourcissez-le.")]
        )
    try:
        found = written(source)
    except Unreadable as wrong:
        raise BadText([TextProblem("unreadable", wrong.where, wrong.message)]) from wrong
    if not isinstance(found, dict) or not isinstance(found.get("paragraphs"), list):
        raise BadText(
            [TextProblem("shape", "Texte", "il faut un objet (subject) et des paragraphes.")]
        )
    problems = [
        TextProblem("unknown_word", "Texte", f"mot inconnu, «\u00a0{word}\u00a0».")
        for word in found
        if word not in ("subject", "paragraphs")
    ]
    subject = " ".join(_words(found, "subject", "Objet", problems).split())
    if not subject:
        problems.append(TextProblem("no_subject", "Objet", "il est vide."))
    _check(subject, "Objet", kind, problems)
    if not found["paragraphs"]:
        problems.append(TextProblem("no_paragraph", "Texte", "il n’a aucun paragraphe."))
    paragraphs = [
        _paragraph(one, f"Paragraphe {place}", kind, problems)
        for place, one in enumerate(found["paragraphs"], 1)
    ]
    if problems:
        raise BadText(problems)
    return Text(kind, subject, tuple(paragraphs))


def _words(one: dict[str, Any], name: str, where: str, problems: list[TextProblem]) -> str:
    value = one.get(name, "")
    if isinstance(value, str):
        return value.strip()
    problems.append(
        TextProblem("shape", where, f"«\u00a0{name}\u00a0» doit être une suite de mots.")
    )
    return ""


def _paragraph(one: Any, where: str, kind: str, problems: list[TextProblem]) -> Paragraph:
    if isinstance(one, str):
        one = {"text": one}
    if not isinstance(one, dict):
        problems.append(TextProblem("shape", where, "ce n’est pas un paragraphe."))
        return Paragraph()
    for word in one:
        if word not in ("text", "tu", "vous", "if", "block"):
            problems.append(
                TextProblem("unknown_word", where, f"mot inconnu, «\u00a0{word}\u00a0».")
            )
    block = _words(one, "block", where, problems)
    if block and block not in BLOCKS:
        problems.append(
            TextProblem("unknown_block", where, f"bloc inconnu, «\u00a0{block}\u00a0».")
        )
    if "text" in one and "vous" in one:
        problems.append(
            TextProblem("twice", where, "«\u00a0text\u00a0» ou «\u00a0vous\u00a0», pas les deux.")
        )
    formal = _words(one, "text" if "text" in one else "vous", where, problems)
    familiar = _words(one, "tu", where, problems)
    if not block and not formal:
        problems.append(TextProblem("empty", where, "il est vide."))
    for words in (formal, familiar):
        _check(words, where, kind, problems)
    return Paragraph(formal, familiar, _conditions(one, where, problems), block)


def _conditions(one: dict[str, Any], where: str, problems: list[TextProblem]) -> tuple[str, ...]:
    named = one.get("if") or []
    found = tuple(str(name) for name in (named if isinstance(named, list | dict) else [named]))
    for condition in found:
        if condition.removeprefix("no ") not in CONDITIONS:
            problems.append(
                TextProblem(
                    "unknown_condition", where, f"condition inconnue, «\u00a0{condition}\u00a0»."
                )
            )
    return found


def _check(words: str, where: str, kind: str, problems: list[TextProblem]) -> None:
    for inside in _FIELD.findall(words):
        if "|" not in inside and inside not in PLACEHOLDERS:
            problems.append(
                TextProblem(
                    "unknown_placeholder",
                    where,
                    f"«\u00a0{{{inside}}}\u00a0» n’existe pas. Choisissez un champ de la liste.",
                )
            )
        elif "|" in inside and inside.count("|") != 1:
            problems.append(
                TextProblem(
                    "bad_agreement",
                    where,
                    f"«\u00a0{{{inside}}}\u00a0»\u00a0: deux formes, pas plus.",
                )
            )
    if _FIELD.sub("", words).count("{") or _FIELD.sub("", words).count("}"):
        problems.append(TextProblem("brace", where, "une accolade n’est pas fermée."))
    for found, why in forbidden_claims(words, kind):
        problems.append(
            TextProblem("forbidden_claim", where, f"«\u00a0{found}\u00a0»\u00a0: {why}")
        )


@cache
def builtin_source(kind: str) -> str:
    """The text shipped with the product, as users see it when they copy it."""
    return (_FOLDER / f"{kind}.yaml").read_text(encoding="utf-8")


@cache
def builtin_text(kind: str) -> Text:
    return read_text(builtin_source(kind), kind)
