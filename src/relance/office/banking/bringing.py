"""A statement is brought: its movements once each, the certain ones recorded, the others asked.

One transaction a creditor: whoever brings the same file at the same time waits, and adds
nothing. Money that is certain stops the chase by itself; money that is plausible stops it
until a person has answered.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from relance.case import BankStatement, Movement, State
from relance.intake import Problem
from relance.intake.bank import StatementReading, movement_keys, read_uploaded
from relance.matching import Certainty, Part, sentence
from relance.office import clock
from relance.office.banking import answering, freshness
from relance.office.banking.opened import open_book
from relance.office.banking.returned import payments_sent_back
from relance.office.journal import state_of
from relance.office.models import (
    BankColumnsRow,
    CaseRow,
    CreditorRow,
    MovementRow,
    MovementState,
    StatementRow,
    UploadRow,
)
from relance.office.storing import store

LOOKED_AT_DAYS = 365
"""A credit older than that is no longer compared with new invoices."""

NOTED_WITHIN_DAYS = 5
"""A payment noted by hand and a transfer of the same amount so near are taken for the same."""


@dataclass(slots=True)
class Brought:
    """What became of the files: movements added or known before, and of the money in."""

    statements: int = 0
    added: int = 0
    known: int = 0
    booked: int = 0
    asked: int = 0
    unknown: int = 0
    problems: list[Problem] = field(default_factory=list)
    uploads: list[int] = field(default_factory=list)

    def sentence(self) -> str:
        """What happened, in one line for people."""
        if not self.added and not self.known:
            return "Relevé lu\u00a0: il ne contient aucun mouvement, rien n’a été ajouté."
        if not self.added:
            return "Relevé lu\u00a0: tout était déjà connu, rien n’a été ajouté."
        told = [f"{self.added} mouvement{_s(self.added)} ajouté{_s(self.added)}"]
        if self.booked:
            told.append(f"{self.booked} paiement{_s(self.booked)} enregistré{_s(self.booked)}")
        if self.asked:
            told.append(f"{self.asked} à confirmer")
        return f"Relevé lu\u00a0: {', '.join(told)}."


def _s(count: int) -> str:
    return "s" if count > 1 else ""


def bring(
    creditor: CreditorRow, files: Sequence[tuple[str, bytes]], *, by: str, today: date
) -> Brought:
    """Read files in child processes, then record them. A list of an unknown bank is put aside."""
    done = Brought()
    contents = dict(files)
    maps = dict(BankColumnsRow.objects.filter(creditor=creditor).values_list("header", "columns"))
    for one in read_uploaded(files, maps=maps):
        content = contents[one.reading.file]
        if one.reading.unknown_columns and one.guess:
            done.uploads.append(_aside(creditor, one.reading.file, one.guess, content))
            continue
        record(creditor, one.reading, content, done, by=by, today=today)
    return done


def explained(
    creditor: CreditorRow, upload: UploadRow, columns: str, *, by: str, today: date
) -> Brought:
    """Read a list put aside, by the columns a person confirmed; they are kept for the next one.

    Nothing is kept when the columns cannot be read so: the problems say why.
    """
    done = Brought()
    content = bytes(upload.content)
    (one,) = read_uploaded([(upload.name, content)], columns=columns)
    if not one.reading.statements:
        done.problems.extend(one.reading.problems)
        return done
    BankColumnsRow.objects.update_or_create(
        creditor=creditor, header=upload.reading["key"], defaults={"columns": columns}
    )
    record(creditor, one.reading, content, done, by=by, today=today)
    upload.delete()
    return done


def record(
    creditor: CreditorRow,
    reading: StatementReading,
    content: bytes,
    done: Brought,
    *,
    by: str,
    today: date,
) -> None:
    """Record one file's statements, whole or not at all.

    Credits nobody had an invoice for before are looked at again: their invoice may be here now.
    """
    done.problems.extend(reading.problems)
    if not reading.statements:
        return
    with transaction.atomic():
        locked = CreditorRow.objects.select_for_update(no_key=True).get(pk=creditor.pk)
        ranks: Counter[tuple[str, ...]] = Counter()
        fresh: list[Movement] = []
        for one in dict.fromkeys(reading.statements):  # the same page twice is one page
            keys = movement_keys(one, ranks)
            fresh += _kept(locked, one, keys, reading.file, content, done, by)
        look_again(locked, by=by, today=today, done=done)
        done.problems.extend(payments_sent_back(locked, fresh, reading.file))
        until = [day for one in reading.statements if (day := _until(one)) is not None]
        if until:
            freshness.covered(locked, max(until), today=today)
    creditor.refresh_from_db()


def _until(statement: BankStatement) -> date | None:
    """The last day the statement speaks of; a file without dates of its own has its lines'."""
    return statement.until or max((one.on for one in statement.booked), default=None)


