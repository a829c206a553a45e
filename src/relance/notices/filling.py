"""Put the facts of a case into a text; refuse the words whose fact the case does not hold."""

from __future__ import annotations

import re
from functools import lru_cache

from relance.notices.facts import CONDITIONS, NoticeFacts
from relance.notices.french import typography
from relance.notices.placeholders import PLACEHOLDERS
from relance.notices.text import Text

_AGREEMENT = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_PLACEHOLDER = re.compile(r"\{([^{}|]*)\}")


class MissingFact(ValueError):
    """The text speaks of a fact that this case does not hold: nothing was written."""

    def __init__(self, where: str, placeholder: str) -> None:
        meaning = PLACEHOLDERS[placeholder].meaning
        super().__init__(
            f"{where}\u00a0: le texte parle de «\u00a0{placeholder}\u00a0» ({meaning}), que ce dossier ne "
            "contient pas. Complétez le dossier ou retirez ce passage. Rien n’a été préparé."
        )
        self.where, self.placeholder = where, placeholder


def fill(words: str, facts: NoticeFacts, where: str) -> str:
    """The words, typeset, with their facts in place as they are. Raises MissingFact.

    Names and numbers are not typeset: «Wham!» stays as its owner writes it.
    """

    def value(match: re.Match[str]) -> str:
        found = PLACEHOLDERS[match[1]].find(facts)
        if not found:
            raise MissingFact(where, match[1])
        return found

    return _PLACEHOLDER.sub(value, _agreed(words, facts.many))


@lru_cache(maxsize=4096)
def _agreed(words: str, many: bool) -> str:
    return typography(_AGREEMENT.sub(lambda forms: forms[2] if many else forms[1], words)).strip()


def chosen(text: Text, facts: NoticeFacts) -> list[tuple[str, str]]:
    """The paragraphs that hold for these facts, in order, as (block, words)."""
    found: list[tuple[str, str]] = []
    for place, paragraph in enumerate(text.paragraphs, 1):
        if all(_holds(condition, facts) for condition in paragraph.conditions):
            if paragraph.block:
                found.append((paragraph.block, ""))
            else:
                words = paragraph.familiar if facts.tu and paragraph.familiar else paragraph.text
                found.append(("", fill(words, facts, f"Paragraphe {place}")))
    return found


def _holds(condition: str, facts: NoticeFacts) -> bool:
    if condition.startswith("no "):
        return not CONDITIONS[condition.removeprefix("no ")](facts)
    return CONDITIONS[condition](facts)
