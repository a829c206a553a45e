"""A scenario as a form: its name, then one group of fields per step, in the words of the trade."""

from __future__ import annotations

from typing import Any

import yaml
from django import forms

from relance.case.entries import Channel
from relance.notices import step_name
from relance.steps import Approval, Playbook, PlaybookStep, Tone
from relance.steps.playbook import FORMAL_NOTICE
from relance.steps.soundness import BY_HAND
from relance.web import words
from relance.web.fields import DeskForm

MOST = 20
"""Steps in one scenario."""

KINDS: dict[str, Channel] = {
    "courtesy": Channel.EMAIL,
    "kind_email": Channel.EMAIL,
    "call": Channel.PHONE,
    "formal_reminder": Channel.LETTER,
    FORMAL_NOTICE: Channel.LETTER,
    "court_file": Channel.COURT,
}
"""What a step can be: each kind leaves by one way, in its own words."""

ONCE = ("courtesy", FORMAL_NOTICE, "court_file")
"""What a scenario holds at most once."""

TONES = {"kind": "aimable", "neutral": "neutre", "firm": "ferme"}
_HOW = {
    "to_approve": "quand je l’ai approuvé",
    "automatic": "seul, aux heures d’envoi",
    "by_hand": "je l’envoie moi-même",
}
_KEPT = Approval.TO_APPROVE, Approval.BY_HAND


def kind_of(step: PlaybookStep) -> str:
    """Which of the kinds a step is."""
    if step.channel is Channel.PHONE:
        return "call"
    return "court_file" if step.channel is Channel.COURT else step.text


def _number(label: str, least: int, most: int, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        error_messages={
            "min_value": f"Pas moins de {least}. Rien n’a été enregistré.",
            "max_value": f"Pas plus de {most}. Rien n’a été enregistré.",
            "invalid": "Écrivez un nombre entier de jours. Rien n’a été enregistré.",
        },
        **options,
    )


