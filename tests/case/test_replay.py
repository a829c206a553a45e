"""What each fact means for its case: the journal told, and where the case stands after it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from relance.case import (
    DebtorKind,
    Invoice,
    InvoiceState,
    Money,
    State,
    Terms,
    as_of,
    replay,
)
from relance.case.entries import (
    CallMade,
    CallOutcome,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    Channel,
    ContactCorrected,
    CreditNoteAdded,
    DebtorKindSet,
    DeliveryOutcome,
    DeliveryReported,
    DisputeClosed,
    DisputeOpened,
    Entry,
    EntryCancelled,
    Fact,
    HoldLifted,
    HoldPlaced,
    InsolvencyOpened,
    InvoiceAdded,
    NoticeSent,
    PaymentReceived,
    PlaybookChosen,
    PromiseMade,
    ReplyRead,
    ReplyReceived,
    StepPostponed,
    StepSkipped,
    TermsSet,
    WriteOff,
)
from relance.case.replay import MEANING
from relance.case.state import Hold

DUE = date(2026, 3, 31)
FIRST = date(2026, 4, 1)


def bill(number: str = "F-1", amount: str = "1200", due_on: date = DUE) -> InvoiceAdded:
    return InvoiceAdded(Invoice(number, date(2026, 3, 1), due_on, Money.of(amount)))


def told(*facts: Fact | tuple[int, Fact]) -> State:
    """The state after these facts; each on the day of April given, else on the first."""
    entries = []
    for sequence, one in enumerate(facts, 1):
        day, fact = one if isinstance(one, tuple) else (1, one)
        on = date(2026, 4, day)
        at = datetime(2026, 4, day, tzinfo=UTC)
        entries.append(Entry(sequence, on, at, "camille", fact, "parce que"))
    return replay(entries)


def mail(
    *invoices: str,
    step: str = "kind_email",
    listed: tuple[str, ...] = (),
    notice: str = "n1",
    channel: Channel = Channel.EMAIL,
) -> NoticeSent:
    return NoticeSent(notice, step, channel, invoices or ("F-1",), listed, contact="awa")


def first(state: State) -> InvoiceState:
    return state.invoices["F-1"]


def left(state: State) -> dict[str, str]:
    return {number: str(amount) for number, amount in state.open_amounts().items()}


def test_every_fact_has_a_meaning() -> None:
    """A fact without meaning would be recorded and change nothing: the client would wait."""
    assert set(MEANING) == set(get_args(Fact))


def test_an_empty_journal_is_an_empty_case() -> None:
    """The first page of a new case must open."""
    state = replay([])

    assert (state.invoices, state.promise, state.last_sequence) == ({}, None, 0)


def test_a_case_opens_with_its_playbook_currency_and_kind() -> None:
    """They may be corrected later, each by its own fact."""
    state = told(CaseOpened("cinq-etapes", "CHF", DebtorKind.BUSINESS))
    assert (state.playbook, state.currency, state.debtor_kind) == (
        "cinq-etapes",
        "CHF",
        DebtorKind.BUSINESS,
    )

    later = told(
        CaseOpened("cinq-etapes"), DebtorKindSet(DebtorKind.PUBLIC), PlaybookChosen("le-mien")
    )
    assert (later.playbook, later.debtor_kind) == ("le-mien", DebtorKind.PUBLIC)


def test_an_invoice_brings_its_terms_until_a_person_corrects_them() -> None:
    """The clause read on the PDF may be wrong; the correction is a later fact."""
    assert first(told(bill())).terms == Terms()
    assert first(told(bill(), TermsSet("F-1", Terms("15", "10")))).terms == Terms("15", "10")


def test_a_new_invoice_opens_a_closed_case() -> None:
    """The client who paid last year is late again: his case is alive again."""
    assert told(bill(), (2, CaseClosed())).closed_on == date(2026, 4, 2)
    assert told(bill(), CaseClosed(), CaseReopened()).closed_on is None
    assert told(bill(), CaseClosed(), bill("F-2")).closed_on is None


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((PaymentReceived(Money.of("200")),), {"F-1": "1000.00", "F-2": "500.00"}),  # the oldest
        ((PaymentReceived(Money.of("200"), "F-2"),), {"F-1": "1200.00", "F-2": "300.00"}),
        ((PaymentReceived(Money.of("200"), "F-9"),), {"F-1": "1000.00", "F-2": "500.00"}),
        ((PaymentReceived(Money.of("600"), "F-2"),), {"F-1": "1100.00", "F-2": "0.00"}),
        ((PaymentReceived(Money.of("1300")),), {"F-1": "0.00", "F-2": "400.00"}),
        ((PaymentReceived(Money.of("9999")),), {"F-1": "0.00", "F-2": "0.00"}),
        ((CreditNoteAdded("A-1", Money.of("200"), "F-2"),), {"F-1": "1200.00", "F-2": "300.00"}),
        ((CreditNoteAdded("A-1", Money.of("200")),), {"F-1": "1000.00", "F-2": "500.00"}),
        ((WriteOff(Money.of("0.50"), "F-1"),), {"F-1": "1199.50", "F-2": "500.00"}),
        (
            (WriteOff(Money.of("1000"), "F-1"), PaymentReceived(Money.of("300"))),
            {"F-1": "0.00", "F-2": "400.00"},
        ),
    ],
)
def test_what_is_left_of_each_invoice(facts: tuple[Fact, ...], expected: dict[str, str]) -> None:
    """The named invoice first, else the oldest due; what is too much pays the others."""
    older, newer = bill(), bill("F-2", "500", date(2026, 4, 10))

    assert left(told(newer, older, *facts)) == expected


def test_payments_and_credit_notes_keep_their_day() -> None:
    """The claim counts interest between them."""
    state = told(
        bill(),
        (3, PaymentReceived(Money.of("10"), "F-1")),
        (4, CreditNoteAdded("A-1", Money.of("20"))),
        (5, WriteOff(Money.of("30"), "F-1")),
    )

    (paid,), (credited,) = state.payments, state.credit_notes
    assert (paid.on, paid.amount, paid.invoice, paid.sequence) == (
        date(2026, 4, 3),
        Money.of("10"),
        "F-1",
        2,
    )
    assert (credited.on, credited.invoice) == (date(2026, 4, 4), None)
    assert first(state).written_off == ((date(2026, 4, 5), Money.of("30")),)


def test_a_notice_is_done_demanded_and_a_contact() -> None:
    """From one fact: the step is behind us, the debt was demanded, the client heard from us."""
    state = told(bill(), bill("F-2"), (7, mail(listed=("F-2", "F-9"))))

    assert first(state).steps_done == {"kind_email": date(2026, 4, 7)}
    assert first(state).demanded_on == date(2026, 4, 7)
    assert state.invoices["F-2"].steps_done == {}
    assert state.invoices["F-2"].demanded_on == date(2026, 4, 7)
    assert state.last_contact_on == date(2026, 4, 7)
    sent = state.notice_of("kind_email")
    assert sent is not None
    assert (sent.on, sent.outcome) == (date(2026, 4, 7), None)
    assert state.notice_of("formal_notice") is None


def test_the_first_day_of_a_step_and_of_a_demand_are_kept() -> None:
    """A copy sent again does not make the debt younger; the last contact is the last one."""
    state = told(
        bill(), (7, mail()), (9, mail(notice="n2")), (8, CallMade("x", CallOutcome.FORGOT))
    )

    assert first(state).steps_done["kind_email"] == date(2026, 4, 7)
    assert first(state).demanded_on == date(2026, 4, 7)
    assert state.last_contact_on == date(2026, 4, 9)
    last = state.notice_of("kind_email")
    assert last is not None
    assert last.fact.notice == "n2"


def test_a_note_before_the_due_date_demands_nothing() -> None:
    """A courtesy note is no written demand: what follows must still begin kindly."""
    state = told(bill(due_on=date(2026, 4, 10)), (10, mail(step="courtesy")))

    assert first(state).demanded_on is None
    assert first(state).steps_done == {"courtesy": date(2026, 4, 10)}
    assert state.last_contact_on == date(2026, 4, 10)


def test_a_court_file_is_no_contact() -> None:
    """The file lies on the creditor's desk: the debtor has heard nothing."""
    state = told(bill(), (7, mail(step="court_file", channel=Channel.COURT)))

    assert first(state).steps_done == {"court_file": date(2026, 4, 7)}
    assert (first(state).demanded_on, state.last_contact_on) == (None, None)


