"""The court file: chronology, statement and numbered exhibits, as a folder and as one PDF."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from relance.case.entries import PromiseMade
from relance.channels.court import folder_of
from relance.claim.french import in_money
from relance.notices import NoticeFacts, page_pdf, statement_page
from relance.notices.french import day
from relance.notices.letterhead import address_lines, legal_line, sender_lines
from relance.notices.placeholders import invoice_line
from relance.notices.told import DELIVERIES, told
from relance.office.models import CaseRow
from relance.office.procedure import request


@dataclass(frozen=True, slots=True)
class CourtFile:
    """One PDF to read and the files by name."""

    pdf: bytes
    files: tuple[tuple[str, bytes], ...]


def build(case: CaseRow, facts: NoticeFacts) -> CourtFile:
    """The file of a case on the day of its facts; only what the journal and exhibits hold.

    The request for an order for payment stands first, when nothing forbids to print it.
    """
    prepared = request.prepare(case, facts.state, on=facts.today)
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
        ("chronologie.pdf", page(title="Chronologie", paragraphs=_chronology(facts))),
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


def _chronology(facts: NoticeFacts) -> tuple[str, ...]:
    debtor = ", ".join((facts.debtor.name, *address_lines(facts.debtor.address)))
    lines = [f"Débiteur : {debtor}."]
    lines += [f"Facture {invoice_line(facts, one)}." for one in facts.demanded]
    events = [(sent.on, told(sent.fact)) for sent in facts.state.notices]
    events += [
        (sent.outcome_on, f"Envoi du {day(sent.on)} : {DELIVERIES[sent.outcome.value]}")
        for sent in facts.state.notices
        if sent.outcome is not None and sent.outcome_on is not None
    ]
    events += [(on, told(call)) for on, call in facts.state.calls]
    events += [
        (one.made_on, told(PromiseMade(one.until, one.amount))) for one in facts.state.promises
    ]
    events += [(one.agreed_on, told(one.fact)) for one in facts.state.plans]
    events += [(one.on, f"Paiement reçu : {in_money(one.amount)}") for one in facts.state.payments]
    events += [(one.on, f"Avoir : {in_money(one.amount)}") for one in facts.state.credit_notes]
    lines += [f"{day(on)} : {words}." for on, words in sorted(events)]
    return tuple(lines)
