"""Limitation: the earliest possible day is warned, and nothing but the law's own list moves it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from relance.case import DebtorKind, Invoice, Money, State, replay
from relance.case.entries import (
    CaseOpened,
    Channel,
    CourtKind,
    DebtAcknowledged,
    Entry,
    Fact,
    InvoiceAdded,
    NoticeSent,
    OrderMade,
    OrderServed,
    PaymentReceived,
    ProcedureEnded,
    RequestFiled,
)
from relance.case.entries.procedure import ProcedureEnd
from relance.law import LawBook
from relance.routes.limitation import Level, Limitation, limitations

LAW = LawBook.load()
BILL = Invoice("F-1", date(2024, 1, 10), date(2024, 2, 9), Money.of("1200"))


def state(kind: DebtorKind | None, *facts: tuple[date, Fact]) -> State:
    told = [
        (BILL.issued_on, CaseOpened("cinq-etapes", "EUR", kind)),
        (BILL.issued_on, InvoiceAdded(BILL)),
        *facts,
    ]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return replay(Entry(n, on, at, "moi", fact) for n, (on, fact) in enumerate(told, 1))  # type: ignore[arg-type]


def one(
    kind: DebtorKind | None,
    *facts: tuple[date, Fact],
    today: date = date(2024, 3, 1),
    carriage: bool = False,
) -> Limitation:
    return limitations(state(kind, *facts), LAW, today=today, carriage=carriage)[0]


@pytest.mark.parametrize(
    ("kind", "carriage", "last_on"),
    [
        (DebtorKind.BUSINESS, False, date(2029, 1, 10)),
        (DebtorKind.CONSUMER, False, date(2026, 1, 10)),
        (None, False, date(2026, 1, 10)),
        (DebtorKind.BUSINESS, True, date(2025, 1, 10)),
        (DebtorKind.PUBLIC, False, None),
    ],
)
def test_the_earliest_possible_day_by_the_texts(
    kind: DebtorKind | None, carriage: bool, last_on: date | None
) -> None:
    """Two, five, one year; a public body's four are not established (law.md L4.1 to L4.7)."""
    found = one(kind, carriage=carriage)
    assert found.last_on == last_on
    assert all(period.rule.printable for period in found.periods)
    if last_on is None:
        assert found.level is Level.NOT_ESTABLISHED


@pytest.mark.parametrize(
    ("today", "level"),
    [
        (date(2027, 12, 31), Level.FAR),
        (date(2028, 1, 10), Level.NEAR),
        (date(2028, 10, 10), Level.PRESSING),
        (date(2029, 1, 10), Level.PRESSING),
        (date(2029, 1, 11), Level.PASSED),
    ],
)
def test_warnings_begin_twelve_months_before(today: date, level: Level) -> None:
    """There is still time to sue; the day after there is none."""
    assert one(DebtorKind.BUSINESS, today=today).level is level


def test_a_letter_a_payment_and_a_request_move_nothing() -> None:
    """Cass. com. 18 May 2022; Cass. 1re civ. 9 Sept 2020: what most people believe is false."""
    letter = NoticeSent("n", "formal_notice", Channel.LETTER, ("F-1",))
    filed = RequestFiled(CourtKind.JUDICIAL, ("F-1",), Money.of("1200"))
    found = one(
        DebtorKind.CONSUMER,
        (date(2025, 5, 2), letter),
        (date(2025, 6, 2), PaymentReceived(Money.of("100"))),
        (date(2025, 7, 2), filed),
    )
    assert (found.last_on, found.later) == (date(2026, 1, 10), ())


def test_an_acknowledgement_or_a_served_order_is_shown_beside() -> None:
    """They begin a new period of the same length; the earliest day stays warned all the same."""
    filed = RequestFiled(CourtKind.JUDICIAL, ("F-1",), Money.of("1200"))
    found = one(
        DebtorKind.CONSUMER,
        (date(2025, 5, 2), DebtAcknowledged(Money.of("1200"), "a" * 64)),
        (date(2025, 7, 2), filed),
        (date(2025, 8, 1), OrderMade(Money.of("1200"))),
        (date(2025, 9, 1), OrderServed(in_person=True)),
    )
    assert found.last_on == date(2026, 1, 10)
    assert [(restart.on, restart.last_on) for restart in found.later] == [
        (date(2025, 5, 2), date(2027, 5, 2)),
        (date(2025, 9, 1), date(2027, 9, 1)),
    ]


@pytest.mark.parametrize(
    ("end", "kept"),
    [
        (ProcedureEnd.LAPSED, False),
        (ProcedureEnd.WITHDRAWN, False),
        (ProcedureEnd.REFUSED, False),
        (ProcedureEnd.JUDGED, True),
    ],
)
def test_a_demand_that_came_to_nothing_never_interrupted(end: ProcedureEnd, kept: bool) -> None:
    """C. civ. 2243: withdrawn, lapsed or refused, its interruption is as if it never was."""
    found = one(
        DebtorKind.CONSUMER,
        (date(2025, 7, 2), RequestFiled(CourtKind.JUDICIAL, ("F-1",), Money.of("1200"))),
        (date(2025, 8, 1), OrderMade(Money.of("1200"))),
        (date(2025, 9, 1), OrderServed(in_person=True)),
        (date(2025, 12, 1), ProcedureEnded(end)),
    )
    assert bool(found.later) is kept


def test_what_comes_after_the_end_revives_nothing() -> None:
    """A waiver needs more than a late word (C. civ. 2250): it is not shown as a new period."""
    late = (date(2026, 2, 1), DebtAcknowledged(Money.of("1200"), "a" * 64))
    found = one(DebtorKind.CONSUMER, late)
    assert found.later == ()
    assert [restart.on for restart in found.late] == [date(2026, 2, 1)], "it is shown as late"


def test_one_acknowledgement_in_time_makes_room_for_the_next() -> None:
    """2025, then 2027: the second is late for the first end, in time for the second."""
    told = [
        (date(year, 5, 2), DebtAcknowledged(Money.of("1200"), "a" * 64)) for year in (2025, 2027)
    ]
    found = one(DebtorKind.CONSUMER, *told)
    assert found.last_on == date(2026, 1, 10)
    assert [restart.last_on for restart in found.later] == [date(2027, 5, 2), date(2029, 5, 2)]