def test_a_call_is_done_and_a_contact_but_no_written_demand() -> None:
    """What was said on the phone is in no letter."""
    state = told(bill(), (15, CallMade("call", CallOutcome.FORGOT, ("F-1", "F-9"))))

    assert first(state).steps_done == {"call": date(2026, 4, 15)}
    assert first(state).demanded_on is None
    assert state.last_contact_on == date(2026, 4, 15)
    assert state.calls == [
        (date(2026, 4, 15), CallMade("call", CallOutcome.FORGOT, ("F-1", "F-9")))
    ]


def test_what_became_of_a_notice_is_kept_with_it() -> None:
    """The court asks when the letter arrived."""
    state = told(bill(), (7, mail()), (9, DeliveryReported("n1", DeliveryOutcome.DELIVERED)))

    sent = state.notice_of("kind_email")
    assert sent is not None
    assert (sent.outcome, sent.outcome_on) == (DeliveryOutcome.DELIVERED, date(2026, 4, 9))
    assert (state.bounced, state.returned_on) == ({}, None)


@pytest.mark.parametrize(
    ("outcome", "bounced", "returned_on"),
    [
        (DeliveryOutcome.BOUNCED, {"awa": date(2026, 4, 9)}, None),
        (DeliveryOutcome.UNKNOWN_ADDRESS, {}, date(2026, 4, 9)),
        (DeliveryOutcome.LOST, {}, None),
    ],
)
def test_a_notice_that_never_reached_anybody_was_not_made(
    outcome: DeliveryOutcome, bounced: dict[str, date], returned_on: date | None
) -> None:
    """Else a call would speak of an e-mail nobody got, and a judge would read of a lost letter."""
    state = told(bill(), (7, mail(listed=("F-9",))), (9, DeliveryReported("n1", outcome)))

    assert first(state).steps_done == {}
    assert first(state).demanded_on is None
    assert state.last_contact_on is None
    assert (state.bounced, state.returned_on) == (bounced, returned_on)
    sent = state.notice_of("kind_email")
    assert sent is not None, "that it left remains a fact"
    assert sent.outcome is outcome


