"""Playbooks: the reminder scenarios a creditor can choose, as data."""

from __future__ import annotations

from dataclasses import dataclass, field

from relance.case import CreditorMode
from relance.case.entries import Channel
from relance.steps.step import Approval, Tone

FORMAL_NOTICE = "formal_notice"
"""The one step that puts in default: the claim counts from it, so its key is no user's choice."""

TEXTS = {
    Channel.EMAIL: ("kind_email", "courtesy"),
    Channel.LETTER: ("formal_reminder", FORMAL_NOTICE),
    Channel.PHONE: ("call",),
    Channel.COURT: ("court_file",),
}
"""The words that a step can be written in, by the way it leaves; the usual ones first."""


@dataclass(frozen=True, slots=True)
class PlaybookStep:
    """One step: aimed at between `from_day` and `until_day` after the due date, both included.

    Days before the due date are negative. The end of the window is a target, not an expiry.
    `min_gap_days` is counted from the last contact. `deadline_days` is what a letter leaves
    the debtor, printed as a date. `text` names the shipped words it takes (empty: those of the
    key), unless the creditor has written words for this very step; `active` False means that he
    has not switched it on.
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

    @property
    def before_due(self) -> bool:
        """True for a courtesy note, which reminds and demands nothing."""
        return self.until_day <= 0

    @property
    def usual_text(self) -> str:
        """The words it leaves in when its author names none: those of its key if they exist."""
        if self.key in TEXTS[self.channel]:
            return self.key
        return "courtesy" if self.before_due else TEXTS[self.channel][0]

    @property
    def lists_apart(self) -> bool:
        """True for a firm text: it names apart what was never demanded in writing before."""
        return self.tone in (Tone.FIRM, Tone.FORMAL) and self.channel is not Channel.PHONE


@dataclass(frozen=True, slots=True)
class Playbook:
    """Steps in order. `after_broken_promise` is the step a broken promise leads to at least.

    What follows it is made from `steps`, so that deciding a case looks nothing up twice:
    `active_steps` are those switched on; the others are places in it (-1: there is none).
    """

    key: str
    name: str
    steps: tuple[PlaybookStep, ...]
    after_broken_promise: str | None = None
    active_steps: tuple[PlaybookStep, ...] = field(init=False, compare=False, repr=False)
    places: dict[str, int] = field(init=False, compare=False, repr=False)
    first_after_due: int = field(init=False, compare=False, repr=False)
    court_place: int = field(init=False, compare=False, repr=False)
    formal_place: int = field(init=False, compare=False, repr=False)
    demand_place: int = field(init=False, compare=False, repr=False)
    firmer_place: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        active = tuple(one for one in self.steps if one.active)
        places = {one.key: place for place, one in enumerate(active)}
        court = [place for place, one in enumerate(active) if one.channel is Channel.COURT]
        formal = places.get(FORMAL_NOTICE, -1)
        made = {
            "active_steps": active,
            "places": places,
            "first_after_due": sum(1 for one in active if one.before_due),
            "court_place": court[0] if court else -1,
            "formal_place": formal,
            # The last writing before the formal notice: what an invoice never yet demanded
            # in writing must have had before it is put in formal notice.
            "demand_place": max(
                (
                    place
                    for place, one in enumerate(active[: max(formal, 0)])
                    if not one.before_due and one.channel in (Channel.EMAIL, Channel.LETTER)
                ),
                default=-1,
            ),
            "firmer_place": places.get(self.after_broken_promise or "", -1),
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)

    def step(self, key: str) -> PlaybookStep | None:
        """The step of that key, switched on or not, or None."""
        return next((one for one in self.steps if one.key == key), None)


def check_playbook(playbook: Playbook, mode: CreditorMode) -> list[str]:
    """What forbids this playbook to a creditor of this mode, in French; empty when nothing does.

    Automatic sending is refused to whoever writes for a creditor: each document must be
    approved (law.md L8.7, L8.8). A collector begins with a letter (CPCE R124-4: law.md L8.4).
    """
    if mode is CreditorMode.CREDITOR:
        return []
    problems = [
        f"«\u00a0{one.name}\u00a0» est automatique\u00a0: au nom d’un créancier, chaque envoi doit être "
        "approuvé. Écrivez «\u00a0approval: to_approve\u00a0»."
        for one in playbook.steps
        if one.approval is Approval.AUTOMATIC
    ]
    first = next(iter(playbook.active_steps), None)
    if mode is CreditorMode.COLLECTOR and first is not None and first.channel is not Channel.LETTER:
        problems.append(
            f"«\u00a0{first.name}\u00a0» vient en premier\u00a0: un mandataire commence par une lettre "
            "(CPCE, art. R124-4). Suivez le scénario «\u00a0Mandataire\u00a0», ou une copie."
        )
    return problems
