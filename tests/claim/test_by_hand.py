"""A clerk works the statement out again with a pocket calculator, line after line."""

from __future__ import annotations

from datetime import UTC, datetime

from relance.case import Money, State, replay
from relance.case.entries import (
    CaseOpened,
    CreditNoteAdded,
    Entry,
    Fact,
    InvoiceAdded,
    PaymentReceived,
    WriteOff,
)
from relance.claim import LineKind, Statement, statement
from tests.claim.cases import BUSINESS, LAW, bill, case, day


def told(*facts: tuple[str, Fact, str]) -> State:
    """A case of (day, fact, reason), in order of entry."""
    at = datetime(2026, 11, 23, tzinfo=UTC)
    opened = ("2000-01-01", CaseOpened("cinq-etapes", debtor_kind=BUSINESS), "")
    return replay(
        [
            Entry(place, day(on), at, "me", fact, because)
            for place, (on, fact, because) in enumerate([opened, *facts])
        ]
    )


def interest(found: Statement) -> list[tuple[str, str, int | None, str, str, str]]:
    return [
        (str(x.from_on), str(x.to_on), x.days, str(x.base), str(x.rate), str(x.amount))
        for x in found.lines
        if x.kind is LineKind.INTEREST
    ]


def test_every_line_can_be_worked_out_again() -> None:
    """Base, days and rate on each line: base × rate × days / 36 500 is its amount."""
    state = told(
        ("2026-04-30", InvoiceAdded(bill("F-1", "5000.00", "2026-05-31")), ""),
        ("2026-07-20", CreditNoteAdded("AV-7", Money.of("1000.00"), "F-1"), "Retour"),
        ("2026-09-10", PaymentReceived(Money.of("2000.00")), "Virement"),
        ("2026-10-01", WriteOff(Money.of("500.00"), "F-1"), "Geste commercial"),
    )
    found = statement(state, on=day("2026-11-23"), law=LAW)

    # 5000 × 12.15 × 30 / 36500 = 49.93; 5000 × 12.40 × 19 / 36500 = 32.27;
    # 4000 × 12.40 × 53 / 36500 = 72.02. The payment pays these 154.22, then 1845.78.
    assert interest(found) == [
        ("2026-06-01", "2026-06-30", 30, "5000.00", "12.15", "49.93"),
        ("2026-07-01", "2026-07-19", 19, "5000.00", "12.40", "32.27"),
        ("2026-07-20", "2026-09-10", 53, "4000.00", "12.40", "72.02"),
        ("2026-09-11", "2026-09-30", 20, "2154.22", "12.40", "14.64"),
        ("2026-10-01", "2026-11-23", 54, "1654.22", "12.40", "30.35"),
    ]
    others = [
        (x.kind, x.reference, x.label, str(x.amount))
        for x in found.lines
        if x.kind not in (LineKind.INTEREST, LineKind.PRINCIPAL, LineKind.INDEMNITY)
    ]
    assert others == [
        (LineKind.CREDIT_NOTE, "Avoir du 20/07/2026", "AV-7", "-1000.00"),
        (
            LineKind.WRITE_OFF,
            "Abandon partiel consenti le 01/10/2026",
            "Geste commercial",
            "-500.00",
        ),
        (
            LineKind.PAYMENT,
            "C. civ., art. 1343-1",
            "intérêts 154,22\u00a0€, principal 1\u202f845,78\u00a0€",
            "-2000.00",
        ),
    ]
    assert (str(found.principal), str(found.interest), str(found.total)) == (
        "1654.22",
        "44.99",
        "1739.21",
    )


def test_a_credit_note_for_another_invoice_does_not_cut_a_line() -> None:
    """The balance did not move: two half lines would look like a mistake, and lose a cent."""
    first, second = bill("F-1", "1000.00", "2026-06-30"), bill("F-2", "700.00", "2026-07-31")
    state = case(first, second, credited=[("2026-09-15", "100.00")])
    found = statement(state, on=day("2026-11-23"), law=LAW)

    cut = [(x.invoice, x.days) for x in found.lines if x.kind is LineKind.INTEREST]
    assert cut == [("F-1", 76), ("F-1", 70), ("F-2", 115)]