@pytest.mark.parametrize("outcome", [DeliveryOutcome.REFUSED, DeliveryOutcome.UNCLAIMED])
def test_a_letter_refused_or_not_fetched_was_made(outcome: DeliveryOutcome) -> None:
    """Law.md L5.7: who does not open his mail was served all the same."""
    state = told(bill(), (7, mail()), (9, DeliveryReported("n1", outcome)))

    assert first(state).steps_done == {"kind_email": date(2026, 4, 7)}


def test_what_did_reach_the_debtor_stays_when_another_came_back() -> None:
    """The e-mail arrived, the call was made, the letter came back: only the letter is undone."""
    letter = mail(step="formal_reminder", notice="n3", channel=Channel.LETTER)
    state = told(
        bill(),
        (7, mail()),
        (15, CallMade("call", CallOutcome.VOICEMAIL, ("F-1",))),
        (16, mail(step="court_file", notice="n2", channel=Channel.COURT)),
        (20, letter),
        (24, DeliveryReported("n3", DeliveryOutcome.UNKNOWN_ADDRESS)),
    )

    assert first(state).steps_done == {
        "kind_email": date(2026, 4, 7),
        "call": date(2026, 4, 15),
        "court_file": date(2026, 4, 16),
    }
    assert first(state).demanded_on == date(2026, 4, 7)
    assert state.last_contact_on == date(2026, 4, 15)


def test_a_step_made_twice_stands_by_the_one_that_arrived() -> None:
    """Sent to the old address, sent again to the new one: the second counts."""
    state = told(
        bill(),
        (7, mail()),
        (9, mail(notice="n2")),
        (10, DeliveryReported("n1", DeliveryOutcome.BOUNCED)),
    )

    assert first(state).steps_done == {"kind_email": date(2026, 4, 9)}
    assert first(state).demanded_on == date(2026, 4, 9)


