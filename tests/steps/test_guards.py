"""Every reason for silence: the day it holds, and the day after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relance.case import CreditorMode, DebtorKind, Invoice, Money
from relance.case.entries import (
    Agent,
    CaseClosed,
    CaseReopened,
    Channel,
    ContactCorrected,
    CourtKind,
    CreditNoteAdded,
    DeliveryOutcome,
    DeliveryReported,
    DisputeClosed,
    DisputeOpened,
    HandedBack,
    HandedOver,
    HoldLifted,
    HoldPlaced,
    InsolvencyOpened,
    PaymentReceived,
    ProcedureEnd,
    ProcedureEnded,
    ReplyRead,
    ReplyReceived,
    RequestFiled,
    StepPostponed,
    WriteOff,
)
from relance.law import Grade, LawBook
from relance.steps import NoStep, Permit, Playbook, Reach, Silence, Step, limitation_on
from relance.steps.guards import CASE_GUARDS, STEP_GUARDS, WAITS
from tests.steps.told import FIVE, LAW, Told, asked, bill, called, said, sent

MAIL_DAY = "2026-04-07"


def test_a_case_without_an_invoice_waits_for_one() -> None:
    """A folder opened too early must not crash the round of the day."""
    assert said(asked(MAIL_DAY)) == ("no_invoice", None)


@pytest.mark.parametrize(
    "fact",
    [
        PaymentReceived(Money.of("1200")),
        PaymentReceived(Money.of("1500"), "F-1"),
        CreditNoteAdded("A-1", Money.of("1200"), "F-1"),
        WriteOff(Money.of("1200"), "F-1"),
    ],
)
def test_what_is_settled_is_never_chased(fact: PaymentReceived) -> None:
    """The worst of all: a reminder to somebody who has paid."""
    assert said(asked(MAIL_DAY, bill(), ("2026-04-02", fact))) == ("paid", None)


def test_a_cent_that_is_missing_is_chased() -> None:
    """Nearly paid is not paid; whether a cent is worth a mail is the creditor's to say."""
    paid: Told = ("2026-04-02", PaymentReceived(Money.of("1199.99")))

    assert said(asked(MAIL_DAY, bill(), paid)) == ("kind_email", MAIL_DAY)


def test_a_closed_case_is_silent_until_it_is_opened_again() -> None:
    """Who closes a case means it, even if money is missing."""
    told = (bill(), ("2026-04-02", CaseClosed()))

    answer = asked(MAIL_DAY, *told)
    assert said(answer) == ("closed", None)
    assert isinstance(answer, NoStep)
    assert answer.detail == {"on": "2026-04-02"}
    assert said(asked(MAIL_DAY, *told, ("2026-04-03", CaseReopened())))[0] == "kind_email"


def test_insolvency_stops_everything() -> None:
    """From the judgment on, the debtor may not pay: a reminder would be an annoyance and a fault."""
    told = (bill(), ("2026-04-06", InsolvencyOpened(date(2026, 4, 3))))

    answer = asked(MAIL_DAY, *told)
    assert said(answer) == ("insolvency", None)
    assert isinstance(answer, NoStep)
    assert answer.detail == {"judgment_on": "2026-04-03"}


@pytest.mark.parametrize(
    ("permit", "code"),
    [
        (Permit(paused=True), "sending_paused"),
        (Permit(mode=CreditorMode.COLLECTOR), "mandate_missing"),
        (Permit(mode=CreditorMode.COLLECTOR, mandate=True), "kind_email"),
        (Permit(mode=CreditorMode.ASSISTANT), "kind_email"),
        (Permit(waiting=True), "waiting_for_a_person"),
    ],
)
def test_what_the_creditor_may_not_do_does_not_leave(permit: Permit, code: str) -> None:
    """A restored backup, a collector without mandate, a notice already prepared: no send."""
    assert said(asked(MAIL_DAY, bill(), permit=permit))[0] == code


def test_a_paid_case_says_so_even_while_sending_is_paused() -> None:
    """Good news is not hidden behind a technical reason."""
    paid: Told = ("2026-04-02", PaymentReceived(Money.of("1200")))

    assert said(asked(MAIL_DAY, bill(), paid, permit=Permit(paused=True)))[0] == "paid"


