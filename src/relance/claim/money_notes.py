"""What the reader of a statement must know of payments, credit notes, write-offs and refunds."""

from __future__ import annotations

from datetime import date

from relance.case import Money
from relance.claim.french import in_day, in_money
from relance.claim.lines import Note
from relance.claim.notes import note


def payment_after_last_rate(on: date) -> Note:
    return note(
        "payment_after_last_rate",
        f"le paiement du {in_day(on)} est imputé sans les intérêts dont le taux n’est pas encore "
        "connu. L’imputation sera refaite quand le taux sera saisi.",
    )


def payment_in_insolvency(on: date) -> Note:
    return note(
        "payment_in_insolvency",
        f"le paiement du {in_day(on)} suit le jugement : un débiteur en procédure ne peut pas payer "
        "ses dettes antérieures (C. com., art. L622-7), et ce paiement peut être annulé. "
        "Demandez conseil avant de le garder.",
    )


def received_later(what: str, on: date, amount: Money) -> Note:
    return note(
        "received_later",
        f"{what} du {in_day(on)} ({in_money(amount)}) non déduit : il est postérieur au jour du "
        "décompte.",
    )


def credit_note_larger(on: date, amount: Money) -> Note:
    return note(
        "credit_note_larger",
        f"l’avoir du {in_day(on)} dépasse de {in_money(amount)} le principal qui restait dû. Un "
        "avoir n’est pas un paiement : cette somme ne paie ni intérêt ni indemnité, elle revient "
        "au débiteur et se déduit du total.",
    )


def credited_in_full(who: str) -> Note:
    return note(
        "credited_in_full",
        f"{who} a été annulée par avoir après son échéance : les intérêts et l’indemnité d’avant "
        "l’avoir restent comptés. Si la facture était fausse, n’en réclamez rien.",
    )


def write_off_larger(who: str, amount: Money) -> Note:
    return note(
        "write_off_larger",
        f"l’abandon consenti sur {who} dépasse de {in_money(amount)} ce qui restait dû : sans effet.",
    )


def unknown_invoice(on: date, number: str) -> Note:
    return note(
        "unknown_invoice",
        f"la somme du {in_day(on)} nomme la facture {number}, qui n’est pas dans ce dossier : "
        "elle a été imputée dans l’ordre légal. Vérifiez le numéro.",
    )


def overpaid(amount: Money) -> Note:
    return note(
        "overpaid",
        f"le débiteur a payé {in_money(amount)} de plus que ce qui était dû. Cette somme lui "
        "revient : remboursez-la, ou convenez avec lui de la garder pour une autre facture.",
    )


def not_set_off(amount: Money) -> Note:
    return note(
        "not_set_off",
        f"un avoir dépasse de {in_money(amount)} la facture qu’il nomme, alors qu’un principal reste "
        "dû : cette somme se déduit du total, mais elle n’a payé aucune autre facture, dont les "
        "intérêts courent. Convenez avec le débiteur de l’y imputer, ou rendez-la-lui.",
    )


def advance_used(on: date, amount: Money) -> Note:
    return note(
        "advance_used",
        f"{in_money(amount)} du paiement du {in_day(on)} dépassaient ce qui était dû et n’ont pas "
        "été rendus : ils sont comptés comme acompte sur une facture émise ensuite, pour qu’elle "
        "ne porte pas d’intérêts. Convenez-en avec le débiteur, ou rendez-les-lui.",
    )


def refund_larger(on: date, amount: Money) -> Note:
    return note(
        "refund_larger",
        f"le remboursement du {in_day(on)} dépasse de {in_money(amount)} ce qui avait été reçu en "
        "trop : cette part n’est pas comptée et ne rouvre aucune facture. Vérifiez son montant ; "
        "si un paiement a été rejeté, annulez ce paiement plutôt que de le rembourser.",
    )
