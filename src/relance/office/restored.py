"""A restored copy: which mails may have left since it was made. Each becomes a question.

What was approved in the copy may have left, and so may what became due after it: both are
put before a person, and nothing leaves by itself. With a mailbox to read, those whose
identity is known are looked for first.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from relance.notices.french import count
from relance.office import clock, crew, moves, preparing, settings
from relance.office.access import everything
from relance.office.models import NoticeRow

_MAY_HAVE_LEFT = ("planned", "prepared", "approved", "claimed", "sending")


def doubt_all(*, since: datetime | None) -> int:
    """Put every mail that may have left since the copy before a person; return how many.

    Must run before the pause: what became due meanwhile is planned and written first, as the
    lost days have done. Mails a person sends himself stay as they are: he knows.
    """
    today = clock.today(settings.CONFIG.time_zone)
    with everything():
        crew.round_of(today)
        preparing.prepare_due()
        asked = 0
        for notice in NoticeRow.objects.filter(
            state__in=_MAY_HAVE_LEFT,
            channel="email",
            creditor__mail_server__isnull=False,
            planned_on__lte=today,
        ).defer("edited"):
            moves.move(
                notice,
                "review",
                owner="",
                lease_until=None,
                not_before=clock.now(),
                answer=_question(since),
            )
            asked += 1
    return asked


def _question(since: datetime | None) -> str:
    return (
        f"La base a été restaurée depuis une copie{_of(since)}. Ce message est peut-être parti "
        "depuis\u00a0: regardez dans vos messages envoyés. Il ne sera pas envoyé sans votre réponse."
    )


def told(asked: int, since: datetime | None) -> str:
    """What the pause says of it."""
    if not asked:
        return f"Rien n’était à envoyer depuis cette copie{_of(since)}."
    return (
        f"{count(asked, 'message a', 'messages ont')} pu partir depuis cette copie{_of(since)}\u00a0: "
        "à vérifier, «\u00a0Aujourd’hui\u00a0» le demande. Rien de cela ne partira sans votre réponse."
    )


def _of(since: datetime | None) -> str:
    if since is None:
        return ""
    local = since.astimezone(ZoneInfo(settings.CONFIG.time_zone))
    return f" du {local:%d/%m/%Y à %H:%M}"
