"""A text written back as YAML, and whether a form can show a text without losing anything."""

from __future__ import annotations

import re

import yaml

from relance.notices.text import Paragraph, Text, TextProblem, examined
from relance.notices.text_yaml import parsed

MOST = 80
"""Paragraphs that one page can show."""

_FOR_EXPERTS = ("shape", "unknown_word", "unknown_condition", "unknown_block", "unreadable")
_UNSEEN = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


class NotShown(ValueError):
    """A form would lose a part of this text; the message says which, in French."""


def text_source(text: Text) -> str:
    """The text as its author would write it. Reading it again gives the same text."""
    lines = [f"subject: {_words(text.subject, 2)}", "paragraphs:"]
    for one in text.paragraphs:
        said = _paragraph(one)
        lines += [f"  {'-' if place == 0 else ' '} {line}" for place, line in enumerate(said)]
    return "\n".join(lines) + "\n"


def _paragraph(one: Paragraph) -> list[str]:
    if not (one.block or one.familiar or one.conditions):
        return [_words(one.text, 6)]
    lines = []
    if one.block:
        lines.append(f"block: {one.block}")
    if one.text or not one.block:
        name = "vous" if one.familiar else "text"
        lines.append(f"{name}: {_words(one.text, 6)}")
    if one.familiar:
        lines.append(f"tu: {_words(one.familiar, 6)}")
    if len(one.conditions) == 1:
        lines.append(f"if: {one.conditions[0]}")
    elif one.conditions:
        lines.append(f"if: [{', '.join(one.conditions)}]")
    return lines


def _words(words: str, indent: int) -> str:
    """A sentence between quotes; several lines as they stand, one under the other."""
    if "\n" in words and not _UNSEEN.search(words):
        margin = " " * indent
        return "|-\n" + "\n".join(margin + line if line else "" for line in words.split("\n"))
    quoted = (
        words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    )
    return '"' + _UNSEEN.sub(lambda one: f"\\u{ord(one.group()):04x}", quoted) + '"'


def shown(source: str, kind: str) -> tuple[Text, list[TextProblem]]:
    """The text for a form, with what is wrong in its words. Raises NotShown.

    A form has no place for a comment, a word it does not know, or words that nobody reads.
    """
    text, problems = examined(source, kind)
    for one in problems:
        if text is None or one.code in _FOR_EXPERTS:
            raise NotShown(f"{one.where}\u00a0: {one.message}")
    assert text is not None, "what cannot be read has a problem"
    if lost := _lost(source, text):
        raise NotShown(lost)
    if not problems:
        again, refused = examined(text_source(text), kind)
        if refused or again != text:
            raise NotShown("Texte\u00a0: récrit par le formulaire, il ne serait plus le même.")
    return text, problems


def _lost(source: str, text: Text) -> str:
    """What of this source has no field in a form; empty when nothing is lost."""
    if line := _comment(source):
        return f"Ligne {line}\u00a0: un commentaire (#), que le formulaire n’a pas où garder."
    written = parsed(source)
    if more := written.keys() - {"subject", "paragraphs"}:
        word = min(str(one) for one in more)
        return f"Texte\u00a0: le mot «\u00a0{word}\u00a0», que le formulaire ne connaît pas."
    if "\n" in text.subject:
        return "Objet\u00a0: il est sur plusieurs lignes."
    if len(text.paragraphs) > MOST:
        return f"Texte\u00a0: il a plus de {MOST} paragraphes."
    for place, (one, raw) in enumerate(zip(text.paragraphs, written["paragraphs"], strict=True), 1):
        if one.block and (one.text or one.familiar):
            return f"Paragraphe {place}\u00a0: un bloc, et des mots que personne ne lit."
        if isinstance(raw, dict) and raw.get("text") and raw.get("vous"):
            return f"Paragraphe {place}\u00a0: «\u00a0text\u00a0» et «\u00a0vous\u00a0» à la fois."
    return ""


def _comment(source: str) -> int:
    """The line of the first comment, 0 when there is none: a # outside every word."""
    spans = []
    for token in yaml.scan(source):
        if isinstance(token, yaml.ScalarToken):
            start = token.start_mark.index
            if token.style in ("|", ">"):  # after its sign, the line may hold a comment
                start = source.find("\n", start)
            spans.append((start, token.end_mark.index))
    for match in re.finditer("#", source):
        if not any(start <= match.start() < end for start, end in spans):
            return source.count("\n", 0, match.start()) + 1
    return 0
