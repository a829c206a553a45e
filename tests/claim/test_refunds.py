"""Money that goes back to the debtor, and money of his that we keep."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relance.claim import LineKind, Statement, statement
from tests.claim.cases import LAW, bill, case, day
from tests.claim.histories import history, stated
from tests.claim.telling import state as state_of

FIRST = bill("F-1", "1000.00", "2026-06-30")
LATER = bill("F-2", "500.00", "2026-09-30", issued="2026-08-31")


def codes(found: Statement) -> list[str]:
    return [note.code for note in found.notes]


def amounts(found: Statement) -> list[tuple[str, str]]:
    return [(line.kind.value, str(line.amount)) for line in found.lines]


def overpaid(found: Statement) -> str:
    return str(found.overpaid) if found.overpaid else "0.00"


def test_a_refund_gives_back_what_was_too_much() -> None:
    """A debtor who got his 50 euros back must not read that we still owe them."""
    state = case(FIRST, paid=[("2026-06-20", "1050.00")], refunded=[("2026-07-10", "50.00")])
    found = statement(state, on=day("2026-11-23"), law=LAW)

    assert amounts(found) == [
        ("principal", "1000.00"),
        ("payment", "-1050.00"),
        ("refund", "50.00"),
    ]
    refund = found.lines[-1]
    assert refund.reference == "Trop-perçu rendu le 10/07/2026"
    assert (refund.rule, refund.from_on, refund.invoice) == (None, day("2026-07-10"), None)
    assert (str(found.total), found.overpaid, codes(found)) == ("0.00", None, [])


@pytest.mark.parametrize(
    ("refunded", "on", "left", "notes"),
    [
        ("20.00", "2026-07-09", "50.00", ["received_later", "overpaid"]),
        ("20.00", "2026-07-10", "30.00", ["overpaid"]),
        ("50.00", "2026-07-10", "0.00", []),
        ("50.01", "2026-07-10", "0.00", ["refund_larger"]),
        ("1050.00", "2026-07-10", "0.00", ["refund_larger"]),
    ],
)
def test_a_refund_never_reopens_an_invoice(
    refunded: str, on: str, left: str, notes: list[str]
) -> None:
    """A clerk's slip of a digit must not chase somebody who has paid."""
    state = case(FIRST, paid=[("2026-06-20", "1050.00")], refunded=[("2026-07-10", refunded)])
    found = statement(state, on=day(on), law=LAW)

    assert (overpaid(found), codes(found)) == (left, notes)
    assert str(found.principal) == "0.00"
    assert found.total.cents == sum(line.amount.cents for line in found.lines)


def test_a_refund_counts_at_the_end_of_its_day() -> None:
    """Paid and given back on one day: which was typed first changes nothing."""
    state = case(FIRST, paid=[("2026-06-20", "1050.00")], refunded=[("2026-06-20", "50.00")])
    state.refunds = [replace(state.refunds[0], sequence=0)]
    found = statement(state, on=day("2026-06-20"), law=LAW)

    assert (str(found.total), found.overpaid) == ("0.00", None)


def test_what_was_given_back_does_not_pay_a_later_invoice() -> None:
    """The 500 euros went home in July: the invoice of August is unpaid, and its charges run."""
    state = case(
        FIRST, LATER, paid=[("2026-06-20", "1500.00")], refunded=[("2026-07-10", "500.00")]
    )
    found = statement(state, on=day("2026-10-31"), law=LAW)

    owed = found.by_invoice["F-2"]
    assert (str(owed.principal), str(owed.interest), str(owed.indemnity)) == (
        "500.00",
        "5.27",  # 31 days at 12.40 %
        "40.00",
    )
    assert state.open_cents() == {"F-1": 0, "F-2": 50_000}
    assert (found.overpaid, codes(found)) == (None, [])


def test_what_we_keep_is_an_advance_on_a_later_invoice() -> None:
    """Nobody pays interest to a creditor who holds his money already."""
    state = case(FIRST, LATER, paid=[("2026-06-20", "1300.00")])
    before = statement(state, on=day("2026-08-30"), law=LAW)
    after = statement(state, on=day("2026-10-31"), law=LAW)

    assert (str(before.by_invoice["F-2"].principal), overpaid(before)) == ("500.00", "300.00")
    assert before.lines[-1].label.endswith("trop-perçu 300,00\u00a0€")
    owed = after.by_invoice["F-2"]
    assert (str(owed.principal), str(owed.interest)) == ("200.00", "2.11")
    assert codes(after) == ["advance_used"]
    assert after.lines[-1].label == (
        "F-1\u00a0: principal 1\u202f000,00\u00a0€\u202f; F-2\u00a0: principal 300,00\u00a0€"
    )
    assert state.open_cents() == {"F-1": 0, "F-2": 20_000}


