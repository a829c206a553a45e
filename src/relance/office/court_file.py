"""The court file: chronology, statement and numbered exhibits, as a folder and as one PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from relance.channels.court import folder_of
from relance.notices import NoticeFacts, page_pdf, statement_page
from relance.notices.french import day
from relance.notices.letterhead import address_lines, legal_line, sender_lines
from relance.notices.order_request import told_events
from relance.office.models import CaseRow
from relance.office.procedure import request
from relance.office.procedure.pieces import Proof


@dataclass(frozen=True, slots=True)
class CourtFile:
    """One PDF to read and the files by name."""

    pdf: bytes
    files: tuple[tuple[str, bytes], ...]


def build(case: CaseRow, facts: NoticeFacts, more: Sequence[Proof] = ()) -> CourtFile:
    """The file of a case on the day of its facts; only what the journal and exhibits hold.

    The request for an order for payment stands first, when nothing forbids to print it. Request,
    statement and chronology speak of the same invoices: those the step demands. `more` are the
    letters of a rehearsal, which no table holds.
    """
    prepared = request.prepare(
        case, facts.state, on=facts.today, asked_for=facts.invoices, more=more
    )
    page = partial(
        page_pdf,
        sender=sender_lines(facts.creditor),
        sender_legal=legal_line(facts.creditor),
        on=facts.today,
    )
    said = [f"{one.exhibit.title}, {day(one.exhibit.on)}" for one in prepared.numbered]
    listed = [f"Pièce n° {place} : {words}" for place, words in enumerate(said, 1)]
    none = "Aucune pièce n’est encore versée à ce dossier."
    front = [] if prepared.refused else [("requete.pdf", request.paper(prepared))]
    front += [
        ("chronologie.pdf", page(title="Chronologie", paragraphs=_chronology(facts, prepared))),
        (
            "decompte.pdf",
            statement_page(facts.statement, creditor=facts.creditor, debtor=facts.debtor),
        ),
        (
            "bordereau-des-pieces.pdf",
            page(title="Bordereau des pièces", paragraphs=tuple(listed) or (none,)),
        ),
    ]
    made = folder_of(front, [one.exhibit for one in prepared.proofs], request.covers(prepared))
    return CourtFile(pdf=made.pdf, files=made.files)


def _chronology(facts: NoticeFacts, prepared: request.Prepared) -> tuple[str, ...]:
    """The same events as in the request, each with the exhibit that shows it."""
    debtor = ", ".join((facts.debtor.name, *address_lines(facts.debtor.address)))
    return (f"Débiteur : {debtor}.", *told_events(prepared.asked.events))
