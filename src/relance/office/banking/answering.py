"""What a person says of a transfer: it is his, it is not, it was a mistake. Each can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from relance.case import Money, State
from relance.case.entries import (
    EntryCancelled,
    PaymentReceived,
    TransferDismissed,
    TransferSeen,
)
from relance.office.acting import ActRefused
from relance.office.journal import New, append, locked, state_of
from relance.office.models import CaseRow, KnownIban, MovementRow, MovementState
from relance.office.receiving import receive

_NOTHING = "Rien n’a été enregistré."


@dataclass(frozen=True, slots=True)
class Part:
    """So much of a transfer, for an invoice of a case (None: the oldest first)."""

    amount: Money
    invoice: str | None = None


def parts_of(movement: MovementRow, proposal: dict[str, Any]) -> list[Part]:
    """How a proposal shares the transfer; what it gives to nobody goes to the oldest invoice."""
    parts = [
        Part(Money(one["cents"], movement.currency), one["invoice"]) for one in proposal["parts"]
    ]
    left = movement.cents - sum(one.amount.cents for one in parts)
    return [*parts, Part(Money(left, movement.currency))] if left > 0 else parts


def hold(movement: MovementRow, cases: Sequence[int], *, by: str, today: date) -> None:
    """The transfer may be theirs: nothing leaves in these cases until a person has said."""
    seen = TransferSeen(movement.key, Money(movement.cents, movement.currency))
    for case in sorted(set(cases)):
        append(case, [New(seen, movement.on)], by=by, today=today)


def accept(
    movement: MovementRow, case: CaseRow, parts: Sequence[Part], *, by: str, today: date
) -> State:
    """The transfer is this debtor's: it is recorded, and the other cases go on.

    Raises ActRefused when it is recorded already, or when the parts are not its amount.
    """
    with transaction.atomic():
        row = MovementRow.objects.select_for_update().get(pk=movement.pk)
        _checked(row, case, parts)
        reference = (row.reference or row.label)[:140]
        payments = [
            New(PaymentReceived(one.amount, one.invoice, reference, row.key), row.on)
            for one in parts
        ]
        _dismissed(row, by=by, today=today, keep=case.pk)
        state = receive(case.pk, payments, by=by, today=today)
        row.state, row.case, row.settled_by = MovementState.BOOKED.value, case, by
        row.save(update_fields=["state", "case", "settled_by"])
        _learn(row, case)
    movement.refresh_from_db()
    return state


def already_noted(movement: MovementRow, case: CaseRow, *, by: str, today: date) -> None:
    """The transfer is the payment that a person had noted: it is not recorded again."""
    with transaction.atomic():
        row = MovementRow.objects.select_for_update().get(pk=movement.pk)
        _checked(row, case, [Part(Money(row.cents, row.currency))])
        _dismissed(row, by=by, today=today)
        row.state, row.case, row.settled_by = MovementState.BOOKED.value, case, by
        row.save(update_fields=["state", "case", "settled_by"])
        _learn(row, case)
    movement.refresh_from_db()


def _checked(row: MovementRow, case: CaseRow, parts: Sequence[Part]) -> None:
    if row.state == MovementState.BOOKED:
        raise ActRefused(
            "Ce virement est déjà enregistré. Annulez d’abord ce rapprochement s’il est faux. "
            f"{_NOTHING}"
        )
    if row.cents <= 0:
        raise ActRefused(f"Ce mouvement est une sortie d’argent. {_NOTHING}")
    if row.currency != case.currency:
        raise ActRefused(
            f"Ce virement est en {row.currency} et le dossier en {case.currency}. {_NOTHING}"
        )
    if sum(one.amount.cents for one in parts) != row.cents:
        raise ActRefused(f"La répartition ne fait pas le montant du virement. {_NOTHING}")
    known = state_of(case).invoices
    if missing := [one.invoice for one in parts if one.invoice and one.invoice not in known]:
        raise ActRefused(f"La facture {missing[0]} n’est pas dans ce dossier. {_NOTHING}")


def refuse(movement: MovementRow, *, by: str, today: date) -> None:
    """The transfer is nobody's here: the cases that waited for it go on."""
    _let_go(movement, MovementState.UNKNOWN, by=by, today=today)


def ignore(movement: MovementRow, *, by: str, today: date) -> None:
    """The transfer pays no invoice (a loan, a refund): it is put aside for good."""
    _let_go(movement, MovementState.IGNORED, by=by, today=today)


def _let_go(movement: MovementRow, to: MovementState, *, by: str, today: date) -> None:
    with transaction.atomic():
        row = MovementRow.objects.select_for_update().get(pk=movement.pk)
        if row.state == MovementState.BOOKED:
            raise ActRefused(
                "Ce virement est déjà enregistré. Annulez d’abord ce rapprochement. Rien n’a changé."
            )
        _dismissed(row, by=by, today=today)
        row.state, row.settled_by = to.value, by
        row.save(update_fields=["state", "settled_by"])
    movement.refresh_from_db()


def undo(movement: MovementRow, *, by: str, today: date, because: str = "") -> None:
    """The match was wrong: its payments never counted, and the transfer waits for its owner.

    The cancelled entries stay in the journal, with the later ones that cancel them.
    """
    with transaction.atomic():
        row = MovementRow.objects.select_for_update().get(pk=movement.pk)
        if row.state != MovementState.BOOKED or row.case_id is None:
            raise ActRefused("Ce virement n’est pas enregistré : il n’y a rien à annuler.")
        case = locked(row.case_id)
        wrong = [one.sequence for one in state_of(case).payments if one.movement == row.key]
        why = because or "Rapprochement annulé."
        if wrong:  # none when the payment had been noted by hand: that one stays
            cancelled = [New(EntryCancelled(sequence), today, why) for sequence in wrong]
            append(case.pk, cancelled, by=by, today=today)
        _forget(row, case)
        row.state, row.case = MovementState.UNKNOWN.value, None
        row.by_itself, row.settled_by = False, by
        row.save(update_fields=["state", "case", "by_itself", "settled_by"])
    movement.refresh_from_db()


def _dismissed(row: MovementRow, *, by: str, today: date, keep: int | None = None) -> None:
    """Say in every case that waited for this transfer, but one, that it was not theirs."""
    waiting = {one["case"] for proposal in row.proposals for one in proposal["parts"]}
    for key in sorted(waiting - {keep}):
        case = locked(key)
        if row.key in state_of(case).seen:
            append(key, [New(TransferDismissed(row.key), today)], by=by, today=today)


def _learn(row: MovementRow, case: CaseRow) -> None:
    """Remember from which account this debtor pays; an account of two debtors proves nothing."""
    if row.iban:
        KnownIban.objects.get_or_create(
            creditor_id=row.creditor_id, iban=row.iban, defaults={"debtor_id": case.debtor_id}
        )


def _forget(row: MovementRow, case: CaseRow) -> None:
    others = MovementRow.objects.filter(
        creditor_id=row.creditor_id, iban=row.iban, state=MovementState.BOOKED
    ).exclude(pk=row.pk)
    if row.iban and not others.filter(case__debtor_id=case.debtor_id).exists():
        KnownIban.objects.filter(
            creditor_id=row.creditor_id, iban=row.iban, debtor_id=case.debtor_id
        ).delete()
