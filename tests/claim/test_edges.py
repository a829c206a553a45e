"""Both sides of every line: the last day without, the first day with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from relance.claim import LineKind, Statement, statement
from tests.claim.cases import BUSINESS, CONSUMER, LAW, PUBLIC, bill, case, day


def codes(found: Statement) -> set[str]:
    return {note.code for note in found.notes}


def lines(
    found: Statement, kind: LineKind = LineKind.INTEREST
) -> list[tuple[str, int | None, str]]:
    """First day, days and amount of each line of a kind."""
    return [
        (str(one.from_on), one.days, str(one.amount)) for one in found.lines if one.kind is kind
    ]


@pytest.mark.parametrize(
    ("due", "on", "interest", "indemnity"),
    [
        ("2026-07-15", "2026-07-14", [], "0.00"),
        ("2026-07-15", "2026-07-15", [], "0.00"),  # the due date itself is on time
        ("2026-07-15", "2026-07-16", [("2026-07-16", 1, "0.41")], "40.00"),
        ("2026-06-29", "2026-06-30", [("2026-06-30", 1, "0.40")], "40.00"),
        (
            "2026-06-29",
            "2026-07-01",
            [("2026-06-30", 1, "0.40"), ("2026-07-01", 1, "0.41")],
            "40.00",
        ),
        ("2026-06-30", "2026-07-01", [("2026-07-01", 1, "0.41")], "40.00"),
        (
            "2025-12-30",
            "2026-01-01",
            [("2025-12-31", 1, "0.40"), ("2026-01-01", 1, "0.40")],  # same rate, two lines
            "40.00",
        ),
        ("2024-02-28", "2024-03-01", [("2024-02-29", 2, "0.95")], "40.00"),  # a leap day counts
        (
            "2023-12-31",
            "2024-12-31",
            [("2024-01-01", 182, "86.76"), ("2024-07-01", 184, "86.20")],  # 366 days over 365
            "40.00",
        ),
    ],
)
def test_days_run_from_the_day_after_the_due_date(
    due: str, on: str, interest: list[tuple[str, int, str]], indemnity: str
) -> None:
    """A client who pays on the due date is on time; the day after costs EUR 40."""
    found = statement(case(bill(due=due)), on=day(on), law=LAW)

    assert lines(found) == interest
    assert str(found.indemnity) == indemnity
    assert ("not_late" in codes(found)) == (on <= due)
    assert found.interest_until == (day(on) if on > due else None)


@pytest.mark.parametrize(
    ("paid", "left"),
    [
        # (principal, interest, indemnity, penalty, total)
        ([("2026-07-01", "200.00")], ("1000.00", "44.50", "40.00", "1084.50")),
        ([("2026-07-15", "1200.00")], ("0.00", "0.00", "0.00", "0.00")),
        ([("2026-07-16", "1200.00")], ("0.41", "0.02", "40.00", "40.43")),
        ([("2026-07-16", "1200.41")], ("0.00", "0.00", "40.00", "40.00")),
        ([("2026-07-16", "1240.41")], ("0.00", "0.00", "0.00", "0.00")),
        ([("2026-11-23", "53.40")], ("1200.00", "0.00", "40.00", "1240.00")),
        ([("2026-11-23", "1293.39")], ("0.00", "0.00", "0.01", "0.01")),
        ([("2026-11-23", "1293.40")], ("0.00", "0.00", "0.00", "0.00")),
        ([("2026-11-24", "1293.40")], ("1200.00", "53.40", "40.00", "1293.40")),
        (
            [("2026-08-15", "500.00"), ("2026-08-15", "300.00")],
            ("412.64", "14.02", "40.00", "466.66"),
        ),
        ([("2026-08-15", "800.00")], ("412.64", "14.02", "40.00", "466.66")),
    ],
)
def test_a_payment_counts_at_the_end_of_its_day(
    paid: list[tuple[str, str]], left: tuple[str, ...]
) -> None:
    """Interest of the day itself is owed; then principal; the EUR 40 come last."""
    found = statement(case(paid=paid), on=day("2026-11-23"), law=LAW)

    assert (
        str(found.principal),
        str(found.interest),
        str(found.indemnity),
        str(found.total),
    ) == left
    assert ("received_later" in codes(found)) == (paid[0][0] > "2026-11-23")


def test_what_is_paid_too_much_is_named_and_owed_back() -> None:
    """Money of the debtor never vanishes: the total goes below zero and says by how much."""
    found = statement(case(paid=[("2026-07-10", "1250.00")]), on=day("2026-11-23"), law=LAW)

    assert (str(found.principal), str(found.indemnity)) == ("0.00", "0.00")
    assert (str(found.total), str(found.overpaid)) == ("-50.00", "50.00")
    (note,) = found.notes
    assert note.code == "overpaid"
    assert "50,00\u00a0€" in note.text
    assert found.lines[-1].label.endswith("trop-perçu 50,00\u00a0€")


def test_a_credit_note_lowers_the_principal_from_its_day() -> None:
    """It is not a payment: it pays no interest, and its own day already costs less."""
    state = case(credited=[("2026-08-15", "600.00", "F-1")])
    found = statement(state, on=day("2026-11-23"), law=LAW)

    assert lines(found) == [("2026-07-16", 30, "12.23"), ("2026-08-15", 101, "20.59")]
    assert lines(found, LineKind.CREDIT_NOTE) == [("2026-08-15", None, "-600.00")]
    assert (str(found.principal), str(found.interest)) == ("600.00", "32.82")


def test_a_credit_note_larger_than_what_is_left_pays_nothing_else() -> None:
    """The interest and the EUR 40 stay owed; the surplus is the debtor's, by name."""
    state = case(paid=[("2026-07-10", "1000.00")], credited=[("2026-07-20", "300.00", "F-1")])
    found = statement(state, on=day("2026-11-23"), law=LAW)

    assert (str(found.interest), str(found.indemnity)) == ("0.27", "40.00")
    assert (str(found.overpaid), str(found.total)) == ("100.00", "-59.73")
    assert codes(found) == {"credit_note_larger"}
    assert lines(found, LineKind.CREDIT_NOTE) == [("2026-07-20", None, "-300.00")]


