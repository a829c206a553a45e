"""The two ways a text may be typed: YAML with its conditions, or plain words.

YAML is read as plain strings only: no alias, no tag, no depth that could exhaust the machine.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

MARKS = {
    "[factures]": "invoices",
    "[décompte]": "statement",
    "[paiement]": "payment",
    "[autres factures]": "listed",
}
"""What stands in plain words for a block laid out by us."""

_SUBJECT = re.compile(r"\s*Objet[ \u00a0\u202f]*:(?P<subject>[^\n]*)(?:\n|\Z)", re.IGNORECASE)
_DEEPEST = 4


class Unreadable(ValueError):
    """Neither YAML nor plain words: `where` says at which line."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(message)
        self.where, self.message = where, message


class _Loader(yaml.BaseLoader):
    """Every value is a string; a word said twice is refused."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        words = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for word in words:
            if words.count(word) > 1:
                raise Unreadable(
                    f"Ligne {node.start_mark.line + 1}", f"«\u00a0{word}\u00a0» y figure deux fois."
                )
        return super().construct_mapping(node, deep)


def written(source: str) -> Any:
    """The mapping that a YAML or plain text stands for. Raises Unreadable."""
    if plain := _SUBJECT.match(source):
        return _plain(plain["subject"], source[plain.end() :])
    try:
        _check_shape(source)
        return yaml.load(source, Loader=_Loader)  # noqa: S506 (strings only)
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        where = f"Ligne {mark.line + 1}" if mark else "Texte"
        raise Unreadable(where, "cette ligne n’est pas lisible.") from wrong


def _plain(subject: str, body: str) -> dict[str, Any]:
    parts = [part.strip() for part in re.split(r"\n[ \t]*\n", body) if part.strip()]
    return {
        "subject": subject.strip(),
        "paragraphs": [
            {"block": MARKS[part]} if part in MARKS else {"text": part} for part in parts
        ],
    }


def _check_shape(source: str) -> None:
    """Refuse aliases and depth before anything is built: a small text can mean a huge one."""
    depth = 0
    for event in yaml.parse(source, Loader=yaml.BaseLoader):
        where = f"Ligne {event.start_mark.line + 1}" if event.start_mark else "Texte"
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable(where, "un renvoi (*) n’est pas permis ici.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise Unreadable(where, "trop de niveaux les uns dans les autres.")
