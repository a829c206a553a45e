"""What a line or a note says beside the amounts: why, and which day it speaks of."""

from __future__ import annotations

import pytest

from relance.claim import LineKind, statement
from tests.claim.cases import CONSUMER, LAW, case, day


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
