"""The running account of one invoice: what it bears day after day, and what money pays of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from relance.case import InvoiceState, Money
from relance.claim.interest import InterestTerms, simple_interest
from relance.claim.lines import Line, LineKind
from relance.claim.notice_day import NoticeDay
from relance.law import HalfYear, NotKnownYet, NoValue, half_years

_DAY = timedelta(days=1)


@dataclass(slots=True)
class Share:
    """What one payment paid of one invoice, in cents."""

    interest: int = 0
    principal: int = 0
    penalty: int = 0
    indemnity: int = 0

    @property
    def total(self) -> int:
        return self.interest + self.principal + self.penalty + self.indemnity


@dataclass(slots=True)
class Account:
    """One invoice through time, in cents. Built by `statement`, moved forward by its events.

    `principal` bears interest; `contested` is the part a statement without disputes leaves
    out. `interest`, `penalty` and `indemnity` are accrued and not paid. Interest is final up
    to the day before `next_on`, and none runs after `until_on`: the day before an insolvency
    judgment, or the last day whose rate is known.
    """

    one: InvoiceState
    notice: NoticeDay
    terms: InterestTerms | None
    next_on: date
    until_on: date
    principal: int
    contested: int = 0
    interest: int = 0
    penalty: int = 0
    indemnity: int = 0
    lines: list[Line] = field(default_factory=list)
    charges: list[Line] = field(default_factory=list)
    left_out: set[HalfYear] = field(default_factory=set)
    not_known: HalfYear | None = None

    @property
    def number(self) -> str:
        return self.one.invoice.number

    @property
    def due_on(self) -> date:
        return self.one.invoice.due_on

    def computed_until(self, on: date) -> date | None:
        """The last day interest was computed to, by that day; None when no day was."""
        if self.terms is None:
            return None
        last = min(on, self.until_on)
        return last if last >= self.terms.starts_on else None

    def pending(self, through: date) -> list[Line]:
        """The interest from `next_on` through that day: one line per half-year.

        Stops for good at the first half-year whose rate is not known yet; leaves out those
        whose rate is not established. Both are remembered.
        """
        if self.terms is None or self.principal <= 0:
            return []
        first, last = max(self.next_on, self.terms.starts_on), min(through, self.until_on)
        if first > last:
            return []
        base = Money(self.principal, self.one.invoice.amount.currency)
        lines = []
        for half_year in half_years(first, last):
            from_on, to_on = max(first, half_year.first_on), min(last, half_year.last_on)
            try:
                rate = self.terms.rate(half_year)
            except NotKnownYet:
                self.not_known, self.until_on = half_year, from_on - _DAY
                break
            except NoValue:
                self.left_out.add(half_year)
                continue
            days = (to_on - from_on).days + 1
            lines.append(
                Line(
                    LineKind.INTEREST,
                    simple_interest(base, rate.percent, days),
                    rule=rate.rule,
                    reference=rate.reference,
                    from_on=from_on,
                    to_on=to_on,
                    days=days,
                    rate=rate.percent,
                    base=base,
                    invoice=self.number,
                )
            )
        return lines

    def close(self, through: date) -> None:
        """Make the interest final up to and including that day."""
        for line in self.pending(through):
            self.lines.append(line)
            self.interest += line.amount.cents
        self.next_on = max(self.next_on, through + _DAY)

    def debt(self, on: date) -> int:
        """Interest accrued at the end of that day, plus principal."""
        pending = sum(line.amount.cents for line in self.pending(on))
        return self.interest + pending + self.principal

    def reduce(self, cents: int, *, on: date) -> int:
        """Take it off the principal from that day on; return what did not fit."""
        if cents > 0 and self.principal > 0:  # else the balance stays, and so does its line
            self.close(on - _DAY)
        taken = min(cents, self.principal)
        self.principal -= taken
        contested = min(cents - taken, self.contested)
        self.contested -= contested
        return cents - taken - contested

    def pay_debt(self, cents: int, share: Share, *, on: date) -> int:
        """Pay interest accrued, then principal (C. civ. 1343-1); return what is left over."""
        if cents <= 0 or not self.debt(on):
            return cents
        self.close(on)
        to_interest = min(cents, self.interest)
        to_principal = min(cents - to_interest, self.principal)
        self.interest -= to_interest
        self.principal -= to_principal
        share.interest += to_interest
        share.principal += to_principal
        return cents - to_interest - to_principal

    def pay_penalty(self, cents: int, share: Share) -> int:
        taken = min(cents, self.penalty)
        self.penalty -= taken
        share.penalty += taken
        return cents - taken

    def pay_indemnity(self, cents: int, share: Share) -> int:
        taken = min(cents, self.indemnity)
        self.indemnity -= taken
        share.indemnity += taken
        return cents - taken

    def pay_contested(self, cents: int, share: Share) -> int:
        """The debtor pays what he contests: that part comes back into the principal, paid."""
        taken = min(cents, self.contested)
        self.contested -= taken
        share.principal += taken
        return cents - taken

    def rate_tomorrow(self, on: date) -> Decimal | None:
        """The rate that leaving it unpaid costs from the next day; None when it is unknown.

        Only compared, never shown: zero when no interest runs, as on an invoice of which only
        interest is left.
        """
        tomorrow = on + _DAY
        stopped = self.not_known is None and tomorrow > self.until_on
        if self.principal <= 0 or self.terms is None or tomorrow < self.terms.starts_on or stopped:
            return Decimal(0)
        try:
            return self.terms.rate(HalfYear.of(tomorrow)).percent
        except NoValue:
            return None
