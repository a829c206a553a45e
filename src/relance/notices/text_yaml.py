"""The YAML of a text that somebody wrote: no alias, no word twice, and always an answer."""

from __future__ import annotations

from typing import Any

import yaml

from relance.law import strict_yaml


class NotYaml(ValueError):
    """The text cannot be read: `where` it stops, in French, and why."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}\u00a0: {why}")
        self.where, self.why = where, why


_WHY = {
    "alias": "les alias YAML (*) ne sont pas acceptés.",
    "twice": "un mot y est écrit deux fois.",
    "half": "un caractère n’y est pas entier.",
}


def parsed(source: str) -> Any:
    """What the YAML says. Raises NotYaml."""
    try:
        return strict_yaml(source)
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        where = f"Ligne {mark.line + 1}" if mark else "Texte"
        why = _WHY.get(getattr(wrong, "problem", None) or "", "cette ligne n’est pas lisible.")
        raise NotYaml(where, why) from wrong
    except (ValueError, RecursionError) as wrong:  # an impossible date, a nesting without end
        raise NotYaml("Texte", "une valeur ne convient pas.") from wrong
