"""Reading a playbook as a person wrote it, in YAML: every problem named at once, in French."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from relance.case.entries import Channel
from relance.law import strict_yaml
from relance.steps.playbook import Playbook, PlaybookStep
from relance.steps.soundness import BY_HAND, order_problems, quoted, step_problems
from relance.steps.step import Approval, Tone

_FOLDER = Path(__file__).parent / "playbooks"
_MAX_CHARACTERS = 50_000
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z", re.ASCII)
_FIELDS: dict[str, type] = {
    "key": str,
    "name": str,
    "from": int,
    "until": int,
    "channel": str,
    "tone": str,
    "approval": str,
    "gap": int,
    "deadline": int,
    "text": str,
    "active": bool,
}
_REQUIRED = ("key", "name", "from", "channel")
_CHOICES: dict[str, type[Channel | Tone | Approval]] = {
    "channel": Channel,
    "tone": Tone,
    "approval": Approval,
}
_LETTER_DEADLINE = 8
"""What a letter leaves the debtor when its author says nothing: without it, it asks for nothing."""
_KINDS = {str: "un texte", int: "un nombre entier", bool: "true ou false"}


class BadPlaybook(ValueError):
    """The written playbook cannot be used; `problems` are French sentences, all of them."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_playbook(text: str, key: str) -> Playbook:
    """Read a playbook from YAML. Raises BadPlaybook, which names every problem and its place."""
    written = _parsed(text)
    problems = [
        f"Mot inconnu\u00a0: {quoted(word)}. On attend name, after_broken_promise et steps."
        for word in written
        if word not in ("name", "after_broken_promise", "steps")
    ]
    name = written.get("name", key)
    if not isinstance(name, str) or not name.strip():
        problems.append(f"Le nom (name) doit être un texte, pas {quoted(name)}.")
    steps = [
        made
        for place, one in enumerate(written["steps"], 1)
        if (made := _read_step(one, place, problems)) is not None
    ]
    after = written.get("after_broken_promise")
    if after is not None and after not in {one.key for one in steps if one.active}:
        problems.append(
            f"after_broken_promise nomme une étape absente ou inactive\u00a0: {quoted(after)}."
        )
    problems += order_problems(steps)
    if problems:
        raise BadPlaybook(problems)
    return Playbook(key, name.strip(), tuple(steps), after)


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > _MAX_CHARACTERS:
        raise BadPlaybook(
            [f"Le scénario est trop long\u00a0: raccourcissez-le à {_MAX_CHARACTERS} caractères."]
        )
    try:
        written = strict_yaml(text)
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        place = f" à la ligne {mark.line + 1}, colonne {mark.column + 1}" if mark else ""
        why = {
            "alias": "les alias YAML (*) ne sont pas acceptés",
            "twice": "un mot est écrit deux fois dans la même étape",
        }.get(getattr(wrong, "problem", None) or "", "l’alignement ou un signe ne convient pas")
        raise BadPlaybook([f"Le scénario n’est pas lisible{place}\u00a0: {why}."]) from wrong
    except (ValueError, RecursionError) as wrong:  # an impossible date, a nesting without end
        raise BadPlaybook(
            ["Le scénario n’est pas lisible\u00a0: une valeur ne convient pas."]
        ) from wrong
    if not isinstance(written, dict) or not isinstance(written.get("steps"), list):
        raise BadPlaybook(["Le scénario doit avoir une liste d’étapes (steps)."])
    return written


def _read_step(one: Any, place: int, problems: list[str]) -> PlaybookStep | None:
    if not isinstance(one, dict):
        problems.append(
            f"Étape {place}\u00a0: ce n’est pas une suite de «\u00a0mot: valeur\u00a0»."
        )
        return None
    named = one.get("name")
    where = f"Étape {place} ({named[:40]})" if isinstance(named, str) else f"Étape {place}"
    found = [said for word, value in one.items() if (said := _word_problem(word, value))]
    found += [f"il manque «\u00a0{word}\u00a0»." for word in _REQUIRED if word not in one]
    made = None
    if not found:
        channel = Channel(one["channel"])
        usual = Approval.BY_HAND if channel in BY_HAND else Approval.TO_APPROVE
        until = one["until"] if "until" in one else one["from"]
        made = PlaybookStep(
            key=one["key"],
            name=one["name"].strip(),
            from_day=one["from"],
            until_day=until,
            channel=channel,
            tone=Tone(one.get("tone", Tone.NEUTRAL)),
            approval=Approval(one.get("approval", usual)),
            min_gap_days=one.get("gap", 3),
            deadline_days=one.get(
                "deadline", _LETTER_DEADLINE if channel is Channel.LETTER else None
            ),
            text=one.get("text", ""),
            active=one.get("active", True),
        )
        made = made if made.text else replace(made, text=made.usual_text)
        found = step_problems(made)
    problems += [f"{where}\u00a0: {said}" for said in found]
    return made if not found else None


def _word_problem(word: object, value: object) -> str | None:
    kind = _FIELDS.get(word) if isinstance(word, str) else None
    if kind is None:
        return f"mot inconnu, {quoted(word)}."
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return f"{word} doit être {_KINDS[kind]}, pas {quoted(value)}."
    assert isinstance(word, str), "only a text is a known word"
    if word in _CHOICES and value not in list(_CHOICES[word]):
        return f"{word} doit être l’un de {', '.join(_CHOICES[word])}, pas {quoted(value)}."
    if word in ("key", "text") and not _KEY.match(str(value)):
        return (
            f"{word} s’écrit en minuscules sans accent, chiffres et _ compris, pas {quoted(value)}."
        )
    if word == "name" and not str(value).strip():
        return "le nom (name) est vide."
    return None


@cache
def builtin(key: str) -> Playbook:
    """A playbook shipped with the product. Raises KeyError for another key."""
    if key not in builtins():
        raise KeyError(key)
    return read_playbook((_FOLDER / f"{key}.yaml").read_text(encoding="utf-8"), key)


@cache
def builtins() -> tuple[str, ...]:
    """The keys of the playbooks shipped with the product."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))
