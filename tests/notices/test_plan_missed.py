"""The installment that is missing: the right one, its rest, and never one that was paid."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.case import Money
from relance.case.entries import Fact, Installment, PaymentReceived, PlanAgreed, PlanEnd, PlanEnded
from relance.notices import MissingFact, write
from relance.notices.plan_missed import Missed, missed
from tests.notices.cases import LOGO, SITE, THREE_TIMES, D, Given

AGREED = (D(2026, 4, 20), THREE_TIMES)


def found(on: date, *happened: tuple[date, Fact]) -> Missed | None:
    return missed(Given("plan_default", on, happened, invoices=(SITE, LOGO)).facts().state, on)


def paid(on: date, amount: str, invoice: str | None = None) -> tuple[date, Fact]:
    return on, PaymentReceived(Money.of(amount), invoice)


@pytest.mark.parametrize(
    ("on", "happened", "left"),
    [
        (D(2026, 5, 4), (), None),  # its day itself is on time
        (D(2026, 5, 5), (), "400"),
        (D(2026, 5, 5), (paid(D(2026, 5, 5), "399.99"),), "0.01"),
        (D(2026, 5, 5), (paid(D(2026, 5, 4), "400"),), None),
        (D(2026, 5, 5), (paid(D(2026, 4, 20), "400"),), None),  # the day of the agreement, after it
        (D(2026, 6, 5), (paid(D(2026, 4, 21), "800"),), None),  # paid ahead
        (D(2026, 5, 5), (paid(D(2026, 5, 2), "400", "F-13"),), "400"),  # another invoice's
        (D(2026, 5, 5), (paid(D(2026, 5, 2), "400", "F-12"),), None),
        (D(2026, 5, 5), ((D(2026, 5, 5), PlanEnded("P-1", PlanEnd.CANCELLED)),), None),
    ],
)
def test_an_installment_is_missing_from_the_day_after(
    on: date, happened: tuple[tuple[date, Fact], ...], left: str | None
) -> None:
    """A letter that says «not received» to somebody who paid on the day is a lie."""
    one = found(on, AGREED, *happened)

    assert (one and one.left) == (left and Money.of(left))


def test_what_was_paid_before_the_agreement_is_not_counted_twice() -> None:
    """The plan is about what was left that day."""
    one = found(D(2026, 5, 5), paid(D(2026, 4, 19), "400"), AGREED)

    assert one is not None and one.left == Money.of("400")


def test_without_a_plan_nothing_is_missing_and_nothing_is_written() -> None:
    """A letter about an agreement that never was would be an invention."""
    assert found(D(2026, 5, 5)) is None
    with pytest.raises(MissingFact):
        write(Given("plan_default", D(2026, 5, 5), deadline_on=D(2026, 5, 20)).facts())


def test_a_plan_that_is_kept_gets_no_letter() -> None:
    """The text speaks of a missed installment: there is none."""
    kept = (AGREED, paid(D(2026, 5, 4), "400"))
    with pytest.raises(MissingFact):
        write(Given("plan_default", D(2026, 5, 10), kept, deadline_on=D(2026, 5, 20)).facts())


def test_a_promise_that_was_not_kept_gets_no_thanks() -> None:
    """«Merci d’avoir tenu parole» to somebody who did not would be read as irony."""
    with pytest.raises(MissingFact):
        write(Given("promise_kept", D(2026, 5, 10)).facts())


@given(
    amounts=st.lists(st.integers(min_value=1, max_value=50_000), min_size=1, max_size=6),
    received=st.integers(min_value=0, max_value=300_000),
    days=st.integers(min_value=0, max_value=250),
)
def test_the_three_sums_are_in_order(amounts: list[int], received: int, days: int) -> None:
    """The rest of one is part of what is missing, and that of all that is left to pay."""
    first = D(2026, 5, 4)
    plan = PlanAgreed(
        "P",
        tuple(Installment(first + timedelta(days=30 * n), Money(c)) for n, c in enumerate(amounts)),
        ("F-12",),
    )
    on = first + timedelta(days=days)
    money = [(D(2026, 4, 21), PaymentReceived(Money(received)))] if received else []
    one = found(on, (D(2026, 4, 20), plan), *money)

    due = sum(c for n, c in enumerate(amounts) if first + timedelta(days=30 * n) < on)
    assert (one is None) == (received >= due)
    if one is not None:
        assert 0 < one.left.cents <= one.installment.amount.cents
        assert one.left <= one.missing <= one.rest
        assert one.rest.cents == sum(amounts) - received
