"""YAML that a user wrote: no alias, no word twice, no half of a character.

Texts, scenarios and added values come from people: a few lines of aliases can stand for a billion
words, and of two words that are the same one would be lost without a word.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any, cast

import yaml

_HALVES = re.compile(r"[\ud800-\udfff]")


class _Loader(yaml.SafeLoader):
    """A SafeLoader without what nobody needs here."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = cast(Any, self).peek_event()
            raise yaml.MarkedYAMLError(problem="alias", problem_mark=event.start_mark)
        return super().compose_node(parent, index)

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        said = super().construct_scalar(cast(Any, node))
        if isinstance(said, str) and _HALVES.search(said):  # "\\ud83d" alone: no page can show it
            raise yaml.MarkedYAMLError(problem="half", problem_mark=node.start_mark)
        return said

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        words = [one.value for one, _ in node.value]
        for place, word in enumerate(words):
            if word in words[:place]:
                mark = node.value[place][0].start_mark
                raise yaml.MarkedYAMLError(problem="twice", problem_mark=mark)
        return super().construct_mapping(node, deep)


def strict_yaml(source: str) -> Any:
    """What the YAML says.

    Raises yaml.YAMLError, whose `problem` is "alias", "twice" or "half" for what is refused here
    alone;
    ValueError or RecursionError for an impossible date or a nesting without end.
    """
    return yaml.load(source, Loader=_Loader)  # noqa: S506 (a SafeLoader, stricter)
