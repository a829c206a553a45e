"""Deadlines in days and months, as the code of civil procedure counts them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from relance.law.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day to act: `raw` as counted, `moved` off weekends and holidays.

    To act oneself, aim at `raw`: the extension is a safety, never a plan.
    """

    raw: date
    moved: date


def add_months(day: date, number: int) -> date:
    """The same day number so many months later, else the last day of that month (CPC 641)."""
    months = day.year * 12 + day.month - 1 + number
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def procedural_deadline(
    start: date, *, working: Calendar, months: int = 0, days: int = 0
) -> Deadline:
    """When a period that starts with an event of the day `start` ends (CPC 640 to 642).

    In days, the day of the event does not count; in months, the period ends on the day of
    the same number. With both, months are counted first (641, last paragraph). A last day
    that is a Saturday, Sunday or public holiday moves to the next working day.
    Limitation periods (prescription) are not to be moved this way: take `raw`.
    """
    if months < 0 or days < 0 or not (months or days):
        raise ValueError(f"a period is of some months or days, not {months} and {days}")
    raw = add_months(start, months) + timedelta(days=days)
    return Deadline(raw=raw, moved=working.next_working_day(raw))


def deadline_in_days(day: date, days: int, working: Calendar) -> date:
    """The date a letter of that day prints for «within so many days»: always a working day."""
    if days < 1:
        raise ValueError(f"a deadline leaves at least one day, not {days}")
    return working.next_working_day(day + timedelta(days=days))
