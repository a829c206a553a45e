"""Open invoices in one fixed order, found by debtor, by amount and by key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from relance.case import Money
from relance.matching.given import OpenInvoice, Payer


class Shelf:
    """Invoices and debtors have places here: small numbers that the indexes hold.

    The order is by day due, then by number: the first of a debtor is the oldest debt.
    """

    def __init__(self, invoices: Iterable[OpenInvoice], payers: Sequence[Payer]) -> None:
        self.invoices = tuple(
            sorted(
                invoices,
                key=lambda one: (one.due_on, one.number, one.case, one.open.cents, one.debtor),
            )
        )
        keys = {invoice.debtor for invoice in self.invoices} | {one.debtor for one in payers}
        self.debtors = tuple(sorted(keys))
        self.ranks = {debtor: rank for rank, debtor in enumerate(self.debtors)}
        self.names = dict.fromkeys(range(len(self.debtors)), "")
        for payer in payers:
            self.names[self.ranks[payer.debtor]] = payer.name
        self.places: dict[tuple[str, str], int] = {}
        self.debtor_of: list[int] = []
        self._of_debtor: dict[int, list[int]] = {}
        self._of_amount: dict[tuple[int, str], list[int]] = {}
        for place, invoice in enumerate(self.invoices):
            rank = self.ranks[invoice.debtor]
            self.debtor_of.append(rank)
            self._of_debtor.setdefault(rank, []).append(place)
            if (invoice.case, invoice.number) in self.places:
                raise ValueError(f"twice in one case: {invoice.number!r}")
            self.places[invoice.case, invoice.number] = place
            amounts = {invoice.open, invoice.owed}
            if invoice.discount is not None:
                amounts.add(invoice.open - invoice.open.share(invoice.discount.percent / 100))
            for amount in amounts:
                self._of_amount.setdefault((amount.cents, amount.currency), []).append(place)

    def of_debtor(self, rank: int) -> Sequence[int]:
        """The invoices of this debtor, the oldest due first."""
        return self._of_debtor.get(rank, ())

    def of_amount(self, amount: Money) -> Sequence[int]:
        """The invoices that this amount may settle alone: left, with charges, or discounted."""
        return self._of_amount.get((amount.cents, amount.currency), ())
