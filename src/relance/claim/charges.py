"""The flat charges on a late invoice: the collection indemnity and the contractual penalty."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from relance.case import DebtorKind, Money
from relance.claim import notes
from relance.claim.account import Account
from relance.claim.french import in_percent
from relance.claim.lines import Line, LineKind, Note
from relance.law import LawBook, NoValue

INDEMNITY = "indemnite_forfaitaire"
PENALTY = "clause_penale"

_PUBLIC_INDEMNITY_TEXT = "CCP, art. L2192-12 s."
_OWE_CHARGES = (DebtorKind.BUSINESS, DebtorKind.PUBLIC)


def collection_indemnity(
    account: Account, who: str, kind: DebtorKind | None, judgment_on: date | None, law: LawBook
) -> Line | Note | None:
    """The EUR 40 owed on the first late day of an invoice, or why not, or None.

    Asked on that day: an invoice with no principal left is not late. The amount is the one
    in force on the first late day. Never owed by consumers (law.md L2.1), nor on an invoice
    that falls due on or after an insolvency judgment (L1.13). It is an amount in euros:
    left out of a claim in another currency.
    """
    if kind not in _OWE_CHARGES or account.principal <= 0:
        return None
    invoice = account.one.invoice
    if judgment_on is not None and invoice.due_on >= judgment_on:
        return notes.due_in_insolvency(who, judgment_on)
    try:
        rule = law.rule(INDEMNITY, on=invoice.late_on)
    except NoValue:
        return notes.indemnity_unknown(who)
    amount = Money.of(rule.decimal)
    if invoice.amount.currency != amount.currency:
        return notes.indemnity_other_currency(who, amount)
    return Line(
        LineKind.INDEMNITY,
        amount,
        rule=INDEMNITY,
        reference=_PUBLIC_INDEMNITY_TEXT if kind is DebtorKind.PUBLIC else rule.reference,
        from_on=invoice.late_on,
        invoice=invoice.number,
    )


def flat_penalty(
    account: Account, who: str, kind: DebtorKind | None, judgment_on: date | None
) -> Line | Note | None:
    """The percentage of the contract, on the principal unpaid on the day of formal notice.

    It is no rate a year: the line says its percentage, its base, and that a judge may reduce
    it (law.md L1.29). Asked on that day, before the payments of the day. Never against consumers, and not by a
    notice given once an insolvency has stopped individual demands.
    """
    percent, on = account.one.terms.penalty_percent, account.notice.on
    if percent is None or on is None or kind not in _OWE_CHARGES or account.principal <= 0:
        return None
    if judgment_on is not None and on >= judgment_on:
        return notes.penalty_in_insolvency(who, judgment_on)
    base = Money(account.principal, account.one.invoice.amount.currency)
    flat = Decimal(percent)
    return Line(
        LineKind.PENALTY,
        base.share(flat / 100),
        rule=PENALTY,
        reference=(
            f"Clause pénale du contrat, {in_percent(flat)} du principal\u00a0: "
            "le juge peut la réduire (C. civ., art. 1231-5)"
        ),
        from_on=on,
        rate=flat,
        base=base,
        invoice=account.number,
    )
