"""Gather the facts that the words of a notice are written from: a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from relance.case import Contact, State
from relance.case.entries import CallOutcome, Channel
from relance.claim import statement
from relance.notices import NoticeFacts, Text, read_text
from relance.office.models import CaseRow, ExhibitRow, TextRow
from relance.office.wiring import law_book

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be written: the kind of text, for which invoices, on which day.

    `step` is the playbook's step it is written for: its author may have words for that one.
    """

    kind: str
    channel: Channel
    on: date
    invoices: tuple[str, ...]
    listed: tuple[str, ...] = ()
    deadline_on: date | None = None
    identity: str = ""
    step: str = ""


@dataclass(slots=True)
class Papers:
    """The invoices' own files of a case, by number, and the creditor's own texts."""

    files: dict[str, ExhibitRow] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)


@lru_cache(maxsize=512)
def _read(source: str, kind: str) -> Text:
    return read_text(source, kind)


def papers_of(case: CaseRow) -> Papers:
    """One query each for the files that people can read (PDF) and for the texts."""
    found = Papers()
    rows = (
        ExhibitRow.objects.filter(case=case, file__media_type=PDF)
        .exclude(invoice="")
        .select_related("file")
        .defer("file__content")
    )
    found.files = {row.invoice: row for row in rows}
    for own in TextRow.objects.filter(creditor_id=case.creditor_id):
        found.texts[own.kind] = _read(own.source, own.kind)
    return found


def contact_for(contacts: tuple[Contact, ...], channel: Channel) -> Contact | None:
    """Who is written to or called: the first contact that the channel can reach."""
    if channel is Channel.EMAIL:
        return next((one for one in contacts if one.email), None)
    if channel is Channel.PHONE:
        return next((one for one in contacts if one.phone), None)
    return contacts[0] if contacts else None


def facts_for(case: CaseRow, state: State, ask: Ask, papers: Papers) -> NoticeFacts:
    """The facts of one notice, as they stand on its day."""
    debtor = case.debtor.value()
    last_call: CallOutcome | None = state.calls[-1][1].outcome if state.calls else None
    return NoticeFacts(
        kind=ask.kind,
        today=ask.on,
        creditor=case.creditor.value(),
        debtor=debtor,
        contact=contact_for(debtor.contacts, ask.channel),
        state=state,
        statement=statement(
            state, on=ask.on, law=law_book(), without_disputed=True, invoices=ask.invoices
        ),
        invoices=ask.invoices,
        listed=ask.listed,
        deadline_on=ask.deadline_on,
        outcome=last_call if ask.kind == "call_confirmation" else None,
        identity=ask.identity,
        step=ask.step,
        attached=tuple(number for number in ask.invoices if number in papers.files),
    )
