"""Stories of clients who answer: they pay, they forgot, they cannot, they disagree."""

from __future__ import annotations

from tests.stories.story import Story


def test_paid_after_the_first_mail(story: Story) -> None:
    """Café du Port had simply forgotten: one kind e-mail was enough.

    2026-03-01  debtor     business
    2026-03-01  invoice    F-12  1200.00  due  2026-03-31
    2026-03-31  owed       1200.00
    2026-03-31  indemnity  none                  # the due date itself is on time
    2026-04-01  indemnity  40.00                 # the first late day
    2026-04-06  next       nothing  not_due_yet  until  2026-04-07
    2026-04-07  next       kind_email  email  F-12
    2026-04-07  sent       kind_email

    I asked for the bill only. By law he owes, on that day:
    2026-04-07  interest   2.80                  # 1200 x 12.15 % x 7 / 365 = 2.796
    2026-04-07  owed       1242.80               # 1200 + 2.80 + 40

    2026-04-10  next       nothing  not_due_yet  until  2026-04-15
    2026-04-13  paid       1200.00  F-12
    2026-04-13  next       nothing  paid

    He paid the bill, I let the rest go; the statement still says what it would be:
    2026-04-13  principal  5.19                  # 13 days of interest were paid first
    2026-04-13  owed       45.19                 # 5.19 + 40
    2026-04-14  wrote      thank_you
    2026-05-30  next       nothing  paid
    """
    assert story.holds()


def test_he_had_forgotten_and_promised_on_the_phone(story: Story) -> None:
    """The e-mail got no answer; on the phone he laughed, and named a day.

    2026-05-01  debtor   business
    2026-05-01  invoice  F-20  850.00  due  2026-05-31
    2026-06-07  next     nothing  not_working_day  until  2026-06-08   # D+7 is a Sunday
    2026-06-08  next     kind_email  email  F-20
    2026-06-08  sent     kind_email
    2026-06-15  next     call  phone  F-20
    2026-06-15  called   forgot
    2026-06-15  promise  by  2026-06-19
    2026-06-15  wrote    call_confirmation

    Friday the 19th is his word. His transfer of Friday reaches me on Monday or Tuesday, so
    nothing leaves before Wednesday.
    2026-06-16  next     nothing  promise_running  until  2026-06-24
    2026-06-22  next     nothing  promise_running  until  2026-06-24
    2026-06-22  paid     850.00
    2026-06-22  next     nothing  paid
    """
    assert story.holds()


def test_a_cash_problem_fifteen_days_more_broken_and_firmer(story: Story) -> None:
    """She had no money in May. I gave her fifteen days more, in writing. Then I did not.

    2026-04-01  debtor     business
    2026-04-01  invoice    F-31  2400.00  due  2026-04-30
    2026-05-07  sent       kind_email
    2026-05-15  next       call  phone  F-31
    2026-05-15  called     cash_problem
    2026-05-15  promise    by  2026-05-30
    2026-05-15  wrote      call_confirmation      # the new date, in writing

    The 30th is a Saturday: Monday and Tuesday for the bank, Wednesday is the end of it.
    2026-05-30  next       nothing  promise_running  until  2026-06-03
    2026-06-02  next       nothing  promise_running  until  2026-06-03
    2026-06-03  next       formal_reminder  letter  F-31  deadline  2026-06-11
    2026-06-03  sent       formal_reminder
    2026-06-05  delivery   formal_reminder  delivered
    2026-06-08  next       nothing  not_due_yet  until  2026-06-18

    Fifteen days after the reminder, as between D+30 and D+45:
    2026-06-18  next       formal_notice  letter  F-31  deadline  2026-06-26
    2026-06-18  sent       formal_notice
    2026-06-18  interest   39.15                  # 2400 x 12.15 % x 49 / 365 = 39.146
    2026-06-18  owed       2479.15                # 2400 + 39.15 + 40
    2026-06-22  delivery   formal_notice  refused # a refused letter counts
    2026-07-02  next       nothing  not_due_yet  until  2026-07-03
    2026-07-03  next       court_file  court  F-31
    """
    assert story.holds()


def test_a_promised_part_is_paid_and_the_rest_goes_on(story: Story) -> None:
    """He promised a thousand of three, kept his word, and still owes two.

    2026-03-01  debtor   business
    2026-03-01  invoice  F-40  3000.00  due  2026-03-31
    2026-04-07  sent     kind_email
    2026-04-15  called   cash_problem
    2026-04-15  promise  1000.00  by  2026-04-24
    2026-04-16  next     nothing  promise_running  until  2026-04-29
    2026-04-23  paid     1000.00
    2026-04-23  next     nothing  not_due_yet  until  2026-04-30
    2026-04-23  owed     2062.97      # 23 days: 3000 x 12.15 % x 23 / 365 = 22.97, paid first
    2026-04-30  next     formal_reminder  letter  F-40
    """
    assert story.holds()


