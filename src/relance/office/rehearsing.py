"""Rehearse cases and, if asked, write what would leave: mails, call cards, letters, court file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from relance.case import Money
from relance.case.entries import Channel
from relance.notices import (
    NoticeFacts,
    call_card,
    card_text,
    silence_sentence,
)
from relance.office import court_file, outlook, preparing
from relance.office.gathering import Ask, Papers, facts_for, papers_of
from relance.office.journal import entries_of
from relance.office.models import CaseRow
from relance.office.naming import name_key
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
            "reason": silence_sentence(silence.code.value, silence.until, silence.detail)
            if silence
            else None,
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
        papers = papers_of(case) if write_to is not None else Papers()
        for day in outlook.rehearsed(case, journal, from_on=from_on, days=days):
            total = outlook.claimed(day.state, day)
            if isinstance(day.decision, NoStep) or write_to is None:
                yield Rehearsed(day.on, case, day.decision, total)
                continue
            files, warnings = _write(case, day, day.decision, papers, write_to)
            yield Rehearsed(day.on, case, day.decision, total, files, warnings)


def _write(
    case: CaseRow, day: RehearsedDay, step: Step, papers: Papers, folder: Path
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ask = Ask(
        step.words, step.channel, day.on, step.invoices, step.listed, step.deadline_on, day.notice
    )
    facts = facts_for(case, day.state, ask, papers)
    stem = f"{day.on.isoformat()}-{step.key}"
    place = folder / f"{case.pk}-{name_key(case.debtor.name).replace(' ', '-')[:40]}"
    place.mkdir(parents=True, exist_ok=True)
    made, warnings = _files(case, facts, step, papers, stem)
    for name, content in made:
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return tuple(str(place / name) for name, _ in made), warnings


def _files(
    case: CaseRow, facts: NoticeFacts, step: Step, papers: Papers, stem: str
) -> tuple[list[tuple[str, bytes]], tuple[str, ...]]:
    if step.channel is Channel.PHONE:
        card = call_card(facts)
        said = tuple(one.message for one in card.warnings)
        return [(f"{stem}.txt", card_text(card).encode())], said
    if step.channel is Channel.COURT:
        made = court_file.build(case, facts)
        inside = [(f"{stem}/{name}", content) for name, content in made.files]
        return [(f"{stem}.pdf", made.pdf), *inside], ()
    rendered = preparing.rendered(facts, papers, identity=facts.identity, stand_in=UNKNOWN_ADDRESS)
    ending = "eml" if step.channel is Channel.EMAIL else "pdf"
    said = tuple(one["message"] for one in rendered.warnings)
    return [(f"{stem}.{ending}", rendered.content)], said
