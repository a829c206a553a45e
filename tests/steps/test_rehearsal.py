"""The rehearsal: what would leave in the days to come if nobody pays or answers."""

from __future__ import annotations

from datetime import date

from relance.case import CreditorMode, Money
from relance.case.entries import (
    CallMade,
    DeliveryOutcome,
    PaymentReceived,
    ReplyReceived,
)
from relance.case.entries import Channel as Way
from relance.steps import Permit, Reach, RehearsedDay, Silence, Step, rehearse
from tests.steps.told import FIVE, FRANCE, LAW, Told, bill, journal, said, sent


def rehearsed(
    from_on: str,
    days: int,
    *told: Told,
    reach: Reach | None = None,
    permit: Permit | None = None,
) -> list[RehearsedDay]:
    return list(
        rehearse(
            journal(told),
            from_on=date.fromisoformat(from_on),
            days=days,
            playbook=FIVE,
            calendar=FRANCE,
            permit=permit or Permit(),
            reach=reach or Reach(),
            law=LAW,
        )
    )


def lines(days: list[RehearsedDay]) -> list[tuple[str, str, str | None]]:
    return [(one.on.isoformat(), *said(one.decision)) for one in days]


def test_the_whole_recovery_is_laid_out() -> None:
    """The freelancer sees on the first day what will leave until the court's door."""
    assert lines(rehearsed("2026-03-20", 80, bill())) == [
        ("2026-03-20", "not_due_yet", "2026-04-07"),
        ("2026-04-07", "kind_email", "2026-04-07"),
        ("2026-04-08", "not_due_yet", "2026-04-15"),
        ("2026-04-15", "call", "2026-04-15"),
        ("2026-04-16", "not_due_yet", "2026-04-30"),
        ("2026-04-30", "formal_reminder", "2026-04-30"),
        ("2026-05-01", "not_due_yet", "2026-05-15"),
        ("2026-05-15", "formal_notice", "2026-05-15"),
        ("2026-05-16", "not_due_yet", "2026-06-01"),
        ("2026-05-30", "not_working_day", "2026-06-01"),
        ("2026-06-01", "court_file", "2026-06-01"),
        ("2026-06-02", "finished", None),
    ]


def test_it_runs_over_the_new_year() -> None:
    """A case of November ends in January; 25 December and 1 January are off."""
    days = rehearsed("2026-11-23", 75, bill(due="2026-11-17"))

    left = [line[:2] for line in lines(days) if line[0] == line[2]]
    assert left == [
        ("2026-11-24", "kind_email"),
        ("2026-12-02", "call"),
        ("2026-12-17", "formal_reminder"),
        ("2027-01-04", "formal_notice"),  # D+45 is New Year's Day, a Friday
        ("2027-01-18", "court_file"),  # D+60 is a Saturday
    ]


def test_each_day_carries_the_case_as_it_stands() -> None:
    """The letter of that day is written from what is true that day, and not a day later."""
    days = rehearsed("2026-03-20", 80, bill())
    steps = {one.decision.key: one for one in days if isinstance(one.decision, Step)}

    call = steps["call"]
    assert [sent.fact.step for sent in call.state.notices] == ["kind_email"]
    assert call.notice.startswith("rehearsal-")
    notice = steps["formal_notice"]
    (mail, reminder) = notice.state.notices
    assert (mail.on, mail.fact.notice) == (date(2026, 4, 7), steps["kind_email"].notice)
    # Posted on Thursday 30 April; Friday is Labor Day, so Tuesday is the second working day.
    assert (reminder.outcome, reminder.outcome_on) == (
        DeliveryOutcome.DELIVERED,
        date(2026, 5, 5),
    )
    assert reminder.fact.deadline_on == date(2026, 5, 11)
    facts = [entry.fact for entry in notice.journal]
    assert any(isinstance(fact, CallMade) for fact in facts)
    assert len({entry.sequence for entry in notice.journal}) == len(facts)
    assert len({one.notice for one in steps.values()}) == 5


def test_facts_count_from_their_own_date() -> None:
    """Rehearsed from last month, the payment of last week was not yet known."""
    paid: Told = ("2026-04-20", PaymentReceived(Money.of("1200")))

    assert lines(rehearsed("2026-04-01", 30, bill(), paid)) == [
        ("2026-04-01", "not_due_yet", "2026-04-07"),
        ("2026-04-07", "kind_email", "2026-04-07"),
        ("2026-04-08", "not_due_yet", "2026-04-15"),
        ("2026-04-15", "call", "2026-04-15"),
        ("2026-04-16", "not_due_yet", "2026-04-30"),
        ("2026-04-20", "paid", None),
    ]


def test_what_was_really_sent_is_not_sent_again() -> None:
    """The rehearsal of a running case goes on from where it is."""
    days = rehearsed("2026-04-10", 10, bill(), sent("2026-04-07", "kind_email"))

    assert lines(days)[1] == ("2026-04-15", "call", "2026-04-15")


def test_a_missing_contact_is_a_warning_and_stops_nothing() -> None:
    """Else a client without phone number would hide all that comes after the call."""
    days = rehearsed("2026-03-20", 80, bill(), reach=Reach(phone=False))
    warned = {one.decision.key: one.warnings for one in days if isinstance(one.decision, Step)}

    assert warned == {
        "kind_email": (),
        "call": (Silence.CONTACT_MISSING,),
        "formal_reminder": (),
        "formal_notice": (),
        "court_file": (),
    }


def test_a_waiting_notice_and_a_pause_are_taken_as_settled() -> None:
    """Each step is approved on its day: that is what a rehearsal shows."""
    permit = Permit(waiting=True, paused=True)

    assert lines(rehearsed("2026-04-07", 1, bill(), permit=permit)) == [
        ("2026-04-07", "kind_email", "2026-04-07")
    ]


def test_a_missing_mandate_and_an_unread_reply_are_not() -> None:
    """What a person must do first is not assumed done."""
    collector = Permit(mode=CreditorMode.COLLECTOR)
    reply: Told = ("2026-04-02", ReplyReceived(Way.EMAIL))

    assert lines(rehearsed("2026-04-07", 40, bill(), permit=collector)) == [
        ("2026-04-07", "mandate_missing", None)
    ]
    assert lines(rehearsed("2026-04-07", 40, bill(), reply)) == [
        ("2026-04-07", "reply_unread", None)
    ]


def test_a_rehearsal_of_no_day_is_empty() -> None:
    """Nothing asked, nothing shown."""
    assert rehearsed("2026-04-07", 0, bill()) == []
