"""What the invoice itself says: a yearly rate, three times the legal rate, a flat penalty."""

from __future__ import annotations

from decimal import Decimal

import pytest

from relance.claim import LineKind, Statement, statement
from tests.claim.cases import CONSUMER, LAW, PUBLIC, bill, case, day


def codes(found: Statement) -> set[str]:
    return {note.code for note in found.notes}


def interest(found: Statement) -> list[tuple[Decimal | None, str, str | None]]:
    return [
        (one.rate, str(one.amount), one.rule)
        for one in found.lines
        if one.kind is LineKind.INTEREST
    ]


def test_a_clause_replaces_the_rate_of_the_law() -> None:
    """A contract at 15 % is a contract at 15 %, in every half-year."""
    found = statement(case(bill(due="2026-05-31", late_rate="15")), on=day("2026-11-23"), law=LAW)

    assert interest(found) == [
        (Decimal("15"), "14.79", "clause"),
        (Decimal("15"), "72.00", "clause"),
    ]
    assert all("C. com., art. L441-10 II" in one.reference for one in found.lines[1:])
    assert codes(found) == set()


@pytest.mark.parametrize(
    ("clause", "below"),
    [
        ("8.25", ""),
        ("8.24", "8,25\u00a0% au 2e semestre 2026"),
        ("0", "7,86\u00a0% au 1er semestre"),
    ],
)
def test_a_clause_below_the_floor_is_claimed_and_questioned(clause: str, below: str) -> None:
    """We never claim more than what was agreed, and ask whether it was well read."""
    found = statement(case(bill(due="2026-05-31", late_rate=clause)), on=day("2026-11-23"), law=LAW)

    assert {one[0] for one in interest(found)} == {Decimal(clause)}
    assert codes(found) == ({"clause_below_floor"} if below else set())
    if below:
        assert below in found.notes[0].text
        assert "\u202f?" in found.notes[0].text


def test_a_clause_above_the_default_was_below_the_floor_in_2024() -> None:
    """The floor bounds the clause half-year by half-year: 15 % was too little in 2024-S1 only."""
    found = statement(case(bill(due="2023-12-31", late_rate="15")), on=day("2024-12-31"), law=LAW)

    (note,) = found.notes
    assert "(15,21\u00a0% au 1er semestre 2024)" in note.text


@pytest.mark.parametrize(
    ("due", "on", "named"),
    [
        ("2014-06-30", "2015-01-31", "pour le 2e semestre 2014\u00a0:"),
        ("2013-06-30", "2014-12-31", "la période du 2e semestre 2013 au 2e semestre 2014\u00a0:"),
        ("2026-11-30", "2027-02-01", "pour le 1er semestre 2027\u00a0:"),
    ],
)
def test_a_floor_nobody_knows_is_said(due: str, on: str, named: str) -> None:
    """The clause's own rate is certain, so nothing is missing; only the test of it is."""
    found = statement(case(bill(due=due, late_rate="15")), on=day(on), law=LAW)

    assert codes(found) == {"floor_not_tested"}
    assert named in found.notes[0].text
    assert (found.complete, found.interest_until) == (True, day(on))


def test_three_times_the_legal_rate_follows_each_half_year() -> None:
    """The clause is a multiple: 7.86 % then 8.25 %, and nothing invented for 2027."""
    state = case(bill(due="2026-05-31", late_rate="3xlegal"))
    found = statement(state, on=day("2027-01-31"), law=LAW)

    assert interest(found) == [
        (Decimal("7.86"), "7.75", "clause"),
        (Decimal("8.25"), "49.91", "clause"),
    ]
    assert codes(found) == {"rate_not_known_yet"}
    assert found.interest_until == day("2026-12-31")
    assert "art. L313-2" in found.lines[1].reference


def test_a_flat_penalty_starts_with_the_formal_notice() -> None:
    """Ten percent of what is unpaid that day, payments of the day not yet counted."""
    state = case(
        bill(penalty="10"),
        notices=["2026-09-30", "2026-10-31"],
        paid=[("2026-08-15", "212.64"), ("2026-09-30", "100.00")],
    )
    found = statement(state, on=day("2026-11-23"), law=LAW)

    (line,) = [one for one in found.lines if one.kind is LineKind.PENALTY]
    assert (str(line.amount), str(line.base), line.from_on) == (
        "100.00",
        "1000.00",
        day("2026-09-30"),
    )
    assert (line.rule, line.rate, line.days) == ("clause_penale", Decimal(10), None)
    assert line.reference == (
        "Clause pénale du contrat, 10,00\u00a0% du principal\u00a0: le juge peut la réduire "
        "(C. civ., art. 1231-5)"
    )
    assert codes(found) == set()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, {"penalty_needs_notice"}),
        ({"notices": ["2026-12-01"]}, {"penalty_needs_notice", "notice_later"}),
        ({"notices": ["2026-07-01"]}, {"penalty_needs_notice", "notice_before_due"}),
        ({"paid": [("2026-07-15", "1200.00")]}, set()),  # nothing is unpaid: nothing to say
        ({"notices": ["2026-09-30"], "paid": [("2026-07-15", "1200.00")]}, set()),
        (
            {"notices": ["2026-09-30"], "judgment": "2026-09-30"},
            {"penalty_in_insolvency", "interest_stopped_by_insolvency"},
        ),
    ],
)
def test_no_flat_penalty_without_a_notice_that_counts(
    facts: dict[str, object], expected: set[str]
) -> None:
    """A penalty clause sleeps until the formal notice (C. civ. 1231-5)."""
    found = statement(case(bill(penalty="10"), **facts), on=day("2026-11-23"), law=LAW)  # type: ignore[arg-type]

    assert str(found.penalty) == "0.00"
    assert codes(found) == expected
    assert not [one for one in found.lines if one.kind is LineKind.PENALTY]


