"""A transfer that may be the debtor's stops every step until a person has said whose it is."""

from __future__ import annotations

from datetime import date

from relance.case import Money
from relance.case.entries import PaymentReceived, TransferDismissed, TransferSeen
from relance.steps import Step
from tests.claim.histories import history, next_of
from tests.claim.telling import state
from tests.steps.told import asked, bill, said

SEEN = TransferSeen("m-1", Money.of("1200.00"))


def test_nobody_is_chased_while_his_money_may_be_here() -> None:
    """A reminder for what arrived this morning costs a customer; a day of waiting costs nothing."""
    assert isinstance(asked("2026-04-08", bill()), Step)

    answer = asked("2026-04-08", bill(), ("2026-04-07", SEEN))
    assert said(answer) == ("probably_paid", None)


def test_a_part_of_it_is_enough_to_wait() -> None:
    """Who sees one cent come in reads the transfer first, whatever its amount."""
    cent = ("2026-04-07", TransferSeen("m-1", Money.of("0.01")))

    assert said(asked("2026-04-08", bill(), cent)) == ("probably_paid", None)


def test_the_steps_go_on_once_a_person_has_said() -> None:
    """Another customer's transfer does not protect this one for ever."""
    dismissed = ("2026-04-08", TransferDismissed("m-1"))

    assert isinstance(asked("2026-04-08", bill(), ("2026-04-07", SEEN), dismissed), Step)


def test_of_two_transfers_one_read_is_not_both_read() -> None:
    """The second may be the rest: the reminder waits for it too."""
    other = ("2026-04-07", TransferSeen("m-2", Money.of("300.00")))
    paid = ("2026-04-08", PaymentReceived(Money.of("900.00"), movement="m-1"))

    answer = asked("2026-04-08", bill(), ("2026-04-07", SEEN), other, paid)
    assert said(answer) == ("probably_paid", None)


def test_no_life_has_a_step_past_an_unread_transfer() -> None:
    """Whatever else happened to a case, an unread transfer holds what would have left."""
    would_have_left, left = 0, []
    for seed in range(2000):
        told = history(seed)
        known = state(told)
        if known.seen:
            continue
        if isinstance(next_of(told, known), Step):
            would_have_left += 1
            known.seen["m-1"] = (date.fromordinal(told.on), Money(1))
            if isinstance(next_of(told, known), Step):
                left.append(seed)

    assert would_have_left > 100
    assert left == []


def test_lives_have_unread_transfers() -> None:
    """The million lives of `make rig` prove nothing about transfers if none has one."""
    found = [history(seed) for seed in range(500)]

    assert sum(bool(state(told).seen) for told in found) > 30
