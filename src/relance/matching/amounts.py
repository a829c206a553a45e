"""What an amount says: exactly these invoices, their charges too, or a little less for the bank."""

from __future__ import annotations

from collections.abc import Sequence

from relance.case import Money
from relance.matching.values import OpenInvoice, Part, Reason

MOST_FEES_CENTS = 500
"""What banks take on the way of a transfer: EUR 5, and never more than a twentieth."""


def fits(invoices: Sequence[OpenInvoice], cents: int) -> Reason | None:
    """Why so many cents are just what these invoices ask, or None."""
    count = {"count": str(len(invoices))}
    if cents == sum(one.open.cents for one in invoices):
        return Reason("exact", count) if len(invoices) == 1 else Reason("exact_sum", count)
    if cents == sum(one.owed.cents for one in invoices):
        return Reason("exact_charges")
    discounted = (one.open.cents - (one.discount.cents if one.discount else 0) for one in invoices)
    return Reason("discount") if cents == sum(discounted) else None


def short(invoice: OpenInvoice, cents: int) -> bool:
    """True when only what a bank takes on its way is missing."""
    missing = invoice.open.cents - cents
    return 0 < missing <= min(MOST_FEES_CENTS, invoice.open.cents // 20)


def split(invoices: Sequence[OpenInvoice], amount: Money) -> tuple[Part, ...]:
    """The transfer over these invoices, in order; what is too much names none of them."""
    left = amount.cents
    parts: list[Part] = []
    charged = left == sum(one.owed.cents for one in invoices)
    for one in invoices:
        taken = min(left, one.owed.cents if charged else one.open.cents)
        if taken:
            parts.append(Part(one.case, one.number, Money(taken, amount.currency)))
            left -= taken
    if left:
        parts.append(Part(invoices[0].case, None, Money(left, amount.currency)))
    return tuple(parts)