def test_a_dispute_of_one_line_only(story: Story) -> None:
    """Two days of rework, he says, were my own mistake. The rest he never denied.

    2026-03-01  debtor      business
    2026-03-01  invoice     F-50  3000.00  due  2026-03-31
    2026-04-07  sent        kind_email
    2026-04-09  reply
    2026-04-09  next        nothing  reply_unread
    2026-04-10  read
    2026-04-10  dispute     F-50  600.00
    2026-04-10  next        nothing  not_due_yet  until  2026-04-15
    2026-04-15  next        call  phone  F-50
    2026-04-15  called      not_satisfied
    2026-04-30  next        formal_reminder  letter  F-50

    The letter asks for what he does not deny: 2400, its interest and the indemnity.
    2026-04-30  undisputed  2463.97   # 2400 + 2400 x 12.15 % x 30 / 365 (23.97) + 40
    2026-04-30  owed        3069.96   # 3000 + 29.96 + 40: with what he disputes
    2026-04-30  sent        formal_reminder

    We met half-way: I wrote a credit note of 300, he stopped disputing the other 300.
    2026-05-04  credit      300.00  F-50
    2026-05-04  settled     F-50
    2026-05-04  owed        2773.85   # 2700 + 33 days on 3000 (32.95) + 1 day on 2700 (0.90) + 40
    2026-05-06  paid        2700.00  F-50
    2026-05-06  next        nothing  paid
    """
    assert story.holds()


def test_a_dispute_of_everything_is_for_people(story: Story) -> None:
    """He says the work was never ordered: no machine writes to him until we have talked.

    2026-03-01  debtor   business
    2026-03-01  invoice  F-60  900.00  due  2026-03-31
    2026-04-07  sent     kind_email
    2026-04-08  reply
    2026-04-08  read
    2026-04-08  dispute  F-60
    2026-04-15  next     nothing  disputed  until  never
    2026-06-30  next     nothing  disputed  until  never

    He found the signed quote in his own files, in July. The call of April is due at once.
    2026-07-01  settled  F-60
    2026-07-01  next     call  phone  F-60
    """
    assert story.holds()


def test_an_answer_stops_the_letter_of_the_day(story: Story) -> None:
    """The letter was due this morning; last night he wrote. I read him first.

    2026-03-01  debtor   business
    2026-03-01  invoice  F-70  900.00  due  2026-03-31
    2026-04-07  sent     kind_email
    2026-04-15  called   voicemail
    2026-04-29  reply
    2026-04-30  next     nothing  reply_unread
    2026-05-04  read
    2026-05-04  hold     2026-05-18                    # I gave him two weeks
    2026-05-15  next     nothing  on_hold  until  2026-05-18
    2026-05-18  next     formal_reminder  letter  F-70  deadline  2026-05-26
    2026-05-18  postponed  formal_reminder  2026-05-20
    2026-05-18  next     nothing  postponed  until  2026-05-20
    2026-05-19  hold     2026-06-30
    2026-05-20  resume
    2026-05-20  next     formal_reminder  letter  F-70
    2026-05-20  skipped  formal_reminder
    2026-05-20  next     formal_notice  letter  F-70   # D+45 was 15 May; the e-mail asked first
    2026-05-20  closed
    2026-05-20  next     nothing  closed
    """
    assert story.holds()


def test_a_promise_kept_on_a_sunday(story: Story) -> None:
    """«Dimanche sans faute»: he orders it on Sunday, his bank shows it to me on Tuesday.

    2026-03-01  debtor   business
    2026-03-01  invoice  F-81  300.00  due  2026-03-31
    2026-04-07  sent     kind_email
    2026-04-08  promise  by  2026-04-12                # a Sunday
    2026-04-13  next     nothing  promise_running  until  2026-04-15
    2026-04-14  next     nothing  promise_running  until  2026-04-15
    2026-04-14  paid     300.00
    2026-04-14  next     nothing  paid
    2026-04-15  wrote    promise_kept
    2026-05-29  next     nothing  paid
    """
    assert story.holds()


def test_a_plan_with_one_missed_installment(story: Story) -> None:
    """Two halves. The first came, the second did not; one letter, and he caught up.

    2026-03-01  debtor   business
    2026-03-01  invoice  F-60  1200.00  due  2026-03-31
    2026-03-20  invoice  F-61  80.00    due  2026-05-20
    2026-04-07  sent     kind_email
    2026-04-10  plan     F-60  600.00  2026-05-05  600.00  2026-06-05
    2026-04-15  next     nothing  plan_running  until  2026-05-11   # a holiday and the bank's days
    2026-05-05  paid     600.00  F-60
    2026-05-11  next     nothing  plan_running  until  2026-05-27     # he keeps his word

    F-61 is outside the plan: it goes on, by its own days.
    2026-05-27  next     kind_email  email  F-61
    2026-05-27  sent     kind_email
    2026-05-29  paid     80.00  F-61

    Friday 5 June passes, and two bank days more: the letter leaves on Wednesday.
    2026-06-09  next     nothing  plan_running  until  2026-06-10
    2026-06-10  next     plan_default  letter  F-60  deadline  2026-06-18
    2026-06-10  sent     plan_default
    2026-06-15  next     nothing  plan_running  until  2026-06-19
    2026-06-15  paid     600.00  F-60
    2026-06-15  next     nothing  paid
    """
    assert story.holds()


def test_a_plan_that_falls_goes_on_where_it_stood(story: Story) -> None:
    """We had written that a default makes the whole due; he let the letter's delay pass.

    2026-03-01  debtor   business
    2026-03-01  invoice  F-62  900.00  due  2026-03-31
    2026-04-07  sent     kind_email
    2026-04-10  plan     F-62  300.00  2026-05-05  300.00  2026-06-05  300.00  2026-07-05  falls
    2026-05-11  next     plan_default  letter  F-62  deadline  2026-05-19
    2026-05-11  sent     plan_default
    2026-05-19  next     nothing  plan_running  until  2026-05-20

    The whole is due again, and firmer than a call:
    2026-05-20  next     formal_reminder  letter  F-62  deadline  2026-05-28
    """
    assert story.holds()