def test_an_invoice_cancelled_after_its_due_date_is_told() -> None:
    """Forty euros claimed on an invoice that was wrong would shame the creditor."""
    state = case(credited=[("2026-08-15", "1200.00", "F-1")])
    found = statement(state, on=day("2026-11-23"), law=LAW)

    assert (str(found.principal), str(found.interest)) == ("0.00", "12.23")
    assert codes(found) == {"credited_in_full"}
    before = case(credited=[("2026-07-15", "1200.00", "F-1")])
    found = statement(before, on=day("2026-11-23"), law=LAW)
    assert (str(found.total), codes(found)) == ("0.00", set())


def test_giving_up_more_than_is_left_gives_nothing_back() -> None:
    """A write-off is a gift of what is owed, never a debt of the creditor."""
    state = case(paid=[("2026-07-10", "1000.00")], given_up=[("2026-07-15", "300.00", "F-1")])
    found = statement(state, on=day("2026-11-23"), law=LAW)

    assert (str(found.total), found.overpaid) == ("0.00", None)
    assert lines(found, LineKind.WRITE_OFF) == [("2026-07-15", None, "-200.00")]
    assert codes(found) == {"write_off_larger"}


@pytest.mark.parametrize(
    ("judgment", "interest", "indemnity", "note"),
    [
        ("2026-07-15", [], "0.00", "due_in_insolvency"),  # due the day of the judgment
        ("2026-07-10", [], "0.00", "due_in_insolvency"),
        ("2026-07-16", [], "40.00", "interest_stopped_by_insolvency"),
        ("2026-07-17", [("2026-07-16", 1, "0.41")], "40.00", "interest_stopped_by_insolvency"),
        ("2026-11-23", [("2026-07-16", 130, "53.00")], "40.00", "interest_stopped_by_insolvency"),
    ],
)
def test_an_insolvency_stops_interest_the_day_before(
    judgment: str, interest: list[tuple[str, int, str]], indemnity: str, note: str
) -> None:
    """The liquidator refuses a claim with one day of interest too many."""
    found = statement(case(judgment=judgment), on=day("2026-11-23"), law=LAW)

    assert lines(found) == interest
    assert str(found.indemnity) == indemnity
    assert note in codes(found)
    assert found.complete
    last = max((one.to_on for one in found.lines if one.to_on), default=None)
    assert found.interest_until == last


def test_a_judgment_still_to_come_changes_nothing() -> None:
    """The claim of a day before the judgment is the ordinary one."""
    found = statement(case(judgment="2026-11-24"), on=day("2026-11-23"), law=LAW)

    assert (str(found.total), found.notes) == ("1293.40", ())


def test_a_payment_after_the_judgment_is_counted_and_told() -> None:
    """It can be annulled within three years: the creditor should not spend it unwarned."""
    state = case(judgment="2026-08-01", paid=[("2026-08-01", "100.00")])
    found = statement(state, on=day("2026-11-23"), law=LAW)

    assert codes(found) == {"payment_in_insolvency", "interest_stopped_by_insolvency"}
    assert (str(found.principal), str(found.interest)) == ("1106.52", "0.00")


