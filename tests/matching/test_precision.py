"""Invented lines whose truth is known, fifty thousand in CI: how often we are right, and wrong."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from math import sqrt

import pytest

from relance.matching import Certainty, Match
from tests.matching.generator import Told, World

IN_CI = os.environ.get("RELANCE_REQUIRE_ALL") == "1"
WORLDS = 88 if IN_CI else 24
"""A third of a second each: all of them in CI, fourteen thousand lines elsewhere."""
LINES = 600
UNREADABLE = 0.06
"""What a bank cut away cannot be read: so many payments of an open bill may stay unseen."""


@dataclass
class Count:
    """What became of the lines of all worlds."""

    lines: int = 0
    wrong: list[tuple[int, Told, Match]] = field(default_factory=list)
    twice: list[tuple[int, str]] = field(default_factory=list)
    of_kind: dict[str, Counter[str]] = field(default_factory=dict)

    def among(self, *fates: str, kinds: set[str] | None = None) -> int:
        return sum(
            count[fate]
            for kind, count in self.of_kind.items()
            for fate in fates
            if kinds is None or kind in kinds
        )


def wilson(good: int, of: int) -> str:
    """A share with its 95 % interval (Wilson), as a line of print."""
    z = 1.96
    share = good / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{good}/{of} = {share:.2%} [{middle - half:.2%}, {middle + half:.2%}]"


def fate(told: Told, match: Match) -> str:
    """certain, wrong, held (the case of the payment is held), elsewhere, asked or none.

    `asked` is a question about a credit that pays nothing of ours.
    """
    if match.certainty is Certainty.CERTAIN:
        parts = {(part.case, part.invoice, part.amount.cents) for part in match.parts}
        return "certain" if parts == told.truth else "wrong"
    if match.certainty is Certainty.NONE:
        return "none" if told.truth else "quiet"
    if not told.truth:
        return "asked"
    cases = {part.case for parts in (match.parts, *match.alternatives) for part in parts}
    return "held" if cases & {case for case, _, _ in told.truth} else "elsewhere"


@pytest.fixture(scope="module")
def count() -> Count:
    result = Count()
    for seed in range(WORLDS):
        world = World(seed, invoices=300, subscriptions=(0.1, 0.3, 0.7, 0.95)[seed % 4])
        lines = list(world.lines(LINES))
        answers = world.book().match_all([(told.key, told.movement) for told in lines])
        recorded: set[tuple[str, str | None]] = set()
        for told, match in zip(lines, answers, strict=True):
            result.lines += 1
            one = fate(told, match)
            result.of_kind.setdefault(told.kind, Counter())[one] += 1
            if one == "wrong":
                result.wrong.append((seed, told, match))
            for part in match.parts if match.certainty is Certainty.CERTAIN else ():
                if (part.case, part.invoice) in recorded:
                    result.twice.append((seed, told.key))
                recorded.add((part.case, part.invoice))
    return result


def test_what_is_recorded_by_itself_is_always_right(count: Count) -> None:
    """A payment recorded on the wrong bill stops the reminders of one who has not paid."""
    assert count.lines == WORLDS * LINES
    certain = count.among("certain")
    print(f"\nprecision of certain: {wilson(certain, certain + len(count.wrong))}")
    assert certain > count.lines / 10
    assert count.wrong == []


def test_no_bill_is_recorded_as_paid_twice(count: Count) -> None:
    """Money that comes twice for one bill is to be returned, not spread over others."""
    assert count.twice == []


def test_few_payments_of_an_open_bill_stay_unseen(count: Count) -> None:
    """A client who has paid and is reminded all the same will not pay so gladly again."""
    certain, held = count.among("certain"), count.among("held")
    missed, elsewhere = count.among("none"), count.among("elsewhere")
    payments = certain + held + missed + elsewhere
    print(f"\nrecall of certain:       {wilson(certain, payments)}")
    print(f"certain or case held:    {wilson(certain + held, payments)}")
    print(f"asked about another case: {wilson(elsewhere, payments)}")
    print(f"unseen:                  {wilson(missed, payments)}")
    for kind, fates in sorted(count.of_kind.items()):
        print(f"  {kind:<26} {dict(fates)}")
    assert missed / payments < UNREADABLE
    assert (certain + held) / payments > 0.90


def test_a_whole_number_and_amount_are_mostly_recorded(count: Count) -> None:
    """If the plain case were asked each time, nobody would read the questions."""
    plain = count.of_kind["number_and_amount"]
    print(f"\nnumber and amount, certain: {wilson(plain['certain'], plain.total())}")
    assert plain["certain"] / plain.total() > 0.45


def test_what_no_client_sent_is_left_alone(count: Count) -> None:
    """Card takings, salaries and taxes are most lines of many accounts: no question on them."""
    strangers = count.of_kind["not_a_client"]
    assert strangers["quiet"] / strangers.total() > 0.98
    assert count.of_kind["money_out"]["asked"] == 0