class StepForm(DeskForm):
    """One step. Its kind is not changed: it is removed, and another is added."""

    says_optional = False

    key = forms.SlugField(widget=forms.HiddenInput, max_length=40, required=False)
    kind = forms.ChoiceField(widget=forms.HiddenInput, choices=[(one, one) for one in KINDS])
    active = forms.BooleanField(label="Faire cette étape", required=False)
    first = _number("Dès, en jours après l’échéance", 1, 1000)
    last = _number("Au plus tard", 1, 1000, required=False)
    tone = forms.ChoiceField(label="Ton", choices=list(TONES.items()), required=False)
    approval = forms.ChoiceField(label="Il part", choices=list(_HOW.items()), required=False)
    gap = _number("Jours depuis le dernier contact", 0, 365, initial=3)
    deadline = _number("Délai laissé, en jours", 1, 60, required=False)

    def __init__(self, *given: Any, may_be_automatic: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        self.step_kind = str(self["kind"].value() or "kind_email")
        channel = KINDS.get(self.step_kind, Channel.EMAIL)
        for name in self._useless(channel):
            del self.fields[name]
        if self.step_kind == "courtesy":
            self.fields["first"] = _number("Dès, en jours avant l’échéance", 1, 60)
            self.fields["last"] = _number("Au plus tard", 0, 60, required=False)
        if "approval" in self.fields and (channel is Channel.LETTER or not may_be_automatic):
            chooser = self.fields["approval"]
            assert isinstance(chooser, forms.ChoiceField)
            chooser.choices = [(one.value, _HOW[one.value]) for one in _KEPT]

    def _useless(self, channel: Channel) -> list[str]:
        """What this kind of step leaves no choice of."""
        names = []
        if channel in BY_HAND:
            names += ["approval", "deadline"]
        if self.step_kind in (FORMAL_NOTICE, "court_file"):
            names.append("tone")
        if self.step_kind == "courtesy":
            names += ["tone", "deadline"]
        return names

    @property
    def title(self) -> str:
        """What the step is called: the second of its kind says so."""
        return words.step(str(self["key"].value() or self.step_kind))

    @property
    def by(self) -> str:
        return words.CHANNELS[KINDS.get(self.step_kind, Channel.EMAIL).value]

    def shown(self) -> list[forms.BoundField]:
        """The fields to fill, in order; what says which step it is stays hidden."""
        return [self[name] for name in self.fields if name not in ("key", "kind", "active")]

    def clean(self) -> None:
        super().clean()
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first is None or last is None:
            return
        if (last > first) if self.step_kind == "courtesy" else (last < first):
            self.add_error(
                "last",
                "C’est avant le premier jour. Corrigez l’un des deux. Rien n’a été enregistré.",
            )

    def days(self) -> tuple[int, int]:
        """From and until, counted from the due date."""
        first = self.cleaned_data["first"]
        last = self.cleaned_data.get("last")
        last = first if last is None else last
        return (-first, -last) if self.step_kind == "courtesy" else (first, last)


class NameForm(DeskForm):
    says_optional = False

    name = forms.CharField(label="Nom du scénario", max_length=80)
    broken = forms.ChoiceField(
        label="Une promesse rompue mène au moins à",
        required=False,
        help_text="Le client qui a promis et n’a pas payé ne reçoit pas un deuxième mot aimable.",
    )


def initial_of(playbook: Playbook) -> list[dict[str, Any]]:
    """The steps of a scenario as the form shows them."""
    return [
        {
            "key": one.key,
            "kind": kind_of(one),
            "active": one.active,
            "first": abs(one.from_day),
            "last": abs(one.until_day),
            "tone": one.tone.value,
            "approval": one.approval.value,
            "gap": one.min_gap_days,
            "deadline": one.deadline_days,
        }
        for one in playbook.steps
    ]


def written(name: str, broken: str, forms_of_steps: list[StepForm], before: Playbook | None) -> str:
    """The scenario as YAML: steps in the order of their days, the court file last."""
    made = [_step(form, before) for form in forms_of_steps]
    made.sort(key=lambda one: (one["channel"] == Channel.COURT.value, one["from"]))
    keys = {one["key"] for one in made if one["active"]}
    whole: dict[str, Any] = {"name": name}
    if broken in keys:
        whole["after_broken_promise"] = broken
    whole["steps"] = made
    return yaml.safe_dump(whole, sort_keys=False, allow_unicode=True)


def _step(form: StepForm, before: Playbook | None) -> dict[str, Any]:
    said, kind = form.cleaned_data, form.step_kind
    channel = KINDS[kind]
    first, last = form.days()
    known = before.step(said["key"]) if before else None
    one: dict[str, Any] = {
        "key": said["key"],
        "name": known.name if known else words.step(said["key"]),
        "from": first,
        "until": last,
        "channel": channel.value,
        "tone": said.get("tone") or _tone(kind),
        "approval": said.get("approval")
        or (Approval.BY_HAND if channel in BY_HAND else Approval.TO_APPROVE).value,
        "gap": said["gap"],
    }
    if said.get("deadline"):
        one["deadline"] = said["deadline"]
    if kind != said["key"]:
        one["text"] = kind
    return {**one, "active": said["active"]}


def _tone(kind: str) -> str:
    if kind in (FORMAL_NOTICE, "court_file"):
        return Tone.FORMAL.value
    return (Tone.FIRM if kind == "formal_reminder" else Tone.KIND).value


def fresh_key(kind: str, taken: set[str]) -> str:
    """A key for one more step of that kind: `call`, then `call_2`."""
    number, key = 1, kind
    while key in taken:
        number += 1
        key = f"{kind}_{number}"
    return key


def addable(taken: list[str]) -> list[tuple[str, str]]:
    """The kinds of step that may still be added, with their names."""
    return [(kind, step_name(kind)) for kind in KINDS if kind not in ONCE or kind not in taken]
