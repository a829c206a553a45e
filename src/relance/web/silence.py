"""Why nothing leaves for a case, as one French sentence."""

from __future__ import annotations

from relance.notices.silences import silence_sentence
from relance.office.models import CaseRow
from relance.web import words


def of_row(case: CaseRow) -> str:
    """The sentence of a stored reason; what is due today when there is no reason."""
    if not case.silence:
        return f"À faire\u00a0: {words.step(case.next_step).lower()}." if case.next_step else ""
    return silence_sentence(case.silence, case.silence_until, case.silence_detail)
