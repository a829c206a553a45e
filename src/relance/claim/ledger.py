"""The events of a case in order, each moving the accounts of its invoices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from relance.case import DebtorKind, Money, Received
from relance.claim import notes
from relance.claim.account import Account
from relance.claim.allocation import Shares, allocate
from relance.claim.charges import collection_indemnity, flat_penalty
from relance.claim.french import in_day
from relance.claim.lines import Line, LineKind, Note
from relance.law import LawBook

_Event = tuple[date, int, int, Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment, what it paid of each invoice, and the cents that exceed what was owed."""

    received: Received
    shares: Shares
    excess: int


@dataclass(slots=True)
class Ledger:
    """The accounts of a case, in order of due date and number, and what happened to them.

    `named` is how a note names each invoice. `surplus` are the cents credited beyond a
    principal, by invoice (None: a credit note for no invoice in particular).
    """

    accounts: list[Account]
    kind: DebtorKind | None
    currency: str
    law: LawBook
    judgment_on: date | None
    named: dict[str, str]
    reductions: list[Line] = field(default_factory=list)
    payments: list[Paid] = field(default_factory=list)
    surplus: dict[str | None, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def run(self, *, on: date, credit_notes: list[Received], payments: list[Received]) -> None:
        """Play what happened up to the end of that day.

        Within a day: what reduces the principal, then the first late day, then a formal
        notice, then payments, which count at the end of it.
        """
        events: list[_Event] = []
        for account in self.accounts:
            for given_on, amount in account.one.written_off:
                events.append((given_on, 0, 0, partial(self._write_off, account, given_on, amount)))
            events.append((account.one.invoice.late_on, 1, 0, partial(self._late, account)))
            if account.notice.on is not None:
                events.append((account.notice.on, 2, 0, partial(self._formal_notice, account)))
        for one in credit_notes:
            events.append((one.on, 0, one.sequence, partial(self._credit_note, one)))
        for one in payments:
            events.append((one.on, 3, one.sequence, partial(self._payment, one)))
        events.sort(key=lambda event: event[:3])
        for day, _, _, act in events:
            if day <= on:
                act()
        for account in self.accounts:
            account.close(on)

    def _late(self, account: Account) -> None:
        who = self.named[account.number]
        line = collection_indemnity(account, who, self.kind, self.judgment_on, self.law)
        if isinstance(line, Line):
            account.indemnity += line.amount.cents
        self._keep(account, line)

    def _formal_notice(self, account: Account) -> None:
        line = flat_penalty(account, self.named[account.number], self.kind, self.judgment_on)
        if isinstance(line, Line):
            account.penalty += line.amount.cents
        self._keep(account, line)

    def _keep(self, account: Account, answer: Line | Note | None) -> None:
        if isinstance(answer, Line):
            account.charges.append(answer)
        elif answer is not None:
            self.notes.append(answer)

    def _write_off(self, account: Account, on: date, amount: Money) -> None:
        if amount.currency != self.currency:
            self.notes.append(notes.other_currency(f"abandon du {in_day(on)}", amount))
            return
        too_much = account.reduce(amount.cents, on=on)
        if too_much:  # giving up more than is owed gives nothing back
            larger = notes.write_off_larger(self.named[account.number], self._money(too_much))
            self.notes.append(larger)
        text = f"Abandon partiel consenti le {in_day(on)}"
        self._reduction(LineKind.WRITE_OFF, amount.cents - too_much, text, on, account.number)

    def _credit_note(self, one: Received) -> None:
        """Off the invoice it names, else off the oldest first; what is too much is no payment."""
        named = [account for account in self.accounts if account.number == one.invoice]
        if one.invoice is not None and not named:
            self.notes.append(notes.unknown_invoice(one.on, one.invoice))
        text = f"Avoir du {in_day(one.on)}"
        left = one.amount.cents
        for account in named or self.accounts:
            too_much = account.reduce(left, on=one.on)
            used = left if named else left - too_much
            self._reduction(LineKind.CREDIT_NOTE, used, text, one.on, account.number)
            self._note_if_cancelled(account, one.on)
            left = too_much
        if left:
            number = one.invoice if named else None
            if not named:
                self._reduction(LineKind.CREDIT_NOTE, left, text, one.on, None)
            self.surplus[number] = self.surplus.get(number, 0) + left
            self.notes.append(notes.credit_note_larger(one.on, self._money(left)))

    def _note_if_cancelled(self, account: Account, on: date) -> None:
        credited = sum(
            line.amount.cents
            for line in self.reductions
            if line.kind is LineKind.CREDIT_NOTE and line.invoice == account.number
        )
        if on > account.due_on and -credited >= account.one.invoice.amount.cents:
            self.notes.append(notes.credited_in_full(self.named[account.number]))

    def _reduction(
        self, kind: LineKind, cents: int, text: str, on: date, number: str | None
    ) -> None:
        if cents:
            line = Line(kind, self._money(-cents), reference=text, from_on=on, invoice=number)
            self.reductions.append(line)

    def _payment(self, one: Received) -> None:
        if one.invoice is not None and one.invoice not in self.named:
            self.notes.append(notes.unknown_invoice(one.on, one.invoice))
        if self.judgment_on is not None and one.on >= self.judgment_on:
            self.notes.append(notes.payment_in_insolvency(one.on))
        shares, excess = allocate(one.amount.cents, self.accounts, on=one.on, indicated=one.invoice)
        if any(a.not_known is not None and a.until_on < one.on for a in self.accounts):
            self.notes.append(notes.payment_after_last_rate(one.on))
        self.payments.append(Paid(one, shares, excess))

    def _money(self, cents: int) -> Money:
        return Money(cents, self.currency)
