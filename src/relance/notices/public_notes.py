"""The notes of a statement that may stand on a paper handed to somebody else.

Most notes speak to the creditor («vérifiez», «demandez conseil»): on a paper for a judge, a
liquidateur or the debtor they would be read by the wrong person, and against him.
"""

from __future__ import annotations

from relance.claim import Statement
from relance.notices import french

FOR_ANYONE = (
    "rate_not_known_yet",
    "not_late",
    "interest_stopped_by_insolvency",
    "disputed",
    "disputed_left_out",
)
"""The notes that only say what the sums hold and what they leave out."""


def public_notes(statement: Statement) -> list[str]:
    """Those notes, in French, in the order of the statement."""
    found = (one for one in statement.notes if one.code in FOR_ANYONE)
    return [french.typography(one.text) for one in found]
