"""Collective procedures: found in the BODACC for the debtors we know, and the claim to declare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from relance.case import Address, State, as_of, replay
from relance.case.entries import Channel, InsolvencyOpened, ReplyReceived
from relance.case.procedure import OrderProcedure
from relance.channels.bodacc import BodaccServer, Lookup, look_up
from relance.channels.court import numbered
from relance.claim import statement
from relance.intake.bodacc import (
    Announcement,
    BodaccReading,
    Effect,
    effect,
    read_announcements,
    read_uploaded,
)
from relance.intake.problem import Problem
from relance.notices import InsolvencyClaim, OfficeHolder
from relance.notices.french import short_day
from relance.office.journal import New, append, entries_of, state_of
from relance.office.models import CaseRow
from relance.office.procedure import known
from relance.office.procedure.pieces import pieces
from relance.office.wiring import law_book

LOOK_BACK = timedelta(days=400)
"""How far back the BODACC is asked: a procedure opened last year still runs."""


@dataclass(slots=True)
class Watched:
    """What an import of announcements did."""

    read: int = 0
    frozen: list[int] = field(default_factory=list)  # cases where a procedure opened
    to_read: list[tuple[int, Announcement, str]] = field(default_factory=list)  # and why
    problems: list[Problem] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)  # no answer is never «no procedure»


def take(files: Iterable[tuple[str, bytes]], *, by: str, today: date) -> Watched:
    """Read files of announcements, each in a child process; freeze the cases they concern."""
    return _taken(read_uploaded(list(files)), by=by, today=today)


def ask_bodacc(*, by: str, today: date, server: BodaccServer | None = None) -> Watched:
    """Ask the API for the open cases of the creditors in scope; says who was not answered."""
    sirens = list(
        CaseRow.objects.filter(closed__in=[False])
        .exclude(debtor__siren="")
        .order_by("debtor__siren")
        .values_list("debtor__siren", flat=True)
        .distinct()
    )
    found: Lookup = look_up(sirens, since=today - LOOK_BACK, server=server)
    readings = (read_announcements(page, file="BODACC") for page in found.pages)
    done = _taken(readings, by=by, today=today)
    done.unanswered = [one.why for one in found.missing]
    return done


def _taken(readings: Iterable[BodaccReading], *, by: str, today: date) -> Watched:
    """Apply what was read to the cases of the creditors in scope alone."""
    done = Watched()
    by_siren: dict[str, list[Announcement]] = {}
    for reading in readings:
        done.read += len(reading.announcements)
        done.problems += reading.problems
        for one in reading.announcements:
            by_siren.setdefault(one.siren, []).append(one)
    cases = CaseRow.objects.filter(debtor__siren__in=list(by_siren)).select_related("debtor")
    for case in cases.order_by("pk"):
        for one in sorted(by_siren[case.debtor.siren], key=lambda found: found.published_on):
            _apply(case, one, done, by=by, today=today)
    return done


def _apply(case: CaseRow, one: Announcement, done: Watched, *, by: str, today: date) -> None:
    state = state_of(case)
    meaning = effect(one)
    because = f"{one.nature or one.family} (BODACC {one.number})"[:300]
    if (
        meaning.effect.stops_dunning
        and one.judgment_on is not None
        and (meaning.effect is Effect.OPENS or state.insolvency is None)
    ):
        # For a correction the two months run from the notice that it corrects.
        published_on = one.earlier_on or one.published_on
        fact = InsolvencyOpened(one.judgment_on, published_on)
        if state.insolvency == fact:
            return
        append(case.pk, [New(fact, min(today, one.published_on), because)], by=by, today=today)
        done.frozen.append(case.pk)
        if not meaning.supposes_opening:
            return
    asked = meaning.effect is Effect.ASK or meaning.supposes_opening
    if asked and meaning.effect is not Effect.ENDS and state.insolvency is None:
        # A procedure may run that we do not know: nothing leaves until a person has read it.
        if state.reply_unread_on is None:
            append(
                case.pk, [New(ReplyReceived(Channel.LETTER), today, because)], by=by, today=today
            )
        done.to_read.append((case.pk, one, meaning.reason))


def declaration(case: CaseRow, state: State, *, on: date) -> InsolvencyClaim | None:
    """The claim to declare, as it was at the judgment; None when no procedure is noted."""
    opened = state.insolvency
    if opened is None:
        return None
    typed = known.read(known.CaseCourt, case.court)
    judgment_on = opened.judgment_on
    # The state of that day, with the procedure that was only learnt later.
    then = replay(as_of(entries_of(case), judgment_on))
    then.insolvency = opened
    owed = statement(then, on=judgment_on, law=law_book())
    numbers = [number for number, one in owed.by_invoice.items() if one.total.cents > 0]
    owed = statement(then, on=judgment_on, law=law_book(), invoices=numbers)
    order = state.order
    return InsolvencyClaim(
        on=on,
        creditor=case.creditor.value(),
        debtor=case.debtor.value(),
        invoices=tuple(then.invoices[number].invoice for number in numbers),
        statement=owed,
        judgment_on=judgment_on,
        published_on=opened.published_on,
        office_holder=_holder(typed.holder),
        # What nobody said stays to be written: «néant» would be a declaration of its own.
        security=typed.security or None,
        procedure=typed.procedure,
        court=typed.opening_court,
        announcement=typed.announcement,
        title=typed.title,
        retention_of_title=typed.retention,
        pending_court=_pending(typed.court, order) if order and order.running else None,
        exhibits=tuple(
            f"Pièce n° {one.number} : {one.exhibit.title}"
            for one in numbered([proof.exhibit for proof in pieces(case)])
        ),
        agent=typed.agent,
    )


def _pending(court: str, order: OrderProcedure) -> str:
    """The court already seised, by its name when somebody typed it (C. com. R622-23)."""
    said = f"requête en injonction de payer déposée le {short_day(order.filed_on)}"
    return f"{court}, {said}" if court else said


def _holder(typed: str) -> OfficeHolder | None:
    """A name, then the lines of an address; its last line is postcode and city."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if not lines:
        return None
    if len(lines) == 1:
        return OfficeHolder(lines[0])
    postcode, _, city = lines[-1].partition(" ")
    return OfficeHolder(lines[0], Address(tuple(lines[1:-1]), postcode, city))
