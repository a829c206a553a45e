"""A second implementation of the claim on one invoice, day by day, in exact fractions.

It shares no code with the product: its rates are typed here, its money is whole cents, its
half-years are strings, and it walks through the calendar one day at a time instead of cutting
periods. Where it and the product differ by a cent, one of them is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

_ECB_PLUS_TEN = """
2013-S1 10.75 2013-S2 10.50 2014-S1 10.25 2014-S2 10.15 2015-S1 10.05 2015-S2 10.05
2016-S1 10.05 2016-S2 10.00 2017-S1 10.00 2017-S2 10.00 2018-S1 10.00 2018-S2 10.00
2019-S1 10.00 2019-S2 10.00 2020-S1 10.00 2020-S2 10.00 2021-S1 10.00 2021-S2 10.00
2022-S1 10.00 2022-S2 10.00 2023-S1 12.50 2023-S2 14.00 2024-S1 14.50 2024-S2 14.25
2025-S1 13.15 2025-S2 12.15 2026-S1 12.15 2026-S2 12.40
"""
_LEGAL = """
2015-S1 0.93 2015-S2 0.99 2016-S1 1.01 2016-S2 0.93 2017-S1 0.90 2017-S2 0.90
2018-S1 0.89 2018-S2 0.88 2019-S1 0.86 2019-S2 0.87 2020-S1 0.87 2020-S2 0.84
2021-S1 0.79 2021-S2 0.76 2022-S1 0.76 2022-S2 0.77 2023-S1 2.06 2023-S2 4.22
2024-S1 5.07 2024-S2 4.92 2025-S1 3.71 2025-S2 2.76 2026-S1 2.62 2026-S2 2.75
"""


def _table(text: str) -> dict[str, Fraction]:
    words = text.split()
    return {words[i]: Fraction(words[i + 1]) for i in range(0, len(words), 2)}


DEFAULT, LEGAL = _table(_ECB_PLUS_TEN), _table(_LEGAL)
LAST_KNOWN = "2026-S2"


@dataclass(frozen=True)
class History:
    """One invoice's life, in plain values: cents and days."""

    kind: str | None
    cents: int
    due: date
    on: date
    rate: str | None = None
    penalty: str | None = None
    notice: date | None = None
    payments: tuple[tuple[date, int], ...] = ()
    credits: tuple[tuple[date, int], ...] = ()
    given_up: tuple[tuple[date, int], ...] = ()
    judgment: date | None = None


@dataclass
class Answer:
    """What is still owed, in cents; `until` is the last day interest could be computed."""

    principal: int
    interest: int = 0
    indemnity: int = 0
    penalty: int = 0
    overpaid: int = 0
    incomplete: bool = False

    @property
    def total(self) -> int:
        return self.principal + self.interest + self.indemnity + self.penalty - self.overpaid


def _name(day: date) -> str:
    return f"{day.year}-S{1 if day.month < 7 else 2}"


def _half_up(exact: Fraction) -> int:
    whole, rest = divmod(exact, 1)
    return int(whole) + (1 if rest >= Fraction(1, 2) else 0)


def _rate(history: History, day: date) -> Fraction | None:
    """The yearly percentage of that day; None when nobody knows it."""
    half = _name(day)
    if history.kind == "consumer":
        return LEGAL.get(half)
    if history.kind == "public":
        start = _name(history.due + timedelta(days=1))
        known = DEFAULT.get(start) if start >= "2013-S2" else None
        return None if known is None else known - 2
    if history.rate is None:
        return DEFAULT.get(half)
    if history.rate == "3xlegal":
        legal = LEGAL.get(half)
        return None if legal is None else 3 * legal
    return Fraction(history.rate)


def owed(history: History) -> Answer:
    """Live through every day up to the day asked, and say what is left."""
    left = Answer(principal=history.cents)
    judgment = history.judgment if history.judgment and history.judgment <= history.on else None
    notice = history.notice
    if notice is not None and not history.due < notice <= history.on:
        notice = None
    days = [history.due, *(day for day, _ in history.payments + history.credits)]
    day = min(days + [day for day, _ in history.given_up])
    running = Fraction(0)  # cents of interest since the last line was rounded
    stopped = False
    while day <= history.on:
        reductions = [(c, True) for d, c in history.credits if d == day]
        reductions += [(c, False) for d, c in history.given_up if d == day]
        if reductions:
            left.interest += _half_up(running)
            running = Fraction(0)
        for cents, returned in sorted(reductions, key=lambda one: one[1]):
            taken = min(cents, left.principal)
            left.principal -= taken
            if returned:
                left.overpaid += cents - taken

        professional = history.kind in ("business", "public") and left.principal > 0
        if professional and day == history.due + timedelta(days=1):
            exists = day.year >= 2013  # nobody owed it before
            left.indemnity = 4000 if exists and (judgment is None or history.due < judgment) else 0
        if professional and day == notice and history.penalty:
            asked = Fraction(history.penalty) / 100 * left.principal
            left.penalty = _half_up(asked) if judgment is None or notice < judgment else 0

        bears = history.kind is not None and day > history.due and left.principal > 0
        if history.kind == "consumer":
            bears = bears and notice is not None and day > notice
        if bears and (judgment is None or day < judgment) and not stopped:
            rate = _rate(history, day)
            if rate is None:
                left.incomplete = True
                first = history.due + timedelta(days=1)
                stopped = _name(first if history.kind == "public" else day) > LAST_KNOWN
            else:
                running += left.principal * rate / 36500

        paid = [cents for on, cents in history.payments if on == day]
        if paid or (day + timedelta(days=1)).strftime("%m-%d") in ("01-01", "07-01"):
            left.interest += _half_up(running)
            running = Fraction(0)
        for cents in paid:
            for part in ("interest", "principal", "penalty", "indemnity"):
                taken = min(cents, getattr(left, part))
                setattr(left, part, getattr(left, part) - taken)
                cents -= taken
            left.overpaid += cents
        day += timedelta(days=1)
    left.interest += _half_up(running)
    return left