def _kept(
    creditor: CreditorRow,
    statement: BankStatement,
    keys: Sequence[str],
    name: str,
    content: bytes,
    done: Brought,
    by: str,
) -> list[Movement]:
    """Keep a statement and the movements that are new, which are given back."""
    known = set(
        MovementRow.objects.filter(creditor=creditor, key__in=keys).values_list("key", flat=True)
    )
    fresh = [
        (key, one) for key, one in zip(keys, statement.booked, strict=True) if key not in known
    ]
    done.statements += 1
    done.added += len(fresh)
    done.known += len(known)
    row = StatementRow.objects.create(
        creditor=creditor,
        file=store(creditor.pk, content, "application/octet-stream"),
        name=Path(name).name[:255],
        account=statement.account[:60],
        currency=statement.currency,
        since=statement.since,
        until=_until(statement),
        opening_cents=statement.opening.cents if statement.opening is not None else None,
        closing_cents=statement.closing.cents if statement.closing is not None else None,
        gap_cents=statement.gap.cents if statement.gap is not None else 0,
        added=len(fresh),
        brought_at=clock.now(),
        brought_by=by,
    )
    MovementRow.objects.bulk_create(
        MovementRow(
            creditor=creditor,
            statement=row,
            key=key,
            on=one.on,
            value_on=one.value_on,
            cents=one.amount.cents,
            currency=one.amount.currency,
            label=one.label,
            reference=one.reference[:140],
            counterparty=one.counterparty[:200],
            iban=one.iban[:50],
            state=(MovementState.UNKNOWN if one.amount.cents > 0 else MovementState.OUT).value,
        )
        for key, one in fresh
    )
    return [one for _, one in fresh]


def look_again(creditor: CreditorRow, *, by: str, today: date, done: Brought | None = None) -> None:
    """Match the credits of the last year that nobody has answered and nothing has explained.

    Called when a statement or new invoices come in.
    """
    rows = MovementRow.objects.filter(
        creditor=creditor,
        state=MovementState.UNKNOWN,
        settled_by="",
        on__gt=today - timedelta(days=LOOKED_AT_DAYS),
    ).order_by("on", "pk")
    _match(creditor, list(rows), done if done is not None else Brought(), by=by, today=today)


def _match(
    creditor: CreditorRow, rows: list[MovementRow], done: Brought, *, by: str, today: date
) -> None:
    """Compare new credits with what is open; record the certain, hold the plausible."""
    if not rows:
        return
    by_key = {row.key: row for row in rows}
    book = open_book(creditor, today=today)
    for match in book.match_all([(row.key, row.value()) for row in rows]):
        row = by_key[match.key]
        if match.certainty is Certainty.NONE or not match.parts:
            done.unknown += 1
            continue
        case = CaseRow.objects.get(pk=int(match.parts[0].case))
        noted = _noted_by_hand(state_of(case), row)
        certain = match.certainty is Certainty.CERTAIN and noted is None
        first = _stored(match.parts, [sentence(reason) for reason in match.reasons])
        if noted is not None:
            first |= {"noted": noted.isoformat()}
        row.proposals = [first, *(_stored(other, ()) for other in match.alternatives)]
        row.state, row.by_itself = MovementState.ASKED.value, certain
        row.save(update_fields=["proposals", "state", "by_itself"])
        if certain:
            answering.accept(row, case, answering.parts_of(row, first), by=by, today=today)
            done.booked += 1
        else:
            cases = [part["case"] for one in row.proposals for part in one["parts"]]
            answering.hold(row, cases, by=by, today=today)
            done.asked += 1


def _noted_by_hand(state: State, row: MovementRow) -> date | None:
    """The day of a payment a person has noted that is most likely this very transfer."""
    for one in state.payments:
        if (
            not one.movement
            and one.amount.cents == row.cents
            and abs((one.on - row.on).days) <= NOTED_WITHIN_DAYS
        ):
            return one.on
    return None


def _stored(parts: Sequence[Part], why: Sequence[str]) -> dict[str, Any]:
    return {
        "parts": [
            {"case": int(one.case), "invoice": one.invoice, "cents": one.amount.cents}
            for one in parts
        ],
        "why": list(why),
    }


def _aside(creditor: CreditorRow, name: str, guess: dict[str, Any], content: bytes) -> int:
    row = UploadRow.objects.create(
        creditor=creditor,
        name=name[:255],
        kind="bank",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        reading=guess,
    )
    return row.pk
