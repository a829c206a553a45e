"""What a line or a note says beside the amounts: why, and which day it speaks of."""

from __future__ import annotations

import pytest

from relance.claim import LineKind, statement
from tests.claim.cases import CONSUMER, LAW, bill, case, day


def test_each_write_off_says_its_own_reason() -> None:
    """The accountant files two gifts under two reasons; one text for both would be false."""
    state = case(given_up=[("2026-08-02", "50.00", "F-1"), ("2026-08-03", "25.00", "F-1")])
    state.invoices["F-1"].written_off_because = ("geste commercial", "litige clos")
    found = statement(state, on=day("2026-11-23"), law=LAW)

    told = [(one.label, str(one.amount)) for one in found.lines if one.kind is LineKind.WRITE_OFF]
    assert told == [("geste commercial", "-50.00"), ("litige clos", "-25.00")]


@pytest.mark.parametrize(
    ("facts", "code", "first"),
    [
        ({"notices": ["2026-07-10", "2026-07-01"]}, "notice_before_due", "01/07/2026"),
        ({"notices": ["2027-01-10", "2026-12-02"]}, "notice_later", "02/12/2026"),
        ({"failed": ["2026-09-10", "2026-08-03"]}, "notice_unreached", "03/08/2026"),
    ],
)
def test_of_notices_that_do_not_count_the_first_is_named(
    facts: dict[str, list[str]], code: str, first: str
) -> None:
    """The user looks for the letter in his folder by its date: the oldest one started it all."""
    found = statement(case(kind=CONSUMER, **facts), on=day("2026-11-23"), law=LAW)  # type: ignore[arg-type]

    (said,) = [note.text for note in found.notes if note.code == code]
    assert f"la mise en demeure du {first} " in said.lower()


def test_only_the_invoice_credited_in_full_is_said_to_be_cancelled() -> None:
    """A small credit note on one bill, or a gift, does not cancel it because another one was."""
    state = case(
        bill("F-1"),
        bill("F-2"),
        credited=[("2026-08-01", "1200.00", "F-1"), ("2026-08-02", "100.00", "F-2")],
        given_up=[("2026-08-01", "1100.00", "F-2")],
    )
    found = statement(state, on=day("2026-11-23"), law=LAW)

    (said,) = [note.text for note in found.notes if note.code == "credited_in_full"]
    assert "facture F-1 a été annulée" in said
