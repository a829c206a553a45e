"""A second implementation of the claim, on several invoices, day by day, in whole numbers.

It shares no code with the product: its rates are typed here, its money is whole cents, its days
are numbers, and it walks through the calendar one day at a time instead of cutting periods.
Where it and the product differ by a cent, one of them is wrong.

Written from the texts: C. com. L441-10 and D441-5, C. civ. 1231-5, 1231-6, 1342-10, 1343-1 and
1344-1, CCP R2192-31, C. com. L622-28; and from what allocation.py and excess.py say they choose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from tests.claim.life import Bill, Event, History, corrected
from tests.claim.rates import (
    DAY,
    DEFAULT,
    JANUARY_2013,
    LEGAL,
    NEW_HALVES,
    SCALE,
    THRICE,
    half,
    scaled,
)


@dataclass
class Answer:
    """What is still owed: (principal, interest, indemnity, penalty) of each bill, in cents."""

    bills: list[tuple[int, int, int, int]]
    overpaid: int
    incomplete: bool

    @property
    def total(self) -> int:
        return sum(map(sum, self.bills)) - self.overpaid


@dataclass
class _Debt:
    bill: Bill
    place: int
    principal: int
    contested: int
    notice: int | None
    interest: int = 0
    indemnity: int = 0
    penalty: int = 0
    running: int = 0  # interest not rounded yet: cents times scaled rates
    daily: int = 0  # what one day adds to it

    def round_up(self) -> None:
        self.interest += (2 * self.running + DAY) // (2 * DAY)
        self.running = 0

    def asks(self) -> int:
        return self.interest + (2 * self.running + DAY) // (2 * DAY) + self.principal

    def lower(self, cents: int) -> int:
        if cents and self.principal:
            self.round_up()
        for part in ("principal", "contested"):
            cents = self.settle(part, cents)
        return cents

    def settle(self, part: str, cents: int) -> int:
        held: int = getattr(self, part)
        setattr(self, part, max(0, held - cents))
        return max(0, cents - held)

    def receive(self, cents: int) -> int:
        if cents and self.asks():
            self.round_up()
            cents = self.settle("principal", self.settle("interest", cents))
        return cents


@dataclass
class _Life:
    history: History
    debts: list[_Debt] = field(default_factory=list)
    beyond_named: int = 0
    beyond_loose: list[int] = field(default_factory=list)
    beyond_paid: list[int] = field(default_factory=list)
    incomplete: bool = False

    def __post_init__(self) -> None:
        self.history = h = corrected(self.history)
        self.judgment = h.judgment if h.judgment is not None and h.judgment <= h.on else None
        disputed: dict[int, int] = {}
        for event in h.events:
            if event.what == "dispute":
                disputed[event.bill] = event.cents or h.bills[event.bill].cents
            elif event.what == "settled":
                disputed.pop(event.bill, None)
        for place, bill in enumerate(h.bills):
            contested = min(disputed.get(place, 0), bill.cents) if h.without_disputed else 0
            given = [
                e.day
                for e in h.events
                if e.what in ("notice", "refused")
                and e.cents >> place & 1
                and bill.due < e.day <= h.on
            ]
            notice = min(given, default=None)
            self.debts.append(_Debt(bill, place, bill.cents - contested, contested, notice))
        self.order = sorted(self.debts, key=lambda debt: (debt.bill.due, debt.place))

    def rate(self, debt: _Debt, day: int) -> int | None:
        """The scaled rate of that day: 0 when none runs, None when nobody knows it."""
        h, bill = self.history, debt.bill
        if h.kind is None or day <= bill.due or not debt.principal:
            return 0
        if self.judgment is not None and day >= self.judgment:
            return 0
        if h.kind == "consumer":
            started = debt.notice is not None and day > debt.notice
            return LEGAL.get(half(day)) if started else 0
        if h.kind == "public":
            began = half(bill.due + 1)
            known = DEFAULT.get(began) if began >= "2013-S2" else None
            return None if known is None else known - 2 * SCALE
        if bill.rate is None:
            return DEFAULT.get(half(day))
        return THRICE.get(half(day)) if bill.rate == "3xlegal" else scaled(bill.rate)

    def refresh(self, day: int) -> None:
        for debt in self.debts:
            rate = self.rate(debt, day)
            self.incomplete |= rate is None
            debt.daily = debt.principal * (rate or 0)

    def pay(self, cents: int, day: int, named: int) -> int:
        """Give the money away in the order of the texts; return what is beyond."""
        if 0 <= named < len(self.debts):
            one = self.debts[named]
            cents = one.receive(cents)
            for part in ("penalty", "indemnity", "contested"):
                cents = one.settle(part, cents)
        born = [debt for debt in self.order if debt.bill.issued <= day]
        late = [debt for debt in born if debt.bill.due <= day and debt.asks()]
        rates = {debt.place: self.rate(debt, day + 1) for debt in late}
        guess = None in rates.values()

        def dearest(debt: _Debt) -> tuple[int, int]:
            return 0 if guess else -(rates[debt.place] or 0), debt.bill.due

        for _, equals in groupby(sorted(late, key=dearest), key=dearest):
            cents = self.split(cents, list(equals))
        for part in ("penalty", "indemnity"):
            for debt in born:
                cents = debt.settle(part, cents)
        waiting = [debt for debt in born if debt.bill.due > day]
        for _, equals in groupby(waiting, key=lambda debt: debt.bill.due):
            cents = self.split(cents, list(equals))
        for debt in born:
            cents = debt.settle("contested", cents)
        return cents

    def split(self, cents: int, equals: list[_Debt]) -> int:
        asked = [debt.asks() for debt in equals]
        whole = sum(asked)
        if not cents or not whole:
            return cents
        given = min(cents, whole)
        parts = [given * one // whole for one in asked]
        place = 0
        while sum(parts) < given:
            parts[place] += parts[place] < asked[place]
            place += 1
        for debt, part in zip(equals, parts, strict=True):
            debt.receive(part)
        return cents - given

    def credit(self, cents: int, day: int) -> int:
        for debt in self.order:
            if debt.bill.issued <= day:
                cents = debt.lower(cents)
        return cents

    def morning(self, day: int, events: list[Event]) -> None:
        if any(debt.bill.issued == day for debt in self.debts):
            self.beyond_loose = [self.credit(cents, day) for cents in self.beyond_loose]
            self.beyond_paid = [self.pay(c, day, -1) if c else 0 for c in self.beyond_paid]
        for event in events:
            if event.what == "give_up":
                self.debts[event.bill].lower(event.cents)
        for event in events:
            if event.what == "credit":
                if 0 <= event.bill < len(self.debts):
                    self.beyond_named += self.debts[event.bill].lower(event.cents)
                else:
                    self.beyond_loose.append(self.credit(event.cents, day))
        for debt in self.debts:
            self.charge(debt, day)

    def charge(self, debt: _Debt, day: int) -> None:
        if self.history.kind not in ("business", "public") or not debt.principal:
            return
        judged = self.judgment
        if day == debt.bill.due + 1 and day >= JANUARY_2013:
            debt.indemnity = 4000 if judged is None or debt.bill.due < judged else 0
        if day == debt.notice and debt.bill.penalty and (judged is None or day < judged):
            percent = scaled(debt.bill.penalty)
            debt.penalty = (2 * debt.principal * percent + 100 * SCALE) // (200 * SCALE)

    def evening(self, day: int, events: list[Event]) -> None:
        for event in events:
            if event.what == "paid":
                self.beyond_paid.append(self.pay(event.cents, day, event.bill))
        for event in events:
            if event.what == "refund":
                self.give_back(event.cents)

    def give_back(self, cents: int) -> None:
        taken = min(cents, self.beyond_named)
        self.beyond_named -= taken
        cents -= taken
        for held in (self.beyond_loose, self.beyond_paid):
            for place, kept in enumerate(held):
                taken = min(cents, kept)
                held[place] -= taken
                cents -= taken


def owed(history: History) -> Answer:
    """Live through every day up to the day asked, and say what is left."""
    life = _Life(history)
    history = life.history
    happened: dict[int, list[Event]] = {}
    for event in history.events:
        happened.setdefault(event.day, []).append(event)
    turns = set(happened) | NEW_HALVES | {d + 1 for d in happened}
    for debt in life.debts:
        turns |= {debt.bill.issued, debt.bill.due + 1}
    if life.judgment is not None:
        turns.add(life.judgment)
    debts = life.debts
    first = min([*happened, *(debt.bill.issued for debt in debts)])
    for day in range(first, history.on + 1):
        if day in turns:
            life.morning(day, happened.get(day, []))
            life.refresh(day)
        for debt in debts:
            debt.running += debt.daily
        if day in happened:
            life.evening(day, happened[day])
        if day + 1 in NEW_HALVES:
            for debt in debts:
                debt.round_up()
    for debt in debts:
        debt.round_up()
    beyond = life.beyond_named + sum(life.beyond_loose) + sum(life.beyond_paid)
    left = [(debt.principal, debt.interest, debt.indemnity, debt.penalty) for debt in debts]
    return Answer(left, beyond, life.incomplete)
