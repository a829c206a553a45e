"""Where a case stands: what the core knows of it, as `replay` builds it from the journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from relance.case.entries import (
    CallMade,
    DeliveryOutcome,
    DisputeClosed,
    DisputeOpened,
    InsolvencyOpened,
    NoticeSent,
    PlanAgreed,
    PlanEnd,
)
from relance.case.invoice import Invoice, Terms
from relance.case.money import Money
from relance.case.parties import DebtorKind
from relance.case.procedure import (
    Acknowledged,
    Attempt,
    Declared,
    Handed,
    OrderProcedure,
    Piece,
)


@dataclass(slots=True)
class InvoiceState:
    """One invoice of the case: the bill, its terms as corrected, and what was done about it."""

    invoice: Invoice
    terms: Terms
    steps_done: dict[str, date] = field(default_factory=dict)  # step key -> first day done
    skipped: tuple[str, ...] = ()  # of steps_done, those a person passed over
    demanded_on: date | None = None  # first written demand for payment, once late
    disputed: Money | None = None  # part disputed today; None: nothing is
    written_off: tuple[tuple[date, Money], ...] = ()
    written_off_because: tuple[str, ...] = ()  # the reason of each, "" when none was given


@dataclass(frozen=True, slots=True)
class Received:
    """A payment, a credit note or a refund, as the claim needs it."""

    on: date
    amount: Money
    invoice: str | None
    sequence: int
    movement: str = ""
    reference: str = ""  # the number of a credit note


@dataclass(frozen=True, slots=True)
class Sent:
    """A notice that left, and what became of it."""

    on: date
    fact: NoticeSent
    outcome: DeliveryOutcome | None = None
    outcome_on: date | None = None
    presented_on: date | None = None


@dataclass(frozen=True, slots=True)
class Contested:
    """A dispute that was opened or lifted that day, and what was noted of it."""

    on: date
    fact: DisputeOpened | DisputeClosed
    because: str


@dataclass(frozen=True, slots=True)
class Promise:
    made_on: date
    until: date
    amount: Money | None
    sequence: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A payment plan, and how it ended if it did."""

    agreed_on: date
    fact: PlanAgreed
    sequence: int
    ended_on: date | None = None
    end: PlanEnd | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    placed_on: date
    until: date | None
    because: str


@dataclass(slots=True)
class State:
    """Everything the core knows of a case. Built by `replay`; read-only for everybody else."""

    playbook: str = ""
    currency: str = "EUR"
    debtor_kind: DebtorKind | None = None
    invoices: dict[str, InvoiceState] = field(default_factory=dict)
    payments: list[Received] = field(default_factory=list)
    credit_notes: list[Received] = field(default_factory=list)
    notices: list[Sent] = field(default_factory=list)
    calls: list[tuple[date, CallMade]] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    disputes: list[Contested] = field(default_factory=list)  # all, lifted ones too
    refunds: list[Received] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    seen: dict[str, tuple[date, Money]] = field(default_factory=dict)  # movement -> day, amount
    hold: Hold | None = None
    reply_unread_on: date | None = None
    bounced: dict[str, date] = field(default_factory=dict)  # contact key ("" unknown) -> day
    returned_on: date | None = None  # a letter came back: unknown at the address
    insolvency: InsolvencyOpened | None = None
    pieces: list[Piece] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    orders: list[OrderProcedure] = field(default_factory=list)
    declared: Declared | None = None
    handed_over: Handed | None = None
    postponed: dict[str, date] = field(default_factory=dict)  # step key -> until
    closed_on: date | None = None
    last_contact_on: date | None = None
    last_sequence: int = 0

    def open_cents(self) -> dict[str, int]:
        """What is left of each invoice's own amount, in cents: no interest, no charge.

        Credit notes and payments go to the invoice they name, the rest to the oldest due
        first, less what was refunded. A refund gives back what exceeded the invoices issued by
        its day, and reopens none. This says who has paid; what is owed by law is the `claim`
        room's answer.
        """
        return self._balance()[0]

    def excess_cents(self) -> int:
        """What came in beyond the invoices' own amounts, and was not given back."""
        return self._balance()[1]

    def _balance(self) -> tuple[dict[str, int], int]:
        """What is left of each invoice, and the cents that no invoice asks."""
        left, loose = self._named(None)
        loose -= self._given_back()
        if loose:
            for number in sorted(left, key=lambda n: (self.invoices[n].invoice.due_on, n)):
                taken = min(loose, left[number])
                left[number] -= taken
                loose -= taken
        return left, loose

    def _named(self, until: date | None) -> tuple[dict[str, int], int]:
        """What is left once each invoice has what names it by that day, and the cents beyond."""
        left = {number: one.invoice.amount.cents for number, one in self.invoices.items()}
        for number, one in self.invoices.items():
            for on, amount in one.written_off:
                if until is None or on <= until:
                    left[number] -= amount.cents
        loose = 0
        for received in (self.credit_notes, self.payments):
            for money in received:
                if until is not None and money.on > until:
                    continue
                if money.invoice in left:
                    left[money.invoice] -= money.amount.cents
                else:
                    loose += money.amount.cents
        for number, cents in left.items():  # more than the invoice asked: it pays the others
            if cents < 0:
                loose, left[number] = loose - cents, 0
        return left, loose

    def _given_back(self) -> int:
        """The cents that refunds took of what exceeded the invoices of their day."""
        taken = 0
        for back in sorted(self.refunds, key=lambda one: one.on):
            left, loose = self._named(back.on)
            for number, cents in left.items():
                if self.invoices[number].invoice.issued_on <= back.on:
                    loose -= cents
            taken += min(back.amount.cents, max(0, loose - taken))
        return taken

    def open_amounts(self) -> dict[str, Money]:
        """`open_cents` as amounts."""
        return {number: Money(cents, self.currency) for number, cents in self.open_cents().items()}

    def late_cents(self, on: date) -> int:
        """What is open on that day of invoices whose due date is past, in cents."""
        return sum(
            left
            for number, left in self.open_cents().items()
            if left > 0 and self.invoices[number].invoice.due_on < on
        )

    @property
    def promise(self) -> Promise | None:
        """The promise that counts: the last one made."""
        return self.promises[-1] if self.promises else None

    @property
    def plan(self) -> Plan | None:
        """The payment plan that runs, or None."""
        last = self.plans[-1] if self.plans else None
        return last if last is not None and last.ended_on is None else None

    @property
    def order(self) -> OrderProcedure | None:
        """The last request for an order for payment, or None."""
        return self.orders[-1] if self.orders else None

    def received_since(self, on: date, sequence: int) -> int:
        """The cents that came in after that entry of that day."""
        return sum(
            one.amount.cents
            for one in self.payments
            if one.on > on or (one.on == on and one.sequence > sequence)
        )

    def notice_of(self, step: str) -> Sent | None:
        """The last notice of that step that left, or None."""
        return next((sent for sent in reversed(self.notices) if sent.fact.step == step), None)
