"""How money shows in a statement: what came in and what it paid, what was too much, what went back."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from relance.case import Money
from relance.claim.excess import Excess, Paid
from relance.claim.french import in_day, in_money
from relance.claim.lines import Line, LineKind

_INTEREST_FIRST = "C. civ., art. 1343-1"
_AMONG_INVOICES = "C. civ., art. 1342-10 et 1343-1"


def payment_lines(
    payments: list[Paid], numbers: Collection[str], currency: str, *, alone: bool
) -> Iterator[Line]:
    """One negative line for each payment: the part those invoices received, and any excess.

    `alone`: the case has one invoice, so its number is not repeated. The label says what
    was paid, in order: «intérêts 206,45 €, principal 3 793,55 €».
    """
    for paid in payments:
        shares = {number: share for number, share in paid.shares.items() if number in numbers}
        cents = sum(share.total for share in shares.values()) + paid.excess
        if not cents:
            continue
        said = []
        for number, share in shares.items():
            parts = [
                f"{name} {in_money(Money(part, currency))}"
                for name, part in (
                    ("intérêts", share.interest),
                    ("principal", share.principal),
                    ("clause pénale", share.penalty),
                    ("indemnité", share.indemnity),
                )
                if part
            ]
            said.append(("" if alone else f"{number}\u00a0: ") + ", ".join(parts))
        if paid.excess:
            said.append(f"trop-perçu {in_money(Money(paid.excess, currency))}")
        received = paid.received
        yield Line(
            LineKind.PAYMENT,
            Money(-cents, currency),
            reference=_INTEREST_FIRST if alone else _AMONG_INVOICES,
            from_on=received.on,
            to_on=received.on,
            invoice=received.invoice,
            label="\u202f; ".join(said),
        )


def loose_credit_lines(excess: Excess, currency: str) -> Iterator[Line]:
    """What the credit notes of no invoice leave beyond, negative."""
    for one in excess.loose:
        if one.left:
            yield Line(
                LineKind.CREDIT_NOTE,
                Money(-one.left, currency),
                reference=f"Avoir du {in_day(one.received.on)}",
                from_on=one.received.on,
                label=one.received.reference,
            )


def refund_lines(excess: Excess, numbers: Collection[str], currency: str) -> Iterator[Line]:
    """One positive line for each refund: the part that gave back what was too much."""
    for one in excess.refunds:
        if cents := one.shown(numbers):
            yield Line(
                LineKind.REFUND,
                Money(cents, currency),
                reference=f"Trop-perçu rendu le {in_day(one.received.on)}",
                from_on=one.received.on,
                to_on=one.received.on,
            )
