"""Gather a request for an order for payment from a case, as it stands on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from relance.case import Money, State
from relance.case.entries import CourtKind, ExhibitKind
from relance.channels.court import Numbered, numbered
from relance.claim import statement
from relance.law import NoValue
from relance.notices import page_pdf
from relance.notices.court_paper import Piece
from relance.notices.letterhead import legal_line, sender_lines
from relance.notices.order_request import OrderRequest, order_request
from relance.notices.order_soundness import Lack, OrderRefused, lacks, refusals
from relance.notices.power import power_paper
from relance.office.models import CaseRow
from relance.office.procedure import known
from relance.office.procedure.choosing import late_invoices
from relance.office.procedure.pieces import Proof, in_order, pieces
from relance.office.procedure.story import about, events
from relance.office.wiring import law_book


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request with its exhibits, what stops it, and what it lacks."""

    asked: OrderRequest
    proofs: tuple[Proof, ...]
    numbered: tuple[Numbered, ...]
    refused: tuple[str, ...]
    lacks: tuple[Lack, ...]


def prepare(
    case: CaseRow,
    state: State,
    *,
    on: date,
    asked_for: tuple[str, ...] = (),
    more: Sequence[Proof] = (),
) -> Prepared:
    """The request of that day: nothing in it is guessed, what nobody said is left to fill in.

    It asks for all that is late, or for the invoices of `asked_for` alone; what only speaks of
    another invoice is neither told in it nor an exhibit. `more` are proofs that no table holds:
    a rehearsal's letters.
    """
    creditor, debtor = case.creditor.value(), case.debtor.value()
    of_case = known.read(known.CaseCourt, case.court)
    of_creditor = known.read(known.CreditorCourt, case.creditor.court)
    of_debtor = known.read(known.DebtorCourt, case.debtor.court)
    invoices = asked_for or late_invoices(state, on)
    apart = {one.fact.notice for one in state.notices if not about(one.fact, invoices)}
    proofs = in_order(
        one
        for one in (*pieces(case), *more)
        if one.invoice in ("", *invoices) and not (one.notice and one.notice in apart)
    )
    listed = numbered([one.exhibit for one in proofs])
    asked = OrderRequest(
        on=on,
        court=of_case.court,
        court_kind=CourtKind(of_case.kind) if of_case.kind else None,
        creditor=creditor,
        applicant=known.applicant(creditor, of_creditor),
        debtor=debtor,
        debtor_form=of_debtor.form,
        statement=statement(state, on=on, law=law_book(), without_disputed=True, invoices=invoices),
        invoices=tuple(state.invoices[number].invoice for number in invoices),
        events=events(state, invoices, proofs),
        pieces=tuple(
            Piece(one.number, one.exhibit.title, one.exhibit.on, one.pages) for one in listed
        ),
        on_opposition=of_case.on_opposition,
        amicable=of_case.amicable,
        agent=of_case.agent,
    )
    return Prepared(
        asked,
        proofs,
        listed,
        tuple(refusals(asked, state)),
        lacks(
            asked,
            state,
            [one.kind for one in proofs],
            amicable_up_to=_amicable_up_to(on),
            shown={one.invoice for one in proofs if one.kind is ExhibitKind.INVOICE},
        ),
    )


def paper(prepared: Prepared) -> bytes:
    """The request as PDF. Raises OrderRefused, whose message names every reason."""
    if prepared.refused:
        raise OrderRefused(list(prepared.refused))
    return order_request(prepared.asked)


def power(prepared: Prepared) -> bytes:
    """The agent's special power as PDF."""
    return power_paper(prepared.asked)


def covers(prepared: Prepared) -> list[bytes]:
    """One cover sheet an exhibit."""
    creditor = prepared.asked.creditor
    page = partial(
        page_pdf,
        sender=sender_lines(creditor),
        sender_legal=legal_line(creditor),
        on=prepared.asked.on,
    )
    return [
        page(title=f"Pièce n°\u00a0{one.number}", paragraphs=(one.exhibit.title,))
        for one in prepared.numbered
    ]


def _amicable_up_to(on: date) -> Money | None:
    try:
        return Money.of(law_book().rule("seuil_tentative_amiable", on=on).value)
    except NoValue:
        return None
