"""What is open and who may pay it: the values a rapprochement starts from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from relance.case import Money


@dataclass(frozen=True, slots=True)
class EarlyDiscount:
    """A discount (escompte) the invoice grants when it is paid by `until_on`, included.

    `percent` is above 0 and at most 100. Raises ValueError otherwise.
    """

    percent: Decimal
    until_on: date

    def __post_init__(self) -> None:
        if not 0 < self.percent <= 100:
            raise ValueError(f"not a discount in percent: {self.percent}")


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """One invoice of which something is left to pay.

    `case` and `debtor` are the caller's keys, `number` what the creditor printed on it.
    `open` is the principal left, above zero; `owed` the same with interest and charges, never
    less. `reference` is the structured reference asked of the payer, "" if none was.
    Raises ValueError when the amounts don't hold together.
    """

    case: str
    debtor: str
    number: str
    due_on: date
    issued_on: date
    open: Money
    owed: Money
    reference: str = ""
    discount: EarlyDiscount | None = None

    def __post_init__(self) -> None:
        if self.open.cents <= 0:
            raise ValueError("an open invoice has something left to pay")
        if self.owed < self.open:
            raise ValueError("what is owed includes the principal left")

    def discounted(self, on: date) -> Money | None:
        """What settles this invoice on that day thanks to the early discount, or None."""
        if self.discount is None or on > self.discount.until_on:
            return None
        return self.open - self.open.share(self.discount.percent / 100)


@dataclass(frozen=True, slots=True)
class Payer:
    """Who a debtor is for a bank: its names, and the accounts it has paid from.

    Give every debtor of the creditor, also those who owe nothing today: a transfer from
    their account must not be taken for someone else's.
    """

    debtor: str
    name: str
    aliases: tuple[str, ...] = ()
    ibans: frozenset[str] = field(default_factory=frozenset)
