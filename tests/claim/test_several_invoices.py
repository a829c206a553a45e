"""One debtor, several invoices, one payment: whose is it? (C. civ. 1342-10)"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relance.case import DebtorKind, Invoice, Money, Terms
from relance.claim import LineKind, Statement, statement
from tests.claim.cases import CONSUMER, LAW, PUBLIC, bill, case, day

A = bill("A", "1000.00", "2026-06-30")
B = bill("B", "500.00", "2026-07-31")
LATER = bill("C", "300.00", "2026-12-15", issued="2026-07-20")


def codes(found: Statement) -> set[str]:
    return {note.code for note in found.notes}


def left(found: Statement, number: str) -> tuple[str, str, str, str]:
    one = found.by_invoice[number]
    return str(one.principal), str(one.interest), str(one.penalty), str(one.indemnity)


def on_the_first_of_september(*bills: Invoice, paid: list[tuple[str, ...]]) -> Statement:
    return statement(case(*bills, paid=paid), on=day("2026-09-01"), law=LAW)


def test_the_oldest_due_is_paid_first() -> None:
    """Money sent without a word pays the oldest debt: its interest, then its principal."""
    found = on_the_first_of_september(A, B, LATER, paid=[("2026-09-01", "1100.00")])

    # A: 63 days, 21.40. B: 32 days, 5.44.
    assert left(found, "A") == ("0.00", "0.00", "0.00", "40.00")
    assert left(found, "B") == ("426.84", "0.00", "0.00", "40.00")
    assert left(found, "C") == ("300.00", "0.00", "0.00", "0.00")
    assert found.lines[-1].reference == "C. civ., art. 1342-10 et 1343-1"
    assert found.lines[-1].label == (
        "A\u00a0: intérêts 21,40\u00a0€, principal 1\u202f000,00\u00a0€\u202f; "
        "B\u00a0: intérêts 5,44\u00a0€, principal 73,16\u00a0€"
    )


def test_the_forty_euros_wait_for_every_principal_that_is_due() -> None:
    """They bear no interest: the debtor gains more by stopping what does."""
    found = on_the_first_of_september(A, B, LATER, paid=[("2026-09-01", "1576.84")])

    assert left(found, "A") == ("0.00", "0.00", "0.00", "0.00")
    assert left(found, "B") == ("0.00", "0.00", "0.00", "30.00")
    assert left(found, "C") == ("300.00", "0.00", "0.00", "0.00")


def test_what_is_not_due_yet_is_paid_last() -> None:
    """A debt that may still wait is no reason to leave a due one unpaid."""
    found = on_the_first_of_september(A, B, LATER, paid=[("2026-09-01", "1706.84")])

    assert left(found, "C") == ("200.00", "0.00", "0.00", "0.00")
    assert str(found.total) == "200.00"


def test_the_debtor_says_which_invoice_he_pays() -> None:
    """His word comes first: that invoice wholly, its forty euros too, then the others."""
    found = on_the_first_of_september(A, B, LATER, paid=[("2026-09-01", "600.00", "B")])

    assert left(found, "B") == ("0.00", "0.00", "0.00", "0.00")
    assert left(found, "A") == ("966.84", "0.00", "0.00", "40.00")
    assert found.lines[-1].invoice == "B"


def test_the_debtor_may_pay_an_invoice_before_it_is_due() -> None:
    """He named it: it is paid although older ones are waiting."""
    found = on_the_first_of_september(A, LATER, paid=[("2026-08-01", "300.00", "C")])

    assert left(found, "C") == ("0.00", "0.00", "0.00", "0.00")
    assert left(found, "A")[0] == "1000.00"


def test_the_dearest_debt_is_paid_before_an_older_one() -> None:
    """Between two due debts the debtor has more interest in ending the one at 18 %."""
    dear = bill("B", "500.00", "2026-07-31", late_rate="18")
    found = on_the_first_of_september(A, dear, paid=[("2026-08-31", "100.00")])

    assert left(found, "A")[0] == "1000.00"
    assert left(found, "B")[0] == "407.64"  # 31 days at 18 %: 7.64


def test_a_rate_nobody_knows_is_not_compared() -> None:
    """In a half-year without a rate the oldest goes first: nothing is guessed."""
    dear = bill("B", "500.00", "2026-07-31", late_rate="18")
    state = case(A, dear, paid=[("2027-01-15", "1000.00")])
    found = statement(state, on=day("2027-01-15"), law=LAW)

    assert left(found, "A")[0] == "62.51"  # 184 days of 2026-S2 at 12.40 %: 62.51
    assert left(found, "B")[0] == "500.00"


def test_equal_debts_share_in_proportion_to_the_cent() -> None:
    """Same day, same rate: each gets its share, and no cent is lost in rounding."""
    bills = [bill(number, "1000.00", "2026-07-31") for number in ("A", "B", "C")]
    found = on_the_first_of_september(*bills, paid=[("2026-07-31", "100.00")])

    assert [str(found.by_invoice[n].principal) for n in "ABC"] == ["966.66", "966.67", "966.67"]


def test_a_consumer_pays_the_debt_that_bears_interest_first() -> None:
    """Only invoices put in formal notice cost a private person something."""
    state = case(A, B, kind=CONSUMER)
    state.notices.clear()
    noticed = case(B, kind=CONSUMER, notices=["2026-08-15"]).notices
    state.notices.extend(noticed)
    state.payments.extend(case(B, paid=[("2026-09-01", "100.00")]).payments)
    found = statement(state, on=day("2026-09-01"), law=LAW)

    assert left(found, "A")[0] == "1000.00"
    assert left(found, "B")[0] == "400.64"


def test_after_a_judgment_nothing_runs_so_the_oldest_goes_first() -> None:
    """A rate that no longer runs is no reason to pay the newer debt."""
    dear = bill("B", "500.00", "2026-07-31", late_rate="18")
    state = case(A, dear, judgment="2026-08-15", paid=[("2026-09-01", "100.00")])
    found = statement(state, on=day("2026-09-01"), law=LAW)

    assert left(found, "B")[0] == "500.00"


def test_an_invoice_number_from_elsewhere_is_told() -> None:
    """A wrong number must not make money disappear, nor pass in silence."""
    state = case(
        A, B, paid=[("2026-09-01", "100.00", "Z")], credited=[("2026-08-01", "10.00", "Z")]
    )
    found = statement(state, on=day("2026-09-01"), law=LAW)

    assert [note.code for note in found.notes] == ["unknown_invoice", "unknown_invoice"]
    assert left(found, "A")[0] == "911.29"  # 1000.00 to 31 July, 990.00 after: 21.29


def test_a_credit_note_for_no_invoice_lowers_the_oldest_first() -> None:
    """Each invoice shows its own part of it; what is too much stays visible."""
    state = case(A, B, credited=[("2026-06-01", "1600.00")])
    found = statement(state, on=day("2026-09-01"), law=LAW)

    credit = [(x.invoice, str(x.amount)) for x in found.lines if x.kind is LineKind.CREDIT_NOTE]
    assert credit == [("A", "-1000.00"), ("B", "-500.00"), (None, "-100.00")]
    assert (str(found.total), str(found.overpaid)) == ("-100.00", "100.00")
    assert codes(found) == {"credit_note_larger"}


def test_a_letter_may_show_some_invoices_only() -> None:
    """What is not due is not demanded; the payment shows as the part it paid here."""
    paid = [("2026-09-01", "1100.00")]
    state = case(A, B, LATER, paid=paid)
    found = statement(state, on=day("2026-09-01"), law=LAW, invoices={"B"})

    assert list(found.by_invoice) == ["B"]
    assert [str(line.amount) for line in found.lines] == ["500.00", "5.44", "40.00", "-78.60"]
    assert str(found.total) == "466.84"
    only_later = statement(state, on=day("2026-09-01"), law=LAW, invoices={"C"})
    assert [str(line.amount) for line in only_later.lines] == ["300.00"]


def test_other_currencies_are_left_aside_by_name() -> None:
    """Dollars are never added to euros, and never forgotten either."""
    state = case(A)
    state.invoices.update(case(bill("D", "70.00", currency="USD")).invoices)
    state.payments.extend(case(paid=[("2026-08-01", "5.00")], currency="USD").payments)
    state.credit_notes.extend(case(credited=[("2026-08-01", "5.00")], currency="USD").credit_notes)
    dollars = case(given_up=[("2026-08-01", "5.00", "F-1")], currency="USD").invoices["F-1"]
    state.invoices["A"].written_off = dollars.written_off
    found = statement(state, on=day("2026-09-01"), law=LAW)

    assert [note.code for note in found.notes] == ["other_currency"] * 4
    assert str(found.total) == "1061.40"


@pytest.mark.parametrize(
    ("disputed", "paid", "amounts", "total"),
    [
        ({"A": "400.00"}, [], ["600.00", "12.84", "40.00"], "652.84"),
        ({"A": None}, [], [], "0.00"),
        ({"A": "400.00"}, ["600.00"], ["600.00", "-600.00"], "0.00"),
        # More than the undisputed part: it pays some of what he disputes.
        ({"A": "400.00"}, ["800.00"], ["800.00", "-800.00"], "0.00"),
        ({"A": "400.00"}, ["1100.00"], ["1000.00", "-1100.00"], "-100.00"),
    ],
)
def test_a_letter_demands_only_what_is_not_disputed(
    disputed: dict[str, str | None], paid: list[str], amounts: list[str], total: str
) -> None:
    """The rest goes on; what the debtor contests waits, with its interest."""
    state = case(A, disputed=disputed, paid=[("2026-06-30", amount) for amount in paid])
    found = statement(state, on=day("2026-09-01"), law=LAW, without_disputed=True)

    assert [str(line.amount) for line in found.lines] == amounts
    assert str(found.total) == total


def test_the_whole_claim_still_counts_what_is_disputed() -> None:
    """A court file claims all; the note says which part the debtor contests."""
    state = case(A, disputed={"A": "400.00"})
    whole = statement(state, on=day("2026-09-01"), law=LAW)
    rest = statement(state, on=day("2026-09-01"), law=LAW, without_disputed=True)

    assert (str(whole.total), codes(whole)) == ("1061.40", {"disputed"})
    assert codes(rest) == {"disputed_left_out"}
    named = statement(state, on=day("2026-09-01"), law=LAW, without_disputed=True, invoices=["A"])
    assert named == rest


def test_what_the_debtor_names_may_pay_what_he_disputes() -> None:
    """He paid that invoice in full after all: none of it goes to another."""
    state = case(A, B, disputed={"A": "400.00"}, paid=[("2026-06-30", "1000.00", "A")])
    found = statement(state, on=day("2026-09-01"), law=LAW, without_disputed=True)

    assert left(found, "A") == ("0.00", "0.00", "0.00", "0.00")
    assert left(found, "B")[0] == "500.00"


@st.composite
def crowds(draw: st.DrawFn) -> Statement:
    """Several invoices, payments, credit notes and disputes, seen whole or in part."""
    near = st.integers(0, 400).map(lambda days: date(2025, 11, 1) + timedelta(days=days))
    cents = st.integers(1, 500_000)
    numbers = ["A", "B", "C", "D"][: draw(st.integers(1, 4))]
    clauses = st.sampled_from([None, None, "15", "3xlegal"])
    bills = []
    for number in numbers:
        due, terms = draw(near), Terms(draw(clauses), draw(st.sampled_from([None, "10"])))
        bills.append(Invoice(number, due, due, Money(draw(cents)), terms=terms))

    def money_in() -> list[tuple[str, ...]]:
        named = st.sampled_from([*numbers, ""])
        found = draw(st.lists(st.tuples(near, cents, named), max_size=4))
        return [(str(d), str(Money(c)), *([n] if n else [])) for d, c, n in found]

    state = case(
        *bills,
        kind=draw(st.sampled_from([*DebtorKind, DebtorKind.BUSINESS])),
        paid=money_in(),
        credited=money_in(),
        notices=[str(one) for one in draw(st.lists(near, max_size=2))],
        disputed={n: str(Money(draw(cents))) for n in numbers if draw(st.booleans())},
        judgment=draw(st.one_of(st.none(), near.map(str))),
    )
    return statement(
        state,
        on=draw(near),
        law=LAW,
        without_disputed=draw(st.booleans()),
        invoices=draw(st.one_of(st.none(), st.sets(st.sampled_from(numbers)))),
    )


@settings(max_examples=300, deadline=None)
@given(found=crowds())
def test_nothing_is_lost_between_invoices(found: Statement) -> None:
    """Whatever happened, the lines add up, and the invoices add up, to the same total."""
    over = found.overpaid.cents if found.overpaid else 0

    assert sum(line.amount.cents for line in found.lines) == found.total.cents
    assert sum(one.total.cents for one in found.by_invoice.values()) - over == found.total.cents
    for part in ("principal", "interest", "indemnity", "penalty"):
        each = [getattr(one, part).cents for one in found.by_invoice.values()]
        assert getattr(found, part).cents == sum(each)
        assert min(each, default=0) >= 0
    assert all(line.reference for line in found.lines)


def test_a_public_body_pays_each_invoice_at_its_own_frozen_rate() -> None:
    """Two invoices late in two half-years keep two rates for good."""
    bills = [bill("A", "1000.00", "2026-05-31"), bill("B", "1000.00", "2026-06-30")]
    found = statement(case(*bills, kind=PUBLIC), on=day("2026-07-31"), law=LAW)

    rates = [(x.invoice, str(x.rate)) for x in found.lines if x.kind is LineKind.INTEREST]
    assert rates == [("A", "10.15"), ("A", "10.15"), ("B", "10.40")]
