"""One entry of a journal: a fact, when it happened, who recorded it and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from relance.case.entries.facts import Fact


@dataclass(frozen=True, slots=True)
class Entry:
    """A past fact in a case's journal.

    `on` is the day it happened (in the creditor's country), `recorded_at` the instant it was
    written down (UTC), `by` a member's key or "relance", `because` a short reason in French.
    """

    sequence: int
    on: date
    recorded_at: datetime
    by: str
    fact: Fact
    because: str = ""
