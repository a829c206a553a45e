"""All that was seen about one movement, before anything is decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from relance.case import Money
from relance.matching.given import OpenInvoice
from relance.matching.label import Cited, Label

FEES_AT_MOST = Money(3000)
"""What banks on the way keep from one transfer; more missing is a part payment."""
SHARED_BY_AT_MOST = 5
"""An amount that more debtors owe says nothing by itself: asking would hold them all."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One movement beside the open book.

    Invoices and debtors are places in the book. `exact` are the invoices that the amount
    settles to the cent, alone: every one that the text, the name or the account points to, and
    the others unless they are many: then one for each of SHARED_BY_AT_MOST + 1 debtors. `by_iban` are the debtors known to pay from that account,
    `by_name` those whose name is written, with a score, `named_in_label` those whose name
    the label carries although the payer has another. `purpose` are the words of the label that
    neither name the payer nor speak of a payment in general. `somebody_named` is False only when
    neither the payer nor the label has any word that could be a name.
    """

    key: str
    on: date
    amount: Money
    label: Label
    by_reference: tuple[int, ...]
    cited: tuple[Cited, ...]
    paid_before: tuple[str, ...]
    by_iban: frozenset[int]
    by_name: dict[int, int]
    named_in_label: frozenset[int]
    somebody_named: bool
    purpose: tuple[str, ...]
    exact: tuple[int, ...]

    @property
    def best_named(self) -> frozenset[int]:
        """The debtors whose name resembles most: «Martin Jean» is not also «Martin»."""
        most = max(self.by_name.values(), default=0)
        return frozenset(rank for rank, score in self.by_name.items() if score == most)

    @property
    def clearly_cited(self) -> tuple[int, ...]:
        """The invoices that the text names, when each piece of it names exactly one."""
        places = {one.places[0] for one in self.cited if len(one.places) == 1}
        return tuple(sorted(places))


def settles(invoice: OpenInvoice, amount: Money, on: date) -> str | None:
    """By which code an amount settles this invoice to the cent, or None."""
    if invoice.open == amount:
        return "amount_exact"
    if invoice.owed == amount:
        return "amount_with_charges"
    if invoice.discounted(on) == amount:
        return "early_discount"
    return None


def lacks_only_fees(invoice: OpenInvoice, amount: Money) -> bool:
    """Whether a bank's fees explain what is missing: at most 30.00 and a twentieth."""
    missing = invoice.open.cents - amount.cents
    return 0 < missing <= FEES_AT_MOST.cents and missing * 20 <= invoice.open.cents


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of amounts of one currency."""
    return Money(sum(amount.cents for amount in amounts), currency)
