"""What a person says of one notice: let it go, change it, post it, or not."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from relance.case import DebtorKind
from relance.case.entries import Channel, StepSkipped
from relance.notices import write
from relance.notices.forbidden import forbidden_claims, not_for_consumers
from relance.notices.text import TextProblem
from relance.office import clock, moves, preparing, sending, settings
from relance.office.acting import ActRefused
from relance.office.gathering import Ask, facts_for, papers_of
from relance.office.journal import New, append, state_of
from relance.office.models import OPEN_STATES, CaseRow, NoticeRow


def approve(notice: NoticeRow, *, by: str) -> None:
    """Let it go, as shown. Raises MoveRefused if it is no longer what was shown."""
    with transaction.atomic():
        case = CaseRow.objects.select_for_update().get(pk=notice.case_id)
        if notice.basis != case.last_sequence:
            raise moves.MoveRefused(f"notice {notice.pk}: a fact arrived since it was written")
        moves.move(notice, "approved", approved_by=by, approved_at=clock.now())


def _today() -> date:
    return clock.today(settings.CONFIG.time_zone)


def words_of(notice: NoticeRow) -> str:
    """The words of a mail or a letter, to be edited."""
    if notice.edited:
        return notice.edited
    papers = papers_of(notice.case)
    facts = facts_for(notice.case, state_of(notice.case), ask_of(notice), papers)
    return preparing.words_of(write(facts, papers.texts))


def ask_of(notice: NoticeRow) -> Ask:
    """What a notice asks to be written, on the day it was prepared (else today)."""
    return Ask(
        kind=notice.kind,
        channel=Channel(notice.channel),
        on=notice.prepared_on or _today(),
        invoices=tuple(notice.invoices),
        listed=tuple(notice.listed),
        deadline_on=notice.deadline_on,
        identity=notice.identity,
        step=notice.step,
    )


def edit(notice: NoticeRow, text: str, *, by: str) -> list[TextProblem]:
    """Change the words of this notice only; it must then be approved (again).

    Returns why the words are refused, each with its place; nothing is changed then.
    """
    words = text.replace("\r\n", "\n").strip()
    if not words:
        return [TextProblem("empty", "Texte", "il est vide.")]
    problems = [
        TextProblem("forbidden_claim", f"Paragraphe {place}", f"«\u00a0{found}\u00a0»\u00a0: {why}")
        for place, part in enumerate(words.split("\n\n"), 1)
        for found, why in (*forbidden_claims(part, notice.kind), *_to_a_consumer(part, notice))
    ]
    if problems:
        return problems
    if notice.state == "planned":
        NoticeRow.objects.filter(pk=notice.pk).update(edited=words + "\n")
        notice.edited = words + "\n"
    else:
        moves.move(notice, "planned", edited=words + "\n", approved_by="")
    preparing.prepare(notice)
    return []


def _to_a_consumer(part: str, notice: NoticeRow) -> list[tuple[str, str]]:
    kind = notice.case.debtor.value().kind
    return not_for_consumers(part) if kind is DebtorKind.CONSUMER else []


def mark_posted(notice: NoticeRow, *, on: date, tracking: str, by: str) -> None:
    """A letter was deposited that day: its deposit is the fact, its number the proof."""
    if notice.channel != Channel.LETTER:
        raise ActRefused("Cet envoi n’est pas une lettre. Rien n’a été enregistré.")
    if on > _today():
        raise ActRefused(
            "Le dépôt ne peut pas être daté de l’avenir. Corrigez la date. Rien n’a été enregistré."
        )
    sending.record_sent(notice, by=by, tracking=tracking.strip(), on=on)


def mark_sent_by_hand(notice: NoticeRow, *, by: str) -> None:
    """A mail left from the person's own program, or a court file was taken over."""
    sending.record_sent(notice, by=by, answer="Envoyé à la main.")


def settle_review(notice: NoticeRow, *, sent: bool, by: str) -> None:
    """A person looked in the Sent folder: it left, or it did not and may leave again."""
    if sent:
        sending.record_sent(notice, by=by, answer="Une personne l’a vu dans les envoyés.")
    elif notice.approved_by:
        moves.move(notice, "approved", approved_by=by, not_before=None, lease_until=None)
    else:  # of a restored copy, and never approved: written anew, and approved as usual
        moves.move(notice, "planned", not_before=None, lease_until=None)


def cancel(notice: NoticeRow, *, by: str, because: str = "") -> None:
    """Do not send it. A step of the playbook is then skipped: the case goes on with the next."""
    with transaction.atomic():
        moves.move(notice, "cancelled", answer=because)
        if notice.step:
            skipped = StepSkipped(notice.step, tuple(notice.invoices))
            append(notice.case_id, [New(skipped, _today(), because)], by=by)


def ask_for(case: CaseRow, kind: str, *, channel: Channel, by: str) -> NoticeRow:
    """A note outside the playbook, asked for by a person, prepared for approval.

    Kinds: call_confirmation, thank_you, suspension. Raises ActRefused when another notice of
    the case is still waiting.
    """
    state = state_of(case)
    with transaction.atomic():
        locked = CaseRow.objects.select_for_update().get(pk=case.pk)
        if NoticeRow.objects.filter(case=locked, state__in=OPEN_STATES).exists():
            raise ActRefused(
                "Un autre envoi de ce dossier attend votre décision. Traitez-le d’abord. "
                "Rien n’a été préparé."
            )
        opened = state.open_amounts()
        late = [n for n, one in state.invoices.items() if one.invoice.due_on < _today()]
        numbers = [n for n in late if opened[n].cents > 0] or late or list(state.invoices)
        notice = NoticeRow.objects.create(
            creditor_id=case.creditor_id,
            case=locked,
            identity=moves.new_identity(),
            kind=kind,
            channel=channel.value,
            approval="to_approve",
            planned_on=_today(),
            invoices=numbers,
            basis=locked.last_sequence,
        )
    notice.case = case
    preparing.prepare(notice)
    notice.refresh_from_db()
    return notice
