"""What a person must do now: the short list that the desk opens on, and `relance today`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Q

from relance.case import replay
from relance.notices.french import day
from relance.office import installation
from relance.office.banking import freshness
from relance.office.due import journals
from relance.office.models import CaseRow, CreditorRow, MoneyKnown, NoticeRow
from relance.office.procedure import dates
from relance.office.wiring import law_book, law_trouble
from relance.routes.limitation import Level, limitations
from relance.routes.milestones import Sense
from relance.steps import Silence


class Kind(StrEnum):
    """What is asked of a person, most pressing first."""

    PAUSED = "paused"  # nothing leaves until somebody says so
    LAW = "law"  # a file of the law book is spoiled: nothing is computed
    DATE = "date"  # a date of a procedure comes near, or is past
    REVIEW = "review"  # a mail that may have left
    MONEY_OLD = "money_old"  # nobody knows who has paid since: nothing leaves
    TRANSFER = "transfer"  # a transfer that may be this debtor's
    REPLY = "reply"  # the debtor answered
    PLAN = "plan"  # an installment is missing, and the agreement says nothing more
    MONEY_KNOWN = "money_known"  # the creditor has not said how he knows who has paid
    REFUSED = "refused"  # a text that cannot be written, or a server that refuses it: why is told
    APPROVE = "approve"  # a mail or a letter to read and let go
    OPEN_MAIL = "open_mail"  # approved; to open in one's own mail program
    CALL = "call"
    POST = "post"  # a letter let go, to print and deposit
    COURT = "court"
    LIMITATION = "limitation"  # the earliest end of it comes near, or is past
    KIND = "kind"  # business, consumer or public body: nobody has said
    CONTACT = "contact"  # missing or bounced
    MANDATE = "mandate"
    INSOLVENCY = "insolvency"  # a claim to declare
    RATE = "rate"  # a half-year without its rate


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do. `on` is the day it became due; amounts are in cents of `currency`."""

    kind: Kind
    on: date
    case: int | None = None
    debtor: str = ""
    creditor: str = ""
    creditor_key: int | None = None
    notice: int | None = None
    step: str = ""
    open_cents: int = 0
    currency: str = "EUR"
    detail: str = ""


_BY_CHANNEL = {"phone": Kind.CALL, "letter": Kind.POST, "court": Kind.COURT}
_BY_SILENCE = {
    "reply_unread": Kind.REPLY,
    "probably_paid": Kind.TRANSFER,
    "plan_missed": Kind.PLAN,
    "contact_missing": Kind.CONTACT,
    "contact_bounced": Kind.CONTACT,
    "mandate_missing": Kind.MANDATE,
    "insolvency": Kind.INSOLVENCY,
}


_OLD_BUSINESS, _OLD_OTHER = timedelta(days=3 * 365 + 240), timedelta(days=240)
"""How old the oldest debt must be before limitation is worth a look: years before its end."""
_WARNED = (Level.NEAR, Level.PRESSING, Level.PASSED)


def _of_notice(notice: NoticeRow, *, has_server: bool) -> Kind | None:
    if notice.state == "planned":
        return Kind.REFUSED
    if notice.state == "review":
        return Kind.REVIEW
    if notice.state == "prepared" and notice.channel in ("email", "letter"):
        return Kind.APPROVE  # a letter is posted once somebody has let it go
    if notice.channel in _BY_CHANNEL and notice.state in ("prepared", "approved"):
        return _BY_CHANNEL[notice.channel]
    if notice.state == "approved" and not has_server:
        return Kind.OPEN_MAIL
    if notice.state == "approved" and notice.attempts and notice.answer:
        return Kind.REFUSED
    return None


def todos(today: date, *, limit: int = 200) -> list[Todo]:
    """The list for the creditors in scope, most pressing first, `limit` of each source."""
    found: list[Todo] = []
    state = installation.row()
    if state.paused:
        found.append(Todo(Kind.PAUSED, today, detail=state.paused_because))
    spoiled = law_trouble()
    if spoiled:
        found.append(Todo(Kind.LAW, today, detail=spoiled))
    notices = (
        NoticeRow.objects.filter(
            Q(state__in=("review", "prepared", "approved")) | (Q(state="planned") & ~Q(answer=""))
        )
        .select_related("case__debtor", "case__creditor", "creditor", "creditor__mail_server")
        .defer("edited")
        .order_by("planned_on", "pk")[:limit]
    )
    for notice in notices:
        kind = _of_notice(notice, has_server=hasattr(notice.creditor, "mail_server"))
        if kind is not None:
            found.append(_todo(kind, notice.case, notice.planned_on, notice=notice))
    silent = (
        CaseRow.objects.filter(silence__in=_BY_SILENCE, closed__in=[False])
        .select_related("debtor", "creditor")
        .order_by("pk")[:limit]
    )
    found.extend(
        _todo(_BY_SILENCE[case.silence], case, today)
        for case in silent
        if not case.silence_detail.get("declared_on")
    )
    if not spoiled:  # these three are read in the law
        found.extend(_dates(today, limit))
        found.extend(_limitations(today, limit))
        found.extend(_rates(today))
    unknown = (
        CaseRow.objects.filter(kind_unknown=True, closed__in=[False], late_cents__gt=0)
        .select_related("debtor", "creditor")
        .order_by("pk")[:limit]
    )
    found.extend(_todo(Kind.KIND, case, today) for case in unknown)
    found.extend(_money(today, limit))
    order = list(Kind)
    return sorted(found, key=lambda todo: (order.index(todo.kind), todo.on))


