"""Rehearse cases and, if asked, write what would leave: mails, call cards, letters, court file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from relance.case import Money
from relance.case.entries import Channel, ExhibitKind
from relance.channels.court import Exhibit
from relance.notices import (
    BadAddress,
    MissingFact,
    NoticeFacts,
    NotWritable,
    call_card,
    card_text,
    silence_sentence,
    step_name,
)
from relance.notices.doubts import warnings
from relance.notices.silences import is_shipped
from relance.office import court_file, outlook, preparing
from relance.office.gathering import Ask, Papers, facts_for, papers_of
from relance.office.journal import entries_of
from relance.office.models import CaseRow
from relance.office.naming import name_key
from relance.office.procedure.pieces import Proof, sent_title
from relance.steps import NoStep, RehearsedDay, Step

UNKNOWN_ADDRESS = "client@adresse-a-completer.invalid"
"""Where a rehearsed mail goes when no address is known: a name that can never be delivered."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One day of one case, as `relance rehearse --json` tells it."""

    on: date
    case: CaseRow
    decision: Step | NoStep
    total: Money | None
    files: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The step's name, or why nothing leaves."""
        one = self.decision
        if isinstance(one, NoStep):
            return silence_sentence(one.code.value, one.until, one.detail)
        return step_name(one.key) if is_shipped(one.key) or not one.name else one.name

    def as_json(self) -> dict[str, Any]:
        step = None if isinstance(self.decision, NoStep) else self.decision
        silence = self.decision if isinstance(self.decision, NoStep) else None
        return {
            "on": self.on.isoformat(),
            "case": self.case.pk,
            "debtor": self.case.debtor.name,
            "step": step.key if step else None,
            "channel": step.channel.value if step else None,
            "silence": silence.code.value if silence else None,
            "reason": self.words if silence else None,
            "until": silence.until.isoformat() if silence and silence.until else None,
            "total": str(self.total) if self.total is not None else None,
            "files": list(self.files),
        }


def rehearse_cases(
    cases: Iterable[CaseRow], *, from_on: date, days: int, write_to: Path | None = None
) -> Iterator[Rehearsed]:
    """Each case's rehearsal, case by case; files are written under `write_to` when given."""
    for case in cases:
        journal = entries_of(case)
        book = _Writer(case, write_to) if write_to is not None else None
        for day in outlook.rehearsed(case, journal, from_on=from_on, days=days):
            total = outlook.claimed(day.state, day)
            files: tuple[str, ...] = ()
            warned = tuple(
                silence_sentence(code.value, detail={"channel": day.decision.channel.value})
                for code in day.warnings
                if isinstance(day.decision, Step)
            )
            if isinstance(day.decision, Step) and book is not None:
                files, warned = book.write(day, day.decision)
            yield Rehearsed(day.on, case, day.decision, total, files, warned)


@dataclass(slots=True)
class _Writer:
    """The files of one case. What it has written so far are exhibits of its court file."""

    case: CaseRow
    folder: Path
    papers: Papers = field(init=False)
    left: list[Proof] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.papers = papers_of(self.case)

    def write(self, day: RehearsedDay, step: Step) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Write what leaves on a day; return the files and what their reader should know.

        Words that speak of a fact the case does not hold stop no rehearsal: a note stands in
        their place and names it.
        """
        ask = Ask(
            step.words,
            step.channel,
            day.on,
            step.invoices,
            step.listed,
            step.deadline_on,
            day.notice,
            step.key,
        )
        facts = facts_for(self.case, day.state, ask, self.papers)
        stem = f"{day.on.isoformat()}-{step.key}"
        try:
            made, warned = self._files(facts, step, stem)
        except (MissingFact, NotWritable, BadAddress) as refused:
            made, warned = [(f"{stem}-a-completer.txt", f"{refused}\n".encode())], (str(refused),)
        debtor = name_key(self.case.debtor.name).replace(" ", "-")[:40]
        place = self.folder / f"{self.case.pk}-{debtor}"
        for name, content in made:
            target = place / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return tuple(str(place / name) for name, _ in made), warned

    def _files(
        self, facts: NoticeFacts, step: Step, stem: str
    ) -> tuple[list[tuple[str, bytes]], tuple[str, ...]]:
        if step.channel is Channel.PHONE:
            card = call_card(facts)
            said = tuple(one.message for one in card.warnings)
            return [(f"{stem}.txt", card_text(card).encode())], said
        if step.channel is Channel.COURT:
            file = court_file.build(self.case, facts, self.left)
            inside = [(f"{stem}/{name}", content) for name, content in file.files]
            said = tuple(one.message for one in warnings(facts, letter=True))
            return [(f"{stem}.pdf", file.pdf), *inside], said
        rendered = preparing.rendered(
            facts, self.papers, identity=facts.identity, stand_in=UNKNOWN_ADDRESS
        )
        ending = "eml" if step.channel is Channel.EMAIL else "pdf"
        name = f"{stem}.{ending}"
        title = sent_title(step.channel.value, rendered.subject)
        self.left.append(
            Proof(
                Exhibit(title, facts.today, name, rendered.content),
                ExhibitKind.NOTICE,
                hashlib.sha256(rendered.content).hexdigest(),
                notice=facts.identity,
            )
        )
        said = tuple(one["message"] for one in rendered.warnings)
        return [(name, rendered.content)], said
