"""What money does to the next step: transfers that wait, old bank data, plans, small rests."""

from __future__ import annotations

from dataclasses import replace

from relance.case import Money
from relance.case.entries import (
    Channel,
    EntryCancelled,
    Installment,
    PaymentReceived,
    PlanAgreed,
    PlanEnd,
    PlanEnded,
    TransferDismissed,
    TransferSeen,
)
from relance.steps import NoStep, Permit, Silence, Step, rehearse
from tests.steps.told import FIVE, FRANCE, LAW, Told, asked, bill, day, journal, said, sent

MAIL_DAY = "2026-04-07"  # the first step's day of an invoice due on 31 March 2026
PLAN = PlanAgreed(
    "P-1",
    (
        Installment(day("2026-05-05"), Money(60000)),
        Installment(day("2026-06-05"), Money(60000)),
    ),
    ("F-1",),
)


def paid(on: str, amount: str, movement: str = "") -> Told:
    return on, PaymentReceived(Money.of(amount), movement=movement)


def planned(fact: PlanAgreed = PLAN) -> Told:
    return "2026-04-10", fact


def test_nothing_leaves_while_a_transfer_that_fits_waits_for_a_person() -> None:
    """The worst this product can do is to chase somebody who has paid."""
    seen: Told = ("2026-04-06", TransferSeen("m-1", Money(120000)))

    answer = asked(MAIL_DAY, bill(), seen)
    assert isinstance(answer, NoStep)
    assert (answer.code, answer.until) == (Silence.PROBABLY_PAID, None)
    assert answer.detail == {"on": "2026-04-06", "amount": "1200.00 EUR"}


def test_a_transfer_that_was_not_his_lets_the_chase_go_on() -> None:
    """A wrong guess must cost one key, not a case that sleeps for ever."""
    seen: Told = ("2026-04-06", TransferSeen("m-1", Money(120000)))

    assert said(asked(MAIL_DAY, bill(), seen, ("2026-04-06", TransferDismissed("m-1"))))[0] == (
        "kind_email"
    )


def test_the_transfer_accepted_is_the_payment() -> None:
    """Once it is his, it neither waits nor counts twice."""
    seen: Told = ("2026-04-06", TransferSeen("m-1", Money(120000)))

    assert asked(MAIL_DAY, bill(), seen, paid("2026-04-06", "1200", "m-1")) == NoStep(Silence.PAID)


def test_a_wrong_match_undone_is_chased_again() -> None:
    """The money was somebody else's: the debt is still there."""
    answer = asked(
        MAIL_DAY,
        bill(),
        paid("2026-04-06", "1200", "m-1"),
        ("2026-04-07", EntryCancelled(3)),
    )
    assert said(answer)[0] == "kind_email"


def test_old_bank_data_locks_every_step_and_says_since_when() -> None:
    """A statement of last month cannot say that nobody has paid since."""
    old = Permit(money_known_until=day("2026-04-06"))

    answer = asked(MAIL_DAY, bill(), permit=old)
    assert isinstance(answer, NoStep)
    assert (answer.code, answer.detail) == (
        Silence.BANK_DATA_OLD,
        {"known_until": "2026-04-06"},
    )
    fresh = Permit(money_known_until=day(MAIL_DAY))
    assert said(asked(MAIL_DAY, bill(), permit=fresh))[0] == "kind_email"


def test_a_rehearsal_assumes_fresh_data() -> None:
    """What would leave in two months cannot depend on a statement of today."""
    first = next(
        one
        for one in rehearse(
            journal([bill()]),
            from_on=day("2026-04-01"),
            days=20,
            playbook=FIVE,
            calendar=FRANCE,
            permit=Permit(money_known_until=day("2026-04-01")),
            law=LAW,
        )
        if isinstance(one.decision, Step)
    )
    assert first.on == day(MAIL_DAY)