def test_a_reply_is_read_before_anything_leaves() -> None:
    """«Je vous ai payé hier» must be read before the reminder that crosses it."""
    told = (bill(), ("2026-04-02", ReplyReceived(Channel.EMAIL)))

    assert said(asked(MAIL_DAY, *told)) == ("reply_unread", None)
    assert said(asked(MAIL_DAY, *told, ("2026-04-07", ReplyRead())))[0] == "kind_email"


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        ("2026-04-13", ("on_hold", "2026-04-14")),
        ("2026-04-14", ("kind_email", "2026-04-14")),  # the end is not part of the hold
    ],
)
def test_a_hold_lasts_to_the_day_before_its_end(on: str, answer: tuple[str, str]) -> None:
    """«En pause jusqu’au 14» writes again on the 14th."""
    assert said(asked(on, bill(), ("2026-04-02", HoldPlaced(date(2026, 4, 14))))) == answer


def test_a_hold_without_end_lasts_until_it_is_lifted() -> None:
    """No timer ends what a person began without a date."""
    told = (bill(), ("2026-04-02", HoldPlaced()))

    assert said(asked(MAIL_DAY, *told)) == ("on_hold", None)
    assert said(asked(MAIL_DAY, *told, ("2026-04-07", HoldLifted())))[0] == "kind_email"


def test_a_dispute_of_the_whole_stops_and_of_a_part_does_not() -> None:
    """What the client says he does not owe is for people; the rest goes on."""
    whole = asked(MAIL_DAY, bill(), ("2026-04-02", DisputeOpened("F-1")))
    part = asked(MAIL_DAY, bill(), ("2026-04-02", DisputeOpened("F-1", Money.of("300"))))

    assert said(whole) == ("disputed", None)
    assert said(part) == ("kind_email", MAIL_DAY)


def test_a_disputed_part_is_the_whole_once_the_rest_is_paid() -> None:
    """Who disputed 300 and paid 900 owes nothing that he admits: no more reminders."""
    told = (
        bill(),
        ("2026-04-02", DisputeOpened("F-1", Money.of("300"))),
        ("2026-04-03", PaymentReceived(Money.of("900"))),
    )

    assert said(asked(MAIL_DAY, *told)) == ("disputed", None)
    assert said(asked(MAIL_DAY, *told, (MAIL_DAY, DisputeClosed("F-1"))))[0] == "kind_email"


def test_a_disputed_invoice_leaves_the_others_alone() -> None:
    """One bad delivery does not make the other bills disappear."""
    told = (bill(), bill("F-2", "2026-04-02"), ("2026-04-02", DisputeOpened("F-1")))

    assert said(asked("2026-04-08", *told)) == ("not_due_yet", "2026-04-09")
    step = asked("2026-04-09", *told)
    assert isinstance(step, Step)
    assert step.invoices == ("F-2",)


def test_a_dispute_says_until_when_the_next_bill_leaves_it_alone() -> None:
    """The bill of next month wakes the case by itself."""
    told = (bill(), bill("F-2", "2026-05-04"), ("2026-04-02", DisputeOpened("F-1")))

    assert said(asked(MAIL_DAY, *told)) == ("disputed", "2026-05-11")


def test_a_step_put_off_comes_on_the_chosen_day() -> None:
    """«Pas cette semaine» is obeyed; a Sunday chosen by mistake becomes the Monday."""
    told = (bill(), ("2026-04-07", StepPostponed("kind_email", date(2026, 4, 12))))

    answer = asked(MAIL_DAY, *told)
    assert said(answer) == ("postponed", "2026-04-13")
    assert isinstance(answer, NoStep)
    assert answer.detail == {"step": "kind_email"}
    assert said(asked("2026-04-13", *told)) == ("kind_email", "2026-04-13")


@pytest.mark.parametrize(
    ("mailed_on", "answer"),
    [
        ("2026-04-13", ("too_soon", "2026-04-16")),
        ("2026-04-12", ("call", "2026-04-15")),
    ],
)
def test_nobody_hears_from_us_twice_in_three_days(mailed_on: str, answer: tuple[str, str]) -> None:
    """A thank-you or a confirmation by hand counts as a contact too."""
    told = (bill(), sent(MAIL_DAY, "kind_email"), sent(mailed_on, "call_confirmation"))

    assert said(asked("2026-04-15", *told)) == answer


