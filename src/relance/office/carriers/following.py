"""Ask providers what became of the letters they took; copy their proofs at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from relance.case.entries import DeliveryOutcome, DeliveryReported, ExhibitKind
from relance.channels.letter.provider import Event, EventKind, Proof, Unanswered
from relance.office.acting import ActRefused
from relance.office.carriers.accounts import provider_of
from relance.office.journal import New, append, state_of
from relance.office.models import CaseRow, NoticeRow
from relance.office.procedure import pieces

_OUTCOMES = {
    EventKind.DELIVERED: DeliveryOutcome.DELIVERED,
    EventKind.REFUSED: DeliveryOutcome.REFUSED,
    EventKind.UNCLAIMED: DeliveryOutcome.UNCLAIMED,
    EventKind.UNKNOWN_ADDRESS: DeliveryOutcome.UNKNOWN_ADDRESS,
    EventKind.NO_ACCESS: DeliveryOutcome.UNKNOWN_ADDRESS,
    EventKind.LOST: DeliveryOutcome.LOST,
    EventKind.REJECTED: DeliveryOutcome.LOST,
    EventKind.CANCELED: DeliveryOutcome.LOST,
}
"""One without access is to be sent again to a better address; one they will not post reached nobody."""

_SAID = {
    EventKind.BLOCKED: "Le prestataire a la lettre et la retient : réglez votre compte chez lui.",
    EventKind.RETURNED: (
        "Le pli est revenu sans que le prestataire dise pourquoi : lisez l’enveloppe, puis notez son sort."
    ),
    EventKind.PROBLEM: "La Poste signale un problème ; le pli peut encore arriver.",
}
"""What settles nothing but a person should know."""

_TITLES = {
    "deposit_proof": "Preuve de dépôt",
    "global_deposit_proof": "Preuve de dépôt",
    "depot": "Preuve de dépôt",
    "deposit": "Preuve de dépôt",
    "sending": "Preuve d’envoi",
    "content_proof": "Preuve de contenu",
}
"""Proofs of posting by the provider's kind; every other one tells what became of the letter."""

_MEDIA = {"pdf": "application/pdf", "jpg": "image/jpeg"}
_AGAIN = timedelta(days=1)
_LONGEST = timedelta(days=60)
"""Past it nothing more is expected: held fifteen days, returned, digitised."""


def follow_due(today: date, *, limit: int = 200) -> int:
    """Ask for the letters whose day it is; return how many outcomes were recorded."""
    rows = NoticeRow.objects.filter(follow_on__lte=today).select_related("case")
    return sum(follow(notice, today) for notice in rows.order_by("follow_on", "pk")[:limit])


def follow(notice: NoticeRow, today: date) -> bool:
    """Ask about one letter and record it, once; True when its outcome is known from now on."""
    provider = provider_of(notice.creditor_id, notice.carrier)
    if provider is None:
        NoticeRow.objects.filter(pk=notice.pk).update(follow_on=None)
        return False
    try:
        events = provider.events(notice.reference)
        proofs = provider.proofs(notice.reference)
    except Unanswered as silence:
        NoticeRow.objects.filter(pk=notice.pk).update(answer=silence.why, follow_on=today + _AGAIN)
        return False
    return record(notice, events, proofs, today)


def record(
    notice: NoticeRow, events: Sequence[Event], proofs: Sequence[Proof], today: date
) -> bool:
    """Keep what was told of one letter; True when its outcome is known from now on."""
    receipt = _keep(notice.case, notice, proofs, today)
    done = _report(notice, events, receipt, today)
    sent_on = notice.sent_at.date() if notice.sent_at else today
    over = (done and bool(receipt)) or today - sent_on > _LONGEST
    changes: dict[str, object] = {"follow_on": None if over else today + _AGAIN}
    number = next((one.tracking for one in events if one.tracking), "")
    if number and not notice.tracking:
        changes["tracking"] = number
    if words := next((_SAID[one.kind] for one in reversed(events) if one.kind in _SAID), ""):
        changes["answer"] = "" if done else words
    NoticeRow.objects.filter(pk=notice.pk).update(**changes)
    return done


def _report(notice: NoticeRow, events: Sequence[Event], receipt: str, today: date) -> bool:
    """One entry for the outcome, however often it is reported, and in whatever order."""
    last = next((one for one in reversed(events) if one.kind in _OUTCOMES), None)
    if last is None:
        return False
    outcome = _OUTCOMES[last.kind]
    known = next(
        (one for one in state_of(notice.case).notices if one.fact.notice == notice.identity), None
    )
    if known is not None and known.outcome is outcome:
        return True
    presented = next((one.on for one in events if one.kind is EventKind.PRESENTED and one.on), None)
    fact = DeliveryReported(
        notice.identity,
        outcome,
        contact=notice.contact or None,
        presented_on=presented,
        sha256=receipt,
    )
    # Some providers tell the outcome without its day: then it is the day on which we learnt it.
    on = min(last.on or today, today)
    append(notice.case_id, [New(fact, on, notice.carrier)], by="relance")
    return True


def _keep(case: CaseRow, notice: NoticeRow, proofs: Sequence[Proof], today: date) -> str:
    """Put the proofs in the file, each once; the hash of the receipt, empty if there is none."""
    receipt = ""
    for one in proofs:
        title = _TITLES.get(one.kind)
        kind = ExhibitKind.RECEIPT if title is None else ExhibitKind.POSTING
        if title is None:
            receipt = hashlib.sha256(one.content).hexdigest()
        media_type = _MEDIA.get(one.name.rpartition(".")[2], "application/octet-stream")
        shown = f"{title or 'Avis de réception'}, {notice.subject}"[:150]
        try:
            pieces.add(
                case, kind, one.name, one.content, media_type,
                on=today, by="relance", today=today, title=shown,
            )  # fmt: skip
        except ActRefused:
            continue  # it is there already: proofs are asked for again until all are
    return receipt