def _todo(kind: Kind, case: CaseRow, on: date, *, notice: NoticeRow | None = None) -> Todo:
    return Todo(
        kind,
        on,
        case=case.pk,
        debtor=case.debtor.name,
        creditor=case.creditor.name,
        creditor_key=case.creditor_id,
        notice=notice.pk if notice else None,
        step=(notice.step or notice.kind) if notice else "",
        open_cents=case.open_cents,
        currency=case.currency,
        detail=notice.answer if notice else "",
    )


_SENSES = {
    Sense.UNTIL: "au plus tard le",
    Sense.AFTER: "possible depuis la fin du",
    Sense.ENDS: "le",
}


def _dates(today: date, limit: int) -> list[Todo]:
    """The dates of procedures that come near: found by the index on the first of them."""
    watched = {
        case.pk: case
        for case in CaseRow.objects.filter(watch_on__lte=today)
        .select_related("debtor", "creditor")
        .order_by("watch_on", "pk")[:limit]
    }
    found = []
    for key, journal in journals(list(watched)):
        case = watched[key]
        one = dates.pressing(replay(journal), today, region=case.region)
        if one is not None and one.last_on is not None:
            until = one.sense is Sense.UNTIL
            told_on = one.last_on if until else one.moved_on or one.last_on
            todo = _todo(Kind.DATE, case, told_on)
            found.append(replace(todo, detail=f"{one.label}, {_SENSES[one.sense]} {day(told_on)}"))
    return found


def _limitations(today: date, limit: int) -> list[Todo]:
    """Open cases whose oldest debt is so old that limitation may come near: the oldest first."""
    business = Q(debtor__kind="business", oldest_due_on__lte=today - _OLD_BUSINESS)
    other = ~Q(debtor__kind="business") & Q(oldest_due_on__lte=today - _OLD_OTHER)
    old = {
        case.pk: case
        for case in CaseRow.objects.filter(business | other, closed__in=[False])
        .select_related("debtor", "creditor")
        .order_by("oldest_due_on", "pk")[:limit]
    }
    found = []
    for key, journal in journals(list(old)):
        state = replay(journal)
        one = next(iter(limitations(state, law_book(), today=today)), None)
        if one is not None and one.last_on is not None and one.level in _WARNED:
            said = f"Facture {one.invoice}, au plus tôt le {day(one.last_on)}"
            found.append(replace(_todo(Kind.LIMITATION, old[key], one.last_on), detail=said))
    return found


def _money(today: date, limit: int) -> list[Todo]:
    """How the payments are known: to be said at the first sending day, to be kept fresh."""
    asked: list[Todo] = []
    creditors = CreditorRow.objects.filter(
        pk__in=NoticeRow.objects.filter(state__in=("prepared", "approved")).values("creditor_id")
    ).order_by("pk")
    for creditor in creditors[:limit]:
        if creditor.money_known == MoneyKnown.NOT_SAID:
            asked.append(_of_creditor(Kind.MONEY_KNOWN, today, creditor))
    locked = CaseRow.objects.filter(silence=Silence.BANK_DATA_OLD.value)
    for creditor in CreditorRow.objects.filter(pk__in=locked.values("creditor_id"))[:limit]:
        if freshness.too_old(creditor, today):
            asked.append(_of_creditor(Kind.MONEY_OLD, today, creditor))
    return asked


def _of_creditor(kind: Kind, today: date, creditor: CreditorRow) -> Todo:
    return Todo(kind, today, creditor=creditor.name, creditor_key=creditor.pk)


def _rates(today: date) -> list[Todo]:
    """The facts of the law that are missing for today: asked for, never guessed."""
    law = law_book()
    missing: list[Todo] = []
    for key in ("taux_retard_professionnel", "interet_legal_professionnel"):
        until = law.known_until(key)
        if until is not None and until < today:
            missing.append(Todo(Kind.RATE, today, detail=key))
    return missing
