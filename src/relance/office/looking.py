"""Look for the mails in doubt in their creditors' mailboxes; ask when the time is up.

At the end of a pulse, so that nothing waits for a mailbox; one visit a creditor, each bounded,
all together bounded. What is found becomes a sending with its proof in the journal. What is
not found becomes a question, never a second sending.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from relance.channels.email import ImapAccount, Looked, Reason, Sought, evidence, look
from relance.channels.email.mailbox_words import why
from relance.office import clock, doubting, moves, secrets_box, sending, settings
from relance.office.bounces import reported
from relance.office.models import MailServerRow, NoticeRow

BUDGET_S = 60.0
"""All visits of one pulse together; the rest waits for the next."""

VISIT_S = 20.0
MANY = 20
"""Mails looked for in one visit."""


def account_of(row: MailServerRow, *, timeout_s: float = VISIT_S) -> ImapAccount:
    """The creditor's mailbox, with its password opened; without one of its own, the server's."""
    password = secrets_box.opened(row.creditor_id, "imap_password")
    if password is None:
        password = secrets_box.opened(row.creditor_id, "smtp_password") or ""
    return ImapAccount(
        host=row.imap_host,
        port=row.imap_port,
        security=row.imap_security,
        user=row.imap_user or row.user,
        password=password,
        folder=row.imap_folder,
        timeout_s=timeout_s,
        trusted_ca=settings.CONFIG.smtp_trusted_ca,
    )


def look_due() -> int:
    """Look for what is due to be looked for; return how many were found."""
    began = clock.elapsed()
    now = clock.now()
    due = NoticeRow.objects.filter(
        doubting.findable(), state__in=("unknown", "review"), not_before__lte=now
    )
    by_creditor: dict[int, list[NoticeRow]] = defaultdict(list)
    for notice in due.defer("edited").order_by("not_before", "pk")[: MANY * 10]:
        by_creditor[notice.creditor_id].append(notice)
    found = 0
    for creditor_id, notices in by_creditor.items():
        if clock.elapsed() - began > BUDGET_S:
            break
        found += _visit(creditor_id, notices[:MANY], now)
    return found


def _visit(creditor_id: int, notices: list[NoticeRow], now: datetime) -> int:
    row = MailServerRow.objects.get(creditor_id=creditor_id)
    settle = doubting.settles_after(row.sent_delay_s)
    ours = [notice for notice in notices if _taken(notice, now, settle)]
    if not ours:
        return 0
    zone = ZoneInfo(settings.CONFIG.time_zone)
    try:
        account = account_of(row)
    except secrets_box.SecretUnreadable:
        looked = Looked(problem=Reason.NO_AUTH)
    else:
        days = {one.pk: doubting.attempted_at(one).astimezone(zone).date() for one in ours}
        looked = look(account, [Sought(one.identity, days[one.pk]) for one in ours])
    found = 0
    for notice in ours:
        try:
            found += _concluded(notice, looked, row, now)
        except moves.MoveRefused:
            continue  # its answer came late, or a person was faster
    return found


def _taken(notice: NoticeRow, now: datetime, settle: timedelta) -> bool:
    """Put off its next look before looking: no other worker visits for the same mail."""
    following = doubting.next_look(notice, now, settle=settle)
    seen = NoticeRow.objects.filter(pk=notice.pk, state=notice.state, not_before=notice.not_before)
    if seen.update(not_before=following) != 1:
        return False
    notice.not_before = following
    return True


def _concluded(notice: NoticeRow, looked: Looked, row: MailServerRow, now: datetime) -> int:
    """Write down what a visit found of one mail; 1 if it was found. Raises MoveRefused."""
    began = doubting.attempted_at(notice)
    seen = looked.found.get(notice.identity)
    if seen is not None:
        day = began.astimezone(ZoneInfo(settings.CONFIG.time_zone)).date()
        proof = evidence(seen)
        with transaction.atomic():
            sending.record_sent(notice, answer=proof, on=day, because=proof)
            if (report := looked.reports.get(notice.identity)) is not None:
                reported(notice, report, sent_on=day)
        return 1
    if notice.state == "unknown" and now - began >= doubting.settles_after(row.sent_delay_s):
        moves.move(notice, "review", owner="", answer=_question(looked, row))
    return 0


def _question(looked: Looked, row: MailServerRow) -> str:
    """What a person is told before saying whether it left."""
    where = " et ".join(f"«\u00a0{name}\u00a0»" for name in looked.folders)
    if looked.problem is not None:
        because, to_do = why(looked.problem, looked.detail)
        told = f"Nous n’avons pas pu le chercher dans votre boîte\u00a0: {because} {to_do}"
    elif row.keeps_sent:
        told = (
            f"Il n’est pas dans {where}, où cette boîte garde d’habitude ce que nous envoyons\u00a0: "
            "il n’est sans doute pas parti, mais rien ne le prouve."
        )
    elif row.keeps_sent is None:
        told = (
            f"Il n’est pas dans {where}. Cela ne prouve rien\u00a0: nous ne savons pas si cette "
            "boîte garde ce que nous envoyons (Réglages, Messagerie\u00a0: un message d’essai le "
            "dira)."
        )
    else:
        told = (
            f"Il n’est pas dans {where}. Cela ne prouve rien\u00a0: cette boîte ne garde pas ce "
            "que nous envoyons."
        )
    return (
        "L’e-mail a été remis au serveur, mais on ne sait pas s’il est parti. "
        f"{told} Il n’a pas été et ne sera pas renvoyé sans votre réponse."
    )
