"""A text on a real case: the very mail or letter that would leave, on its day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from relance.case import Formality
from relance.case.entries import Channel
from relance.notices import BadAddress, BadText, MissingFact, NoticeFacts, NotWritable, Text
from relance.notices.text import LETTERS
from relance.office import decide, outlook, preparing
from relance.office.gathering import Ask, Papers, facts_for, papers_of
from relance.office.journal import entries_of, state_of
from relance.office.models import CaseRow, CreditorRow
from relance.office.rehearsing import UNKNOWN_ADDRESS
from relance.steps import BadPlaybook, Step
from relance.web.doors import today
from relance.web.notice.mail import Shown, shown

PREVIEW = "apercu"
"""The identity of what is only looked at: no notice has it, nothing leaves under it."""

_DELAY = timedelta(days=15)
"""What a letter outside the scenario leaves, while nobody has chosen a day."""

_THANKS = ("thank_you", "promise_kept")
_SHOWN = 50

ADDRESSED = {"vous": Formality.VOUS, "tu": Formality.TU}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the preview shows: the mail, or that a letter can be shown, or why neither can."""

    case: CaseRow | None = None
    on: date | None = None
    mail: Shown | None = None
    pdf: bytes = b""
    refused: str = ""
    warnings: list[str] = field(default_factory=list)


def cases_of(creditor: CreditorRow, kind: str) -> list[CaseRow]:
    """The cases to try a text on, not more than a list can show.

    The open ones, the oldest due first; thanks are for those who have paid: theirs are closed.
    """
    rows = CaseRow.objects.filter(creditor=creditor).select_related("debtor", "creditor")
    if kind in _THANKS:
        return list(rows.order_by("-closed", "-pk")[:_SHOWN])
    return list(rows.filter(closed__in=[False]).order_by("oldest_due_on", "pk")[:_SHOWN])


def seen(cases: Iterable[CaseRow], key: str, text: Text, addressed: str = "") -> Seen:
    """The text on the first of these cases that it can be written on; else why not on the first.

    `key` is the step it is written for, `text.kind` the shipped words it stands for.
    """
    first: Seen | None = None
    for case in cases:
        made = _on(case, key, text, addressed)
        if not made.refused:
            return made
        first = first or made
    return first or Seen(refused="Aucun dossier en cours\u00a0: l’aperçu attend le premier.")


def _on(case: CaseRow, key: str, text: Text, addressed: str) -> Seen:
    if not state_of(case).invoices:
        return Seen(case, refused="Ce dossier n’a pas encore de facture. Choisissez-en un autre.")
    try:
        facts, papers = _facts(case, key, text, addressed)
        made = preparing.rendered(facts, papers, identity=PREVIEW, stand_in=UNKNOWN_ADDRESS)
    except (MissingFact, NotWritable, BadAddress, BadText) as refused:
        return Seen(case, refused=str(refused))
    is_mail = made.media_type == preparing.MAIL
    return Seen(
        case,
        facts.today,
        shown(made.content) if is_mail else None,
        b"" if is_mail else made.content,
        warnings=[one["message"] for one in made.warnings],
    )


def _facts(case: CaseRow, key: str, text: Text, addressed: str) -> tuple[NoticeFacts, Papers]:
    papers = papers_of(case)
    papers.texts = {text.kind: text}
    facts = _on_its_day(case, key, text.kind, papers) or _now(case, text.kind, papers)
    if facts.contact is not None and addressed in ADDRESSED:
        facts = replace(facts, contact=replace(facts.contact, formality=ADDRESSED[addressed]))
    return facts, papers


def _on_its_day(case: CaseRow, key: str, kind: str, papers: Papers) -> NoticeFacts | None:
    """The facts of the day when the scenario would send these words, if nobody pays."""
    if not _in_scenario(case, key):
        return None  # the rehearsal of a whole scenario is not made for nothing
    for day in outlook.rehearsed(case, entries_of(case), from_on=today(), days=outlook.DAYS_AHEAD):
        step = day.decision
        if isinstance(step, Step) and (step.key == key or key == step.words):
            ask = Ask(
                kind=kind,
                channel=step.channel,
                on=day.on,
                invoices=step.invoices,
                listed=step.listed,
                deadline_on=step.deadline_on,
                identity=PREVIEW,
            )
            return facts_for(case, day.state, ask, papers)
    return None


def _in_scenario(case: CaseRow, key: str) -> bool:
    try:
        playbook = decide.Shelf().playbook(
            case.creditor_id, case.playbook or case.creditor.playbook
        )
    except BadPlaybook:  # its own page says what is wrong with it
        return False
    return any(key in (one.key, one.text) for one in playbook.active_steps)


def _now(case: CaseRow, kind: str, papers: Papers) -> NoticeFacts:
    """The facts of today, for words that leave outside the scenario or have left already."""
    state = state_of(case)
    opened = state.open_amounts()
    late = [n for n, one in state.invoices.items() if one.invoice.due_on < today()]
    numbers = [n for n in late if opened[n].cents > 0] or late or list(state.invoices)
    is_letter = kind in LETTERS
    ask = Ask(
        kind=kind,
        channel=Channel.LETTER if is_letter else Channel.EMAIL,
        on=today(),
        invoices=tuple(numbers),
        deadline_on=today() + _DELAY if is_letter else None,
        identity=PREVIEW,
    )
    return facts_for(case, state, ask, papers)
