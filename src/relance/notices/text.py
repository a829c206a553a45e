"""A text as data: a subject and paragraphs with a closed set of placeholders.

The language is small on purpose; users write it too. `{placeholder}` is one fact;
`{facture|factures}` agrees with the number of invoices demanded; a paragraph may carry `if:`
with conditions of a closed list («no x» is the contrary), `tu:` and `vous:` instead of
`text:`, or name a `block:` laid out by us (invoices, statement, payment, listed).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from relance.notices.facts import CONDITIONS, NoticeFacts
from relance.notices.forbidden import forbidden_claims
from relance.notices.french import typography
from relance.notices.placeholders import PLACEHOLDERS

_FOLDER = Path(__file__).parent / "texts"
_FIELD = re.compile(r"\{([^{}]*)\}")
_MAX_CHARACTERS = 30_000
BLOCKS = ("invoices", "statement", "payment", "listed")

LETTERS = ("formal_reminder", "formal_notice", "suspension", "plan_default")
MAILS = (
    "courtesy", "kind_email", "call_confirmation", "thank_you", "promise_kept", "small_rest",
)  # fmt: skip
KINDS = (*MAILS, *LETTERS)
"""The kinds of notice that have a text; the call has a card of its own (call.py)."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words for a reader addressed as vous, and as tu if they differ; or a block."""

    text: str = ""
    familiar: str = ""
    conditions: tuple[str, ...] = ()
    block: str = ""

    def said(self, facts: NoticeFacts) -> str:
        """The words for this reader, their placeholders still empty."""
        return self.familiar if facts.tu and self.familiar else self.text


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


class MissingFact(ValueError):
    """The text speaks of a fact that this case does not hold: nothing was written."""

    def __init__(self, where: str, placeholder: str) -> None:
        meaning = PLACEHOLDERS[placeholder].meaning
        super().__init__(
            f"{where}\u00a0: le texte parle de «\u00a0{placeholder}\u00a0» ({meaning}), que ce dossier ne "
            "contient pas. Complétez le dossier ou retirez ce passage. Rien n’a été préparé."
        )
        self.where, self.placeholder = where, placeholder


def read_text(source: str, kind: str) -> Text:
    """Read a text written by us or by a user. Raises BadText, which names every place."""
    if len(source) > _MAX_CHARACTERS:
        raise BadText(
            [TextProblem("too_long", "Texte", "il est trop long\u00a0: raccourcissez-le.")]
        )
    try:
        written = yaml.safe_load(source)
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        where = f"Ligne {mark.line + 1}" if mark else "Texte"
        raise BadText(
            [TextProblem("unreadable", where, "cette ligne n’est pas lisible.")]
        ) from wrong
    except (ValueError, RecursionError) as wrong:  # an impossible date, a nesting without end
        raise BadText(
            [TextProblem("unreadable", "Texte", "une valeur ne convient pas.")]
        ) from wrong
    if not isinstance(written, dict) or not isinstance(written.get("paragraphs"), list):
        raise BadText(
            [TextProblem("shape", "Texte", "il faut un objet (subject) et des paragraphes.")]
        )
    problems: list[TextProblem] = []
    subject = written.get("subject")
    if not isinstance(subject, str) or not subject.strip():
        problems.append(TextProblem("no_subject", "Objet", "il est vide."))
        subject = ""
    _check(subject, "Objet", kind, problems)
    paragraphs = [
        _paragraph(one, f"Paragraphe {place}", kind, problems)
        for place, one in enumerate(written["paragraphs"], 1)
    ]
    if problems:
        raise BadText(problems)
    return Text(kind, subject.strip(), tuple(paragraphs))


def _paragraph(one: Any, where: str, kind: str, problems: list[TextProblem]) -> Paragraph:
    if isinstance(one, str):
        one = {"text": one}
    if not isinstance(one, dict):
        problems.append(TextProblem("shape", where, "ce n’est pas un paragraphe."))
        return Paragraph()
    for word in one.keys() - {"text", "tu", "vous", "if", "block"}:
        problems.append(TextProblem("unknown_word", where, f"mot inconnu, «\u00a0{word}\u00a0»."))
    conditions = one.get("if") or ()
    conditions = (conditions,) if isinstance(conditions, str) else tuple(conditions)
    for condition in conditions:
        if str(condition).removeprefix("no ") not in CONDITIONS:
            problems.append(
                TextProblem(
                    "unknown_condition", where, f"condition inconnue, «\u00a0{condition}\u00a0»."
                )
            )
    block = str(one.get("block") or "")
    if block and block not in BLOCKS:
        problems.append(
            TextProblem("unknown_block", where, f"bloc inconnu, «\u00a0{block}\u00a0».")
        )
    formal = str(one.get("text") or one.get("vous") or "").strip()
    familiar = str(one.get("tu") or "").strip()
    if not block and not formal:
        problems.append(TextProblem("empty", where, "il est vide."))
    for words in (formal, familiar):
        _check(words, where, kind, problems)
    return Paragraph(formal, familiar, tuple(map(str, conditions)), block)


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


def fill(words: str, facts: NoticeFacts, where: str) -> str:
    """The words with their facts in place, typeset. Raises MissingFact."""

    def value(match: re.Match[str]) -> str:
        inside = match.group(1)
        if "|" in inside:
            one, many = inside.split("|")
            return many if facts.many else one
        found = PLACEHOLDERS[inside].find(facts)
        if not found:
            raise MissingFact(where, inside)
        return found

    return typography(_FIELD.sub(value, words))


def chosen(text: Text, facts: NoticeFacts) -> list[tuple[str, str]]:
    """The paragraphs that hold for these facts, in order, as (block, words)."""
    found: list[tuple[str, str]] = []
    for place, paragraph in enumerate(text.paragraphs, 1):
        if _all_hold(paragraph, facts):
            if paragraph.block:
                found.append((paragraph.block, ""))
            else:
                found.append(("", fill(paragraph.said(facts), facts, f"Paragraphe {place}")))
    return found


def holding(text: Text, facts: NoticeFacts) -> list[Paragraph]:
    """The paragraphs that hold for these facts, as they were written."""
    return [one for one in text.paragraphs if _all_hold(one, facts)]


def _all_hold(paragraph: Paragraph, facts: NoticeFacts) -> bool:
    return all(_holds(condition, facts) for condition in paragraph.conditions)


def _holds(condition: str, facts: NoticeFacts) -> bool:
    if condition.startswith("no "):
        return not CONDITIONS[condition[3:]](facts)
    return CONDITIONS[condition](facts)


@cache
def builtin_source(kind: str, *, mandated: bool = False) -> str:
    """The text shipped with the product, as users see it when they copy it.

    `mandated`: the one of a collector who writes for the creditor, where there is one.
    """
    his = _FOLDER / "mandated" / f"{kind}.yaml"
    page = his if mandated and his.exists() else _FOLDER / f"{kind}.yaml"
    return page.read_text(encoding="utf-8")


@cache
def builtin_text(kind: str, *, mandated: bool = False) -> Text:
    return read_text(builtin_source(kind, mandated=mandated), kind)
