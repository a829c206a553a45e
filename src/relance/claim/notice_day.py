"""The formal notice (mise en demeure) that counts for an invoice, and why another does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relance.case import Invoice, State
from relance.case.entries import DeliveryOutcome

FORMAL_NOTICE = "formal_notice"
"""The step whose notice starts consumer interest and the flat penalty."""

_NEVER_REACHED = (DeliveryOutcome.UNKNOWN_ADDRESS, DeliveryOutcome.LOST, DeliveryOutcome.BOUNCED)
"""A refused or unclaimed letter stays a valid notice (law.md L5.7); these are not protected (L5.8)."""


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """`on` is the day of the formal notice that counts; None when none does.

    The others are the first day of a notice that does not count, with the reason: given
    before the invoice was late, never reached the debtor, or later than the day asked.
    """

    on: date | None = None
    early_on: date | None = None
    unreached_on: date | None = None
    later_on: date | None = None


NO_NOTICE = NoticeDay()


def notice_day(state: State, invoice: Invoice, *, on: date) -> NoticeDay:
    """The first formal notice that demanded this invoice, as known on that day.

    Nobody can be put in default for a sum that is not due yet: a notice dated up to the due
    date has no effect.
    """
    counts: date | None = None
    early: date | None = None
    unreached: date | None = None
    later: date | None = None
    for sent in state.notices:
        if sent.fact.step != FORMAL_NOTICE or invoice.number not in sent.fact.invoices:
            continue
        if sent.on > on:
            later = min(later or sent.on, sent.on)
        elif sent.on <= invoice.due_on:
            early = min(early or sent.on, sent.on)
        elif sent.outcome in _NEVER_REACHED:
            unreached = min(unreached or sent.on, sent.on)
        else:
            counts = min(counts or sent.on, sent.on)
    if counts is None and early is None and unreached is None and later is None:
        return NO_NOTICE
    return NoticeDay(counts, early, unreached, later)