def test_a_plan_that_is_kept_stays_silent_until_its_next_installment_can_be_missing() -> None:
    """A debtor who keeps his word is left in peace."""
    # 5 May 2026 is a Tuesday: two working days for the transfer, then the day after. The 8th
    # is a holiday and the 9th a Saturday.
    assert asked("2026-04-20", bill(), planned()) == NoStep(Silence.PLAN_RUNNING, day("2026-05-11"))
    first = paid("2026-05-06", "600")
    assert asked("2026-05-11", bill(), planned(), first) == NoStep(
        Silence.PLAN_RUNNING, day("2026-06-10")
    )


def test_a_missed_installment_is_told_by_letter_with_a_delay() -> None:
    """The default never makes the rest due by itself: it is told first (law.md L7.10)."""
    answer = asked("2026-05-11", bill(), planned())
    assert isinstance(answer, Step)
    assert (answer.key, answer.channel, answer.invoices) == (
        "plan_default",
        Channel.LETTER,
        ("F-1",),
    )
    assert answer.deadline_on == day("2026-05-19")


def test_the_delay_of_that_letter_is_kept_then_the_case_goes_firmer() -> None:
    """We keep our own word to the day, and no longer."""
    told = (bill(), planned(), sent("2026-05-11", "plan_default", deadline="2026-05-19"))

    assert asked("2026-05-19", *told) == NoStep(
        Silence.PLAN_RUNNING,
        day("2026-05-20"),
        {"step": "plan_default", "deadline_on": "2026-05-19"},
    )
    assert said(asked("2026-05-20", *told))[0] == "formal_reminder"


def test_paid_within_the_delay_the_plan_goes_on() -> None:
    """Late by a week and paid: the agreement stands."""
    told = (
        bill(),
        planned(),
        sent("2026-05-11", "plan_default", deadline="2026-05-19"),
        paid("2026-05-18", "600"),
    )
    assert asked("2026-05-20", *told) == NoStep(Silence.PLAN_RUNNING, day("2026-06-10"))


def test_without_an_acceleration_clause_a_person_says_what_follows() -> None:
    """The rest is not due because one installment is missing, if nobody agreed so."""
    told = (
        bill(),
        planned(replace(PLAN, acceleration=False)),
        sent("2026-05-11", "plan_default", deadline="2026-05-19"),
    )
    answer = asked("2026-05-20", *told)
    assert isinstance(answer, NoStep)
    assert (answer.code, answer.until) == (Silence.PLAN_MISSED, None)
    assert answer.detail == {"missed_on": "2026-05-05", "missing": "600.00 EUR"}
    over: Told = ("2026-05-20", PlanEnded("P-1", PlanEnd.BROKEN))
    assert said(asked("2026-05-20", *told, over))[0] == "kind_email"


def test_what_is_due_outside_the_plan_goes_on() -> None:
    """A plan on one invoice is no pardon for the next."""
    other = bill("F-2", due="2026-04-13")
    answer = asked("2026-04-20", bill(), other, planned())

    assert isinstance(answer, Step)
    assert (answer.key, answer.invoices) == ("kind_email", ("F-2",))


def test_what_waits_outside_the_plan_never_sleeps_past_an_installment() -> None:
    """A case that looks at F-2 in June would miss the installment of May."""
    other = bill("F-2", due="2026-05-12")
    answer = asked("2026-04-20", bill(), other, planned())

    assert isinstance(answer, NoStep)  # F-2's first step would come on 19 May
    assert (answer.code, answer.until) == (Silence.PLAN_RUNNING, day("2026-05-11"))


def test_a_small_rest_is_asked_for_once_and_kindly() -> None:
    """EUR 2.40 are worth one friendly line, never a registered letter."""
    generous = Permit(small_rest=500)
    told = (bill(), paid("2026-04-02", "1197.60"))

    answer = asked(MAIL_DAY, *told, permit=generous)
    assert isinstance(answer, Step)
    assert (answer.key, answer.channel) == ("small_rest", Channel.EMAIL)
    once = (*told, sent(MAIL_DAY, "small_rest"))
    assert asked("2026-05-20", *once, permit=generous) == NoStep(
        Silence.SMALL_REST, detail={"amount": "2.40 EUR"}
    )
    assert said(asked(MAIL_DAY, *told))[0] == "kind_email"  # who lets nothing go chases it
