"""What is left to pay on an invoice, and what is wrong with its amounts.

Money already paid is never claimed again: where the file's own figures contradict each
other, the smaller amount is the one that is owed.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from relance.intake.document import Document
from relance.intake.problem import ERROR, NOT_MADE, WARNING, Problem, in_french

_TOTAL = "total TTC (BT-112)"
_DUE = "montant à payer (BT-115)"
_PREPAID = "montant déjà payé (BT-113)"
_PAID_PROCESSES = frozenset({"A2", "B2", "S2", "M2"})
"""The French business processes of an invoice that was paid before it was issued."""


def amount_owed(document: Document) -> Decimal | None:
    """The amount due (BT-115), never more than the total less what is paid; None if unknown."""
    left = _left(document)
    if document.due_payable is None:
        return None if document.written_due is not None else left
    if left is None or not document.prepaid:
        return document.due_payable
    return min(document.due_payable, left)


def amount_problems(document: Document) -> Iterator[Problem]:
    """Every problem of the amounts, of the currency they name, and of what is paid already."""
    unreadable = [
        (where, written)
        for where, written, amount in (
            (_TOTAL, document.written_total, document.grand_total),
            (_DUE, document.written_due, document.due_payable),
            (_PREPAID, document.written_prepaid, document.prepaid),
        )
        if written is not None and (amount is None or _too_fine(amount))
    ]
    for where, written in unreadable:
        yield Problem(
            document.file,
            "bad_amount",
            where,
            f"Le montant «\u00a0{written[:40]}\u00a0» n’est pas un montant au centime.",
            f"Faites corriger le fichier par votre logiciel. {NOT_MADE}",
            ERROR,
        )
    if not unreadable:
        yield from _currency(document)
        yield from _owed(document)


def _left(document: Document) -> Decimal | None:
    """The total less what is paid already."""
    if document.grand_total is None:
        return None
    return document.grand_total - (document.prepaid or 0) + (document.rounding or 0)


def _currency(document: Document) -> Iterator[Problem]:
    if document.other_currency is not None:
        yield Problem(
            document.file,
            "other_currency",
            "devise (BT-5)",
            f"La facture est en {document.currency}, mais ses montants sont écrits en "
            f"{document.other_currency[:10]}\u00a0: on ne sait pas ce qui est dû.",
            f"Faites corriger le fichier par votre logiciel. {NOT_MADE}",
            ERROR,
        )


def _owed(document: Document) -> Iterator[Problem]:
    owed = amount_owed(document)
    if document.is_credit_note and document.grand_total is not None:
        owed = document.grand_total
    where = _TOTAL if document.is_credit_note else _DUE
    if owed is None:
        yield Problem(
            document.file,
            "no_amount",
            where,
            "La facture n’indique ni total ni montant à payer.",
            f"Saisissez-la à la main. {NOT_MADE}",
            ERROR,
        )
    elif owed == 0 or (owed < 0 and not document.is_credit_note):
        yield _nothing_due(document, where, owed)
    elif not document.is_credit_note:
        yield from _paid(document, owed)


def _nothing_due(document: Document, where: str, owed: Decimal) -> Problem:
    hint = "Rien à faire si elle est déjà réglée."
    if document.grand_total is not None and document.grand_total < 0:
        corrected = document.preceding_invoice
        hint = (
            "Son total est négatif\u00a0: elle annule ou corrige "
            f"{f'la facture {corrected}' if corrected else 'une autre facture'}. "
            "Enregistrez-la comme un avoir dans le dossier de cette facture."
        )
    return Problem(
        document.file,
        "nothing_due",
        where,
        f"Il n’y a rien à réclamer\u00a0: le montant à payer est de "
        f"{in_french(owed, document.currency)}.",
        f"{hint} {NOT_MADE}",
        ERROR,
    )


def _paid(document: Document, owed: Decimal) -> Iterator[Problem]:
    """What the file says of money that came in already, against the amount it asks for."""
    if (document.process or document.profile) in _PAID_PROCESSES:
        yield Problem(
            document.file,
            "already_paid",
            "cadre de facturation (BT-23)",
            f"La facture se dit déjà payée (cadre {document.process or document.profile}), "
            f"mais demande {in_french(owed, document.currency)}.",
            "Rien à faire si elle est réglée. Sinon, faites corriger le fichier, ou saisissez-la "
            f"à la main. {NOT_MADE}",
            ERROR,
        )
    elif document.due_payable is not None and owed < document.due_payable:
        yield Problem(
            document.file,
            "prepaid_not_deducted",
            _PREPAID,
            f"La facture dit que {in_french(document.prepaid or Decimal(0), document.currency)} "
            "sont déjà payés, mais ne les retire pas du montant à payer "
            f"({in_french(document.due_payable, document.currency)})\u00a0: "
            f"{in_french(owed, document.currency)} sont retenus.",
            "Vérifiez ce que votre client a payé, et corrigez le montant si besoin.",
            WARNING,
        )


def _too_fine(amount: Decimal) -> bool:
    """Whether the amount has parts of a cent, or more digits than money has here."""
    return amount != round(amount, 2) or abs(amount) >= 10**13
