"""What the accountant must know about VAT in a case: what a text says, and what to ask him.

Only what our sheet of law has read is stated: late penalties and the collection indemnity bear
no VAT (law.md L1.22), interest counts on the amount with VAT (L1.21), a credit note lowers the
principal and is not a payment (L1.26). For the rest no text was read: it is a question, never
an answer, and no VAT amount is ever worked out here.
"""

from __future__ import annotations

from datetime import date

from relance.case import DebtorKind, Money, Received, State
from relance.claim.french import in_day, in_money
from relance.claim.lines import Note
from relance.claim.notes import note
from relance.claim.notice_day import notice_day

_OWE_CHARGES = (DebtorKind.BUSINESS, DebtorKind.PUBLIC)
_NOTHING_DONE = "Aucun montant de TVA n’a été calculé ici."


def vat_notes(state: State, on: date) -> list[Note]:
    """The VAT notes of a case as known on that day; codes in `_question` are for the accountant.

    Facts dated after `on` are left out. Empty when nothing in the case raises the matter.
    """
    found: list[Note] = []
    late = [one for one in state.invoices.values() if one.invoice.late_on <= on]
    if late and state.debtor_kind in _OWE_CHARGES:
        found.append(_outside())
    elif late and state.debtor_kind is DebtorKind.CONSUMER and _noticed(state, on):
        found.append(_consumer_interest())
    if state.debtor_kind in _OWE_CHARGES and any(
        one.terms.penalty_percent is not None
        and notice_day(state, one.invoice, on=on).on is not None
        for one in late
    ):
        found.append(_penalty())
    found += [_credit_note(one) for one in state.credit_notes if one.on <= on]
    for number, one in state.invoices.items():
        given_up = [amount.cents for day, amount in one.written_off if day <= on]
        if given_up:
            currency = one.invoice.amount.currency
            found.append(_written_off(number, Money(sum(given_up), currency)))
    opened = state.insolvency
    if opened is not None and opened.judgment_on <= on:
        found.append(_insolvency(opened.judgment_on))
    return found


def _noticed(state: State, on: date) -> bool:
    return any(
        notice_day(state, one.invoice, on=on).on is not None for one in state.invoices.values()
    )


def _outside() -> Note:
    return note(
        "vat_outside",
        "les pénalités de retard et l’indemnité forfaitaire de recouvrement sont hors TVA : elles "
        "réparent un retard, elles ne paient ni bien ni service (CGI, art. 256). Les pénalités se "
        "calculent sur le montant toutes taxes comprises. N’ajoutez pas de TVA à ces lignes.",
    )


def _consumer_interest() -> Note:
    return note(
        "vat_consumer_interest_question",
        "à demander à votre comptable : l’intérêt légal payé par un particulier est-il hors TVA ? "
        f"Nous n’avons lu aucun texte sur ce point. {_NOTHING_DONE}",
    )


def _penalty() -> Note:
    return note(
        "vat_penalty_question",
        "à demander à votre comptable : la clause pénale payée est-elle hors TVA, comme les "
        f"pénalités de retard ? Nous n’avons lu aucun texte sur ce point. {_NOTHING_DONE}",
    )


def _credit_note(one: Received) -> Note:
    named = f"l’avoir {one.reference}" if one.reference else "l’avoir"
    return note(
        "vat_credit_note_question",
        f"{named} du {in_day(one.on)} ({in_money(one.amount)}) baisse le principal, toutes taxes "
        "comprises ; ce n’est pas un paiement. À demander à votre comptable : quelle TVA porte-t-il, "
        f"et dans quelle déclaration la corriger ? {_NOTHING_DONE}",
    )


def _written_off(number: str, amount: Money) -> Note:
    return note(
        "vat_write_off_question",
        f"{in_money(amount)} de la facture {number} ont été abandonnés, sans avoir. À demander à "
        "votre comptable : la TVA de cette part reste-t-elle due, et faut-il une facture rectifiée "
        f"pour la récupérer ? {_NOTHING_DONE}",
    )


def _insolvency(judgment_on: date) -> Note:
    return note(
        "vat_irrecoverable_question",
        f"le débiteur est en procédure depuis le jugement du {in_day(judgment_on)}. À demander à "
        "votre comptable : la créance est-elle irrécouvrable, à partir de quel jour, et avec quelles "
        f"pièces récupérer la TVA déjà versée ? {_NOTHING_DONE}",
    )
