"""The five steps on their days, their distances, and one message for several invoices."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from relance.case import CreditorMode, Money, replay
from relance.case.entries import Channel, PaymentReceived, StepSkipped
from relance.law import Calendar, Region
from relance.steps import (
    Approval,
    NoStep,
    Permit,
    Reach,
    Step,
    Tone,
    builtin,
    builtins,
    next_step,
    read_playbook,
)
from tests.steps.told import FIVE, FRANCE, Told, asked, bill, called, journal, said, sent

FIRST_MAIL = sent("2026-04-07", "kind_email")
CALL = called("2026-04-15")
REMINDER = sent("2026-04-30", "formal_reminder", deadline="2026-05-11")
NOTICE = sent("2026-05-15", "formal_notice", deadline="2026-05-26")
COURT = sent("2026-06-01", "court_file")


@pytest.mark.parametrize(
    ("on", "before", "answer"),
    [
        ("2026-03-01", (), ("not_due_yet", "2026-04-07")),  # not even due
        ("2026-03-31", (), ("not_due_yet", "2026-04-07")),  # the due date is on time
        ("2026-04-06", (), ("not_due_yet", "2026-04-07")),
        ("2026-04-07", (), ("kind_email", "2026-04-07")),
        ("2026-04-08", (FIRST_MAIL,), ("not_due_yet", "2026-04-15")),
        ("2026-04-15", (FIRST_MAIL,), ("call", "2026-04-15")),
        ("2026-04-15", (FIRST_MAIL, CALL), ("not_due_yet", "2026-04-30")),
        ("2026-04-30", (FIRST_MAIL, CALL), ("formal_reminder", "2026-04-30")),
        ("2026-05-14", (FIRST_MAIL, CALL, REMINDER), ("not_due_yet", "2026-05-15")),
        ("2026-05-15", (FIRST_MAIL, CALL, REMINDER), ("formal_notice", "2026-05-15")),
        # D+60 is a Saturday.
        ("2026-05-16", (FIRST_MAIL, CALL, REMINDER, NOTICE), ("not_due_yet", "2026-06-01")),
        ("2026-05-30", (FIRST_MAIL, CALL, REMINDER, NOTICE), ("not_working_day", "2026-06-01")),
        ("2026-06-01", (FIRST_MAIL, CALL, REMINDER, NOTICE), ("court_file", "2026-06-01")),
        ("2026-06-01", (FIRST_MAIL, CALL, REMINDER, NOTICE, COURT), ("finished", None)),
    ],
)
def test_each_step_comes_on_its_day(
    on: str, before: tuple[Told, ...], answer: tuple[str, str | None]
) -> None:
    """Look on both sides of each day: the one before waits, the day itself acts."""
    assert said(asked(on, bill(), *before)) == answer


def test_a_letter_carries_a_deadline_that_is_a_working_day() -> None:
    """Eight days after Thursday 30 April is Friday 8 May, a public holiday: Monday counts."""
    step = asked("2026-04-30", bill(), FIRST_MAIL, CALL)

    assert step == Step(
        key="formal_reminder",
        channel=Channel.LETTER,
        tone=Tone.FIRM,
        approval=Approval.TO_APPROVE,
        on=date(2026, 4, 30),
        invoices=("F-1",),
        deadline_on=date(2026, 5, 11),
        position=2,
    )


def test_in_alsace_the_second_day_of_christmas_is_off() -> None:
    """A debtor in Strasbourg is not written to on a day when nobody works there."""
    told = bill(due="2025-12-19")  # D+7 is Friday 26 December

    assert said(asked("2025-12-26", told)) == ("kind_email", "2025-12-26")
    alsace = Calendar(Region.ALSACE_MOSELLE)
    answer = asked("2025-12-26", told, calendar=alsace)
    assert said(answer) == ("not_working_day", "2025-12-29")
    assert isinstance(answer, NoStep)
    assert answer.detail == {"step": "kind_email", "day": "Saint-Étienne"}


def test_a_weekend_is_named_too() -> None:
    """The desk says «dimanche», not a day without a name."""
    answer = asked("2026-04-12", bill())

    assert isinstance(answer, NoStep)
    assert answer.detail["day"] == "dimanche"


def test_a_case_that_comes_in_late_starts_kindly_and_keeps_the_distances() -> None:
    """An invoice 200 days late gets the kind e-mail first, never a formal notice at once."""
    told = [bill(due="2025-09-01")]
    days: dict[str, int] = {}
    today = date(2025, 9, 1) + timedelta(days=200)  # Friday 20 March 2026
    for _ in range(100):
        answer = asked(today, *told)
        if isinstance(answer, Step):
            days[answer.key] = (today - date(2026, 3, 20)).days
            if answer.channel is Channel.PHONE:
                told.append(called(today.isoformat()))
            else:
                told.append(sent(today.isoformat(), answer.key))
        today += timedelta(days=1)

    # 8 days to the call, then 15, 15 and 15: 0, 8, 23, 38, 53. The 8th day is a Saturday, the
    # 23rd a Sunday; the 38th, 27 April, and the 53rd, 12 May, are worked.
    assert days == {
        "kind_email": 0,
        "call": 10,
        "formal_reminder": 24,
        "formal_notice": 38,
        "court_file": 53,
    }


@pytest.mark.parametrize(
    ("mailed_on", "call_on"),
    [
        ("2026-04-07", "2026-04-15"),  # on its day
        ("2026-04-10", "2026-04-15"),  # the last day of the window
        ("2026-04-13", "2026-04-21"),  # three days past: 8 days later, as always
    ],
)
def test_what_is_done_in_its_window_moves_nothing(mailed_on: str, call_on: str) -> None:
    """A person who approves on the third day of the window keeps the calendar he was shown."""
    told = (bill(), sent(mailed_on, "kind_email"))
    day_before = (date.fromisoformat(call_on) - timedelta(days=1)).isoformat()

    assert said(asked(day_before, *told)) == ("not_due_yet", call_on)
    assert said(asked(call_on, *told)) == ("call", call_on)


def test_lateness_is_kept_until_the_end() -> None:
    """An e-mail six days behind puts the letter six days off too, though the call was in time."""
    told = (bill(), sent("2026-04-13", "kind_email"), called("2026-04-21"))

    assert said(asked("2026-04-22", *told)) == ("not_due_yet", "2026-05-06")


def test_a_step_done_early_by_hand_wins_back_what_was_lost() -> None:
    """Who posts the letter of an old case early waits fifteen days for the next, not forty."""
    told = [bill(due="2025-09-01"), sent("2026-03-20", "kind_email")]
    told.append(sent("2026-03-26", "formal_reminder", deadline="2026-04-03"))

    assert said(asked("2026-03-27", *told)) == ("not_due_yet", "2026-04-10")


def test_a_window_that_ends_on_a_weekend_ends_on_monday() -> None:
    """A letter rolled from Saturday to Monday is on time: the next one stays on its day."""
    told = [bill(due="2026-04-09"), sent("2026-04-16", "kind_email"), called("2026-04-24")]
    told.append(sent("2026-05-11", "formal_reminder", deadline="2026-05-19"))  # D+30 is a Saturday

    assert said(asked("2026-05-20", *told)) == (
        "not_due_yet",
        "2026-05-26",
    )  # D+45 Sunday, Pentecost


def test_a_step_passed_over_takes_no_time() -> None:
    """Who skips the call of an old case does not wait fifteen days more for having skipped it."""
    told = [bill(due="2025-09-01"), sent("2026-03-20", "kind_email")]
    told.append(("2026-03-25", StepSkipped("call", ("F-1",))))

    # 23 days lie between the e-mail (D+7) and the reminder (D+30): Sunday 12 April, so Monday.
    assert said(asked("2026-03-26", *told)) == ("not_due_yet", "2026-04-13")


def test_two_late_invoices_make_one_kind_message() -> None:
    """The client gets one e-mail about both bills, not two on the same day."""
    step = asked("2026-04-07", bill("F-2", "2026-04-05"), bill("F-1", "2026-03-31"))

    assert isinstance(step, Step)
    assert (step.key, step.invoices, step.listed) == ("kind_email", ("F-1", "F-2"), ())


def test_a_new_late_invoice_is_listed_apart_in_a_formal_letter() -> None:
    """A bill two days late is named, not put on the same footing as one asked for twice."""
    step = asked("2026-04-30", bill(), bill("F-2", "2026-04-28"), FIRST_MAIL, CALL)

    assert isinstance(step, Step)
    assert (step.key, step.invoices, step.listed) == ("formal_reminder", ("F-1",), ("F-2",))


def test_an_invoice_listed_once_may_follow_in_the_formal_notice() -> None:
    """It was demanded in writing with its date and amount: the notice no longer surprises."""
    told = (bill(), bill("F-2", "2026-04-28"), FIRST_MAIL, CALL)
    reminder = sent("2026-04-30", "formal_reminder", listed=("F-2",), deadline="2026-05-11")
    late = bill("F-3", "2026-05-13")

    step = asked("2026-05-15", *told, reminder, late)

    assert isinstance(step, Step)
    assert step.key == "formal_notice"
    assert (step.invoices, step.listed) == (("F-1", "F-2"), ("F-3",))


def test_a_call_about_all_does_not_carry_a_new_invoice_to_the_formal_notice() -> None:
    """Nobody is put in formal notice for what he was only told on the phone."""
    told = (
        bill(),
        bill("F-2", "2026-04-14"),
        FIRST_MAIL,
        called("2026-04-15", "F-1", "F-2"),
        ("2026-05-01", StepSkipped("formal_reminder", ("F-2",))),
        sent("2026-05-15", "formal_notice", "F-1"),
        sent("2026-06-01", "court_file", "F-1"),
    )
    step = asked("2026-06-02", *told)

    assert isinstance(step, Step)
    assert (step.key, step.invoices) == ("formal_reminder", ("F-2",))


def test_a_newer_invoice_follows_its_own_steps_beside_the_court_file() -> None:
    """The court file covers only what is in formal notice; the rest is asked for kindly."""
    told = (bill(), FIRST_MAIL, CALL, REMINDER, NOTICE, bill("F-2", "2026-05-20"))

    # 27 May is D+7 of F-2, and no step of F-1 is due before 1 June.
    step = asked("2026-05-27", *told)
    assert isinstance(step, Step)
    assert (step.key, step.invoices, step.listed) == ("kind_email", ("F-2",), ())

    # Both are due: the court file goes first, and only with F-1.
    court = asked("2026-06-01", *told)
    assert isinstance(court, Step)
    assert (court.key, court.invoices) == ("court_file", ("F-1",))

    # F-1 is with the court; F-2 goes on.
    after = asked("2026-06-02", *told, COURT)
    assert isinstance(after, Step)
    assert (after.key, after.invoices) == ("kind_email", ("F-2",))


def test_the_court_file_takes_every_invoice_whose_deadline_has_passed() -> None:
    """Two court files for one debtor cost twice; a running deadline is our word."""
    told = (
        bill(),
        bill("F-2", "2026-04-02"),
        bill("F-3", "2026-04-03"),
        FIRST_MAIL,
        CALL,
        REMINDER,
    )
    notices = (
        NOTICE,
        sent("2026-05-18", "formal_notice", "F-2", deadline="2026-05-26"),
        sent("2026-05-28", "formal_notice", "F-3", deadline="2026-06-05"),
    )

    step = asked("2026-06-01", *told, *notices)

    assert isinstance(step, Step)
    assert (step.key, step.invoices) == ("court_file", ("F-1", "F-2"))


def test_a_bill_due_tomorrow_beside_a_late_one_is_not_asked_for() -> None:
    """The due date itself is on time, whatever the other bills did."""
    step = asked("2026-04-07", bill(), bill("F-2", "2026-04-07"))

    assert isinstance(step, Step)
    assert step.invoices == ("F-1",)


def test_a_paid_bill_beside_a_late_one_is_not_asked_for() -> None:
    """The worst is to chase what was paid."""

    paid: Told = ("2026-04-03", PaymentReceived(Money.of("1200"), "F-1"))
    step = asked("2026-04-10", bill(), bill("F-2", "2026-04-02"), paid)

    assert isinstance(step, Step)
    assert step.invoices == ("F-2",)


AUTOMATIC = read_playbook(
    """
