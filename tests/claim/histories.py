"""Random lives of a case: `python -m tests.claim.histories 1000000` plays a million of them.

Each is told to the product as a journal and to the second implementation as plain numbers. One
cent of difference, a line that does not add up or a step past an unread transfer is printed with
its seed: the same seed always makes the same life.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import sys
import time
from datetime import date
from random import Random

from relance.case import State
from relance.claim import LineKind, Statement, statement
from relance.law import Calendar
from relance.steps import NoStep, Permit, Reach, Step, builtin, next_step
from tests.claim.cases import LAW
from tests.claim.independent import Answer, owed
from tests.claim.life import CLAUSES, KINDS, Bill, Event, History
from tests.claim.rates import scaled
from tests.claim.telling import state

_FIRST, _LAST = date(2012, 6, 1).toordinal(), date(2027, 2, 1).toordinal()
_TURNS = [date(y, m, 1).toordinal() for y in range(2013, 2028) for m in (1, 7)]
_FRANCE, _FIVE = Calendar(), builtin("cinq-etapes")

_KINDS = ("business", "business", "business", "consumer", "public", None)
_RATES = (None, None, None, "15", "9.5", "5", "0", "11.125", "3xlegal")
_PENALTIES = (None, None, None, "10", "7.5")
_MONEY = ("paid", "paid", "paid", "paid", "paid", "credit", "give_up", "refund")
_WORDS = ("notice", "notice", "refused", "lost", "dispute", "dispute", "settled", "terms", "kind")
_IDLE = ("hold", "lift", "promise", "plan", "plan_over", "seen", "dismissed", "foreign")
_UNDONE = ("paid", "credit", "give_up", "refund", "notice", "dispute", "settled", "terms")


def history(seed: int) -> History:
    """The life of that seed. Its days cluster where something changes."""
    chance = Random(seed)
    start = chance.choice(_TURNS) if chance.random() < 0.4 else chance.randrange(_FIRST, _LAST)
    span = chance.choice((40, 200, 500))
    days = [start - 1, start, start + 1]

    def day() -> int:
        if chance.random() < 0.35:
            return chance.choice(days) + chance.choice((-1, 0, 0, 0, 1))
        found = start + chance.randrange(-30, span)
        days.append(found)
        return found

    def cents() -> int:
        return chance.randrange(1, chance.choice((50, 5_000, 200_000, 5_000_000)))

    bills: list[Bill] = []
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4))):
        due = bills[-1].due if bills and chance.random() < 0.3 else day()
        issued = due - chance.choice((0, 0, 1, 30, 30, 60))
        rate, penalty = chance.choice(_RATES), chance.choice(_PENALTIES)
        bills.append(Bill(cents(), issued, due, rate, penalty))
        days += [issued, due, due + 1]

    def amount(bill: int) -> int:
        if chance.random() < 0.5:
            return cents()
        whole = bills[max(bill, 0) % len(bills)].cents
        return max(1, whole + chance.choice((0, -1, 1, 4_000, whole, -whole // 2, -whole // 3)))

    events = []
    numbers = range(-1, len(bills))
    for kinds, most in ((_MONEY, 7), (_WORDS, 3), (_IDLE, 3)):
        for _ in range(chance.randrange(most)):
            what = chance.choice(kinds)
            bill = chance.choice(numbers) if chance.random() < 0.97 else len(bills)
            if what in ("give_up", "dispute", "settled", "terms"):
                bill = chance.randrange(len(bills))
            asked = amount(bill)
            if what in ("notice", "refused", "lost"):
                asked = chance.randrange(1, 1 << len(bills))
            if what in ("terms", "kind"):
                asked = chance.randrange(len(CLAUSES if what == "terms" else KINDS))
            if what == "dispute" and chance.random() < 0.3:
                asked = 0
            undone = what in _UNDONE and chance.random() < 0.1
            events.append(Event(day(), what, bill, asked, undone))
    chance.shuffle(events)
    return History(
        kind=chance.choice(_KINDS),
        bills=tuple(bills),
        events=tuple(events),
        on=chance.choice((start + span, start + span + 200, day())),
        judgment=day() if chance.random() < 0.15 else None,
        without_disputed=chance.random() < 0.4,
    )


def stated(told: History) -> Statement:
    """What the product says is owed."""
    on = date.fromordinal(told.on)
    return statement(state(told), on=on, law=LAW, without_disputed=told.without_disputed)


def answer(found: Statement, bills: int) -> Answer:
    """A statement of the product in the plain numbers of the second implementation."""
    left = []
    for place in range(bills):
        one = found.by_invoice.get(f"F-{place}")
        left.append(
            (one.principal.cents, one.interest.cents, one.indemnity.cents, one.penalty.cents)
            if one
            else (0, 0, 0, 0)
        )
    return Answer(left, found.overpaid.cents if found.overpaid else 0, not found.complete)


def wrong(told: History, found: Statement) -> str:
    """Where the two differ, or a line does not hold; "" when all is right."""
    ours, theirs = answer(found, len(told.bills)), owed(told)
    if ours != theirs or found.total.cents != theirs.total:
        return f"product {ours}, second {theirs}"
    if sum(line.amount.cents for line in found.lines) != found.total.cents:
        return "the lines are not the total"
    for line in found.lines:
        if line.kind is LineKind.INTEREST:
            assert line.base and line.days and line.rate is not None
            exact = line.base.cents * line.days * scaled(f"{line.rate:f}")
            if line.amount.cents != (2 * exact + 365_000_000) // 730_000_000:
                return f"nobody can work out {line}"
    return ""


def next_of(told: History, known: State) -> Step | NoStep:
    """What the product would do on the day asked, with everything it may use to do it."""
    return next_step(
        known,
        today=date.fromordinal(told.on),
        playbook=_FIVE,
        calendar=_FRANCE,
        reach=Reach(),
        permit=Permit(),
        law=LAW,
    )


def _play(seeds: range) -> tuple[list[str], int, int]:
    """What went wrong, the histories with a transfer unread, and the steps past one."""
    told_wrong, unread, past = [], 0, 0
    for seed in seeds:
        told = history(seed)
        known = state(told)
        on = date.fromordinal(told.on)
        found = statement(known, on=on, law=LAW, without_disputed=told.without_disputed)
        if said := wrong(told, found):
            told_wrong.append(f"seed {seed}: {said}")
        if known.seen:
            unread += 1
            past += isinstance(next_of(told, known), Step)
    return told_wrong, unread, past


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.claim.histories")
    parser.add_argument("count", type=int, nargs="?", default=100_000)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    last = asked.first_seed + asked.count
    parts = [range(n, min(n + 1000, last)) for n in range(asked.first_seed, last, 1000)]
    differences = unread = past = 0
    gc.freeze()
    with multiprocessing.Pool(asked.workers) as pool:
        for told_wrong, some_unread, some_past in pool.imap(_play, parts):
            differences += len(told_wrong)
            unread += some_unread
            past += some_past
            for said in told_wrong[:3]:
                print(said, file=sys.stderr, flush=True)
    print(
        f"{asked.count} histories, {differences} different; {unread} with a transfer unread, "
        f"{past} steps past one; {time.monotonic() - began:.0f} s"
    )
    return 1 if differences or past else 0


if __name__ == "__main__":
    sys.exit(main())