def test_only_what_is_left_after_a_refund_is_an_advance() -> None:
    """300 too much, 100 given back: 200 on the next invoice, and the lines still add up."""
    state = case(
        FIRST, LATER, paid=[("2026-06-20", "1300.00")], refunded=[("2026-07-10", "100.00")]
    )
    found = statement(state, on=day("2026-09-30"), law=LAW)

    assert str(found.by_invoice["F-2"].principal) == "300.00"
    assert [str(x.amount) for x in found.lines if x.kind is LineKind.REFUND] == ["100.00"]
    assert sum(line.amount.cents for line in found.lines) == found.total.cents == 30_000


def test_a_credit_note_for_no_invoice_waits_for_the_next_one() -> None:
    """A yearly rebate larger than the bills of the day lowers the bill of the month after."""
    state = case(FIRST, LATER, credited=[("2026-06-20", "1200.00")])
    before = statement(state, on=day("2026-08-30"), law=LAW)
    after = statement(state, on=day("2026-09-30"), law=LAW)

    assert (overpaid(before), codes(before)) == ("200.00", ["not_late", "credit_note_larger"])
    assert (str(after.by_invoice["F-2"].principal), after.overpaid) == ("300.00", None)
    shown = [(x.invoice, str(x.amount), x.label) for x in after.lines[1:4:2]]
    assert shown == [("F-1", "-1000.00", "A-1"), ("F-2", "-200.00", "A-1")]


def test_a_credit_note_beyond_its_invoice_pays_no_other_and_says_so() -> None:
    """Setting it off is not ours to decide; giving it back is."""
    credited = [("2026-06-20", "1200.00", "F-1")]
    state = case(FIRST, LATER, credited=credited, refunded=[("2026-09-30", "150.00")])
    found = statement(state, on=day("2026-09-30"), law=LAW)

    assert str(found.by_invoice["F-2"].principal) == "500.00"
    assert (overpaid(found), str(found.total)) == ("50.00", "450.00")
    assert codes(found) == ["credit_note_larger", "not_late", "not_set_off"]
    only = statement(state, on=day("2026-09-30"), law=LAW, invoices={"F-2"})
    assert amounts(only) == [("principal", "500.00")]
    whole = statement(state, on=day("2026-09-30"), law=LAW, invoices={"F-1"})
    assert amounts(whole)[-1] == ("refund", "150.00")
    assert str(whole.total) == "-50.00"


def test_a_refund_first_takes_what_could_pay_nothing() -> None:
    """What the debtor is paid back must not cost him interest on his next invoice."""
    state = case(
        FIRST,
        LATER,
        credited=[("2026-06-20", "100.00", "F-1")],
        paid=[("2026-06-19", "1200.00")],
        refunded=[("2026-07-01", "100.00")],
    )
    found = statement(state, on=day("2026-10-01"), law=LAW)

    assert (str(found.by_invoice["F-2"].principal), found.overpaid) == ("300.00", None)


def test_a_refund_in_dollars_is_left_aside_by_name() -> None:
    """Dollars given back are not euros given back."""
    state = case(FIRST, paid=[("2026-06-20", "1050.00")])
    state.refunds.extend(case(refunded=[("2026-07-10", "50.00")], currency="USD").refunds)
    found = statement(state, on=day("2026-11-23"), law=LAW)

    assert (overpaid(found), codes(found)) == ("50.00", ["other_currency", "overpaid"])


@pytest.mark.parametrize(
    ("paid", "refunded", "left"),
    [
        ([("2026-06-20", "1000.00")], [("2026-07-01", "300.00")], {"F-1": 0, "F-2": 50_000}),
        ([("2026-06-20", "1000.00", "F-1")], [("2026-07-01", "300.00")], {"F-1": 0, "F-2": 50_000}),
        # Too much in June, all of it given back in two parts, and one part too many.
        (
            [("2026-06-20", "1200.00")],
            [("2026-07-01", "150.00"), ("2026-07-02", "150.00")],
            {"F-1": 0, "F-2": 50_000},
        ),
        # A refund of July takes nothing from a payment of September.
        (
            [("2026-06-20", "1000.00"), ("2026-09-15", "500.00")],
            [("2026-07-01", "300.00")],
            {"F-1": 0, "F-2": 0},
        ),
    ],
)
def test_who_has_paid_is_not_chased_after_a_refund(
    paid: list[tuple[str, ...]], refunded: list[tuple[str, str]], left: dict[str, int]
) -> None:
    """The reminder and the statement must say the same of a refund that was too large."""
    state = case(FIRST, LATER, paid=paid, refunded=refunded)
    found = statement(state, on=day("2026-09-30"), law=LAW)

    assert state.open_cents() == left
    assert {n: one.principal.cents for n, one in found.by_invoice.items()} == left


def test_nothing_is_open_where_no_principal_is_owed() -> None:
    """Whatever happened, no reminder leaves for money that the statement does not ask."""
    refunded = 0
    for seed in range(1500):
        told = history(seed)
        known = tuple(one for one in told.events if one.day <= told.on)
        told = replace(told, events=known, without_disputed=False)
        if any(one.issued > told.on for one in told.bills):
            continue
        refunded += any(one.what == "refund" for one in known)
        assert sum(state_of(told).open_cents().values()) <= stated(told).principal.cents
    assert refunded > 100