def test_too_soon_names_the_last_contact() -> None:
    """The person sees which contact makes it too soon."""
    told = (bill(), sent(MAIL_DAY, "kind_email"), sent("2026-04-13", "call_confirmation"))

    answer = asked("2026-04-15", *told)
    assert isinstance(answer, NoStep)
    assert answer.detail == {"step": "call", "last_contact_on": "2026-04-13"}


def short(deadline: str) -> tuple[Told, ...]:
    return (
        bill(),
        sent(MAIL_DAY, "kind_email"),
        called("2026-04-15"),
        sent("2026-04-30", "formal_reminder", deadline=deadline, notice="r1"),
    )


@pytest.mark.parametrize(
    ("deadline", "answer"),
    [
        ("2026-05-14", ("formal_notice", "2026-05-15")),
        ("2026-05-15", ("deadline_running", "2026-05-18")),  # its last day is the client's
        ("2026-05-25", ("deadline_running", "2026-05-26")),
    ],
)
def test_a_printed_deadline_is_kept_to_its_last_day(deadline: str, answer: tuple[str, str]) -> None:
    """We wrote «avant le 15»: a letter on the 15th makes us liars."""
    assert said(asked("2026-05-15", *short(deadline))) == answer


def test_the_deadline_of_a_letter_that_came_back_is_none() -> None:
    """Nobody read it: the letter is made again, at once, when the address is mended."""
    told = (
        *short("2026-05-25"),
        ("2026-05-04", DeliveryReported("r1", DeliveryOutcome.UNKNOWN_ADDRESS)),
    )

    answer = asked("2026-05-05", *told)
    assert said(answer) == ("contact_bounced", None)
    assert isinstance(answer, NoStep)
    assert answer.detail == {"step": "formal_reminder", "channel": "letter"}
    mended = asked("2026-05-05", *told, ("2026-05-05", ContactCorrected("")))
    assert said(mended) == ("formal_reminder", "2026-05-05")


@pytest.mark.parametrize("outcome", [DeliveryOutcome.REFUSED, DeliveryOutcome.UNCLAIMED])
def test_a_letter_refused_or_not_fetched_counts(outcome: DeliveryOutcome) -> None:
    """Not opening one's mail stops nobody (law.md L5.7)."""
    told = (*short("2026-05-11"), ("2026-05-04", DeliveryReported("r1", outcome)))

    assert said(asked("2026-05-15", *told)) == ("formal_notice", "2026-05-15")


def test_an_e_mail_that_bounced_is_sent_again_once_the_address_is_mended() -> None:
    """Without this the first thing the client ever hears is a call about an unseen e-mail."""
    told = (
        bill(),
        sent(MAIL_DAY, "kind_email", notice="m1", contact="awa"),
        ("2026-04-08", DeliveryReported("m1", DeliveryOutcome.BOUNCED)),
    )

    assert said(asked("2026-04-08", *told)) == ("contact_bounced", None)
    mended = asked("2026-04-09", *told, ("2026-04-09", ContactCorrected("awa")))
    assert said(mended) == ("kind_email", "2026-04-09")


def test_a_bounced_e_mail_does_not_stop_a_call_or_a_letter() -> None:
    """A dead mailbox says nothing about the phone and the street."""
    bounced = ("2026-04-16", DeliveryReported("m1", DeliveryOutcome.BOUNCED))
    told = (bill(), sent(MAIL_DAY, "kind_email", notice="m1"), called("2026-04-15"), bounced)

    assert said(asked("2026-04-30", *told)) == ("formal_reminder", "2026-04-30")


@pytest.mark.parametrize(
    ("on", "before", "reach", "channel"),
    [
        (MAIL_DAY, (), Reach(email=False), "email"),
        ("2026-04-15", (sent(MAIL_DAY, "kind_email"),), Reach(phone=False), "phone"),
        (
            "2026-04-30",
            (sent(MAIL_DAY, "kind_email"), called("2026-04-15")),
            Reach(address=False),
            "letter",
        ),
    ],
)
def test_a_missing_contact_is_asked_for(
    on: str, before: tuple[Told, ...], reach: Reach, channel: str
) -> None:
    """A step without an address waits for one and says which."""
    answer = asked(on, bill(), *before, reach=reach)
    assert isinstance(answer, NoStep)
    assert (answer.code, answer.until) == (Silence.CONTACT_MISSING, None)
    assert answer.detail["channel"] == channel
    assert isinstance(asked(on, bill(), *before), Step)


