"""Stories in which the amount is the point: parts, consumers, public bodies, insolvency."""

from __future__ import annotations

from tests.stories.story import Story


def test_parts_paid_over_the_half_year(story: Story) -> None:
    """A big bill paid in pieces: what comes in pays the interest first, then the bill.

    2026-03-31  debtor     business
    2026-03-31  invoice    F-12  10000.00  due  2026-04-30
    2026-06-30  interest   203.05     # S1: 10000 x 12.15 % x 61 / 365 = 203.054
    2026-07-01  interest   206.45     # S2 begins: + 10000 x 12.40 % x 1 / 365 = 3.40
    2026-07-01  paid       4000.00    # 206.45 of interest, 3793.55 of the bill
    2026-07-01  principal  6206.45
    2026-07-01  interest   none
    2026-09-03  interest   134.94     # 6206.45 x 12.40 % x 64 / 365 = 134.944
    2026-09-03  owed       6381.39    # 6206.45 + 134.94 + 40
    2026-09-03  paid       2000.00    # 134.94 of interest, 1865.06 of the bill
    2026-09-03  principal  4341.39
    2026-09-03  indemnity  40.00      # paid last
    2026-09-03  owed       4381.39
    2026-09-30  interest   39.82      # 4341.39 x 12.40 % x 27 / 365 = 39.822
    """
    assert story.holds()


def test_a_private_client_owes_no_charge_before_the_formal_notice(story: Story) -> None:
    """A kitchen for Mme Leroy: no 40 euros, no 12 %; the legal rate once put in default.

    2026-01-29  debtor     consumer
    2026-01-29  invoice    F-80  600.00  due  2026-02-28
    2026-03-09  next       kind_email  email  F-80             # D+7 is a Saturday
    2026-03-09  sent       kind_email
    2026-03-16  called     voicemail                           # D+15 is a Sunday
    2026-03-30  sent       formal_reminder
    2026-04-14  next       formal_notice  letter  F-80  deadline  2026-04-22
    2026-04-14  indemnity  none
    2026-04-14  sent       formal_notice
    2026-04-14  owed       600.00                              # the notice's own day is free
    2026-05-04  interest   0.86                                # 600 x 2.62 % x 20 / 365 = 0.861
    2026-05-04  owed       600.86
    2026-07-10  interest   3.77     # S1: 77 days at 2.62 % = 3.32; S2: 10 days at 2.75 % = 0.45
    2026-07-10  indemnity  none
    2026-07-10  next       court_file  court  F-80

    Two years after the due date no court will help me (C. conso. L218-2).
    2028-02-28  next       court_file  court  F-80
    2028-02-29  next       nothing  limitation_passed  until  never
    """
    assert story.holds()


def test_a_town_hall_pays_its_own_rate(story: Story) -> None:
    """A public body: ECB + 8, fixed on the day the delay began, and 40 euros.

    2026-04-15  debtor     public
    2026-04-15  invoice    F-90  5000.00  due  2026-05-15
    2026-05-16  indemnity  40.00
    2026-05-22  next       kind_email  email  F-90
    2026-05-22  sent       kind_email
    2026-06-01  next       call  phone  F-90                   # D+15 is a Saturday
    2026-06-01  called     forgot
    2026-06-15  next       formal_reminder  letter  F-90       # D+30 is a Sunday

    The rate of May (2.15 + 8) stays, though the ECB's rate rose in June:
    2026-06-30  interest   63.96    # 5000 x 10.15 % x 46 / 365 = 63.959
    2026-07-31  interest   107.06   # + 5000 x 10.15 % x 31 / 365 = 43.103
    2026-07-31  owed       5147.06  # 5000 + 107.06 + 40
    """
    assert story.holds()


def test_an_insolvency_stops_the_letters_and_the_interest(story: Story) -> None:
    """I heard of it a week late. Nothing has left since, and nothing grows since the judgment.

    2026-03-01  debtor      business
    2026-03-01  invoice     F-1  1200.00  due  2026-03-31
    2026-03-26  invoice     F-2  500.00   due  2026-04-25
    2026-04-07  sent        kind_email
    2026-04-15  called      cash_problem
    2026-04-26  next        nothing  not_due_yet  until  2026-04-30
    2026-04-27  insolvency  2026-04-20
    2026-04-27  next        nothing  insolvency  until  never
    2026-04-27  interest    7.59      # on F-1, to 19 April: 1200 x 12.15 % x 19 / 365 = 7.590
    2026-04-27  indemnity   40.00     # F-2 fell due after the judgment: none for it
    2026-04-27  owed        1747.59   # 1200 + 500 + 7.59 + 40: what I declare
    2026-06-30  owed        1747.59
    2026-06-30  next        nothing  insolvency  until  never
    """
    assert story.holds()


def test_a_printed_penalty_starts_with_the_formal_notice(story: Story) -> None:
    """«Pénalité de 10 %» at the foot of the bill: a clause the judge may reduce, from the notice on.

    2026-03-01  debtor   business
    2026-03-01  invoice  F-12  1200.00  due  2026-03-31  penalty  10
    2026-04-07  sent     kind_email
    2026-04-15  called   voicemail
    2026-04-30  sent     formal_reminder
    2026-05-14  penalty  none
    2026-05-15  sent     formal_notice
    2026-05-15  penalty  120.00
    2026-05-15  owed     1377.98       # 1200 + 120 + 40 + 45 days at 12.15 % (17.98)
    """
    assert story.holds()


def test_a_credit_note_after_the_formal_notice(story: Story) -> None:
    """The letter asked for 1 200; then I saw that I had billed a day too many.

    2026-03-01  debtor    business
    2026-03-01  invoice   F-5  1200.00  due  2026-03-31
    2026-04-07  sent      kind_email
    2026-04-15  called    voicemail
    2026-04-30  sent      formal_reminder
    2026-05-15  sent      formal_notice
    2026-05-15  owed      1257.98      # 1200 + 45 days at 12.15 % (17.98) + 40
    2026-05-20  credit    200.00  F-5
    2026-05-20  interest  19.90        # 49 days on 1200 (19.57), one day on 1000 (0.33)
    2026-05-20  owed      1059.90
    2026-06-01  next      court_file  court  F-5
    2026-06-01  owed      1063.90      # 1000 + 19.57 + 13 days on 1000 (4.33) + 40
    """
    assert story.holds()


def test_twelve_hundred_paid_fifty_cents_short(story: Story) -> None:
    """His bank kept fifty cents. I ask once, kindly, and never again.

    2026-03-01  lets_go   5.00
    2026-03-01  debtor    business
    2026-03-01  invoice   F-44  1200.00  due  2026-03-31
    2026-04-07  sent      kind_email
    2026-04-09  paid      1199.50  F-44
    2026-04-09  next      nothing  too_soon  until  2026-04-10
    2026-04-10  next      small_rest  email  F-44
    2026-04-10  sent      small_rest
    2026-05-15  next      nothing  small_rest  until  never
    """
    assert story.holds()


def test_paid_twice_and_given_back(story: Story) -> None:
    """She pays again by mistake. The second 600 is hers; nothing is asked, then or later.

    2026-03-01  debtor    business
    2026-03-01  invoice   F-9  600.00  due  2026-03-31
    2026-03-30  paid      600.00
    2026-03-30  next      nothing  paid
    2026-03-31  paid      600.00
    2026-04-02  refund    600.00
    2026-04-02  next      nothing  paid
    2026-05-15  next      nothing  paid
    2026-05-15  owed      none
    """
    assert story.holds()
