"""What each fact means for its case: `replay(journal)`, and nothing else, gives the state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from relance.case.entries import (
    CaseClosed,
    CaseOpened,
    CaseReopened,
    ContactCorrected,
    CreditNoteAdded,
    DebtorKindSet,
    DisputeClosed,
    DisputeOpened,
    Entry,
    EntryCancelled,
    HoldLifted,
    HoldPlaced,
    InsolvencyOpened,
    InvoiceAdded,
    PaymentReceived,
    PlanAgreed,
    PlanEnded,
    PlaybookChosen,
    PromiseMade,
    RefundMade,
    ReplyRead,
    ReplyReceived,
    StepPostponed,
    StepSkipped,
    TermsSet,
    TransferDismissed,
    TransferSeen,
    WriteOff,
)
from relance.case.replay_contact import MEANING_OF_CONTACT
from relance.case.replay_procedure import MEANING_OF_PROCEDURE
from relance.case.state import Contested, Hold, InvoiceState, Plan, Promise, Received, State

_Fold = Callable[[State, Entry, Any], None]


def _opened(state: State, entry: Entry, fact: CaseOpened) -> None:
    state.playbook = fact.playbook
    state.currency = fact.currency
    state.debtor_kind = fact.debtor_kind


def _kind_set(state: State, entry: Entry, fact: DebtorKindSet) -> None:
    state.debtor_kind = fact.debtor_kind


def _playbook_chosen(state: State, entry: Entry, fact: PlaybookChosen) -> None:
    state.playbook = fact.playbook


def _invoice_added(state: State, entry: Entry, fact: InvoiceAdded) -> None:
    state.invoices[fact.invoice.number] = InvoiceState(fact.invoice, fact.invoice.terms)
    state.closed_on = None  # a new invoice reopens a case that was over


def _terms_set(state: State, entry: Entry, fact: TermsSet) -> None:
    state.invoices[fact.invoice].terms = fact.terms


def _credit_note(state: State, entry: Entry, fact: CreditNoteAdded) -> None:
    state.credit_notes.append(
        Received(entry.on, fact.amount, fact.invoice, entry.sequence, reference=fact.number)
    )


def _payment(state: State, entry: Entry, fact: PaymentReceived) -> None:
    state.payments.append(
        Received(entry.on, fact.amount, fact.invoice, entry.sequence, fact.movement)
    )
    state.seen.pop(fact.movement, None)


def _refund(state: State, entry: Entry, fact: RefundMade) -> None:
    state.refunds.append(Received(entry.on, fact.amount, None, entry.sequence))


def _transfer_seen(state: State, entry: Entry, fact: TransferSeen) -> None:
    state.seen[fact.movement] = (entry.on, fact.amount)


def _transfer_dismissed(state: State, entry: Entry, fact: TransferDismissed) -> None:
    state.seen.pop(fact.movement, None)


def _write_off(state: State, entry: Entry, fact: WriteOff) -> None:
    one = state.invoices[fact.invoice]
    one.written_off = (*one.written_off, (entry.on, fact.amount))
    one.written_off_because = (*one.written_off_because, entry.because)


def _promise(state: State, entry: Entry, fact: PromiseMade) -> None:
    state.promises.append(Promise(entry.on, fact.until, fact.amount, entry.sequence))


def _plan_agreed(state: State, entry: Entry, fact: PlanAgreed) -> None:
    state.plans.append(Plan(entry.on, fact, entry.sequence))


def _plan_ended(state: State, entry: Entry, fact: PlanEnded) -> None:
    for place, plan in enumerate(state.plans):
        if plan.fact.plan == fact.plan and plan.ended_on is None:
            state.plans[place] = replace(plan, ended_on=entry.on, end=fact.end)


def _dispute_opened(state: State, entry: Entry, fact: DisputeOpened) -> None:
    one = state.invoices[fact.invoice]
    one.disputed = fact.amount or one.invoice.amount
    state.disputes.append(Contested(entry.on, fact, entry.because))


def _dispute_closed(state: State, entry: Entry, fact: DisputeClosed) -> None:
    state.invoices[fact.invoice].disputed = None
    state.disputes.append(Contested(entry.on, fact, entry.because))


def _hold_placed(state: State, entry: Entry, fact: HoldPlaced) -> None:
    state.hold = Hold(entry.on, fact.until, entry.because)


def _hold_lifted(state: State, entry: Entry, fact: HoldLifted) -> None:
    state.hold = None


def _reply_received(state: State, entry: Entry, fact: ReplyReceived) -> None:
    state.reply_unread_on = entry.on


def _reply_read(state: State, entry: Entry, fact: ReplyRead) -> None:
    state.reply_unread_on = None


def _contact_corrected(state: State, entry: Entry, fact: ContactCorrected) -> None:
    state.bounced.pop(fact.contact, None)
    state.bounced.pop("", None)
    state.returned_on = None


def _insolvency(state: State, entry: Entry, fact: InsolvencyOpened) -> None:
    state.insolvency = fact


def _postponed(state: State, entry: Entry, fact: StepPostponed) -> None:
    state.postponed[fact.step] = fact.until


def _skipped(state: State, entry: Entry, fact: StepSkipped) -> None:
    for number in fact.invoices:
        one = state.invoices.get(number)
        if one is not None and fact.step not in one.steps_done:
            one.steps_done[fact.step] = entry.on
            one.skipped = (*one.skipped, fact.step)


def _closed(state: State, entry: Entry, fact: CaseClosed) -> None:
    state.closed_on = entry.on


def _reopened(state: State, entry: Entry, fact: CaseReopened) -> None:
    state.closed_on = None


def _cancelled(state: State, entry: Entry, fact: EntryCancelled) -> None:
    """Nothing to do here: `replay` has already left the cancelled entry out."""


MEANING: dict[type, _Fold] = {
    **MEANING_OF_CONTACT,
    **MEANING_OF_PROCEDURE,
    CaseOpened: _opened,
    DebtorKindSet: _kind_set,
    PlaybookChosen: _playbook_chosen,
    InvoiceAdded: _invoice_added,
    TermsSet: _terms_set,
    CreditNoteAdded: _credit_note,
    PaymentReceived: _payment,
    RefundMade: _refund,
    TransferSeen: _transfer_seen,
    TransferDismissed: _transfer_dismissed,
    WriteOff: _write_off,
    PromiseMade: _promise,
    PlanAgreed: _plan_agreed,
    PlanEnded: _plan_ended,
    DisputeOpened: _dispute_opened,
    DisputeClosed: _dispute_closed,
    HoldPlaced: _hold_placed,
    HoldLifted: _hold_lifted,
    ReplyReceived: _reply_received,
    ReplyRead: _reply_read,
    ContactCorrected: _contact_corrected,
    InsolvencyOpened: _insolvency,
    StepPostponed: _postponed,
    StepSkipped: _skipped,
    CaseClosed: _closed,
    CaseReopened: _reopened,
    EntryCancelled: _cancelled,
}


def replay(journal: Iterable[Entry]) -> State:
    """Fold a journal, in order of sequence, into the state of its case.

    Entries cancelled by a later one never counted. Same journal, same state.
    """
    entries = list(journal)
    cancelled = {entry.fact.sequence for entry in entries if isinstance(entry.fact, EntryCancelled)}
    state = State()
    for entry in entries:
        if entry.sequence not in cancelled:
            MEANING[type(entry.fact)](state, entry, entry.fact)
        state.last_sequence = entry.sequence
    return state


def as_of(journal: Iterable[Entry], day: date) -> list[Entry]:
    """The entries that had happened by the end of that day."""
    return [entry for entry in journal if entry.on <= day]