def test_a_court_file_needs_no_address() -> None:
    """The file goes to the creditor's desk first."""
    told = (
        *short("2026-05-11"),
        sent("2026-05-15", "formal_notice", deadline="2026-05-26"),
    )
    nowhere = Reach(email=False, phone=False, address=False)

    assert said(asked("2026-06-01", *told, reach=nowhere)) == ("court_file", "2026-06-01")


@pytest.mark.parametrize(
    ("kind", "last_day"),
    [
        (DebtorKind.BUSINESS, "2026-03-31"),  # five years (C. com. L110-4)
        (DebtorKind.CONSUMER, "2023-03-31"),  # two years (C. conso. L218-2)
        (None, "2023-03-31"),  # nobody has said: the shorter one
    ],
)
def test_what_may_be_prescribed_is_not_claimed(kind: DebtorKind | None, last_day: str) -> None:
    """To claim a prescribed debt from a consumer is what the fraud office fines."""
    told = bill(due="2021-03-31")
    day_after = date.fromordinal(date.fromisoformat(last_day).toordinal() + 1)

    assert isinstance(asked(last_day, told, kind=kind), Step)
    answer = asked(day_after, told, kind=kind)
    assert isinstance(answer, NoStep)
    assert (answer.code, answer.until) == (Silence.LIMITATION_PASSED, None)
    assert answer.detail == {"invoice": "F-1", "limitation_on": last_day}


def test_limitation_against_a_public_body_is_not_ours_to_count() -> None:
    """The rule is not established: the desk may warn, the product does not decide."""
    assert isinstance(asked("2026-04-07", bill(due="2016-03-31"), kind=DebtorKind.PUBLIC), Step)


def test_a_debt_older_than_the_text_is_prescribed_too() -> None:
    """A bill of 2005 is not claimable because today's law had not been written yet."""
    answer = asked("2026-04-07", bill(due="2005-03-31"))

    assert said(answer) == ("limitation_passed", None)


def test_a_period_that_is_not_established_stops_nothing() -> None:
    """What nobody has verified is never used against the creditor either."""
    page = LAW.page("prescription_commerciale")
    doubtful = replace(page, rows=tuple(replace(row, grade=Grade.OPEN) for row in page.rows))
    invoice = Invoice("F-1", date(2010, 1, 1), date(2010, 1, 31), Money.of("1"))

    assert limitation_on(invoice, DebtorKind.BUSINESS, LawBook([doubtful])) is None
    assert limitation_on(invoice, DebtorKind.PUBLIC, LAW) is None
    assert limitation_on(invoice, DebtorKind.BUSINESS, LAW) == date(2015, 1, 31)


def test_an_old_bill_does_not_hold_up_a_new_one() -> None:
    """The prescribed bill is left out, the other is asked for."""
    step = asked(MAIL_DAY, bill("F-0", "2020-01-15"), bill())

    assert isinstance(step, Step)
    assert step.invoices == ("F-1",)


def test_only_what_is_prescribed_is_late_but_a_new_bill_will_be() -> None:
    """The case says why it is silent, and wakes for the new bill."""
    answer = asked("2026-03-31", bill("F-0", "2020-01-15"), bill())

    assert said(answer) == ("limitation_passed", MAIL_DAY)


def test_a_case_wakes_when_the_invoice_that_leads_is_prescribed() -> None:
    """Else the newer bill would wait for ever behind a bill that may not be claimed any more."""
    told = (
        bill("F-0", "2021-04-20"),
        bill(),
        sent("2021-05-03", "kind_email", "F-0"),
    )
    answer = asked("2026-04-15", *told, reach=Reach(phone=False))
    assert said(answer) == ("contact_missing", "2026-04-21")

    step = asked("2026-04-21", *told, reach=Reach(phone=False))
    assert isinstance(step, Step)
    assert (step.key, step.invoices) == ("kind_email", ("F-1",))


def test_a_case_wakes_when_an_invoice_further_on_falls_due() -> None:
    """A bill called about before its due date leads from its first late day."""
    told = (bill(), bill("F-2", "2026-04-09"), called("2026-04-01", "F-2"))
    postponed: Told = ("2026-04-07", StepPostponed("kind_email", date(2026, 6, 1)))

    # F-1 waits for 1 June; F-2, once late, sets the step: the reminder of 11 May (D+30 is a
    # Saturday). Until it is late it cannot.
    assert said(asked(MAIL_DAY, *told, postponed)) == ("postponed", "2026-04-10")
    assert said(asked("2026-04-10", *told, postponed)) == ("not_due_yet", "2026-05-11")


