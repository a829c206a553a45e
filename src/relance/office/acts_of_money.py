"""What a person records about money: payments, refunds, credit notes, promises, what is given up."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from relance.case import Money, State
from relance.case.entries import (
    CreditNoteAdded,
    Installment,
    PaymentReceived,
    PlanAgreed,
    PlanEnd,
    PlanEnded,
    PromiseMade,
    RefundMade,
    WriteOff,
)
from relance.notices.french import money
from relance.office.acting import (
    ActRefused,
    AlreadyRecorded,
    invoice_of,
    not_future,
    positive,
    record,
)
from relance.office.journal import New, locked, state_of
from relance.office.models import CaseRow
from relance.office.receiving import receive


def receive_payment(
    case: CaseRow,
    amount: Money,
    *,
    on: date,
    by: str,
    today: date,
    invoice: str | None = None,
    reference: str = "",
    another: bool = False,
) -> State:
    """Record money that came in on a day.

    The same amount of the same day is most often the same payment, noted by two people:
    refused unless `another` says that it is a second one. Seen under the case's lock.
    """
    positive(amount, "Un paiement")
    not_future(on, today, "Un paiement")
    fact = PaymentReceived(amount, invoice_of(case, invoice), reference)
    with transaction.atomic():
        state = state_of(locked(case.pk))
        if not another and any(p.on == on and p.amount == amount for p in state.payments):
            raise AlreadyRecorded(
                f"Un paiement de {money(amount)} du {on:%d/%m/%Y} est déjà enregistré dans ce "
                "dossier. Si c’est un autre paiement, dites-le. Rien n’a été enregistré."
            )
        return receive(case.pk, [New(fact, on)], by=by, today=today)


def refund(case: CaseRow, amount: Money, *, on: date, by: str, today: date) -> State:
    """Record that money received beyond what was asked went back to the debtor."""
    positive(amount, "Un remboursement")
    not_future(on, today, "Un remboursement")
    with transaction.atomic():
        too_much = state_of(locked(case.pk)).excess_cents()
        if amount.cents > too_much:
            excess = money(Money(too_much, case.currency))
            raise ActRefused(
                f"Le trop-perçu de ce dossier est de {excess}\u00a0: un remboursement plus "
                "grand n’est pas un trop-perçu. Si un paiement a été rejeté, annulez-le dans "
                "l’historique. Rien n’a été enregistré."
            )
        return record(case, RefundMade(amount), on=on, by=by, today=today)


def add_credit_note(
    case: CaseRow,
    number: str,
    amount: Money,
    *,
    on: date,
    by: str,
    today: date,
    invoice: str | None = None,
) -> State:
    """Record a credit note: it reduces the principal from its date.

    One larger than what it credits is a slip of the keyboard, which would end the recovery.
    """
    positive(amount, "Un avoir")
    named = invoice_of(case, invoice)
    billed = {number: one.invoice.amount for number, one in state_of(case).invoices.items()}
    most = billed[named] if named else Money(sum(m.cents for m in billed.values()), case.currency)
    if amount.cents > most.cents:
        raise ActRefused(
            f"Un avoir de {money(amount)} dépasse "
            f"{'la facture' if named else 'les factures du dossier'} ({money(most)}). "
            "Corrigez le montant. Rien n’a été enregistré."
        )
    fact = CreditNoteAdded(number, amount, named)
    return record(case, fact, on=on, by=by, today=today)


def promise(
    case: CaseRow,
    until: date,
    *,
    by: str,
    today: date,
    amount: Money | None = None,
    because: str = "",
) -> State:
    """Record the debtor's word: to pay by that day, inclusive."""
    if until < today:
        raise ActRefused(
            "La date promise est déjà passée. Indiquez une date à venir. Rien n’a été enregistré."
        )
    if amount is not None:
        positive(amount, "Le montant promis")
    return record(case, PromiseMade(until, amount), on=today, by=by, today=today, because=because)


def write_off(
    case: CaseRow, invoice: str, amount: Money, *, by: str, today: date, because: str = ""
) -> State:
    positive(amount, "Un abandon de créance")
    number = invoice_of(case, invoice)
    assert number is not None, "the form asks for an invoice"
    return record(case, WriteOff(amount, number), on=today, by=by, today=today, because=because)


def agree_plan(
    case: CaseRow,
    installments: tuple[Installment, ...],
    invoices: tuple[str, ...],
    *,
    by: str,
    today: date,
    acceleration: bool = True,
    notice_days: int = 8,
) -> State:
    """Record a payment plan: these invoices are paid by these installments."""
    with transaction.atomic():
        state = state_of(locked(case.pk))
        if state.plan is not None:
            raise ActRefused(
                "Un échéancier est déjà en cours dans ce dossier. Terminez-le d’abord. "
                "Rien n’a été enregistré."
            )
        for number in invoices:
            invoice_of(case, number)
        if not invoices or not installments:
            raise ActRefused(
                "Un échéancier porte sur au moins une facture et une échéance. "
                "Rien n’a été enregistré."
            )
        for one in installments:
            positive(one.amount, "Une échéance")
        if installments[0].on < today:
            raise ActRefused(
                "La première échéance est déjà passée. Indiquez une date à venir. "
                "Rien n’a été enregistré."
            )
        key = f"plan-{case.pk}-{state.last_sequence + 1}"
        fact = PlanAgreed(key, installments, invoices, acceleration, notice_days)
        return record(case, fact, on=today, by=by, today=today)


def end_plan(case: CaseRow, end: PlanEnd, *, by: str, today: date, because: str = "") -> State:
    """The running plan no longer holds: a person says so, and the chase takes over."""
    plan = state_of(case).plan
    if plan is None:
        raise ActRefused("Aucun échéancier n’est en cours. Rien n’a été enregistré.")
    fact = PlanEnded(plan.fact.plan, end)
    return record(case, fact, on=today, by=by, today=today, because=because)