def test_a_public_body_keeps_the_rate_of_the_first_half_year() -> None:
    """Frozen at the start, yet each half-year stays its own line; the EUR 40 are owed."""
    state = case(bill(due="2026-05-31", late_rate="15"), kind=PUBLIC)
    found = statement(state, on=day("2027-03-01"), law=LAW)

    assert [(one.rate, one.days, str(one.amount)) for one in found.lines[1:-1]] == [
        (Decimal("10.15"), 30, "10.01"),
        (Decimal("10.15"), 184, "61.40"),
        (Decimal("10.15"), 60, "20.02"),
    ]
    assert str(found.indemnity) == "40.00"
    assert {one.reference for one in found.lines[1:-1]} == {"CCP, art. L2192-12 s. et R2192-31"}
    assert found.lines[-1].reference == "CCP, art. L2192-12 s."
    # The frozen rate is known although the one of 2027 is not: nothing is missing.
    assert (found.complete, found.interest_until) == (True, day("2027-03-01"))
    assert codes(found) == {"clause_ignored_public"}


def test_a_public_debt_late_in_an_unknown_half_year_waits_for_its_rate() -> None:
    """Due on 31 December: the rate is that of 1 January, not of the day before."""
    state = case(bill(due="2026-12-31"), kind=PUBLIC)
    found = statement(state, on=day("2027-03-01"), law=LAW)

    assert (str(found.interest), found.complete, found.interest_until) == ("0.00", False, None)
    assert codes(found) == {"rate_not_known_yet"}
    assert found.notes[0].text.startswith("Intérêts moratoires non calculés\u00a0: le taux du 1er")


@pytest.mark.parametrize(
    ("notices", "on", "interest", "expected"),
    [
        ([], "2026-11-23", [], {"consumer_needs_notice"}),
        (["2026-11-24"], "2026-11-23", [], {"consumer_needs_notice", "notice_later"}),
        (["2026-11-23"], "2026-11-23", [], set()),
        (["2026-11-22"], "2026-11-23", [("2026-11-23", 1, "0.09")], set()),
        (["2026-09-30", "2026-10-31"], "2026-11-23", [("2026-10-01", 54, "4.88")], set()),
        (["2026-07-15"], "2026-11-23", [], {"consumer_needs_notice", "notice_before_due"}),
        (["2026-07-16"], "2026-11-23", [("2026-07-17", 130, "11.75")], set()),
        (["2026-07-10"], "2026-07-15", [], {"not_late", "notice_before_due"}),
    ],
)
def test_a_consumer_owes_the_legal_rate_from_the_day_after_formal_notice(
    notices: list[str], on: str, interest: list[tuple[str, int, str]], expected: set[str]
) -> None:
    """Interest asked of a private person before formal notice is not owed."""
    found = statement(case(kind=CONSUMER, notices=notices), on=day(on), law=LAW)

    assert lines(found) == interest
    assert codes(found) == expected
    assert (str(found.indemnity), str(found.penalty)) == ("0.00", "0.00")
    for one in found.lines[1:]:
        assert one.reference == (
            "C. civ., art. 1231-6 et 1344-1\u202f; CMF, art. L313-2 et D313-1-A"
        )


def test_a_letter_that_never_arrived_starts_nothing() -> None:
    """Sent to a wrong address it protects nobody; the next one does."""
    lost = case(kind=CONSUMER, failed=["2026-09-30"])
    found = statement(lost, on=day("2026-11-23"), law=LAW)
    assert codes(found) == {"consumer_needs_notice", "notice_unreached"}

    renewed = case(kind=CONSUMER, failed=["2026-09-30"], notices=["2026-10-31"])
    found = statement(renewed, on=day("2026-11-23"), law=LAW)
    assert lines(found) == [("2026-11-01", 23, "2.08")]


def test_a_consumer_is_told_apart_from_the_terms_of_the_invoice() -> None:
    """What is printed on the invoice for professionals is not asked of a private person."""
    state = case(bill(late_rate="15", penalty="10"), kind=CONSUMER, notices=["2026-09-30"])
    found = statement(state, on=day("2026-11-23"), law=LAW)

    assert lines(found) == [("2026-10-01", 54, "4.88")]
    assert str(found.total) == "1204.88"
    assert codes(found) == {"clause_ignored_consumer", "penalty_ignored_consumer"}


def test_nobody_said_who_owes() -> None:
    """Before the kind is known only the principal is sure."""
    state = case(bill(late_rate="15", penalty="10"), kind=None, notices=["2026-09-30"])
    found = statement(state, on=day("2026-11-23"), law=LAW)

    assert str(found.total) == "1200.00"
    assert codes(found) == {"debtor_kind_unknown"}
    assert found.interest_until is None


def test_an_amount_in_dollars_stays_in_dollars() -> None:
    """Interest follows the currency; forty euros cannot be added to dollars."""
    found = statement(case(currency="USD"), on=day("2026-11-23"), law=LAW)

    assert (found.total.stored, found.interest.stored) == ("1253.40 USD", "53.40 USD")
    assert codes(found) == {"indemnity_other_currency"}


def test_the_kinds_named_here_are_all_there_are() -> None:
    """A new kind of debtor must be given its law before it is given a claim."""
    assert {BUSINESS, CONSUMER, PUBLIC} == set(type(BUSINESS))
