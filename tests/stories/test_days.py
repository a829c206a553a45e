"""Stories in which the calendar is the point: May, an outage, a new bill, the new year."""

from __future__ import annotations

from tests.stories.story import Story


def test_the_holidays_of_may(story: Story) -> None:
    """May 2026 has four days off; nobody is written to on any of them.

    2026-03-25  debtor   business
    2026-03-25  invoice  F-1  1200.00  due  2026-04-24
    2026-05-01  next     nothing  not_working_day  until  2026-05-04   # Labor Day, a Friday
    2026-05-04  sent     kind_email
    2026-05-09  next     nothing  not_working_day  until  2026-05-11   # D+15, a Saturday
    2026-05-11  called   voicemail
    2026-05-24  next     nothing  not_working_day  until  2026-05-26   # D+30, Whit Sunday
    2026-05-25  next     nothing  not_working_day  until  2026-05-26   # Whit Monday
    2026-05-26  next     formal_reminder  letter  F-1  deadline  2026-06-03
    2026-05-26  sent     formal_reminder

    A day that is off moves that letter, not the rest: D+45 stays D+45.
    2026-06-08  next     formal_notice  letter  F-1
    """
    assert story.holds()


def test_ascension_moves_a_call_and_a_deadline(story: Story) -> None:
    """The call of Thursday 14 May is made on Friday; no letter asks for money on a day off.

    2026-03-30  debtor   business
    2026-03-30  invoice  F-1  1200.00  due  2026-04-29
    2026-05-06  sent     kind_email
    2026-05-14  next     nothing  not_working_day  until  2026-05-15
    2026-05-15  next     call  phone  F-1
    2026-05-15  called   forgot
    2026-05-15  promise  by  2026-05-22

    Friday 22 May, then Whit Monday is off: his bank has until Wednesday.
    2026-05-27  next     nothing  promise_running  until  2026-05-28
    2026-05-28  next     formal_reminder  letter  F-1  deadline  2026-06-05
    """
    assert story.holds()


def test_a_month_s_outage_is_caught_up_step_by_step(story: Story) -> None:
    """The machine was off all July. Three steps were due; one leaves, the others keep distance.

    2026-05-31  debtor   business
    2026-05-31  invoice  F-1  1200.00  due  2026-06-30

    7, 15 and 30 July have passed in silence. On Monday 10 August it starts again:
    2026-08-10  next     kind_email  email  F-1
    2026-08-10  sent     kind_email
    2026-08-10  next     nothing  not_due_yet  until  2026-08-18   # 8 days, as D+7 to D+15
    2026-08-18  next     call  phone  F-1
    2026-08-18  called   voicemail
    2026-08-18  next     nothing  not_due_yet  until  2026-09-02   # 15 days, as D+15 to D+30
    2026-09-02  sent     formal_reminder
    2026-09-02  next     nothing  not_due_yet  until  2026-09-17
    2026-09-17  next     formal_notice  letter  F-1  deadline  2026-09-25
    2026-09-17  sent     formal_notice
    2026-10-02  next     court_file  court  F-1
    """
    assert story.holds()


def test_one_client_two_bills_one_letter(story: Story) -> None:
    """The second bill falls due on the way: it is named, asked for, and catches up slowly.

    2026-03-01  debtor   business
    2026-03-01  invoice  F-1  1200.00  due  2026-03-31
    2026-03-29  invoice  F-2  300.00   due  2026-04-28
    2026-04-07  next     kind_email  email  F-1
    2026-04-07  sent     kind_email
    2026-04-15  called   voicemail

    F-2 is two days late: the letter names it apart.
    2026-04-30  next     formal_reminder  letter  F-1  listed  F-2  deadline  2026-05-11
    2026-04-30  sent     formal_reminder
    2026-05-04  paid     1200.00  F-1

    F-1 is paid. F-2 goes on alone, from the kind beginning, on its own days.
    2026-05-04  next     nothing  not_due_yet  until  2026-05-05
    2026-05-05  next     kind_email  email  F-2
    """
    assert story.holds()


def test_the_new_year_whose_rate_is_not_known_yet(story: Story) -> None:
    """On 4 January 2027 nobody knows the rate: the statement stops at the last day it knows.

    2026-10-18  debtor    business
    2026-10-18  invoice   F-1  1200.00  due  2026-11-17
    2026-11-24  sent      kind_email
    2026-12-02  called    voicemail
    2026-12-17  sent      formal_reminder
    2026-12-31  interest  17.94           # 1200 x 12.40 % x 44 / 365 = 17.938
    2027-01-01  next      nothing  not_working_day  until  2027-01-04   # D+45
    2027-01-04  next      formal_notice  letter  F-1  deadline  2027-01-12
    2027-01-04  interest  17.94           # to 31 December; the rest runs and is not guessed
    2027-01-04  sent      formal_notice
    2027-01-18  next      court_file  court  F-1                        # D+60 is a Saturday
    """
    assert story.holds()


def test_the_laptop_stays_closed_over_christmas(story: Story) -> None:
    """I left on 18 December and came back on 4 January: one step waits, not three.

    2026-10-22  debtor   business
    2026-10-22  invoice  F-1  1200.00  due  2026-11-21
    2026-11-28  next     nothing  not_working_day  until  2026-11-30
    2026-11-30  sent     kind_email
    2026-12-07  called   voicemail                     # D+15 is a Sunday

    D+30 was 21 December and D+45 is 5 January: on my return only the reminder is due.
    2027-01-04  next     formal_reminder  letter  F-1  deadline  2027-01-12
    2027-01-04  sent     formal_reminder
    2027-01-05  next     nothing  not_due_yet  until  2027-01-19
    2027-01-19  next     formal_notice  letter  F-1    # 15 days later, as between D+30 and D+45
    """
    assert story.holds()
