"""The facts of a procedure, folded: what a case knows of its request, order and opposition."""

from __future__ import annotations

from datetime import UTC, date, datetime

from relance.case import Money, State, replay
from relance.case.entries import (
    Agent,
    AmicableAttempt,
    CaseOpened,
    Channel,
    ClaimDeclared,
    CourtKind,
    DebtAcknowledged,
    DeliveryOutcome,
    DeliveryReported,
    Entry,
    ExhibitAdded,
    ExhibitKind,
    Fact,
    FeeDeposited,
    HandedBack,
    HandedOver,
    NoticeSent,
    OppositionMade,
    OrderMade,
    OrderServed,
    ProcedureEnd,
    ProcedureEnded,
    RequestFiled,
)

FILED = RequestFiled(CourtKind.COMMERCIAL, ("F-1",), Money.of("1270.76"))


def told(*facts: Fact) -> State:
    """One fact a day from 1 September 2026 on."""
    instant = datetime(2026, 9, 1, 9, tzinfo=UTC)
    return replay(
        Entry(place, date(2026, 9, place), instant, "moi", fact)
        for place, fact in enumerate((CaseOpened("cinq-etapes"), *facts), 1)
    )


def test_each_event_falls_on_the_request_it_follows() -> None:
    """The dates to keep come from these days: one on the wrong request loses an order."""
    order = told(
        FILED,
        FeeDeposited(),
        OrderMade(Money.of("1200")),
        OrderServed(in_person=False),
        OrderServed(in_person=True),
        OppositionMade(told_on=date(2026, 9, 20)),
        FeeDeposited(opposition=True),
    ).order
    assert order is not None and order.running
    assert (order.filed_on, order.fee_on) == (date(2026, 9, 2), date(2026, 9, 3))
    assert (order.order_on, order.granted) == (date(2026, 9, 4), Money.of("1200"))
    assert (order.served_on, order.in_person_on) == (date(2026, 9, 5), date(2026, 9, 6))
    assert (order.opposed_on, order.opposition_told_on) == (date(2026, 9, 7), date(2026, 9, 20))
    assert order.opposition_fee_on == date(2026, 9, 8)


def test_a_second_request_leaves_the_first_as_it_was() -> None:
    """After a lapse one begins again: the old dates stay true of the old request."""
    state = told(FILED, ProcedureEnded(ProcedureEnd.LAPSED), FILED, FeeDeposited())
    first, second = state.orders
    assert (first.running, first.end) == (False, ProcedureEnd.LAPSED)
    assert (second.running, second.fee_on) == (True, date(2026, 9, 5))


def test_an_event_without_a_request_changes_nothing() -> None:
    """An order somebody else obtained may be noted: it must not break the case."""
    assert told(OrderMade(Money.of("10")), OrderServed(in_person=True)).order is None


def test_pieces_words_and_attempts_are_kept_in_order() -> None:
    """What proves, what interrupts and what was tried: each with its day."""
    state = told(
        ExhibitAdded("a" * 64, ExhibitKind.QUOTE),
        DebtAcknowledged(Money.of("500"), "b" * 64),
        AmicableAttempt(date(2026, 9, 10), True),
    )
    assert [one.exhibit for one in state.pieces] == [ExhibitKind.QUOTE]
    assert state.acknowledged[0].amount == Money.of("500")
    assert state.attempts[0].failed is True


def test_a_file_handed_over_comes_back() -> None:
    """Until then somebody else speaks for the creditor."""
    handed = told(HandedOver(Agent.BAILIFF, "c" * 64))
    assert handed.handed_over is not None and handed.handed_over.agent is Agent.BAILIFF
    assert told(HandedOver(Agent.BAILIFF), HandedBack()).handed_over is None


def test_a_declared_claim_keeps_its_posting() -> None:
    """The day of posting is the one that counts (law.md L7.24)."""
    declared = told(ClaimDeclared(Money.of("1200"), "1A00012345678")).declared
    assert declared is not None
    assert (declared.on, declared.tracking) == (date(2026, 9, 2), "1A00012345678")


def test_the_first_presentation_of_a_letter_is_kept() -> None:
    """The days of holding run from it (law.md L11.3, L11.5)."""
    sent = NoticeSent("n1", "formal_notice", Channel.LETTER, ())
    back = DeliveryReported("n1", DeliveryOutcome.UNCLAIMED, presented_on=date(2026, 9, 4))
    assert told(sent, back).notices[0].presented_on == date(2026, 9, 4)
