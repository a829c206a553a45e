"""The claim on a day (décompte): every invoice of a case, line by line, with its notes.

Left out here: which part of it a notice demands, and from whom; limitation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from relance.case import DebtorKind, InvoiceState, Money, Received, State
from relance.claim import money_notes, notes
from relance.claim.account import Account
from relance.claim.french import in_day
from relance.claim.interest import interest_terms
from relance.claim.ledger import Ledger
from relance.claim.lines import Line, LineKind, Note, Owed, Statement
from relance.claim.notice_day import NO_NOTICE, notice_day
from relance.claim.payment_lines import loose_credit_lines, payment_lines, refund_lines
from relance.claim.remarks import remarks
from relance.law import LawBook

_DAY = timedelta(days=1)


def statement(
    state: State,
    *,
    on: date,
    law: LawBook,
    without_disputed: bool = False,
    invoices: Collection[str] | None = None,
) -> Statement:
    """What is owed at the end of that day, in the currency of the case.

    Interest runs from the day after the due date to `on`, both included, on 365 days; each
    half-year and each balance is a line, rounded half-up to the cent. A payment counts at the
    end of its day, a credit note or a write-off from its day on. A refund gives back, at the end
    of its day, what was paid or credited too much by then; it reopens nothing.

    `without_disputed` leaves out the disputed part of each principal, its interest, and the
    charges of an invoice disputed as a whole: what a letter may still demand. What the debtor
    pays beyond the rest pays the disputed part.

    `invoices` keeps only those in the statement. Payments are still allocated among all: a
    payment then shows as the part these invoices received.

    Never guesses: a half-year without a rate makes the statement incomplete, with a note.
    Facts dated after `on` do not count; for the past, ask on the state of that day (`as_of`).
    """
    opening: list[Note] = []
    kept = _of_the_case(state, opening)
    judgment_on = _judgment(state, on)
    ledger = Ledger(
        accounts=[_account(state, one, on, law, judgment_on, without_disputed) for one in kept],
        kind=state.debtor_kind,
        currency=state.currency,
        law=law,
        judgment_on=judgment_on,
        named=_names(kept),
        notes=opening,
    )
    ledger.run(
        on=on,
        credit_notes=_counted(state, state.credit_notes, on, opening, "avoir"),
        payments=_counted(state, state.payments, on, opening, "paiement"),
        refunds=_counted(state, state.refunds, on, opening, "remboursement"),
    )
    shown = [one for one in ledger.accounts if invoices is None or one.number in invoices]
    return _stated(ledger, shown, on)


def _of_the_case(state: State, opening: list[Note]) -> list[InvoiceState]:
    """The invoices in the currency of the case, the oldest due first."""
    kept = []
    for number, one in state.invoices.items():
        if one.invoice.amount.currency == state.currency:
            kept.append(one)
        else:
            opening.append(notes.other_currency(f"facture {number}", one.invoice.amount))
    return sorted(kept, key=lambda one: (one.invoice.due_on, one.invoice.number))


def _counted(
    state: State, received: list[Received], on: date, opening: list[Note], what: str
) -> list[Received]:
    """Those of that day or before, in the currency of the case; a note for each other one."""
    kept = []
    for one in received:
        if one.amount.currency != state.currency:
            opening.append(notes.other_currency(f"{what} du {in_day(one.on)}", one.amount))
        elif one.on > on:
            opening.append(money_notes.received_later(what, one.on, one.amount))
        else:
            kept.append(one)
    return kept


def _judgment(state: State, on: date) -> date | None:
    """The day of the insolvency judgment, once it has come."""
    opened = state.insolvency
    return opened.judgment_on if opened is not None and opened.judgment_on <= on else None


def _names(kept: list[InvoiceState]) -> dict[str, str]:
    numbers = [one.invoice.number for one in kept]
    if len(numbers) == 1:
        return {numbers[0]: "la facture"}
    return {number: f"la facture {number}" for number in numbers}


def _account(
    state: State,
    one: InvoiceState,
    on: date,
    law: LawBook,
    judgment_on: date | None,
    without_disputed: bool,
) -> Account:
    asked = state.debtor_kind is DebtorKind.CONSUMER or one.terms.penalty_percent is not None
    notice = notice_day(state, one.invoice, on=on) if asked else NO_NOTICE
    amount = one.invoice.amount
    disputed = one.disputed if without_disputed else None
    contested = min(disputed or amount.zero(), amount).cents
    return Account(
        one,
        notice,
        interest_terms(one, state.debtor_kind, notice.on, law),
        next_on=one.invoice.late_on,
        until_on=judgment_on - _DAY if judgment_on is not None else date.max,
        principal=amount.cents - contested,
        contested=contested,
    )


def _stated(ledger: Ledger, shown: list[Account], on: date) -> Statement:
    currency = ledger.currency
    owed = {one.number: _owed(one, currency) for one in shown if _stated_amount(one)}
    numbers = {one.number for one in shown}
    lines: list[Line] = []
    for one in shown:
        if owed.get(one.number) is not None:
            lines.append(_principal(one))
            lines += (line for line in ledger.reductions if line.invoice == one.number)
            lines += one.lines
            lines += one.charges
    excess = ledger.excess
    lines += loose_credit_lines(excess, currency)
    lines += payment_lines(excess.payments, numbers, currency, alone=len(ledger.accounts) == 1)
    lines += refund_lines(excess, numbers, currency)
    parts = owed.values()
    principal = _sum((one.principal for one in parts), currency)
    interest = _sum((one.interest for one in parts), currency)
    indemnity = _sum((one.indemnity for one in parts), currency)
    penalty = _sum((one.penalty for one in parts), currency)
    overpaid = Money(excess.of(numbers), currency)
    computed = [until for one in shown if (until := one.computed_until(on)) is not None]
    return Statement(
        on=on,
        currency=currency,
        lines=tuple(lines),
        notes=tuple(dict.fromkeys(ledger.notes + remarks(ledger, shown, on))),
        by_invoice=owed,
        principal=principal,
        interest=interest,
        indemnity=indemnity,
        penalty=penalty,
        total=principal + interest + indemnity + penalty - overpaid,
        interest_until=min(computed, default=None),
        complete=not any(one.not_known or one.left_out for one in shown),
        overpaid=overpaid or None,
    )


def _stated_amount(one: Account) -> int:
    """The cents of the invoice that stand in the statement: all but what is contested."""
    return one.one.invoice.amount.cents - one.contested


def _principal(one: Account) -> Line:
    invoice = one.one.invoice
    return Line(
        LineKind.PRINCIPAL,
        Money(_stated_amount(one), invoice.amount.currency),
        reference=f"Facture échue le {in_day(invoice.due_on)}",
        invoice=invoice.number,
    )


def _owed(one: Account, currency: str) -> Owed:
    return Owed(
        principal=Money(one.principal, currency),
        interest=Money(one.interest, currency),
        indemnity=Money(one.indemnity, currency),
        penalty=Money(one.penalty, currency),
    )


def _sum(amounts: Iterable[Money], currency: str) -> Money:
    return sum(amounts, start=Money(0, currency))
