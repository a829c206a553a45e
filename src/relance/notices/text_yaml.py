"""The YAML of a text that somebody wrote: no alias, no word twice, and always an answer."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, cast

import yaml


class NotYaml(ValueError):
    """The text cannot be read: `where` it stops, in French, and why."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}\u00a0: {why}")
        self.where, self.why = where, why


_WHY = {
    "alias": "les alias YAML (*) ne sont pas acceptés.",
    "twice": "un mot y est écrit deux fois.",
}


class _Loader(yaml.SafeLoader):
    """A few lines of aliases can stand for a billion words: nobody needs them here."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = cast(Any, self).peek_event()
            raise yaml.MarkedYAMLError(problem="alias", problem_mark=event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        words = [one.value for one, _ in node.value]
        for place, word in enumerate(words):
            if word in words[:place]:
                mark = node.value[place][0].start_mark
                raise yaml.MarkedYAMLError(problem="twice", problem_mark=mark)
        return super().construct_mapping(node, deep)


def parsed(source: str) -> Any:
    """What the YAML says. Raises NotYaml."""
    try:
        return yaml.load(source, Loader=_Loader)  # noqa: S506 (a SafeLoader, stricter)
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        where = f"Ligne {mark.line + 1}" if mark else "Texte"
        why = _WHY.get(getattr(wrong, "problem", None) or "", "cette ligne n’est pas lisible.")
        raise NotYaml(where, why) from wrong
    except (ValueError, RecursionError) as wrong:  # an impossible date, a nesting without end
        raise NotYaml("Texte", "une valeur ne convient pas.") from wrong
