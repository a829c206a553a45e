"""The events of a case in order, each moving the accounts of its invoices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from relance.case import DebtorKind, Money, Received
from relance.claim import money_notes, notes
from relance.claim.account import Account
from relance.claim.allocation import allocate
from relance.claim.charges import collection_indemnity, flat_penalty
from relance.claim.excess import Excess, Loose, Paid
from relance.claim.french import in_day
from relance.claim.lines import Line, LineKind, Note
from relance.law import LawBook

_Event = tuple[date, int, int, Callable[[], None]]


@dataclass(slots=True)
class Ledger:
    """The accounts of a case, in order of due date and number, and what happened to them.

    `named` is how a note names each invoice. `excess` is what came in beyond what was owed.
    """

    accounts: list[Account]
    kind: DebtorKind | None
    currency: str
    law: LawBook
    judgment_on: date | None
    named: dict[str, str]
    reductions: list[Line] = field(default_factory=list)
    excess: Excess = field(default_factory=Excess)
    notes: list[Note] = field(default_factory=list)

    def run(
        self,
        *,
        on: date,
        credit_notes: list[Received],
        payments: list[Received],
        refunds: list[Received],
    ) -> None:
        """Play what happened up to the end of that day.

        Within a day: new invoices take what is held as an advance, then what reduces the
        principal, then the first late day, then a formal notice, then payments, which count at
        the end of it, and refunds after them.
        """
        issued = {account.one.invoice.issued_on for account in self.accounts}
        events: list[_Event] = [(day, -1, 0, partial(self._issued, day)) for day in issued]
        for account in self.accounts:
            for place, (given_on, amount) in enumerate(account.one.written_off):
                because = account.one.written_off_because[place : place + 1]
                give = partial(self._write_off, account, given_on, amount, "".join(because))
                events.append((given_on, 0, 0, give))
            events.append((account.one.invoice.late_on, 1, 0, partial(self._late, account)))
            if account.notice.on is not None:
                events.append((account.notice.on, 2, 0, partial(self._formal_notice, account)))
        for one in credit_notes:
            events.append((one.on, 0, one.sequence, partial(self._credit_note, one)))
        for one in payments:
            events.append((one.on, 3, one.sequence, partial(self._payment, one)))
        for one in refunds:
            events.append((one.on, 4, one.sequence, partial(self._refund, one)))
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

    def _issued(self, on: date) -> None:
        """What was held takes its place on the invoices of that day, as if it came in then."""
        for loose in self.excess.loose:
            loose.left -= (used := loose.kept - self._credit(loose.received, loose.kept, on))
            loose.kept -= used
        for paid in self.excess.payments:
            if paid.kept:
                used = paid.advance(*allocate(paid.kept, self.accounts, on=on, indicated=None))
                if used:
                    self.notes.append(money_notes.advance_used(paid.received.on, self._money(used)))

    def _write_off(self, account: Account, on: date, amount: Money, because: str) -> None:
        if amount.currency != self.currency:
            self.notes.append(notes.other_currency(f"abandon du {in_day(on)}", amount))
            return
        too_much = account.reduce(amount.cents, on=on)
        if too_much:  # giving up more than is owed gives nothing back
            larger = money_notes.write_off_larger(self.named[account.number], self._money(too_much))
            self.notes.append(larger)
        text = f"Abandon partiel consenti le {in_day(on)}"
        cents = amount.cents - too_much
        self._reduction(LineKind.WRITE_OFF, cents, text, on, account.number, because)

    def _credit_note(self, one: Received) -> None:
        """Off the invoice it names, else off the oldest first; what is too much is no payment."""
        named = [account for account in self.accounts if account.number == one.invoice]
        if not named:
            if one.invoice is not None:
                self.notes.append(money_notes.unknown_invoice(one.on, one.invoice))
            if left := self._credit(one, one.amount.cents, one.on):
                self.excess.loose.append(Loose(one, left, left))
            return
        (account,) = named
        left = account.reduce(one.amount.cents, on=one.on)
        self._credited(one, one.amount.cents, account, one.on)
        if left:
            credited = self.excess.credited
            credited[account.number] = credited.get(account.number, 0) + left
            self.notes.append(money_notes.credit_note_larger(one.on, self._money(left)))

    def _credit(self, one: Received, cents: int, on: date) -> int:
        """Take it off the invoices issued by that day, the oldest first; return what is left."""
        for account in self.accounts:
            if cents and account.one.invoice.issued_on <= on:
                too_much = account.reduce(cents, on=on)
                if too_much < cents:
                    self._credited(one, cents - too_much, account, on)
                cents = too_much
        return cents

    def _credited(self, one: Received, cents: int, account: Account, on: date) -> None:
        text = f"Avoir du {in_day(one.on)}"
        self._reduction(LineKind.CREDIT_NOTE, cents, text, one.on, account.number, one.reference)
        self._note_if_cancelled(account, on)

    def _note_if_cancelled(self, account: Account, on: date) -> None:
        credited = sum(
            line.amount.cents
            for line in self.reductions
            if line.kind is LineKind.CREDIT_NOTE and line.invoice == account.number
        )
        if on > account.due_on and -credited >= account.one.invoice.amount.cents:
            self.notes.append(money_notes.credited_in_full(self.named[account.number]))

    def _reduction(
        self, kind: LineKind, cents: int, text: str, on: date, number: str, label: str
    ) -> None:
        if cents:
            amount = self._money(-cents)
            line = Line(kind, amount, reference=text, from_on=on, invoice=number, label=label)
            self.reductions.append(line)

    def _payment(self, one: Received) -> None:
        if one.invoice is not None and one.invoice not in self.named:
            self.notes.append(money_notes.unknown_invoice(one.on, one.invoice))
        if self.judgment_on is not None and one.on >= self.judgment_on:
            self.notes.append(money_notes.payment_in_insolvency(one.on))
        shares, excess = allocate(one.amount.cents, self.accounts, on=one.on, indicated=one.invoice)
        if any(a.not_known is not None and a.until_on < one.on for a in self.accounts):
            self.notes.append(money_notes.payment_after_last_rate(one.on))
        self.excess.payments.append(Paid(one, shares, excess, excess))

    def _refund(self, one: Received) -> None:
        """It gives back what was too much; the rest of it reopens nothing (`RefundMade`)."""
        if too_much := self.excess.give_back(one):
            self.notes.append(money_notes.refund_larger(one.on, self._money(too_much)))

    def _money(self, cents: int) -> Money:
        return Money(cents, self.currency)
