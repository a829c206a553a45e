"""The dates that follow an order: counted by the text of the order's own day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relance.case import Money
from relance.case.entries import CourtKind, InsolvencyOpened
from relance.case.procedure import Declared, OrderProcedure
from relance.law import Calendar, LawBook, Region
from relance.routes.milestones import NOT_VERIFIED, Milestone, Sense, of_insolvency, of_order

LAW = LawBook.load()
WORKING = Calendar(Region.METROPOLITAN)
FILED = OrderProcedure(date(2026, 8, 10), CourtKind.COMMERCIAL, ("F-1",), Money.of("4800"))


def dates(order: OrderProcedure, working: Calendar = WORKING) -> dict[str, Milestone]:
    return {one.key: one for one in of_order(order, law=LAW, working=working)}


@pytest.mark.parametrize(
    ("order_on", "last_on", "moved_on"),
    [
        (date(2026, 8, 31), date(2027, 2, 28), date(2027, 3, 1)),  # 6 months, to a Sunday
        (date(2026, 9, 1), date(2026, 12, 1), date(2026, 12, 1)),  # 3 months
        (date(2026, 11, 30), date(2027, 2, 28), date(2027, 3, 1)),  # the month has no 30th
    ],
)
def test_the_day_of_the_order_says_how_long_there_is_to_serve_it(
    order_on: date, last_on: date, moved_on: date
) -> None:
    """One day apart, three months apart: past it the order is void (CPC 1411, décret 2026-96)."""
    service = dates(replace(FILED, order_on=order_on, granted=FILED.asked))["service"]
    assert (service.last_on, service.moved_on) == (last_on, moved_on)
    assert service.rule is not None and service.rule.key == "delai_signification_injonction"
    assert service.passed(last_on) is False
    assert service.passed(date.fromordinal(last_on.toordinal() + 1)) is True, "the earlier day"


def test_the_fee_is_for_the_commercial_court_alone() -> None:
    """Fifteen days from the request, or it lapses (CPC 1425)."""
    assert dates(FILED)["fee"].last_on == date(2026, 8, 25)
    assert dates(replace(FILED, court=CourtKind.JUDICIAL)) == {}
    assert dates(replace(FILED, fee_on=date(2026, 8, 12)))["fee"].warn_on is None


def test_enforcement_waits_two_months_for_orders_of_september_on() -> None:
    """For an older order no source that was read says when: then no date is given."""
    new = replace(FILED, order_on=date(2026, 9, 1), served_on=date(2026, 9, 10))
    found = dates(new)["enforcement"]
    assert (found.last_on, found.sense) == (date(2026, 11, 10), Sense.AFTER)
    old = dates(replace(FILED, order_on=date(2026, 8, 31), served_on=date(2026, 9, 10)))
    assert old["enforcement"].last_on is None
    assert old["enforcement"].waits == NOT_VERIFIED
    assert old["enforcement"].rule is None


def test_opposition_runs_from_an_act_that_reached_the_person() -> None:
    """Served on a neighbour, the month has not begun (CPC 1416)."""
    served = replace(FILED, order_on=date(2026, 9, 1), served_on=date(2026, 9, 10))
    away = dates(served)["opposition"]
    assert away.last_on is None and away.waits
    opposed = dates(replace(served, opposed_on=date(2026, 10, 2)))["opposition"]
    assert opposed.done_on == date(2026, 10, 2) and not opposed.waits
    home = dates(replace(served, in_person_on=date(2026, 10, 30)))["opposition"]
    assert home.last_on == date(2026, 11, 30)


def test_what_the_debtor_is_given_is_counted_in_full() -> None:
    """Two months that end on a Sunday go on to Monday: a bailiff on Sunday's figure is too early."""
    served = replace(
        FILED,
        order_on=date(2026, 9, 3),
        served_on=date(2026, 9, 15),
        in_person_on=date(2026, 9, 15),
    )
    enforcement = dates(served)["enforcement"]
    assert (enforcement.last_on, enforcement.moved_on) == (date(2026, 11, 15), date(2026, 11, 16))
    assert enforcement.warn_on == date(2026, 11, 17)
    opposition = dates(served)["opposition"]
    assert (opposition.sense, opposition.warn_on) == (Sense.ENDS, date(2026, 10, 16))
    assert not opposition.passed(date(2027, 1, 1))


def test_an_opposition_asks_for_a_fee_or_for_a_lawyer() -> None:
    """CPC 1425 at the commercial court; CPC 1418 at the judicial court, above EUR 10,000."""
    opposed = replace(
        FILED,
        order_on=date(2026, 9, 1),
        served_on=date(2026, 9, 10),
        in_person_on=date(2026, 9, 10),
        opposed_on=date(2026, 10, 2),
        opposition_told_on=date(2026, 10, 9),
    )
    assert dates(opposed)["opposition_fee"].last_on == date(2026, 10, 24)
    assert dates(opposed)["opposition_fee"].moved_on == date(2026, 10, 26)
    assert "enforcement" not in dates(opposed)
    judicial = replace(opposed, court=CourtKind.JUDICIAL)
    assert "lawyer" not in dates(judicial)
    assert dates(replace(judicial, asked=Money.of("10000")))  # that amount included: no lawyer
    assert "lawyer" not in dates(replace(judicial, asked=Money.of("10000")))
    assert dates(replace(judicial, asked=Money.of("10000.01")))["lawyer"].last_on == date(
        2026, 10, 24
    )
    untold = replace(opposed, opposition_told_on=None)
    assert dates(untold)["opposition_fee"].waits


def test_the_calendar_of_the_debtor_moves_the_day() -> None:
    """In Réunion 20 December is a holiday; in Strasbourg 26 December is."""
    order = replace(FILED, court=CourtKind.CHAMBER, order_on=date(2026, 9, 26))
    assert dates(order)["service"].moved_on == date(2026, 12, 28), "a Saturday everywhere"
    reunion = replace(FILED, order_on=date(2027, 9, 20))
    there = Calendar(Region.REUNION)
    assert dates(reunion, there)["service"].moved_on == date(2027, 12, 21)
    assert dates(reunion)["service"].moved_on == date(2027, 12, 20)


def test_a_claim_is_declared_within_two_months_of_the_publication() -> None:
    """C. com. R622-24; not declared, it can be relieved for six months (L622-26)."""
    opened = InsolvencyOpened(date(2026, 9, 3), date(2026, 9, 15))
    found = {one.key: one for one in of_insolvency(opened, None, law=LAW, working=WORKING)}
    assert found["declaration"].last_on == date(2026, 11, 15)
    assert found["declaration"].moved_on == date(2026, 11, 16)
    assert found["declaration"].warn_on == date(2026, 10, 1)
    assert found["relief"].last_on == date(2027, 3, 15)
    done = Declared(date(2026, 10, 1), Money.of("1000"), "")
    told = of_insolvency(opened, done, law=LAW, working=WORKING)
    assert [(one.key, one.warn_on) for one in told] == [("declaration", None)]
    late = Declared(date(2026, 11, 20), Money.of("1000"), "")
    relief = of_insolvency(opened, late, law=LAW, working=WORKING)[-1]
    assert (relief.key, relief.done_on) == ("relief", None), "declared late, it is still to ask"
    unpublished = InsolvencyOpened(date(2026, 9, 3))
    first = of_insolvency(unpublished, None, law=LAW, working=WORKING)[0]
    assert first.last_on is None and "BODACC" in first.waits
