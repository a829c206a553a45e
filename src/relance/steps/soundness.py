"""What is wrong with a playbook that can be read: each rule with its French sentence."""

from __future__ import annotations

from itertools import pairwise

from relance.case.entries import Channel
from relance.steps.playbook import FORMAL_NOTICE, TEXTS, PlaybookStep
from relance.steps.step import Approval, Tone
from relance.steps.usual import BESIDE, USUAL

BY_HAND = (Channel.PHONE, Channel.COURT)
"""What only a person does: a call, a court file."""


def quoted(value: object) -> str:
    """What a person wrote, between French quotes; never more than 40 characters of it."""
    shown = str(value) if isinstance(value, str | int | float) else type(value).__name__
    return f"«\u00a0{shown[:40]}\u00a0»"


def step_problems(step: PlaybookStep) -> list[str]:
    """What is wrong in one step, whatever stands around it."""
    formal = step.key == FORMAL_NOTICE
    early = step.from_day <= 0
    wrong = [
        (step.until_day < step.from_day, "la fin de la fenêtre (until) est avant son début."),
        (not -60 <= step.from_day <= 1000, "le jour (from) doit être entre -60 et 1000."),
        (
            step.from_day <= 1000 < step.until_day,
            "la fin de la fenêtre (until) ne dépasse pas 1000.",
        ),
        (not 0 <= step.min_gap_days <= 365, "l’écart (gap) doit être entre 0 et 365 jours."),
        (
            early and (step.until_day > 0 or step.from_day == 0),
            "avant l’échéance, la fenêtre commence au plus tard la veille (from: -1) et finit au "
            "plus tard le jour même (until: 0)\u00a0; après, elle commence au lendemain (from: 1).",
        ),
        (
            early and (step.channel is not Channel.EMAIL or step.lists_apart),
            "avant l’échéance, rien n’est dû\u00a0: seul un e-mail aimable (channel: email, "
            "tone: kind) convient.",
        ),
        (
            step.deadline_days is not None and not 1 <= step.deadline_days <= 60,
            "le délai (deadline) doit être entre 1 et 60 jours.",
        ),
        (
            step.deadline_days is not None and (early or step.channel in BY_HAND),
            "un délai (deadline) ne s’imprime que dans un e-mail ou une lettre après l’échéance.",
        ),
        (
            step.approval is Approval.AUTOMATIC and step.channel is Channel.LETTER,
            "une lettre ne part jamais seule\u00a0: écrivez «\u00a0approval: to_approve\u00a0».",
        ),
        (
            step.channel in BY_HAND and step.approval is not Approval.BY_HAND,
            "un appel ou un dossier se fait à la main\u00a0: écrivez «\u00a0approval: by_hand\u00a0».",
        ),
        (
            formal and (step.channel is not Channel.LETTER or step.tone is not Tone.FORMAL),
            "la mise en demeure est une lettre (channel: letter) au ton formel (tone: formal).",
        ),
        (
            step.tone is Tone.FORMAL and not formal and step.channel is not Channel.COURT,
            "le ton formel est gardé à la mise en demeure (key: formal_notice)\u00a0: choisissez "
            "«\u00a0tone: firm\u00a0».",
        ),
    ]
    said = [words for is_so, words in (*wrong, *_words_problems(step)) if is_so]
    return said + _key_problems(step)


def _words_problems(step: PlaybookStep) -> list[tuple[bool, str]]:
    """Whether its words fit the way it leaves, its day, and what it is."""
    return [
        (
            step.text not in TEXTS[step.channel],
            f"les mots (text) ne vont pas avec ce canal\u00a0: on attend l’un de "
            f"{', '.join(TEXTS[step.channel])}, pas {quoted(step.text)}.",
        ),
        (
            step.channel is Channel.LETTER
            and (step.text == FORMAL_NOTICE) is not (step.key == FORMAL_NOTICE),
            "les mots de la mise en demeure (text: formal_notice) vont avec elle, et avec elle "
            "seule.",
        ),
        (
            step.channel is Channel.EMAIL and (step.text == "courtesy") is not step.before_due,
            "le rappel de courtoisie (text: courtesy) se dit avant l’échéance, et le courriel "
            "aimable (text: kind_email) après.",
        ),
    ]


_CHANNELS = {
    Channel.EMAIL: "un e-mail",
    Channel.PHONE: "un appel",
    Channel.LETTER: "une lettre",
    Channel.COURT: "un dossier pour le tribunal",
}


def _key_problems(step: PlaybookStep) -> list[str]:
    """A key that would make the journal tell a step for what it was not."""
    another = "choisissez une autre clé (key), par exemple «\u00a0rappel_2\u00a0»."
    usual = USUAL.get(step.key)
    if step.key in BESIDE:
        return [f"la clé {quoted(step.key)} est celle d’un envoi hors scénario\u00a0: {another}"]
    if step.key != FORMAL_NOTICE and usual is not None and usual is not step.channel:
        return [f"la clé {quoted(step.key)} est celle d’{_CHANNELS[usual]}\u00a0: {another}"]
    if step.channel is Channel.EMAIL and usual and step.before_due != (step.key == "courtesy"):
        side = "avant" if step.key == "courtesy" else "après"
        return [
            f"la clé {quoted(step.key)} est celle d’un e-mail {side} l’échéance\u00a0: {another}"
        ]
    return []


def order_problems(steps: list[PlaybookStep]) -> list[str]:
    """What is wrong between the steps."""
    found = []
    if not any(one.active for one in steps):
        found.append("Le scénario n’a aucune étape valable et active.")
    keys = [one.key for one in steps]
    found += [
        f"L’étape {quoted(key)} figure deux fois."
        for key in dict.fromkeys(keys)
        if keys.count(key) > 1
    ]
    found += [
        f"{quoted(later.name)} vient avant {quoted(earlier.name)}\u00a0: rangez les étapes par jour."
        for earlier, later in pairwise(steps)
        if later.from_day < earlier.from_day
    ]
    found += [
        f"Rien ne suit le dossier pour le tribunal\u00a0: mettez {quoted(one.name)} en dernier."
        for one in steps[:-1]
        if one.channel is Channel.COURT
    ]
    active = [one.key for one in steps if one.active]
    courts = [one for one in steps if one.active and one.channel is Channel.COURT]
    if courts and FORMAL_NOTICE not in active:
        found.append("Un dossier pour le tribunal suit une mise en demeure (formal_notice).")
    writing = [
        one.key
        for one in steps
        if one.active and not one.before_due and one.channel in (Channel.EMAIL, Channel.LETTER)
    ]
    if FORMAL_NOTICE in writing and writing[0] == FORMAL_NOTICE:
        found.append(
            "Une mise en demeure suit une première demande écrite\u00a0: mettez avant elle un e-mail "
            "ou une lettre."
        )
    return found
