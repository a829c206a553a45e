"""A promise to pay: trusted until its day and two bank days, then answered more firmly."""

from __future__ import annotations

from datetime import date

import pytest

from relance.case import Money
from relance.case.entries import CreditNoteAdded, DisputeOpened, PaymentReceived, PromiseMade
from relance.steps import NoStep, Step
from relance.steps.promise import kept_promises
from tests.steps.told import FRANCE, Told, asked, bill, called, day, said, sent, state_of

MAIL = sent("2026-04-07", "kind_email")
CALL = called("2026-04-15")
PROMISE: Told = ("2026-04-15", PromiseMade(date(2026, 4, 24)))  # a Friday


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        ("2026-04-16", ("promise_running", "2026-04-29")),
        ("2026-04-24", ("promise_running", "2026-04-29")),
        ("2026-04-28", ("promise_running", "2026-04-29")),  # two working days for the transfer
        ("2026-04-29", ("formal_reminder", "2026-04-29")),  # broken: before D+30, at once
    ],
)
def test_a_promise_is_trusted_and_two_bank_days_more(on: str, answer: tuple[str, str]) -> None:
    """A transfer ordered on Friday arrives on Tuesday: writing on Monday is an insult."""
    assert said(asked(on, bill(), MAIL, CALL, PROMISE)) == answer


def test_a_promise_skips_the_kind_steps_when_broken() -> None:
    """Who promised after the first e-mail and did not pay is not called to be reminded again."""
    told = (bill(), MAIL, ("2026-04-08", PromiseMade(date(2026, 4, 13))))

    answer = asked("2026-04-09", *told)
    assert isinstance(answer, NoStep)
    assert answer.detail == {"promised_on": "2026-04-13"}
    assert said(asked("2026-04-16", *told)) == ("formal_reminder", "2026-04-16")


def test_a_broken_promise_is_answered_once() -> None:
    """One broken word makes one letter come early, not the whole playbook at once."""
    told = (bill(), MAIL, ("2026-04-08", PromiseMade(date(2026, 4, 13))))
    letter = sent("2026-04-16", "formal_reminder", deadline="2026-04-24")

    assert said(asked("2026-04-17", *told, letter)) == ("not_due_yet", "2026-05-15")


def test_after_the_reminder_a_broken_promise_brings_the_notice() -> None:
    """At least the reminder: what is already further goes on from there, and its deadline holds."""
    told = (
        bill(),
        MAIL,
        CALL,
        sent("2026-04-30", "formal_reminder", deadline="2026-05-11"),
        ("2026-05-04", PromiseMade(date(2026, 5, 6))),
    )

    # Two working days after 6 May: the 7th and the 11th (8 May is a holiday). The letter's own
    # deadline is the 11th too.
    assert said(asked("2026-05-11", *told)) == ("promise_running", "2026-05-12")
    assert said(asked("2026-05-12", *told)) == ("formal_notice", "2026-05-12")


def test_a_court_file_is_never_hurried() -> None:
    """A broken word after the formal notice changes nothing to the day of the court file."""
    told = (
        bill(),
        MAIL,
        CALL,
        sent("2026-04-30", "formal_reminder", deadline="2026-05-11"),
        sent("2026-05-15", "formal_notice", deadline="2026-05-26"),
        ("2026-05-18", PromiseMade(date(2026, 5, 20))),
    )

    assert said(asked("2026-05-27", *told)) == ("not_due_yet", "2026-06-01")


@pytest.mark.parametrize(
    ("paid", "answer"),
    [
        ("400", ("formal_reminder", "2026-04-30")),  # kept: the rest follows its steps
        ("399.99", ("formal_reminder", "2026-04-29")),  # broken by a cent
    ],
)
def test_a_promised_part_is_kept_by_that_part(paid: str, answer: tuple[str, str]) -> None:
    """He promised 400 and paid 400: he kept his word, and still owes 800."""
    told = (
        bill(),
        MAIL,
        CALL,
        ("2026-04-15", PromiseMade(date(2026, 4, 24), Money.of("400"))),
        ("2026-04-20", PaymentReceived(Money.of(paid))),
    )

    assert said(asked("2026-04-29", *told)) in (answer, ("not_due_yet", answer[1]))
    assert said(asked(answer[1], *told)) == answer


def test_money_that_came_before_the_promise_does_not_keep_it() -> None:
    """The 400 of the morning are not the 400 promised in the afternoon."""
    promise: Told = ("2026-04-15", PromiseMade(date(2026, 4, 24), Money.of("400")))
    paid: Told = ("2026-04-15", PaymentReceived(Money.of("400")))

    assert said(asked("2026-04-16", bill(), MAIL, CALL, paid, promise))[0] == "promise_running"
    assert said(asked("2026-04-16", bill(), MAIL, CALL, promise, paid))[0] == "not_due_yet"


def test_a_promise_to_pay_all_covers_what_was_late_that_day() -> None:
    """A bill that fell due after the promise is asked for kindly, on its own days."""
    told = (
        bill(),
        bill("F-2", "2026-04-20"),
        MAIL,
        CALL,
        PROMISE,
        ("2026-04-23", PaymentReceived(Money.of("1200"), "F-1")),
    )

    assert said(asked("2026-04-24", *told)) == ("not_due_yet", "2026-04-27")
    step = asked("2026-04-27", *told)
    assert isinstance(step, Step)
    assert (step.key, step.invoices) == ("kind_email", ("F-2",))


def test_a_promise_before_the_due_date_covers_what_falls_due_by_then() -> None:
    """«Je paierai le 8» said before the due date counts for that bill."""
    told = (bill(), ("2026-03-20", PromiseMade(date(2026, 4, 8))))

    assert said(asked("2026-04-08", *told)) == ("promise_running", "2026-04-13")
    assert said(asked("2026-04-13", *told))[0] == "formal_reminder"


@pytest.mark.parametrize(
    "fact", [DisputeOpened("F-1"), CreditNoteAdded("A-1", Money.of("1200"), "F-1")]
)
def test_a_promise_about_what_is_no_longer_asked_stops_nothing(fact: DisputeOpened) -> None:
    """The other bill is not held up by a word given about this one."""
    told = (bill(), bill("F-2", "2026-04-20"), MAIL, CALL, PROMISE, ("2026-04-16", fact))

    assert said(asked("2026-04-27", *told)) == ("kind_email", "2026-04-27")


def test_the_last_promise_counts() -> None:
    """A new date, accepted by the creditor, replaces the old one."""
    later: Told = ("2026-04-28", PromiseMade(date(2026, 5, 20)))

    assert said(asked("2026-05-05", bill(), MAIL, CALL, PROMISE, later)) == (
        "promise_running",
        "2026-05-26",  # Friday 22 May is the second bank day; then a weekend and Whit Monday
    )


def test_the_rate_of_kept_promises_counts_what_is_over() -> None:
    """One kept, one broken, one that still runs: people decide on facts."""
    told = [
        bill(),
        ("2026-04-08", PromiseMade(day("2026-04-15"), Money.of("400"))),
        ("2026-04-14", PaymentReceived(Money.of("400"))),
        ("2026-04-20", PromiseMade(day("2026-04-24"))),
        ("2026-05-04", PromiseMade(day("2026-06-30"))),
    ]
    found = kept_promises(state_of(told), today=day("2026-05-05"), calendar=FRANCE)
    assert (found.kept, found.broken) == (1, 1)
