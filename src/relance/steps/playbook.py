"""Playbooks: the reminder scenarios a creditor can choose, as data that users may copy."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from relance.case import CreditorMode
from relance.case.entries import Channel
from relance.steps.step import Approval, Tone

_FOLDER = Path(__file__).parent / "playbooks"
_MAX_CHARACTERS = 50_000


@dataclass(frozen=True, slots=True)
class PlaybookStep:
    """One step: aimed at between `from_day` and `until_day` after the due date, both included.

    The end of the window is a target, not an expiry. `min_gap_days` is counted from the last
    contact. `deadline_days` is what a letter leaves the debtor, printed as a date.
    `text` names the words; `active` False means the creditor has not switched the step on.
    """

    key: str
    name: str
    from_day: int
    until_day: int
    channel: Channel
    tone: Tone
    approval: Approval
    min_gap_days: int
    deadline_days: int | None = None
    text: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Playbook:
    """Steps in order. `after_broken_promise` is the step a broken promise leads to at least."""

    key: str
    name: str
    steps: tuple[PlaybookStep, ...]
    after_broken_promise: str | None = None
    active_steps: tuple[PlaybookStep, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "active_steps", tuple(one for one in self.steps if one.active))

    def step(self, key: str) -> PlaybookStep | None:
        return next((one for one in self.steps if one.key == key), None)


class BadPlaybook(ValueError):
    """The written playbook cannot be used; `problems` are French sentences, all of them."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


_FIELDS = {
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


def read_playbook(text: str, key: str) -> Playbook:
    """Read a playbook from YAML. Raises BadPlaybook, which names every problem and its place."""
    if len(text) > _MAX_CHARACTERS:
        raise BadPlaybook(["Le scénario est trop long. Raccourcissez-le. Rien n’a été changé."])
    try:
        written = yaml.safe_load(text)
    except yaml.YAMLError as wrong:
        raise BadPlaybook([f"Le scénario n’est pas lisible\u00a0: {wrong}"]) from wrong
    if not isinstance(written, dict) or not isinstance(written.get("steps"), list):
        raise BadPlaybook(["Le scénario doit avoir un nom (name) et une liste d’étapes (steps)."])
    problems = [
        f"Mot inconnu\u00a0: «\u00a0{word}\u00a0»."
        for word in written
        if word not in ("name", "after_broken_promise", "steps")
    ]
    steps = [
        made
        for place, one in enumerate(written["steps"], 1)
        if (made := _read_step(one, place, problems)) is not None
    ]
    after = written.get("after_broken_promise")
    keys = [one.key for one in steps]
    if after is not None and after not in keys:
        problems.append(
            f"after_broken_promise nomme une étape absente\u00a0: «\u00a0{after}\u00a0»."
        )
    problems.extend(_order_problems(steps))
    if problems:
        raise BadPlaybook(problems)
    return Playbook(key, str(written.get("name") or key), tuple(steps), after)


def _read_step(one: Any, place: int, problems: list[str]) -> PlaybookStep | None:
    where = f"Étape {place}"
    if not isinstance(one, dict):
        problems.append(f"{where}\u00a0: ce n’est pas une suite de «\u00a0mot: valeur\u00a0».")
        return None
    before = len(problems)
    for word, value in one.items():
        kind = _FIELDS.get(word)
        if kind is None:
            problems.append(f"{where}\u00a0: mot inconnu, «\u00a0{word}\u00a0».")
        elif not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            problems.append(f"{where}, {word}\u00a0: «\u00a0{value}\u00a0» ne convient pas.")
        elif word in _CHOICES and value not in list(_CHOICES[word]):
            allowed = ", ".join(_CHOICES[word])
            problems.append(f"{where}, {word}\u00a0: choisissez parmi {allowed}.")
    problems.extend(
        f"{where}\u00a0: il manque «\u00a0{word}\u00a0»." for word in _REQUIRED if word not in one
    )
    if len(problems) > before:
        return None
    made = PlaybookStep(
        key=one["key"],
        name=one["name"],
        from_day=one["from"],
        until_day=int(one.get("until", one["from"])),
        channel=Channel(one["channel"]),
        tone=Tone(one.get("tone", "neutral")),
        approval=Approval(one.get("approval", "to_approve")),
        min_gap_days=one.get("gap", 3),
        deadline_days=one.get("deadline"),
        text=one.get("text") or one["key"],
        active=one.get("active", True),
    )
    problems.extend(f"{where} ({made.name})\u00a0: {said}" for said in _step_problems(made))
    return made


def _step_problems(step: PlaybookStep) -> list[str]:
    found = []
    if step.until_day < step.from_day:
        found.append("la fin de la fenêtre est avant son début.")
    if not -60 <= step.from_day <= 1000:
        found.append("le jour doit être entre −60 et 1000.")
    if not 0 <= step.min_gap_days <= 365:
        found.append("l’écart (gap) doit être entre 0 et 365 jours.")
    if step.deadline_days is not None and not 1 <= step.deadline_days <= 60:
        found.append("le délai (deadline) doit être entre 1 et 60 jours.")
    if step.approval is Approval.AUTOMATIC and step.channel is not Channel.EMAIL:
        found.append("seul un courriel peut partir automatiquement.")
    return found


def _order_problems(steps: list[PlaybookStep]) -> list[str]:
    found = []
    if not steps:
        found.append("Le scénario n’a aucune étape valable.")
    keys = [one.key for one in steps]
    found.extend(
        f"L’étape «\u00a0{key}\u00a0» figure deux fois."
        for key in {k for k in keys if keys.count(k) > 1}
    )
    for earlier, later in pairwise(steps):
        if later.from_day < earlier.from_day:
            found.append(
                f"«\u00a0{later.name}\u00a0» vient avant «\u00a0{earlier.name}\u00a0»\u00a0: rangez les étapes par jour."
            )
    return found


def check_playbook(playbook: Playbook, mode: CreditorMode) -> list[str]:
    """What forbids this playbook to a creditor of this mode, in French; empty when nothing does.

    Automatic sending is refused to an assistant who writes in a creditor's name: each
    document must be approved (law.md L8.7, L8.8).
    """
    if mode is not CreditorMode.ASSISTANT:
        return []
    return [
        f"«\u00a0{one.name}\u00a0» est automatique\u00a0: au nom d’un créancier, chaque envoi doit être "
        "approuvé. Choisissez «\u00a0à approuver\u00a0»."
        for one in playbook.steps
        if one.approval is Approval.AUTOMATIC
    ]


@cache
def builtin(key: str) -> Playbook:
    """A playbook shipped with the product. Raises KeyError for another key."""
    path = _FOLDER / f"{key}.yaml"
    if key not in builtins():
        raise KeyError(key)
    return read_playbook(path.read_text(encoding="utf-8"), key)


@cache
def builtins() -> tuple[str, ...]:
    """The keys of the playbooks shipped with the product."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))
