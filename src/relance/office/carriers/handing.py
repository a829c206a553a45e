"""Give one approved letter to a provider, through the same states as a mail (design, section 5)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from pypdf import PdfReader, PdfWriter

from relance.case import DebtorKind
from relance.case.entries import ExhibitKind
from relance.channels.letter import Parcel, Provider, postal_lines
from relance.channels.letter.provider import (
    Accepted,
    CannotTell,
    Deposited,
    NotThere,
    Outcome,
    Prepared,
    Quote,
    RefusedForGood,
    RefusedForNow,
    Unanswered,
    Unknown,
)
from relance.office import clock, guarding, moves, outbox, sending, settings
from relance.office.acting import ActRefused
from relance.office.carriers.accounts import client, provider_of, rows
from relance.office.models import CaseRow, ExhibitRow, NoticeRow, StoredFile

_PDF = "application/pdf"
_NOT_FOUND = (
    "Le prestataire ne connaît pas cette lettre. Vérifiez sur son site, puis dites si elle est partie. "
    "Elle n’a pas été envoyée une seconde fois."
)


@dataclass(frozen=True, slots=True)
class Given:
    """What the person types at the yes: the recipient's names, the sender's one-time code."""

    first_name: str = ""
    last_name: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A provider for one letter: what it costs, and why it may not take it.

    `quote` is None when the price was asked for and did not come; `silence` then says why.
    """

    key: str
    provider: Provider
    quote: Quote | None
    problems: tuple[str, ...]
    silence: str = ""


def offers(notice: NoticeRow) -> list[Offer]:
    """What the creditor's providers say of this letter, before any yes. Raises SecretUnreadable."""
    if notice.channel != "letter" or notice.content is None:
        return []
    made = parcel(notice, names_of(notice))
    return [_offer(row.key, client(row, glance=True), made) for row in rows(notice.creditor_id)]


def _offer(key: str, provider: Provider, made: Parcel) -> Offer:
    problems = provider.check(made)
    try:
        return Offer(key, provider, provider.quote(made), problems)
    except Unanswered as silence:
        return Offer(key, provider, None, problems, silence.why)


def names_of(notice: NoticeRow) -> Given:
    """First and last name as they can be guessed: shown to the person, who corrects them."""
    debtor = notice.case.debtor.value()
    known = next((one.name for one in debtor.contacts if one.name), "") or debtor.name
    first, _, last = known.partition(" ")
    return Given(first, last.strip())


def parcel(notice: NoticeRow, given: Given) -> Parcel:
    """The letter as it was approved, with the invoices it speaks of behind it."""
    assert notice.content is not None, "the caller has looked"
    creditor, debtor = notice.case.creditor.value(), notice.case.debtor.value()
    person = next((one.name for one in debtor.contacts if one.name), "")
    letter = _joined(notice)
    return Parcel(
        key=notice.identity,
        reference=" ".join((debtor.name, *notice.invoices[:1])),
        letter=letter,
        sender=postal_lines(creditor.name, creditor.address),
        recipient=postal_lines(debtor.name, debtor.address, attention=person),
        # A debtor of unknown kind is treated as the better protected one (law.md L5.10).
        professional=debtor.kind in (DebtorKind.BUSINESS, DebtorKind.PUBLIC),
        sheets=len(PdfReader(io.BytesIO(letter)).pages),
        sender_email=creditor.email,
        recipient_email=next((one.email for one in debtor.contacts if one.email), ""),
        recipient_first_name=given.first_name,
        recipient_last_name=given.last_name,
        consent_on=_consent(notice.case),
    )


def _consent(case: CaseRow) -> date | None:
    """The day of the debtor's agreement to electronic letters, if it is among the pieces."""
    found = ExhibitRow.objects.filter(case=case, proves=ExhibitKind.CONSENT.value)
    return found.order_by("on").values_list("on", flat=True).first()


