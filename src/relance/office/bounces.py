"""What a report found in a mailbox means for a case: a bounce with its proof, or a question.

A mail that came back was not received: its step is to be done again, to a better address. What a
report does not say surely is not guessed: nothing leaves until a person has read it.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date
from zoneinfo import ZoneInfo

from relance.case.entries import (
    Channel,
    DeliveryOutcome,
    DeliveryReported,
    ExhibitKind,
    Fact,
    ReplyReceived,
)
from relance.channels.email import MailReport, Said, Sighting, evidence
from relance.office import clock, settings
from relance.office.acting import ActRefused
from relance.office.journal import New, append, state_of
from relance.office.models import NoticeRow
from relance.office.procedure import pieces


def reported(notice: NoticeRow, seen: Sighting, *, sent_on: date) -> None:
    """Record what a report says of a mail that is in the journal as sent."""
    assert seen.report is not None, "only a report is told here"
    today = clock.today(settings.CONFIG.time_zone)
    filed = seen.filed_at.astimezone(ZoneInfo(settings.CONFIG.time_zone)) if seen.filed_at else None
    on = max(sent_on, min(filed.date(), today)) if filed else today
    match seen.report.said:
        case Said.FAILED:
            fact: Fact = DeliveryReported(
                notice.identity,
                DeliveryOutcome.BOUNCED,
                contact=notice.contact or None,
                sha256=_kept(notice, seen.report, on, today),
            )
        case Said.UNSURE if state_of(notice.case).reply_unread_on is None:
            fact = ReplyReceived(Channel.EMAIL)
        case _:
            return
    append(notice.case_id, [New(fact, on, evidence(seen)[:300])], by="relance")


def _kept(notice: NoticeRow, report: MailReport, on: date, today: date) -> str:
    """Put the report in the file, once; return its hash."""
    title = f"Rapport de non-remise, {notice.subject}"[:150]
    with suppress(ActRefused):  # it may be there already
        pieces.add(
            notice.case, ExhibitKind.OTHER, "rapport.eml", report.content, "message/rfc822",
            on=on, by="relance", today=today, title=title,
        )  # fmt: skip
    return hashlib.sha256(report.content).hexdigest()
