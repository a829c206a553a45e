"""The product against the second implementation, and what holds of every statement."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from relance.case import DebtorKind, Money
from relance.claim import LineKind, Statement, statement
from tests.claim.cases import LAW, bill, case
from tests.claim.independent import History, owed


def written(cents: int) -> str:
    return str(Money(cents))


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Lives of an invoice that cluster around the dates where things change."""
    due = draw(
        st.one_of(
            st.dates(date(2012, 6, 1), date(2027, 2, 1)),
            st.sampled_from(
                [date(y, m, d) for y in (2024, 2025, 2026) for m, d in ((6, 30), (12, 31))]
            ),
        )
    )
    around = st.integers(-20, 500).map(lambda days: due + timedelta(days=days))
    maybe = st.one_of(st.none(), around)
    amounts = st.one_of(st.integers(1, 2_000), st.integers(1, 3_000_000))
    dated = st.lists(st.tuples(around, amounts), max_size=3).map(tuple)
    return History(
        kind=draw(st.sampled_from(["business", "business", "consumer", "public", None])),
        cents=draw(st.one_of(st.integers(1, 100_000), st.integers(1, 10_000_000))),
        due=due,
        on=draw(st.integers(-5, 900).map(lambda days: due + timedelta(days=days))),
        rate=draw(st.sampled_from([None, None, "15", "9.5", "5", "0", "11.125", "3xlegal"])),
        penalty=draw(st.sampled_from([None, "10", "7.5"])),
        notice=draw(maybe),
        payments=draw(dated),
        credits=draw(st.one_of(st.just(()), dated)),
        given_up=draw(st.one_of(st.just(()), dated)),
        judgment=draw(st.one_of(st.none(), st.none(), around)),
    )


def stated(history: History) -> Statement:
    state = case(
        bill(
            "F-1",
            written(history.cents),
            history.due.isoformat(),
            late_rate=history.rate,
            penalty=history.penalty,
        ),
        kind=None if history.kind is None else DebtorKind(history.kind),
        paid=[(on.isoformat(), written(cents)) for on, cents in history.payments],
        credited=[(on.isoformat(), written(cents)) for on, cents in history.credits],
        given_up=[(on.isoformat(), written(cents), "F-1") for on, cents in history.given_up],
        notices=[] if history.notice is None else [history.notice.isoformat()],
        judgment=None if history.judgment is None else history.judgment.isoformat(),
    )
    return statement(state, on=history.on, law=LAW)


@settings(max_examples=400, deadline=None)
@given(history=histories())
def test_two_implementations_agree_to_the_cent(history: History) -> None:
    """A wrong euro in a legal letter is found by the debtor's lawyer; better by this test."""
    found, expected = stated(history), owed(history)

    assert (
        found.principal.cents,
        found.interest.cents,
        found.indemnity.cents,
        found.penalty.cents,
        found.total.cents,
        found.complete,
    ) == (
        expected.principal,
        expected.interest,
        expected.indemnity,
        expected.penalty,
        expected.total,
        not expected.incomplete,
    )


@settings(max_examples=200, deadline=None)
@given(history=histories())
def test_the_lines_are_the_total_and_name_their_text(history: History) -> None:
    """A debtor adds up the lines of the letter, and asks by which text each is owed."""
    found = stated(history)

    assert sum(line.amount.cents for line in found.lines) == found.total.cents
    assert all(line.reference for line in found.lines)
    for line in found.lines:
        if line.kind is LineKind.INTEREST:
            assert line.from_on and line.to_on and line.base and line.rate is not None
            assert line.days == (line.to_on - line.from_on).days + 1
            exact = Fraction(line.base.cents, 100) * Fraction(line.rate) * line.days / 36500
            assert line.amount == Money.rounded(exact)
            assert (line.from_on.year, line.from_on.month > 6) == (
                line.to_on.year,
                line.to_on.month > 6,
            )
            assert found.interest_until is not None and line.to_on <= found.interest_until
        assert (line.rule is None) == (
            line.kind
            in (LineKind.PRINCIPAL, LineKind.PAYMENT, LineKind.CREDIT_NOTE, LineKind.WRITE_OFF)
        )


@settings(max_examples=200, deadline=None)
@given(history=histories())
def test_no_consumer_ever_owes_a_charge_of_professionals(history: History) -> None:
    """EUR 40 or a flat penalty claimed from a private person is a banned practice."""
    for kind in ("consumer", None):
        found = stated(History(**{**vars(history), "kind": kind}))

        assert not found.indemnity and not found.penalty
        kinds = {line.kind for line in found.lines}
        assert not kinds & {LineKind.INDEMNITY, LineKind.PENALTY}


@settings(max_examples=100, deadline=None)
@given(history=histories(), more=st.integers(1, 30))
def test_a_day_more_never_costs_less_without_a_payment(history: History, more: int) -> None:
    """Waiting never makes a debt smaller by itself."""
    silent = {**vars(history), "payments": (), "credits": (), "given_up": (), "judgment": None}
    later = History(**{**silent, "on": history.on + timedelta(days=more)})

    # Each line is rounded by itself: a longer last line may only round the same or up.
    assert stated(later).total >= stated(History(**silent)).total
