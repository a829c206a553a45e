"""What the accountant needs of a creditor for a period: every invoice, payment, charge and loss."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from relance.case import Money, State, replay
from relance.channels.books import Event, EventKind
from relance.claim import LineKind, Statement, statement
from relance.law import LawBook
from relance.office.due import journals
from relance.office.models import CaseRow, CreditorRow
from relance.office.wiring import law_book

CHUNK = 500
EURO = "EUR"

NOTES = (
    "Les factures sont passées au compte 471 (à ventiler)\u00a0: leur part hors taxes et leur TVA "
    "sont sur les factures, et votre logiciel de facturation les a peut-être déjà écrites.",
    "Les pénalités, les indemnités et les clauses pénales sont écrites quand elles sont reçues.",
    "Seuls les dossiers en euros y sont\u00a0: ceux d’une autre devise sont à écrire à son cours.",
    "Les numéros de comptes sont des propositions\u00a0: votre comptable décide.",
    "La récupération de la TVA d’une créance abandonnée ou irrécouvrable est une question à poser "
    "à votre comptable.",
)
"""What the accountant must know before he takes these entries."""

_CHARGES = {
    LineKind.INTEREST: EventKind.INTEREST,
    LineKind.INDEMNITY: EventKind.INDEMNITY,
    LineKind.PENALTY: EventKind.PENALTY,
}


def events(creditor: CreditorRow, since: date, until: date) -> list[Event]:
    """Everything that happened in the period, both days included, in euros."""
    law = law_book()
    keys = list(
        CaseRow.objects.filter(creditor=creditor, currency=EURO)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    found: list[Event] = []
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        rows = CaseRow.objects.select_related("debtor").in_bulk(part)
        for key, journal in journals(part):
            made = _of_case(rows[key], replay(journal), law)
            found.extend(one for one in made if since <= one.on <= until)
    return found


def _of_case(case: CaseRow, state: State, law: LawBook) -> Iterator[Event]:
    def event(
        kind: EventKind,
        on: date,
        amount: Money,
        piece: str,
        piece_on: date | None = None,
        because: str = "",
    ) -> Event:
        return Event(
            kind,
            on,
            amount,
            str(case.debtor_id),
            case.debtor.name,
            piece,
            piece_on or on,
            because,
        )

    for number, one in state.invoices.items():
        yield event(EventKind.INVOICE, one.invoice.issued_on, one.invoice.amount, number)
        for on, amount in one.written_off:
            yield event(EventKind.WRITE_OFF, on, amount, number, one.invoice.issued_on)
    for credit in state.credit_notes:
        yield event(EventKind.CREDIT_NOTE, credit.on, credit.amount, credit.invoice or "avoir")
    for back in state.refunds:
        yield event(EventKind.REFUND, back.on, back.amount, "trop-perçu")
    for paid in state.payments:
        yield event(EventKind.PAYMENT, paid.on, paid.amount, paid.invoice or "règlement")
    before = dict.fromkeys(_CHARGES, 0)
    for on in sorted({paid.on for paid in state.payments}):
        received = _received(statement(state, on=on, law=law))
        for kind, cents in received.items():
            if cents > before[kind]:
                amount = Money(cents - before[kind], state.currency)
                yield event(_CHARGES[kind], on, amount, "règlement")
        before = received


def _received(stated: Statement) -> dict[LineKind, int]:
    """The cents of each charge that payments have paid by the day of this statement."""
    owed = {
        LineKind.INTEREST: stated.interest.cents,
        LineKind.INDEMNITY: stated.indemnity.cents,
        LineKind.PENALTY: stated.penalty.cents,
    }
    accrued = dict.fromkeys(owed, 0)
    for line in stated.lines:
        if line.kind in accrued:
            accrued[line.kind] += line.amount.cents
    return {kind: accrued[kind] - owed[kind] for kind in owed}