def test_a_bounce_names_who_could_not_be_reached() -> None:
    """Even of a message that never left; an unknown one is kept under no name."""
    named = told(DeliveryReported("n9", DeliveryOutcome.BOUNCED, contact="ben"))
    unnamed = told(DeliveryReported("n9", DeliveryOutcome.BOUNCED))

    assert named.bounced == {"ben": FIRST}
    assert unnamed.bounced == {"": FIRST}
    mended = told(
        DeliveryReported("n9", DeliveryOutcome.BOUNCED, contact="ben"),
        DeliveryReported("n9", DeliveryOutcome.BOUNCED),
        DeliveryReported("n9", DeliveryOutcome.UNKNOWN_ADDRESS),
        ContactCorrected("ben"),
    )
    assert (mended.bounced, mended.returned_on) == ({}, None)


def test_the_last_promise_counts() -> None:
    """Each one is kept: three broken words are an argument."""
    state = told(
        bill(),
        (2, PromiseMade(date(2026, 4, 10))),
        (11, PromiseMade(date(2026, 4, 20), Money.of("5"))),
    )

    assert len(state.promises) == 2
    assert state.promise is not None
    assert (state.promise.made_on, state.promise.until, state.promise.amount) == (
        date(2026, 4, 11),
        date(2026, 4, 20),
        Money.of("5"),
    )


def test_a_dispute_is_of_a_part_or_of_the_whole() -> None:
    """No amount means all of it; an agreement ends it."""
    assert first(told(bill(), DisputeOpened("F-1"))).disputed == Money.of("1200")
    assert first(told(bill(), DisputeOpened("F-1", Money.of("300")))).disputed == Money.of("300")
    assert first(told(bill(), DisputeOpened("F-1"), DisputeClosed("F-1"))).disputed is None


def test_a_hold_knows_its_reason() -> None:
    """«En pause : congés» is what the person reads."""
    assert told((2, HoldPlaced(date(2026, 4, 9)))).hold == Hold(
        date(2026, 4, 2), date(2026, 4, 9), "parce que"
    )
    assert told(HoldPlaced(), HoldLifted()).hold is None


def test_a_reply_is_unread_until_it_is_read() -> None:
    """The day it came is the day the client waits since."""
    assert told((2, ReplyReceived(Channel.EMAIL))).reply_unread_on == date(2026, 4, 2)
    assert told(ReplyReceived(Channel.EMAIL), ReplyRead()).reply_unread_on is None


def test_an_insolvency_is_kept_with_its_dates() -> None:
    """Two months from the publication to declare the claim."""
    opened = InsolvencyOpened(date(2026, 4, 3), date(2026, 4, 12))

    assert told(opened).insolvency == opened


def test_a_step_put_off_is_off_until_it_is_made() -> None:
    """Once made, the postponement is over."""
    off = StepPostponed("kind_email", date(2026, 4, 20))
    ring = StepPostponed("call", date(2026, 4, 21))

    assert told(bill(), off).postponed == {"kind_email": date(2026, 4, 20)}
    assert told(bill(), off, mail()).postponed == {}
    assert told(bill(), ring, CallMade("call", CallOutcome.FORGOT)).postponed == {}


def test_a_step_passed_over_counts_as_done_and_says_so() -> None:
    """It takes no time, and a person may still take it after all."""
    skip = StepSkipped("kind_email", ("F-1", "F-9"))
    state = told(bill(), (2, skip), (3, skip))
    assert first(state).steps_done == {"kind_email": date(2026, 4, 2)}
    assert first(state).skipped == ("kind_email",)
    assert (first(state).demanded_on, state.last_contact_on) == (None, None)

    after_all = told(bill(), (2, skip), (5, mail()))
    assert first(after_all).steps_done == {"kind_email": date(2026, 4, 5)}
    assert first(after_all).skipped == ()


def test_a_cancelled_entry_never_counted() -> None:
    """The payment typed into the wrong case is taken back by a later entry, not rubbed out."""
    state = told(bill(), PaymentReceived(Money.of("1200")), EntryCancelled(2))

    assert left(state) == {"F-1": "1200.00"}
    assert state.last_sequence == 3


def test_the_case_as_it_was_on_a_day() -> None:
    """What happened later was not yet known; the day itself counts whole."""
    at = datetime(2026, 4, 1, tzinfo=UTC)
    entries = [
        Entry(number, date(2026, 4, number), at, "camille", ReplyRead()) for number in (1, 2, 3)
    ]

    assert [entry.sequence for entry in as_of(entries, date(2026, 4, 2))] == [1, 2]