def test_an_invoice_that_has_no_step_left_before_its_due_date_needs_none() -> None:
    """A bill for which a file was made in advance must not break the day of another."""
    told = (
        bill(),
        bill("F-2", "2026-04-30"),
        sent("2026-04-01", "formal_notice", "F-2"),
    )

    assert said(asked(MAIL_DAY, *told)) == ("kind_email", MAIL_DAY)


def test_a_playbook_made_in_code_without_formal_notice_still_ends() -> None:
    """A playbook never checked must not send the round in circles."""
    steps = tuple(one for one in FIVE.steps if one.key in ("kind_email", "court_file"))
    short_one = Playbook("court", "Court", steps)

    assert said(asked(MAIL_DAY, bill(), playbook=short_one))[0] == "kind_email"
    told = (bill(), sent(MAIL_DAY, "kind_email"))
    assert said(asked("2026-06-01", *told, playbook=short_one))[0] == "court_file"


def test_a_playbook_without_any_writing_before_the_formal_notice_still_acts() -> None:
    """Reading refuses such a playbook; one made in code sends what it says."""
    steps = tuple(one for one in FIVE.steps if one.key == "formal_notice")

    answer = asked("2026-05-15", bill(), playbook=Playbook("court", "Court", steps))
    assert said(answer) == ("formal_notice", "2026-05-15")


def test_every_guard_says_why_it_is_there() -> None:
    """The guards are the product's conscience: each has its reason in one sentence."""
    for guard in (*CASE_GUARDS, *WAITS, *STEP_GUARDS):
        assert guard.__doc__, guard


def test_every_silence_has_its_guard() -> None:
    """A reason that nothing gives, or that no test names, is a promise without a keeper."""
    named = {guard.__name__ for guard in (*CASE_GUARDS, *WAITS, *STEP_GUARDS)}

    # `finished` is no guard: there is simply no step left.
    assert named == {one.value for one in Silence} - {"finished"}


def test_the_gap_is_the_step_s_own() -> None:
    """A playbook may ask for more distance between two contacts."""
    steps = tuple(replace(one, min_gap_days=20) for one in FIVE.steps)
    told = (bill(), sent(MAIL_DAY, "kind_email"))

    answer = asked("2026-04-15", *told, playbook=replace(FIVE, steps=steps))
    assert said(answer) == ("too_soon", "2026-04-27")


def test_nobody_hears_from_us_twice_on_a_day() -> None:
    """A playbook without gaps, its days on top of each other, still leaves a night between."""
    steps = tuple(replace(one, from_day=7, until_day=7, min_gap_days=0) for one in FIVE.steps[1:])
    hurried = replace(FIVE, steps=steps)
    told = (bill(), sent(MAIL_DAY, "kind_email"))

    assert said(asked(MAIL_DAY, *told, playbook=hurried)) == ("too_soon", "2026-04-08")
    assert said(asked("2026-04-08", *told, playbook=hurried)) == ("call", "2026-04-08")


def test_a_request_before_the_judge_stops_our_letters() -> None:
    """A kind reminder the week after the request says that we do not mean it."""
    filed = ("2026-06-02", RequestFiled(CourtKind.COMMERCIAL, ("F-1",), Money.of("1200")))
    answer = asked("2026-06-10", bill(), filed)
    assert isinstance(answer, NoStep)
    assert (answer.code, answer.until) == (Silence.IN_COURT, None)
    ended = ("2026-06-12", ProcedureEnded(ProcedureEnd.WITHDRAWN))
    assert said(asked("2026-06-15", bill(), filed, ended)) == ("kind_email", "2026-06-15")


def test_a_file_handed_over_is_no_longer_ours_to_chase() -> None:
    """The bailiff writes now: two voices would contradict each other."""
    handed = ("2026-06-02", HandedOver(Agent.BAILIFF))
    answer = asked("2026-06-10", bill(), handed)
    assert isinstance(answer, NoStep)
    assert (answer.code, answer.detail["agent"]) == (Silence.HANDED_OVER, "bailiff")
    back = ("2026-06-12", HandedBack())
    assert said(asked("2026-06-15", bill(), handed, back)) == ("kind_email", "2026-06-15")
