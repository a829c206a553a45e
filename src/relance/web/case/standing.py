"""The amount at the head of a case, with the words that make it true: due, to fall due, paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relance.case import Money, State
from relance.claim import Statement
from relance.notices import french
from relance.office.models import CaseRow

_LISTED = 3
"""Due dates told one by one; more are told by the first and the last."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`amount`, and what it is: «dû au 30 novembre 2026», «pas encore dû : échéance le …»."""

    amount: Money
    said: str


def standing(case: CaseRow, state: State, owed: Statement | None, today: date) -> Standing:
    """What the head of the page says. `owed` is None while the law cannot be read."""
    opened = {n: one for n, one in state.open_amounts().items() if one.cents > 0}
    left = Money(sum(one.cents for one in opened.values()), state.currency)
    if case.silence == "paid":
        return Standing(left, "rien à réclamer")
    if owed is None:
        return Standing(left, "sans les pénalités, qui ne se calculent pas en ce moment")
    if case.closed:
        return Standing(owed.total, "n’est plus réclamé")
    coming = {n: one for n, one in opened.items() if state.invoices[n].invoice.due_on >= today}
    if not coming:
        return Standing(owed.total, f"dû au {french.day(today)}")
    by_day: dict[date, int] = {}
    for number, amount in coming.items():
        due_on = state.invoices[number].invoice.due_on
        by_day[due_on] = by_day.get(due_on, 0) + amount.cents
    if len(coming) == len(opened):
        return Standing(owed.total, f"pas encore dû\u00a0: {_falling(by_day, state.currency)}")
    later = Money(sum(by_day.values()), state.currency)
    when = _falling(by_day, state.currency)
    return Standing(
        owed.total,
        f"au {french.day(today)}, dont {french.money(later)} pas encore dus\u00a0: {when}",
    )


def _falling(by_day: dict[date, int], currency: str) -> str:
    """What falls due, and when: «échéance le 2 décembre 2026»."""
    days = sorted(by_day)
    if len(days) == 1:
        return f"échéance le {french.day(days[0])}"
    if len(days) <= _LISTED:
        each = [f"{french.money(Money(by_day[on], currency))} le {french.day(on)}" for on in days]
        return f"échéances de {french.listed(each)}"
    return f"{len(days)} échéances, du {french.day(days[0])} au {french.day(days[-1])}"
