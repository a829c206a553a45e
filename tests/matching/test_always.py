"""What holds for every book and every movement."""

from __future__ import annotations

import string
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from relance.case import Money, Movement
from relance.matching import Certainty, OpenBook, OpenInvoice, Payer, sentence
from relance.matching.sums import combinations_of

DAY = date(2026, 11, 1)
NAMES = ("Jean Martin", "Café du Port SARL", "Martin", "", "Boulangerie Martin Jean")
NUMBERS = st.one_of(
    st.integers(1, 99).map(lambda n: f"F-2026-{n:03d}"),
    st.integers(1, 99).map(lambda n: f"2026/{n}"),
    st.text(string.ascii_uppercase + string.digits + "-/ é", min_size=1, max_size=12),
)
CENTS = st.one_of(st.sampled_from((4990, 10000, 20000, 30000)), st.integers(1, 50_000))


@st.composite
def books(draw: st.DrawFn) -> tuple[list[OpenInvoice], list[Payer]]:
    invoices = []
    for place in range(draw(st.integers(0, 8))):
        amount = draw(CENTS)
        issued = DAY - timedelta(days=draw(st.integers(-5, 100)))
        invoices.append(
            OpenInvoice(
                case=f"c{place % 4}",
                debtor=f"d{place % 3}",
                number=f"{draw(NUMBERS)}{place}",
                due_on=issued + timedelta(days=30),
                issued_on=issued,
                open=Money(amount),
                owed=Money(amount + draw(st.sampled_from((0, 4000)))),
            )
        )
    ibans = st.frozensets(st.sampled_from(("FR1", "FR2")), max_size=1)
    payers = [Payer(f"d{n}", draw(st.sampled_from(NAMES)), (), draw(ibans)) for n in range(3)]
    return invoices, payers


@st.composite
def movements(draw: st.DrawFn, invoices: list[OpenInvoice]) -> Movement:
    bills = draw(st.lists(st.sampled_from(invoices), max_size=3)) if invoices else []
    cited = " ".join(bill.number for bill in bills)
    exact = st.just(sum(bill.open.cents for bill in bills))
    return Movement(
        on=DAY + timedelta(days=draw(st.integers(-3, 3))),
        amount=Money(draw(st.one_of(exact, CENTS, st.integers(-100, 100)))),
        label=draw(st.sampled_from(("", "VIR ", "FACTURE "))) + cited + draw(st.text(max_size=8)),
        counterparty=draw(st.sampled_from(NAMES)),
        iban=draw(st.sampled_from(("", "FR1", "FR2"))),
    )


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_more_is_given_out_than_came_in_or_is_owed(data: st.DataObject) -> None:
    """An allocation above the transfer, or above the bill, would invent money."""
    invoices, payers = data.draw(books())
    movement = data.draw(movements(invoices))
    owed = {(bill.case, bill.number): bill for bill in invoices}

    match = OpenBook(invoices, payers).match("x", movement)

    for parts in (match.parts, *match.alternatives):
        assert sum(part.amount.cents for part in parts) <= max(0, movement.amount.cents)
        for part in parts:
            assert part.amount.cents > 0
            if part.invoice is not None:
                assert part.amount <= owed[part.case, part.invoice].owed
    if match.certainty is Certainty.CERTAIN:
        assert sum(part.amount.cents for part in match.parts) == movement.amount.cents
        bills = [owed[part.case, part.invoice or ""] for part in match.parts]
        assert len({bill.debtor for bill in bills}) == 1
        assert all(bill.issued_on <= movement.on for bill in bills)
    if match.certainty is Certainty.NONE:
        assert match.parts == () == match.alternatives
    assert match.reasons
    assert all(sentence(reason) for reason in match.reasons)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_the_order_of_bills_and_payers_changes_nothing(data: st.DataObject) -> None:
    """The same account read tomorrow, from another query, must give the same answer."""
    invoices, payers = data.draw(books())
    lines = [(f"m{n}", data.draw(movements(invoices))) for n in range(4)]
    shuffled = data.draw(st.permutations(invoices)), data.draw(st.permutations(payers))

    assert OpenBook(invoices, payers).match_all(lines) == OpenBook(*shuffled).match_all(lines)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_bill_is_closed_twice(data: st.DataObject) -> None:
    """Two certain payments of one bill would hide that money is to be returned."""
    invoices, payers = data.draw(books())
    lines = [(f"m{n}", data.draw(movements(invoices))) for n in range(6)]

    answers = OpenBook(invoices, payers).match_all(lines)

    closed = [
        (part.case, part.invoice)
        for answer in answers
        if answer.certainty is Certainty.CERTAIN
        for part in answer.parts
    ]
    assert len(closed) == len(set(closed))
    assert [answer.key for answer in answers] == [key for key, _ in lines]


@given(
    amounts=st.lists(st.integers(1, 60), max_size=9),
    total=st.integers(1, 200),
)
def test_a_sum_that_is_found_is_right_and_one_that_exists_is_found(
    amounts: list[int], total: int
) -> None:
    """«No other sum» is one of the grounds of certainty: it has to be true."""
    sets = {
        tuple(place for place in range(len(amounts)) if mask >> place & 1)
        for mask in range(1, 1 << len(amounts))
        if mask.bit_count() <= 8
    }
    right = {one for one in sets if sum(amounts[place] for place in one) == total}

    found, whole = combinations_of(amounts, total, wanted=1000)

    assert whole
    assert set(found) == right


def test_a_search_that_gives_up_says_so() -> None:
    """Eighty bills have more sums than we can look at: silence would be taken for «none»."""
    found, whole = combinations_of([2] * 80, 17)

    assert (found, whole) == ([], False)