def test_a_credit_note_after_the_formal_notice_leaves_the_flat_penalty() -> None:
    """The penalty was due on what was unpaid that day; what comes later does not undo it."""
    state = case(
        bill("F-1", "1000.00", "2026-06-30", penalty="10"),
        notices=["2026-09-01"],
        credited=[("2026-10-01", "400.00", "F-1")],
    )
    found = statement(state, on=day("2026-11-23"), law=LAW)

    (penalty,) = (x for x in found.lines if x.kind is LineKind.PENALTY)
    assert (str(penalty.base), str(penalty.amount)) == ("1000.00", "100.00")
    assert str(found.principal) == "600.00"


def test_a_disputed_part_leaves_the_rest_to_be_worked_out() -> None:
    """The letter chases 700 of 1000: its interest is that of 700, and the 40 euros stay owed."""
    state = case(bill("F-1", "1000.00", "2026-06-30"), disputed={"F-1": "300.00"})
    found = statement(state, on=day("2026-11-23"), law=LAW, without_disputed=True)

    assert interest(found) == [("2026-07-01", "2026-11-23", 146, "700.00", "12.40", "34.72")]
    assert str(found.total) == "774.72"


def test_a_transfer_for_two_invoices_shows_a_line_for_each() -> None:
    """One movement of the bank, two invoices in its label: each line names its own."""
    first, second = bill("F-1", "1000.00", "2026-06-30"), bill("F-2", "700.00", "2026-07-31")
    state = told(
        ("2026-05-31", InvoiceAdded(first), ""),
        ("2026-07-01", InvoiceAdded(second), ""),
        ("2026-07-10", PaymentReceived(Money.of("1000.00"), "F-1", movement="m-1"), ""),
        ("2026-07-10", PaymentReceived(Money.of("700.00"), "F-2", movement="m-1"), ""),
    )
    found = statement(state, on=day("2026-11-23"), law=LAW)

    lines = [(x.invoice, str(x.amount), x.label) for x in found.lines[-2:]]
    assert lines == [
        (
            "F-1",
            "-1000.00",
            "F-1\u00a0: intérêts 3,40\u00a0€, principal 996,60\u00a0€",
        ),
        ("F-2", "-700.00", "F-2\u00a0: principal 700,00\u00a0€"),
    ]
    owed = found.by_invoice["F-1"]
    assert (str(owed.principal), str(owed.indemnity)) == ("3.40", "40.00")


def test_an_indicated_invoice_already_paid_passes_the_rest_on() -> None:
    """Named twice by mistake: the second payment is not lost, it pays the other invoice."""
    first, second = bill("F-1", "1000.00", "2026-06-30"), bill("F-2", "700.00", "2026-07-31")
    paid = [("2026-06-20", "1000.00", "F-1"), ("2026-07-20", "750.00", "F-1")]
    found = statement(case(first, second, paid=paid), on=day("2026-11-23"), law=LAW)

    assert (found.by_invoice["F-1"].total, str(found.overpaid)) == (Money(0), "50.00")
    assert str(found.by_invoice["F-2"].total) == "0.00"
    last = found.lines[-1]
    assert (last.invoice, last.label) == (
        "F-1",
        "F-2\u00a0: principal 700,00\u00a0€\u202f; trop-perçu 50,00\u00a0€",
    )


def test_what_bears_no_interest_any_more_is_no_dearer_than_another() -> None:
    """Only old interest is left of the invoice at 18 %: the running one is paid first."""
    dear = bill("F-1", "1000.00", "2026-06-30", late_rate="18")
    state = case(
        dear,
        bill("F-2", "700.00", "2026-07-31"),
        credited=[("2026-09-01", "1000.00", "F-1")],
        paid=[("2026-09-01", "100.00")],
    )
    found = statement(state, on=day("2026-09-01"), law=LAW)

    assert str(found.by_invoice["F-1"].interest) == "30.58"  # 62 days at 18 %
    assert str(found.by_invoice["F-2"].principal) == "607.61"  # 32 days: 7.61 first
