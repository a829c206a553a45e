"""The exhibits of a case in the order a court reads them, each with what it proves.

What was received or added by hand stands in the table; what left is kept with its notice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from relance.case.entries import ExhibitAdded, ExhibitKind
from relance.channels.court import Exhibit
from relance.notices.told_procedure import EXHIBITS
from relance.office import storing
from relance.office.acting import ActRefused, not_future
from relance.office.journal import New, append
from relance.office.models import CaseRow, ExhibitRow, NoticeRow

_ORDER = {kind: place for place, kind in enumerate(ExhibitKind)}
_MOST_BYTES = 20_000_000
_EXTENSION = {"email": "eml", "letter": "pdf", "court": "pdf"}
_READ_BY_A_COURT = ("email", "letter")


@dataclass(frozen=True, slots=True)
class Proof:
    """An exhibit, what it proves, of which invoice or notice, and the hash of its bytes."""

    exhibit: Exhibit
    kind: ExhibitKind
    sha256: str
    invoice: str = ""
    notice: str = ""


def pieces(case: CaseRow) -> list[Proof]:
    """All the exhibits of a case: two queries, in the fixed order of law.md L6.28."""
    found = [_of_row(row) for row in _rows(case)] + [of_notice(one) for one in _sent(case)]
    return list(in_order(found))


def in_order(proofs: Iterable[Proof]) -> tuple[Proof, ...]:
    """Exhibits as a court reads them: by what they prove, then by their day."""
    return tuple(sorted(proofs, key=lambda one: (_ORDER[one.kind], one.exhibit.on)))


def _rows(case: CaseRow) -> list[ExhibitRow]:
    rows = ExhibitRow.objects.filter(case=case).select_related("file")
    return list(rows.order_by("on", "pk"))


def _sent(case: CaseRow) -> list[NoticeRow]:
    rows = NoticeRow.objects.filter(case=case, state="sent", channel__in=_READ_BY_A_COURT)
    return list(rows.exclude(content=None).select_related("content").order_by("sent_at", "pk"))


def _of_row(row: ExhibitRow) -> Proof:
    kind = ExhibitKind(row.proves) if row.proves else ExhibitKind.INVOICE
    title = row.title or EXHIBITS[kind.value].capitalize()
    exhibit = Exhibit(
        title=f"{title} n° {row.invoice}" if row.invoice else title,
        on=row.on,
        name=row.name,
        content=bytes(row.file.content),
    )
    return Proof(exhibit, kind, row.file.sha256, invoice=row.invoice)


def of_notice(notice: NoticeRow) -> Proof:
    """A notice that left, as it left."""
    assert notice.content is not None and notice.prepared_on is not None, "what left was prepared"
    exhibit = Exhibit(
        title=sent_title(notice.channel, notice.subject or notice.kind),
        on=notice.prepared_on,
        name=f"{notice.kind}.{_EXTENSION[notice.channel]}",
        content=bytes(notice.content.content),
    )
    return Proof(exhibit, ExhibitKind.NOTICE, notice.sha256, notice=notice.identity)


_SENT_AS = {"email": "Courriel", "letter": "Lettre"}
"""What a notice is called by its channel; a court file has its own name."""


def sent_title(channel: str, subject: str) -> str:
    """«Courriel «Facture n° F-12»»: the subject alone would read as the bill itself."""
    kind = _SENT_AS.get(channel)
    return f"{kind} « {subject} »" if kind else subject


def add(
    case: CaseRow,
    kind: ExhibitKind,
    name: str,
    content: bytes,
    media_type: str,
    *,
    on: date,
    by: str,
    today: date,
    title: str = "",
    invoice: str = "",
) -> ExhibitRow:
    """Put a piece in the file: its bytes are kept, and held by their hash in the journal."""
    not_future(on, today, "Une pièce")
    if not content:
        raise ActRefused("Le fichier est vide. Choisissez-en un autre. Rien n’a été enregistré.")
    if len(content) > _MOST_BYTES:
        raise ActRefused(
            "Le fichier dépasse 20\u00a0Mo. Réduisez-le, par exemple en PDF. "
            "Rien n’a été enregistré."
        )
    digest = hashlib.sha256(content).hexdigest()
    if ExhibitRow.objects.filter(case=case, file__sha256=digest).exists():
        raise ActRefused("Cette pièce est déjà dans le dossier. Rien n’a été enregistré.")
    fact = ExhibitAdded(digest, kind, invoice or None)
    append(case.pk, [New(fact, on)], by=by, today=today)
    return ExhibitRow.objects.create(
        creditor_id=case.creditor_id,
        case=case,
        file=storing.store(case.creditor_id, content, media_type),
        name=name,
        title=title,
        on=on,
        invoice=invoice,
        proves=kind.value,
    )
