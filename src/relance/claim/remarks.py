"""The notes a finished statement owes its reader: what was not counted, stopped or untested."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from relance.case import DebtorKind, Money
from relance.claim import money_notes, notes
from relance.claim.account import Account
from relance.claim.interest import CLAUSE_FLOOR
from relance.claim.ledger import Ledger
from relance.claim.lines import LineKind, Note
from relance.law import HalfYear, LawBook, NoValue


def remarks(ledger: Ledger, shown: list[Account], on: date) -> list[Note]:
    """The notes on the invoices shown, and on what came in beyond all that was owed."""
    found = list(_rates(ledger.kind, shown)) if ledger.kind is not None else [notes.kind_unknown()]
    if ledger.judgment_on is not None:
        read = ledger.kind in (DebtorKind.BUSINESS, None)
        stopped = notes.interest_stopped if read else notes.interest_stopped_unread
        found.append(stopped(ledger.judgment_on))
    for one in shown:
        who = ledger.named[one.number]
        if one.principal and on <= one.due_on:
            found.append(notes.not_late(who, one.due_on))
        found += _terms(one, who, ledger.kind, on)
        found += _floor(one, who, ledger.law)
        found += _disputed(one, who)
    return found + list(_excess(ledger, shown))


def _excess(ledger: Ledger, shown: list[Account]) -> Iterator[Note]:
    excess, currency = ledger.excess, ledger.currency
    if excess.paid:
        yield money_notes.overpaid(Money(excess.paid, currency))
    for loose in excess.loose:
        if loose.kept:
            yield money_notes.credit_note_larger(loose.received.on, Money(loose.kept, currency))
    numbers = {one.number for one in shown}
    credited = sum(cents for number, cents in excess.credited.items() if number in numbers)
    if credited and any(one.principal for one in shown):
        yield money_notes.not_set_off(Money(credited, currency))


def _rates(kind: DebtorKind, shown: list[Account]) -> Iterator[Note]:
    """Where interest stopped for want of a rate, and the periods it skipped."""
    stopped = [(one.not_known, one) for one in shown if one.not_known is not None]
    if stopped:
        half_year = min(half_year for half_year, _ in stopped)
        computed = [one.until_on for _, one in stopped if one.lines]
        yield notes.rate_not_known_yet(kind, min(computed, default=None), half_year)
    if left_out := {_asked(kind, one, half_year) for one in shown for half_year in one.left_out}:
        yield notes.rate_left_out(kind, left_out)


def _asked(kind: DebtorKind, one: Account, half_year: HalfYear) -> HalfYear:
    """The half-year whose rate that one bears: a public body keeps the rate of its first late day."""
    return HalfYear.of(one.one.invoice.late_on) if kind is DebtorKind.PUBLIC else half_year


def _terms(one: Account, who: str, kind: DebtorKind | None, on: date) -> Iterator[Note]:
    """What the invoice says and the law does not follow, or not yet."""
    terms, notice = one.one.terms, one.notice
    if kind is DebtorKind.CONSUMER:
        if terms.late_rate is not None:
            yield notes.clause_ignored_consumer(who)
        if terms.penalty_percent is not None:
            yield notes.penalty_ignored_consumer(who)
    if kind is DebtorKind.PUBLIC and terms.late_rate is not None:
        yield notes.clause_ignored_public(who)
    if kind is DebtorKind.PUBLIC and any(line.kind is LineKind.PENALTY for line in one.charges):
        yield notes.penalty_public(who)
    if kind is None or notice.on is not None:
        return
    if one.principal and on > one.due_on:
        if kind is DebtorKind.CONSUMER:
            yield notes.consumer_needs_notice(who)
        elif terms.penalty_percent is not None:
            yield notes.penalty_needs_notice(who)
    if notice.early_on is not None:
        yield notes.notice_before_due(who, notice.early_on)
    if notice.unreached_on is not None:
        yield notes.notice_unreached(who, notice.unreached_on)
    if notice.later_on is not None:
        yield notes.notice_later(who, notice.later_on)


def _floor(one: Account, who: str, law: LawBook) -> Iterator[Note]:
    """Test a percentage clause against the floor of each half-year it is claimed for."""
    clause = one.terms.clause if one.terms is not None else None
    if clause is None:
        return
    below: dict[HalfYear, Decimal] = {}
    untested: set[HalfYear] = set()
    for line in one.lines:
        assert line.from_on is not None, "an interest line has its days"
        half_year = HalfYear.of(line.from_on)
        try:
            floor = law.rule(CLAUSE_FLOOR, on=half_year.first_on).decimal
        except NoValue:
            untested.add(half_year)
            continue
        if clause < floor:
            below[half_year] = floor
    if below:
        yield notes.clause_below_floor(who, clause, list(below.items()))
    if untested:
        yield notes.floor_not_tested(who, untested)


def _disputed(one: Account, who: str) -> Iterator[Note]:
    disputed = one.one.disputed
    if one.contested:
        yield notes.disputed_left_out(who, Money(one.contested, one.one.invoice.amount.currency))
    elif disputed:
        yield notes.disputed(who, min(disputed, one.one.invoice.amount))
