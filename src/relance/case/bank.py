"""What a bank tells: movements of an account, and the statement they come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relance.case.money import Money


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a bank account. `amount` is signed: money in is positive.

    `on` is the day the bank books it, `value_on` the day it counts for interest. `reference`
    is what the payer gave for machines (end-to-end or structured reference); `counterparty`
    is the other party's name and `iban` its account, as the bank writes them, "" when it
    says nothing. `bank_key` is the bank's own identity of the line, "" if it gives none.
    `pending` is a line the bank announces and has not booked: it is shown, it is not money yet.
    """

    on: date
    amount: Money
    label: str = ""
    value_on: date | None = None
    reference: str = ""
    counterparty: str = ""
    iban: str = ""
    bank_key: str = ""
    pending: bool = False


@dataclass(frozen=True, slots=True)
class BankStatement:
    """Movements of one account, in the order of the file, between two balances.

    `account` is the IBAN or the bank's own number of it. A balance is None where the file
    has none. `until` is the last day the statement covers: its data is as old as that.
    """

    account: str
    currency: str
    movements: tuple[Movement, ...] = ()
    opening: Money | None = None
    closing: Money | None = None
    since: date | None = None
    until: date | None = None

    @property
    def booked(self) -> tuple[Movement, ...]:
        """The movements that are money, in their order; those only announced are left out."""
        return tuple(one for one in self.movements if not one.pending)

    @property
    def gap(self) -> Money | None:
        """Closing less opening and movements; zero when they agree.

        None without both balances, or when they and the movements are not in one currency.
        """
        if self.opening is None or self.closing is None:
            return None
        currencies = {one.amount.currency for one in self.booked} | {self.opening.currency}
        if currencies != {self.closing.currency}:
            return None
        moved = sum((one.amount.cents for one in self.booked), start=self.opening.cents)
        return Money(self.closing.cents - moved, self.closing.currency)
