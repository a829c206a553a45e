"""What a person does to a case from the desk or the command line: each act is its entries.

Every act checks what it is given and says in French what is wrong; nothing is half recorded.
"""

from __future__ import annotations

from datetime import date

from relance.case import DebtorKind, Money, State
from relance.case.entries import (
    CallMade,
    CallOutcome,
    CaseClosed,
    CaseReopened,
    Channel,
    ContactCorrected,
    DebtorKindSet,
    DeliveryOutcome,
    DeliveryReported,
    DisputeClosed,
    DisputeOpened,
    EntryCancelled,
    HoldLifted,
    HoldPlaced,
    InsolvencyOpened,
    PlaybookChosen,
    ReplyRead,
    ReplyReceived,
    StepPostponed,
    StepSkipped,
    TermsSet,
)
from relance.case.invoice import Terms
from relance.office.acting import ActRefused, invoice_of, not_future, positive, record
from relance.office.journal import state_of
from relance.office.models import CaseRow


def open_dispute(
    case: CaseRow,
    invoice: str,
    *,
    by: str,
    today: date,
    on: date | None = None,
    amount: Money | None = None,
    channel: Channel | None = None,
    because: str = "",
) -> State:
    """Record that the debtor contests an invoice, wholly or for an amount.

    `on` is the day he said so, today if it is None: a judge reads that day.
    """
    not_future(on or today, today, "Une contestation")
    number = invoice_of(case, invoice)
    assert number is not None, "the form asks for an invoice"
    if amount is not None:
        positive(amount, "Le montant contesté")
        whole = state_of(case).invoices[number].invoice.amount
        if amount.cents > whole.cents:
            raise ActRefused(
                "Le montant contesté dépasse celui de la facture. Corrigez-le. "
                "Rien n’a été enregistré."
            )
    fact = DisputeOpened(number, amount, channel)
    return record(case, fact, on=on or today, by=by, today=today, because=because)


def close_dispute(case: CaseRow, invoice: str, *, by: str, today: date, because: str = "") -> State:
    number = invoice_of(case, invoice)
    assert number is not None, "the form asks for an invoice"
    return record(case, DisputeClosed(number), on=today, by=by, today=today, because=because)


def hold(
    case: CaseRow, *, by: str, today: date, until: date | None = None, because: str = ""
) -> State:
    """Wait by choice, until the day before `until`, or until lifted."""
    if until is not None and until <= today:
        raise ActRefused(
            "La fin de la pause doit être à venir. Corrigez la date. Rien n’a été enregistré."
        )
    return record(case, HoldPlaced(until), on=today, by=by, today=today, because=because)


def lift_hold(case: CaseRow, *, by: str, today: date) -> State:
    return record(case, HoldLifted(), on=today, by=by, today=today)


def reply_received(case: CaseRow, channel: Channel, *, by: str, today: date) -> State:
    return record(case, ReplyReceived(channel), on=today, by=by, today=today)


def reply_read(case: CaseRow, *, by: str, today: date) -> State:
    return record(case, ReplyRead(), on=today, by=by, today=today)


def insolvency(
    case: CaseRow, judgment_on: date, *, by: str, today: date, published_on: date | None = None
) -> State:
    """Record a collective procedure: dunning stops, interest too (law.md L7.20 to L7.23)."""
    not_future(judgment_on, today, "Un jugement")
    fact = InsolvencyOpened(judgment_on, published_on)
    return record(case, fact, on=today, by=by, today=today)


def set_kind(case: CaseRow, kind: DebtorKind, *, by: str, today: date) -> State:
    """Say what the debtor is: it decides every charge."""
    case.debtor.kind = kind.value
    case.debtor.save(update_fields=["kind"])
    return record(case, DebtorKindSet(kind), on=today, by=by, today=today)


def set_terms(case: CaseRow, invoice: str, terms: Terms, *, by: str, today: date) -> State:
    number = invoice_of(case, invoice)
    assert number is not None, "the form asks for an invoice"
    return record(case, TermsSet(number, terms), on=today, by=by, today=today)


def choose_playbook(case: CaseRow, key: str, *, by: str, today: date) -> State:
    return record(case, PlaybookChosen(key), on=today, by=by, today=today)


def postpone(case: CaseRow, step: str, until: date, *, by: str, today: date) -> State:
    """Put a step off to a later day."""
    if until <= today:
        raise ActRefused(
            "La nouvelle date doit être à venir. Corrigez-la. Rien n’a été enregistré."
        )
    return record(case, StepPostponed(step, until), on=today, by=by, today=today)


def skip(
    case: CaseRow, step: str, invoices: tuple[str, ...], *, by: str, today: date, because: str = ""
) -> State:
    """Decide not to take a step: it counts as done."""
    return record(case, StepSkipped(step, invoices), on=today, by=by, today=today, because=because)


def report_delivery(
    case: CaseRow, notice: str, outcome: DeliveryOutcome, *, on: date, by: str, today: date
) -> State:
    """Record what became of a notice: the slip came back signed, refused, unclaimed…"""
    not_future(on, today, "Un retour d’avis")
    return record(case, DeliveryReported(notice, outcome), on=on, by=by, today=today)


def record_call(
    case: CaseRow,
    outcome: CallOutcome,
    *,
    by: str,
    today: date,
    step: str = "call",
    invoices: tuple[str, ...] = (),
    contact: str | None = None,
    because: str = "",
) -> State:
    """Record a call and how it ended."""
    fact = CallMade(step, outcome, invoices, contact)
    return record(case, fact, on=today, by=by, today=today, because=because)


def contact_corrected(case: CaseRow, contact: str, *, by: str, today: date) -> State:
    return record(case, ContactCorrected(contact), on=today, by=by, today=today)


def close(case: CaseRow, *, by: str, today: date, because: str = "") -> State:
    return record(case, CaseClosed(), on=today, by=by, today=today, because=because)


def reopen(case: CaseRow, *, by: str, today: date) -> State:
    return record(case, CaseReopened(), on=today, by=by, today=today)


def cancel_entry(case: CaseRow, sequence: int, *, by: str, today: date, because: str = "") -> State:
    """Correct a mistake: that entry never counted. The entry itself stays in the journal."""
    if not 1 <= sequence <= case.last_sequence:
        raise ActRefused("Cet événement n’existe pas dans ce dossier. Rien n’a été enregistré.")
    return record(case, EntryCancelled(sequence), on=today, by=by, today=today, because=because)