def _joined(notice: NoticeRow) -> bytes:
    """One PDF: the letter first, byte for byte when nothing is enclosed."""
    assert notice.content is not None, "the caller has looked"
    letter = bytes(notice.content.content)
    exhibits = ExhibitRow.objects.filter(
        case_id=notice.case_id, invoice__in=notice.invoices, file__media_type=_PDF
    ).order_by("on", "pk")
    contents = StoredFile.objects.in_bulk([row.file_id for row in exhibits])
    if not contents:
        return letter
    writer = PdfWriter()
    for content in (letter, *(bytes(contents[row.file_id].content) for row in exhibits)):
        writer.append(io.BytesIO(content), import_outline=False)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def hand(notice: NoticeRow, key: str, *, by: str, given: Given | None = None) -> str:
    """Give the letter to that provider; return the state it ends in.

    Raises ActRefused when it may not be given, MoveRefused when somebody was first.
    """
    provider = provider_of(notice.creditor_id, key)
    if provider is None:
        raise ActRefused("Ce prestataire n’est pas réglé. Rien n’est parti.")
    typed = given or names_of(notice)
    made = parcel(notice, typed)
    if wrong := provider.check(made):
        raise ActRefused(" ".join((*wrong, "Rien n’est parti.")))
    _claim(notice, key, by)
    try:
        outcome = _given(notice, provider, made, typed.code)
    except moves.MoveRefused:
        notice.refresh_from_db()
        return notice.state
    _settle(notice, provider, outcome, by=by)
    return notice.state


def _given(notice: NoticeRow, provider: Provider, made: Parcel, code: str) -> Outcome:
    """Prepare, then the one decisive call; `sending` is committed before its first byte."""
    ready = provider.prepare(made)
    if isinstance(ready, Prepared):
        return provider.commit(ready, before_send=lambda: outbox.about_to_send(notice), code=code)
    return ready


def _settle(notice: NoticeRow, provider: Provider, outcome: Outcome, *, by: str) -> None:
    match outcome:
        case Accepted(deposited):
            if notice.state == "claimed":
                moves.move(notice, "sending")  # it had left before, by a call we lost
            taken(notice, deposited, by=by)
        case RefusedForNow(why) | RefusedForGood(why):
            # Another provider, or the post office, may still take it: it stays approved.
            moves.move(notice, "approved", answer=why, owner="", lease_until=None, carrier="")
        case Unknown(why):
            moves.move(notice, "unknown", answer=why)
            trace = provider.find(notice.identity)
            if isinstance(trace, Accepted):
                taken(notice, trace.deposited, by=by)
            else:
                moves.move(notice, "review", owner="", lease_until=None)


def _claim(notice: NoticeRow, key: str, by: str) -> None:
    """Take the letter, re-checking every guard with the case locked."""
    instant = clock.now()
    with transaction.atomic():
        case = CaseRow.objects.select_for_update().get(pk=notice.case_id)
        case.creditor = notice.case.creditor
        if notice.state != "approved" or not guarding.holds(notice, case, instant):
            notice.refresh_from_db()
            raise moves.MoveRefused(f"notice {notice.pk}: it may not leave now")
        moves.move(
            notice,
            "claimed",
            owner=f"main-{by}"[:80],
            lease_until=instant + moves.LEASE,
            attempts=notice.attempts + 1,
            carrier=key,
        )


def taken(notice: NoticeRow, deposited: Deposited, *, by: str) -> None:
    """The provider has it: the entry, its number there, and when to ask what became of it."""
    follow_on = clock.today(settings.CONFIG.time_zone) + timedelta(days=1)
    with transaction.atomic():
        sending.record_sent(
            notice, by=by, tracking=deposited.tracking, answer="Pris par le prestataire."
        )
        NoticeRow.objects.filter(pk=notice.pk).update(
            reference=deposited.reference, follow_on=follow_on
        )
    notice.reference, notice.follow_on = deposited.reference, follow_on


def look(notice: NoticeRow, *, by: str) -> None:
    """Settle a doubt by the key: the provider has the letter, or a person must say."""
    provider = provider_of(notice.creditor_id, notice.carrier)
    trace = NotThere() if provider is None else provider.find(notice.identity)
    match trace:
        case Accepted(deposited):
            taken(notice, deposited, by=by)
        case CannotTell(why):
            raise ActRefused(f"{why} Elle n’a pas été envoyée une seconde fois.")
        case NotThere():
            raise ActRefused(_NOT_FOUND)
