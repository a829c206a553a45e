"""The past of a case, from its journal, and its future, from the rehearsal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from relance.case.entries import Channel, Entry, EntryCancelled, NoticeSent
from relance.notices.told import told
from relance.office import outlook
from relance.office.models import CaseRow, NoticeRow
from relance.steps import Silence


@dataclass(frozen=True, slots=True)
class Past:
    """One entry: what, when, by whom; `void` when a later entry cancelled it."""

    on: date
    text: str
    because: str
    sequence: int
    recorded_at: datetime
    void: bool
    can_cancel: bool
    notice: int | None = None
    identity: str = ""
    letter: bool = False


def past(journal: Iterable[Entry], notices: Iterable[NoticeRow]) -> list[Past]:
    """Every entry in order, the latest first."""
    entries = list(journal)
    numbers = {notice.identity: notice.pk for notice in notices}
    void = {one.fact.sequence for one in entries if isinstance(one.fact, EntryCancelled)}
    lines = []
    for entry in entries:
        fact = entry.fact
        sent = fact if isinstance(fact, NoticeSent) else None
        lines.append(
            Past(
                on=entry.on,
                text=told(fact),
                because=entry.because,
                sequence=entry.sequence,
                recorded_at=entry.recorded_at,
                void=entry.sequence in void,
                can_cancel=entry.sequence > 1
                and entry.sequence not in void
                and not isinstance(fact, EntryCancelled),
                notice=numbers.get(sent.notice) if sent else None,
                identity=sent.notice if sent else "",
                letter=sent is not None and sent.channel is Channel.LETTER,
            )
        )
    return sorted(lines, key=lambda line: (line.on, line.sequence), reverse=True)


def future(case: CaseRow, today: date) -> list[outlook.Moment]:
    """What leaves next if nobody pays or answers, and why nothing leaves in between.

    «The next step is on that day» is not told where that step follows with its day.
    """
    coming = [moment for moment in outlook.timeline(case, today) if not moment.past]
    days = {moment.on for moment in coming if moment.step}
    return [
        moment
        for moment in coming
        if not (moment.silence == Silence.NOT_DUE_YET and moment.until in days)
    ]