def test_a_flat_penalty_against_a_public_body_asks_for_the_contract() -> None:
    """A sentence printed on an invoice is seldom part of a public contract."""
    state = case(bill(penalty="10"), kind=PUBLIC, notices=["2026-09-30"])
    found = statement(state, on=day("2026-11-23"), law=LAW)

    assert str(found.penalty) == "120.00"
    assert codes(found) == {"penalty_public"}


def test_the_penalty_is_paid_after_the_principal_and_before_the_forty_euros() -> None:
    """The order in which money lands: interest, principal, penalty, indemnity."""
    state = case(bill(penalty="10"), notices=["2026-09-30"], paid=[("2026-11-23", "1393.40")])
    found = statement(state, on=day("2026-11-23"), law=LAW)

    assert (str(found.penalty), str(found.indemnity)) == ("0.00", "20.00")
    assert found.lines[-1].label.endswith("clause pénale 120,00\u00a0€, indemnité 20,00\u00a0€")


@pytest.mark.parametrize(
    ("due", "on", "until", "gone"),
    [
        ("2026-11-30", "2026-12-31", "2026-12-31", False),
        ("2026-11-30", "2027-01-01", "2026-12-31", True),
        ("2026-11-30", "2099-12-31", "2026-12-31", True),
        ("2027-01-15", "2027-02-01", None, True),
    ],
)
def test_a_rate_not_published_yet_stops_the_count_by_name(
    due: str, on: str, until: str | None, gone: bool
) -> None:
    """Every new year starts without a rate: the claim says where it stops, and never guesses."""
    found = statement(case(bill(due=due)), on=day(on), law=LAW)

    assert found.complete is not gone
    assert found.interest_until == (day(until) if until else None)
    texts = [note.text for note in found.notes if note.code == "rate_not_known_yet"]
    start = "arrêtées au 31/12/2026" if until else "non calculées"
    assert texts == (
        [
            f"Pénalités de retard {start}\u00a0: le taux du 1er semestre 2027 n’est pas encore "
            "connu. La suite continue de courir au taux de ce semestre, jusqu’au paiement."
        ]
        if gone
        else []
    )


def test_what_was_paid_before_the_unknown_half_year_misses_nothing() -> None:
    """No principal, no interest: a closed case does not wait for the next rate."""
    state = case(paid=[("2026-12-31", "2000.00")])
    found = statement(state, on=day("2027-02-01"), law=LAW)

    assert (found.complete, codes(found)) == (True, {"overpaid"})


def test_a_payment_in_an_unknown_half_year_is_allocated_for_now() -> None:
    """It pays the known interest first; the note says the count will be made again."""
    found = statement(case(paid=[("2027-01-20", "100.00")]), on=day("2027-02-01"), law=LAW)

    assert (str(found.interest), str(found.principal)) == ("0.00", "1168.90")
    assert codes(found) == {"rate_not_known_yet", "payment_after_last_rate"}


def test_the_rates_nobody_has_read_are_left_out_by_name() -> None:
    """Before 2013 the anchoring day was not verified: those days are not claimed."""
    found = statement(case(bill(due="2012-06-30")), on=day("2013-03-31"), law=LAW)

    assert interest(found) == [(Decimal("10.75"), "31.81", "taux_retard_professionnel")]
    assert (found.complete, found.interest_until) == (False, day("2013-03-31"))
    assert codes(found) == {"rate_left_out", "indemnity_unknown"}
    assert "pour le 2e semestre 2012" in found.notes[-1].text


def test_the_text_that_stops_interest_is_not_lent_to_a_private_person() -> None:
    """The commercial code stops the interest of a business: we have read nothing of a household."""
    state = case(kind=CONSUMER, notices=["2026-08-01"], judgment="2026-10-01")
    found = statement(state, on=day("2026-11-23"), law=LAW)

    assert found.interest_until == day("2026-09-30")
    assert codes(found) == {"interest_stopped_unread"}


def test_a_public_body_asks_for_the_one_rate_that_was_frozen() -> None:
    """The rates of the later half-years would change nothing: nobody is sent to look for them."""
    state = case(bill(due="2012-06-30"), kind=PUBLIC)
    found = statement(state, on=day("2015-03-31"), law=LAW)

    (said,) = [note.text for note in found.notes if note.code == "rate_left_out"]
    assert "non comptés pour le 2e semestre 2012\u00a0:" in said


def test_a_consumer_before_2015_is_not_asked_an_unknown_rate() -> None:
    """The legal rate had another form before 2015: left out, not approximated."""
    state = case(bill(due="2014-06-30"), kind=CONSUMER, notices=["2014-09-30"])
    found = statement(state, on=day("2015-01-31"), law=LAW)

    assert interest(found) == [(Decimal("0.93"), "0.95", "interet_legal_professionnel")]
    assert found.notes[0].text.startswith("Intérêts de retard non comptés pour le 2e semestre 2014")
