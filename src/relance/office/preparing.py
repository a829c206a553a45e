"""Write the words of a planned notice and keep their bytes: what is shown is what will leave."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from relance.case.entries import Channel, DeliveryOutcome, DeliveryReported
from relance.notices import (
    BadAddress,
    Email,
    Letter,
    MissingFact,
    NoticeFacts,
    NotWritable,
    email_bytes,
    letter_pdf,
    write,
)
from relance.notices.text import BLOCKS
from relance.office import clock, court_file, guarding, moves, settings
from relance.office.gathering import PDF, Ask, Papers, facts_for, papers_of
from relance.office.journal import New, append, state_of
from relance.office.models import CaseRow, MailServerRow, NoticeRow, StoredFile
from relance.office.storing import store

MAIL = "message/rfc822"
_EMPTY = ""
_BLOCK_NAMES = dict(
    zip(BLOCKS, ("[factures]", "[décompte]", "[paiement]", "[autres factures]"), strict=True)
)


@dataclass(frozen=True, slots=True)
class Made:
    """A notice as bytes, with what its writer should know."""

    content: bytes
    media_type: str
    subject: str
    recipient: str
    warnings: list[dict[str, str]]


def prepare_due(*, limit: int = 1000) -> int:
    """Prepare what is planned, oldest first; return how many were prepared."""
    instant = clock.now()
    waiting = (
        NoticeRow.objects.filter(state="planned")
        .filter(Q(not_before=None) | Q(not_before__lte=instant))
        .select_related("case__debtor", "case__creditor", "creditor")
        .order_by("planned_on", "pk")[:limit]
    )
    return sum(_prepared(notice) for notice in waiting)


def _prepared(notice: NoticeRow) -> bool:
    try:
        return prepare(notice)
    except Exception as failure:
        # One notice's fault must not hold up the others: it is named, and tried again tomorrow.
        NoticeRow.objects.filter(pk=notice.pk).update(
            answer=f"Ce texte n’a pas pu être écrit ({type(failure).__name__}\u00a0: {failure}). "
            "Il sera repris demain\u00a0; signalez-le s’il échoue encore. Rien n’est parti.",
            not_before=guarding.opening_after(clock.today(settings.CONFIG.time_zone)),
        )
        return False


def prepare(notice: NoticeRow) -> bool:
    """Write one planned notice; True if it is now prepared (or approved by its playbook).

    Rendering happens outside any transaction. If a fact arrived meanwhile, the notice stays
    planned and is written again. A text that cannot be written says why in `answer`.
    """
    case = notice.case
    state = state_of(case)
    basis = state.last_sequence
    papers = papers_of(case)
    ask = Ask(
        kind=notice.kind,
        channel=Channel(notice.channel),
        on=clock.today(settings.CONFIG.time_zone),
        invoices=tuple(notice.invoices),
        listed=tuple(notice.listed),
        deadline_on=notice.deadline_on,
        identity=notice.identity,
        step=notice.step,
    )
    facts = facts_for(case, state, ask, papers)
    try:
        made = _made(notice, facts, papers)
    except (MissingFact, NotWritable) as refused:
        tomorrow = guarding.opening_after(ask.on)
        NoticeRow.objects.filter(pk=notice.pk).update(answer=str(refused), not_before=tomorrow)
        return False
    except BadAddress as wrong:
        bounced = DeliveryReported(
            notice.identity,
            DeliveryOutcome.BOUNCED,
            contact=facts.contact.key if facts.contact else None,
        )
        append(case.pk, [New(bounced, ask.on, str(wrong))], by="relance")
        return False
    return _keep(notice, made, facts, basis)


def _keep(notice: NoticeRow, made: Made, facts: NoticeFacts, basis: int) -> bool:
    with transaction.atomic():
        case = CaseRow.objects.select_for_update().get(pk=notice.case_id)
        if case.last_sequence != basis:
            return False
        stored = store(notice.creditor_id, made.content, made.media_type)
        try:
            moves.move(
                notice,
                "prepared",
                content=stored,
                sha256=stored.sha256,
                subject=made.subject[:400],
                recipient=made.recipient,
                contact=facts.contact.key if facts.contact else "",
                warnings=made.warnings,
                prepared_on=facts.today,
                basis=basis,
                answer="",
            )
            if notice.approval == "automatic" and notice.channel == "email" and not made.warnings:
                moves.move(notice, "approved", approved_by="scénario", approved_at=clock.now())
        except moves.MoveRefused:
            return False
    return True


def _made(notice: NoticeRow, facts: NoticeFacts, papers: Papers) -> Made:
    if notice.channel == "phone":
        return Made(b"", "text/plain", "Appel", facts.contact.phone if facts.contact else "", [])
    if notice.channel == "court":
        folder = court_file.build(notice.case, facts)
        return Made(folder.pdf, PDF, "Dossier pour le tribunal", _EMPTY, [])
    return rendered(facts, papers, identity=notice.identity, edited=notice.edited)


def rendered(
    facts: NoticeFacts, papers: Papers, *, identity: str, edited: str = "", stand_in: str = ""
) -> Made:
    """The bytes of an e-mail or a letter. Raises MissingFact, NotWritable, BadAddress.

    `stand_in` is the recipient of a rehearsed mail whose address is not known.
    """
    written = write(facts, papers.texts)
    warned = [{"code": one.code, "message": one.message} for one in written.warnings]
    if isinstance(written, Letter):
        letter = replace(written, blocks=_blocks(edited)) if edited else written
        return Made(letter_pdf(letter), PDF, letter.title, facts.debtor.name, warned)
    mail = replace(written, text=edited) if edited else written
    if not mail.to and stand_in:
        mail = replace(mail, to=stand_in)
    sender, sender_name = _sender(facts)
    content = email_bytes(
        mail,
        identity=identity,
        date=_dated(facts),
        sender=sender,
        sender_name=sender_name,
        attachments=_attachments(facts, papers),
        in_reply_to=_thread(facts),
    )
    return Made(content, MAIL, mail.subject, mail.to, warned)


def _dated(facts: NoticeFacts) -> datetime:
    instant = clock.now()
    same_day = instant.date() == facts.today
    return instant if same_day else guarding.opening(facts.today)


def _sender(facts: NoticeFacts) -> tuple[str, str]:
    server = MailServerRow.objects.filter(creditor_id=int(facts.creditor.key)).first()
    writer = facts.creditor.writer
    name = writer.signatory or writer.name
    if server is not None:
        return server.sender, server.sender_name or name
    return writer.email or "expediteur@adresse-a-completer.invalid", name


def _attachments(facts: NoticeFacts, papers: Papers) -> list[tuple[str, str, bytes]]:
    if facts.kind == "thank_you":
        return []
    rows = [papers.files[number] for number in facts.attached]
    contents = StoredFile.objects.in_bulk([row.file_id for row in rows])
    return [(row.name, PDF, bytes(contents[row.file_id].content)) for row in rows]


def _thread(facts: NoticeFacts) -> str:
    """The first mail of the case: later ones answer it, so that they read as one exchange."""
    for sent in facts.state.notices:
        if sent.fact.channel is Channel.EMAIL and sent.fact.notice:
            return sent.fact.notice
    return ""


def words_of(written: Email | Letter) -> str:
    """The words as a person edits them: paragraphs, and a mark for each block we lay out."""
    if isinstance(written, Email):
        return written.text
    return "\n\n".join(_BLOCK_NAMES[block] if block else words for block, words in written.blocks)


def _blocks(edited: str) -> tuple[tuple[str, str], ...]:
    marks = {mark: block for block, mark in _BLOCK_NAMES.items()}
    parts = [part.strip() for part in re.split(r"\n\s*\n", edited) if part.strip()]
    return tuple((marks[part], "") if part in marks else ("", part) for part in parts)