name: Tout seul
steps:
  - {key: kind_email, name: Mail, from: 7, until: 10, channel: email, approval: automatic}
""",
    "seul",
)


@pytest.mark.parametrize(
    ("mode", "approval"),
    [
        (CreditorMode.CREDITOR, Approval.AUTOMATIC),
        (CreditorMode.ASSISTANT, Approval.TO_APPROVE),
        (CreditorMode.COLLECTOR, Approval.TO_APPROVE),
    ],
)
def test_who_writes_for_another_never_sends_alone(mode: CreditorMode, approval: Approval) -> None:
    """In a creditor's name each document is approved, even when a playbook was copied to him."""
    permit = Permit(mode=mode, mandate=True)
    step = asked("2026-04-07", bill(), playbook=AUTOMATIC, permit=permit)

    assert isinstance(step, Step)
    assert step.approval is approval


def test_the_shipped_law_book_is_taken_when_none_is_given() -> None:
    """A caller who forgets the law book must not chase what is prescribed."""
    answer = next_step(
        replay(journal([bill(due="2020-01-15")])),
        today=date(2026, 3, 2),
        playbook=FIVE,
        calendar=FRANCE,
        reach=Reach(),
        permit=Permit(),
    )

    assert said(answer) == ("limitation_passed", None)


def test_the_five_steps_ship_with_the_product() -> None:
    """The days, channels and deadlines that the product promises."""
    assert builtins() == ("cinq-etapes", "mandataire")
    assert [
        (one.key, one.from_day, one.until_day, one.channel.value, one.approval.value, one.active)
        for one in builtin("cinq-etapes").steps
    ] == [
        ("courtesy", -3, -1, "email", "to_approve", False),
        ("kind_email", 7, 10, "email", "to_approve", True),
        ("call", 15, 20, "phone", "by_hand", True),
        ("formal_reminder", 30, 30, "letter", "to_approve", True),
        ("formal_notice", 45, 45, "letter", "to_approve", True),
        ("court_file", 60, 60, "court", "by_hand", True),
    ]
    assert [one.deadline_days for one in FIVE.steps] == [None, None, None, 8, 8, None]
    assert FIVE.after_broken_promise == "formal_reminder"
    with pytest.raises(KeyError):
        builtin("six-etapes")
