"""Cases that wait for a mandate, and what wakes them."""

from __future__ import annotations

from datetime import date

from relance.office.models import CaseRow
from relance.steps import Silence


def wake(organization_id: int, today: date) -> int:
    """Have the cases that waited for a mandate decided again; return how many.

    To be called when a mandate or what the law asks of a collector was written down: whether
    it suffices, the guard says.
    """
    waiting = CaseRow.objects.filter(
        creditor__organization_id=organization_id, silence=Silence.MANDATE_MISSING.value
    )
    return waiting.update(next_on=today)
