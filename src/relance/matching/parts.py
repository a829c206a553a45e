"""How an amount is poured over invoices, and what is then missing or too much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relance.case import Money
from relance.matching.answer import Part, Reason
from relance.matching.given import OpenInvoice
from relance.matching.seen import lacks_only_fees, settles, total


def poured(
    amount: Money, bills: Sequence[OpenInvoice], on: date
) -> tuple[tuple[Part, ...], tuple[Reason, ...]]:
    """Give the amount to these invoices, the oldest due first, and say how it fits.

    No invoice gets more than it owes; what is too much is given to nobody and named by the
    reason `overpaid`. Nothing comes out when the amount is in another currency.
    """
    if not bills or any(bill.open.currency != amount.currency for bill in bills):
        return (), ()
    if len(bills) == 1 and (code := settles(bills[0], amount, on)):
        bill = bills[0]
        values: tuple[Money | date, ...] = (amount,)
        if code == "early_discount":
            assert bill.discount is not None, "settled by a discount"
            values = (amount, bill.open, bill.discount.until_on)
        return (Part(bill.case, bill.number, amount),), (Reason(code, values),)
    opens = total((bill.open for bill in bills), amount.currency)
    owed = total((bill.owed for bill in bills), amount.currency)
    if opens == amount:
        parts = tuple(Part(bill.case, bill.number, bill.open) for bill in bills)
        return parts, (Reason("sum_exact", (amount, len(bills))),)
    if owed <= amount:
        parts = tuple(Part(bill.case, bill.number, bill.owed) for bill in bills)
        if owed == amount:
            return parts, (Reason("sum_with_charges", (amount, len(bills))),)
        return parts, (Reason("overpaid", (amount, owed, amount - owed)),)
    if len(bills) == 1 and lacks_only_fees(bills[0], amount):
        told = Reason("fees_withheld", (amount, bills[0].open, bills[0].open - amount))
        return (Part(bills[0].case, bills[0].number, amount),), (told,)
    if opens < amount:
        told = Reason("some_charges", (amount, opens, owed))
    else:
        told = Reason("part_payment", (amount, opens))
    return tuple(_in_turn(amount, bills)), (told,)


def _in_turn(amount: Money, bills: Sequence[OpenInvoice]) -> list[Part]:
    """Principal first, invoice by invoice; what is left then goes to charges in that order."""
    left = amount.cents
    shares = []
    for bill in bills:
        share = min(left, bill.open.cents)
        shares.append(share)
        left -= share
    for rank, bill in enumerate(bills):
        extra = min(left, bill.owed.cents - shares[rank]) if shares[rank] else 0
        shares[rank] += extra
        left -= extra
    return [
        Part(bill.case, bill.number, Money(share, amount.currency))
        for bill, share in zip(bills, shares, strict=True)
        if share
    ]
