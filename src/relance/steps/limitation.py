"""Limitation (prescription): the earliest day after which no court may help any more."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from relance.case import DebtorKind, Invoice
from relance.law import LawBook, NoValue, add_months

_RULES = {
    DebtorKind.BUSINESS: "prescription_commerciale",
    DebtorKind.CONSUMER: "prescription_consommateur",
    # Nobody has said who owes: the shorter period, until somebody does.
    None: "prescription_consommateur",
}
"""Public bodies are left out: how their four years count is not established (law.md L4.5)."""

_SHORTEST_DAYS = 360
"""No period is shorter than a year: younger debts need no look at the law."""


def limitation_on(invoice: Invoice, kind: DebtorKind | None, law: LawBook) -> date | None:
    """The last day before limitation may have run out; None when the law book does not say.

    Counted from the due date (C. civ. art. 2233), never moved to a working day. Nothing the
    journal knows moves it: a notice does not (law.md L4.9), a promise is not certain to (L4.12).
    """
    rule = _RULES.get(kind)
    years = _years(law, rule, invoice.due_on) if rule else None
    return add_months(invoice.due_on, 12 * years) if years else None


def limitation_passed(
    invoice: Invoice, kind: DebtorKind | None, *, today: date, law: LawBook
) -> bool:
    """True from the day after the earliest day of limitation."""
    if (today - invoice.due_on).days < _SHORTEST_DAYS:
        return False
    last_on = limitation_on(invoice, kind, law)
    return last_on is not None and last_on < today


@lru_cache(maxsize=4096)
def _years(law: LawBook, rule: str, on: date) -> int | None:
    # A debt older than the page's first value is past every period: that value says so.
    first_on = law.page(rule).rows[0].from_on
    try:
        return int(law.rule(rule, on=max(on, first_on)).value or 0)
    except NoValue:  # not established: then nothing is refused on the strength of it
        return None
