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

from relance.notices.facts import CONDITIONS, NoticeFacts
from relance.notices.forbidden import forbidden_claims
from relance.notices.french import HELD, typography
from relance.notices.placeholders import PLACEHOLDERS
from relance.notices.text_yaml import NotYaml, parsed

_FOLDER = Path(__file__).parent / "texts"
_FIELD = re.compile(r"\{([^{}]*)\}")
_UNREADABLE = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f{HELD}]")
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
    """Why a text is refused: where (paragraph), which word, and the French sentence.

    `place` says it for a machine: 0 is the subject, 1 the first paragraph, None the whole text;
    `familiar` when the fault is in the words for a reader addressed as tu.
    """

    code: str
    where: str
    message: str
    place: int | None = None
    familiar: bool = False


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
    text, problems = examined(source, kind)
    if text is None or problems:
        raise BadText(problems)
    return text


def examined(source: str, kind: str) -> tuple[Text | None, list[TextProblem]]:
    """The text as far as it can be read, and every reason why it cannot be used."""
    read = _Reading(kind)
    if len(source) > _MAX_CHARACTERS:
        return None, [TextProblem("too_long", "Texte", "il est trop long\u00a0: raccourcissez-le.")]
    try:
        written = parsed(source)
    except NotYaml as wrong:
        return None, [TextProblem("unreadable", wrong.where, wrong.why)]
    if not isinstance(written, dict) or not isinstance(written.get("paragraphs"), list):
        read.tell("shape", None, "il faut un objet (subject) et des paragraphes.")
        return None, read.problems
    subject = written.get("subject")
    if not isinstance(subject, str) or not subject.strip():
        read.tell("no_subject", 0, "il est vide.")
        subject = ""
    read.check(subject, 0)
    paragraphs = [read.paragraph(one, place) for place, one in enumerate(written["paragraphs"], 1)]
    if not paragraphs:
        read.tell("empty", None, "il n’a aucun paragraphe.")
    return Text(kind, subject.strip(), tuple(paragraphs)), read.problems


class _Reading:
    """One text being read: what was found wrong in it so far."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.problems: list[TextProblem] = []

    def tell(self, code: str, place: int | None, message: str, *, familiar: bool = False) -> None:
        where = {None: "Texte", 0: "Objet"}.get(place, f"Paragraphe {place}")
        self.problems.append(TextProblem(code, where, message, place, familiar))

    def paragraph(self, one: Any, place: int) -> Paragraph:
        if isinstance(one, str):
            one = {"text": one}
        if not isinstance(one, dict):
            self.tell("shape", place, "ce n’est pas un paragraphe.")
            return Paragraph()
        for word in one.keys() - {"text", "tu", "vous", "if", "block"}:
            self.tell("unknown_word", place, f"mot inconnu, «\u00a0{word}\u00a0».")
        for word in ("text", "tu", "vous", "block"):
            if not isinstance(one.get(word, ""), str):
                self.tell("shape", place, f"«\u00a0{word}\u00a0» doit être une phrase.")
                return Paragraph()
        conditions = one.get("if") or ()
        conditions = tuple(conditions) if isinstance(conditions, (list, tuple)) else (conditions,)
        for condition in conditions:
            if str(condition).removeprefix("no ") not in CONDITIONS:
                said = f"condition inconnue, «\u00a0{str(condition)[:40]}\u00a0»."
                self.tell("unknown_condition", place, said)
        block = str(one.get("block") or "")
        if block and block not in BLOCKS:
            self.tell("unknown_block", place, f"bloc inconnu, «\u00a0{block}\u00a0».")
        formal = str(one.get("text") or one.get("vous") or "").strip()
        familiar = str(one.get("tu") or "").strip()
        if not block and not formal:
            self.tell("empty", place, "il est vide.")
        self.check(formal, place)
        self.check(familiar, place, familiar=True)
        return Paragraph(formal, familiar, tuple(map(str, conditions)), block)

    def check(self, words: str, place: int, *, familiar: bool = False) -> None:
        for code, message in _wrong(words, self.kind):
            self.tell(code, place, message, familiar=familiar)


def _wrong(words: str, kind: str) -> list[tuple[str, str]]:
    """Why these words are refused, as (code, sentence)."""
    found = []
    if _UNREADABLE.search(words):
        found.append(("unreadable", "un caractère n’est pas lisible."))
    for inside in _FIELD.findall(words):
        named = f"«\u00a0{{{inside}}}\u00a0»"
        if "|" not in inside and inside not in PLACEHOLDERS:
            told = f"{named} n’existe pas. Choisissez un champ de la liste."
            found.append(("unknown_placeholder", told))
        elif inside.count("|") > 1:
            found.append(("bad_agreement", f"{named}\u00a0: deux formes, pas plus."))
    if re.search(r"[{}]", _FIELD.sub("", words)):
        found.append(("brace", "une accolade n’est pas fermée."))
    for said, why in _claims(words, kind):
        found.append(("forbidden_claim", f"«\u00a0{said}\u00a0»\u00a0: {why}"))
    return found


def _claims(words: str, kind: str) -> list[tuple[str, str]]:
    """The forbidden claims of these words, as one invoice and as several make them read."""

    def read(place: int) -> str:
        def said(match: re.Match[str]) -> str:
            forms = match.group(1).split("|")
            return forms[place] if len(forms) > 1 else "…"

        return _FIELD.sub(said, words)

    return forbidden_claims(read(0), kind) or forbidden_claims(read(-1), kind)


def fill(words: str, facts: NoticeFacts, where: str) -> str:
    """The words typeset, with their facts in place as they are. Raises MissingFact.

    Typography is for the words of the text: a name or a number is somebody else's spelling.
    """
    found: list[str] = []

    def value(match: re.Match[str]) -> str:
        inside = match.group(1)
        if "|" in inside:
            one, many = inside.split("|")
            return many if facts.many else one
        fact = PLACEHOLDERS[inside].find(facts)
        if not fact:
            raise MissingFact(where, inside)
        found.append(fact)
        return HELD

    parts = typography(_FIELD.sub(value, words)).split(HELD)
    return "".join(part + fact for part, fact in zip(parts, [*found, ""], strict=True))


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
