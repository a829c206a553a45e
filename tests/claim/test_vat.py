"""What the accountant is told about VAT, and what he is asked."""

from __future__ import annotations

import re

import pytest

from relance.case import DebtorKind
from relance.claim import vat_notes
from tests.claim.cases import BUSINESS, CONSUMER, PUBLIC, bill, case, day


@pytest.mark.parametrize(
    ("kind", "on", "notices", "codes"),
    [
        (BUSINESS, "2026-07-15", [], []),  # the due date itself: nothing to declare yet
        (BUSINESS, "2026-07-16", [], ["vat_outside"]),
        (PUBLIC, "2026-07-16", [], ["vat_outside"]),
        (CONSUMER, "2026-08-31", [], []),
        (CONSUMER, "2026-08-31", ["2026-08-15"], ["vat_consumer_interest_question"]),
        (None, "2026-08-31", [], []),
    ],
)
def test_interest_and_the_indemnity_are_outside_vat(
    kind: DebtorKind | None, on: str, notices: list[str], codes: list[str]
) -> None:
    """VAT added to penalties would be claimed for nothing, and paid to the State for nothing."""
    found = vat_notes(case(kind=kind, notices=notices), day(on))

    assert [one.code for one in found] == codes


def test_what_no_text_was_read_on_is_a_question() -> None:
    """An accountant who reads an answer we never checked signs a wrong return."""
    state = case(
        bill(penalty="10"),
        credited=[("2026-08-01", "100.00", "F-1")],
        given_up=[("2026-08-02", "50.00", "F-1"), ("2026-08-03", "25.00", "F-1")],
        notices=["2026-08-10"],
        judgment="2026-09-01",
    )
    before, after = vat_notes(state, day("2026-08-02")), vat_notes(state, day("2026-09-01"))

    assert [one.code for one in before] == [
        "vat_outside",
        "vat_credit_note_question",
        "vat_write_off_question",
    ]
    assert [one.code for one in after] == [
        "vat_outside",
        "vat_penalty_question",
        "vat_credit_note_question",
        "vat_write_off_question",
        "vat_irrecoverable_question",
    ]
    assert after[2].text.startswith("L’avoir A-1 du 01/08/2026 (100,00\u00a0€) baisse")
    assert after[3].text.startswith("75,00\u00a0€ de la facture F-1")


def test_vat_notes_are_printed_as_french_is_and_give_no_figure_of_vat() -> None:
    """A rate of VAT we never read must not stand in a note, nor an English space."""
    state = case(
        bill(penalty="10"),
        credited=[("2026-08-01", "100.00", "F-1")],
        given_up=[("2026-08-02", "50.00", "F-1")],
        notices=["2026-08-10"],
        judgment="2026-09-01",
    )
    found = vat_notes(state, day("2026-09-01"))
    found += vat_notes(case(kind=CONSUMER, notices=["2026-08-10"]), day("2026-09-01"))

    for one in found:
        assert not re.search(r" [:;!?%€»]|« |'|  ", one.text), one.text
        assert one.text[0].isupper() or one.text[0].isdigit()
        assert "%" not in one.text and one.text.endswith(".")
        assert ("À demander" in one.text) == one.code.endswith("_question")
