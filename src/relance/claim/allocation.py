"""Which invoice, and what of it, a payment pays (imputation): C. civ. 1342-10 and 1343-1.

The debtor's own indication comes first: all of that invoice, its interest before its
principal, then its penalty, its indemnity last. What is left, or was not directed, goes

1. to the invoices already due, interest then principal, in this order: those the debtor has
   most interest in discharging, then the oldest, in proportion when they are equal;
2. to the flat penalties, then to the EUR 40 of each invoice: they bear no interest, so the
   debtor has less interest in discharging them, and whether the EUR 40 count as interest is
   not settled (law.md L1.24);
3. to the invoices not due yet, the next due first;
4. to what is contested, when the statement leaves it out.

«Most interest in discharging» is read as: the higher yearly rate from the next day. When the
rate of one of them is not known that day nothing is guessed: the oldest goes first. «Oldest»
is the earliest due date. A payment never stays without an invoice while one is unpaid.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from relance.claim.account import Account, Share

Shares = dict[str, Share]


def allocate(
    cents: int, accounts: Sequence[Account], *, on: date, indicated: str | None
) -> tuple[Shares, int]:
    """Pay these accounts with so many cents received on that day.

    `accounts` stand in order of due date and number. An invoice not issued yet is not a debt:
    it is paid only where the debtor names it. Returns what each invoice got, and the cents that
    exceed all that is owed.
    """
    shares = {account.number: Share() for account in accounts}
    for account in accounts:
        if account.number == indicated:
            cents = _pay_wholly(account, cents, shares[account.number], on)
    accounts = [account for account in accounts if account.one.invoice.issued_on <= on]
    due = [account for account in accounts if account.due_on <= on and account.debt(on)]
    cents = _pay_debts(_ranked(due, on), cents, shares, on)
    for account in accounts:
        cents = account.pay_penalty(cents, shares[account.number])
    for account in accounts:
        cents = account.pay_indemnity(cents, shares[account.number])
    later = [account for account in accounts if account.due_on > on]
    by_day = [list(equal) for _, equal in groupby(later, key=lambda account: account.due_on)]
    cents = _pay_debts(by_day, cents, shares, on)
    for account in accounts:
        cents = account.pay_contested(cents, shares[account.number])
    return {number: share for number, share in shares.items() if share.total}, cents


def _pay_wholly(account: Account, cents: int, share: Share, on: date) -> int:
    cents = account.pay_debt(cents, share, on=on)
    cents = account.pay_penalty(cents, share)
    cents = account.pay_indemnity(cents, share)
    return account.pay_contested(cents, share)


def _ranked(due: list[Account], on: date) -> list[list[Account]]:
    """Due invoices in order of payment; those of one list are equal."""
    if len(due) < 2:
        return [due]
    rates = {account.number: account.rate_tomorrow(on) for account in due}
    comparable = None not in rates.values()

    def rank(account: Account) -> tuple[Decimal, date]:
        rate = rates[account.number] if comparable else None
        return (-(rate or Decimal(0)), account.due_on)

    return [list(equal) for _, equal in groupby(sorted(due, key=rank), key=rank)]


def _pay_debts(groups: list[list[Account]], cents: int, shares: Shares, on: date) -> int:
    for equal in groups:
        if cents <= 0:
            break
        parts = _in_proportion(cents, [account.debt(on) for account in equal])
        for account, part in zip(equal, parts, strict=True):
            left = account.pay_debt(part, shares[account.number], on=on)
            assert not left, "a part is never more than the debt"
        cents -= sum(parts)
    return cents


def _in_proportion(cents: int, debts: list[int]) -> list[int]:
    """Share so many cents over the debts, to the cent; the odd cents go to the first ones."""
    whole = sum(debts)
    if cents >= whole:
        return debts
    parts = [cents * debt // whole for debt in debts]
    odd = cents - sum(parts)
    for place, debt in enumerate(debts):
        if odd and parts[place] < debt:
            parts[place] += 1
            odd -= 1
    return parts
