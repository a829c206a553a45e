"""The bundle of a case: journal, pieces, checkpoints, one PDF to read, and the verifier."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from relance.case.entries.codec import read_fact
from relance.evidence.bundle import SealedEntry, SealedPoint, bundle_files
from relance.evidence.judging import pieces_named
from relance.evidence.listing import STAMPED, STAMPS, TOKEN
from relance.evidence.merkle import Tree
from relance.evidence.reading import leaf_text
from relance.notices import page_pdf
from relance.notices.french import count, day
from relance.notices.letterhead import legal_line, sender_lines
from relance.notices.told import told
from relance.office.journal import text_of
from relance.office.models import CaseRow, CheckpointRow, EntryRow, NoticeRow, SealRow
from relance.office.procedure.pieces import Proof, of_notice, pieces
from relance.office.proof import sealing


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of a bundle, by name, and how much of the journal is sealed."""

    files: tuple[tuple[str, bytes], ...]
    entries: int
    sealed: int


def pack(case: CaseRow, *, today: date) -> Bundle:
    """Put the bundle together: what is in it can be checked without us. Changes nothing."""
    points = list(
        CheckpointRow.objects.filter(creditor_id=case.creditor_id)
        .select_related("stamp")
        .order_by("size")
    )
    tree = _tree(case.creditor_id, points[-1].size if points else 0)
    entries = _entries(case, tree)
    proofs = [*pieces(case), *_court_files(case)]
    width = max(2, len(str(len(proofs))))
    files = bundle_files(
        case=str(case.pk),
        entries=entries,
        points=_points(points, tree),
        pieces=[
            (
                f"{place:0{width}}-{_suffixed(one.exhibit.title, one.exhibit.name)}",
                one.exhibit.content,
            )
            for place, one in enumerate(proofs, 1)
        ],
        others=[
            ("dossier.pdf", _to_read(case, entries, _listed(proofs), today)),
            *_stamps(points),
        ],
        verifier_key=sealing.verifier_of(case.creditor_id),
        absent=_absent(entries, proofs),
    )
    sealed = sum(1 for one in entries if one.leaf is not None)
    return Bundle(files, len(entries), sealed)


def _court_files(case: CaseRow) -> list[Proof]:
    """The files taken over for a court: the journal holds them, and a court reads them elsewhere."""
    rows = NoticeRow.objects.filter(case=case, state="sent", channel="court").exclude(content=None)
    return [of_notice(one) for one in rows.select_related("content").order_by("sent_at", "pk")]


def _absent(entries: list[SealedEntry], proofs: list[Proof]) -> list[str]:
    """The pieces that the journal names and that were erased since: the chain stands without."""
    named = {one for entry in entries for one in pieces_named(json.loads(entry.text)["fact"])}
    return sorted(named - {one.sha256 for one in proofs})


def _stamps(points: list[CheckpointRow]) -> Iterator[tuple[str, bytes]]:
    """Each stamp beside what it dates, for `openssl ts -verify`."""
    for point in points:
        if point.stamp is not None:
            yield f"{STAMPS}{point.size}{TOKEN}", bytes(point.stamp.content)
            yield f"{STAMPS}{point.size}{STAMPED}", point.note.encode()


def _listed(proofs: list[Proof]) -> list[str]:
    """The lines of the list of exhibits."""
    return [
        f"Pièce n° {place} : {one.exhibit.title}, {day(one.exhibit.on)}"
        for place, one in enumerate(proofs, 1)
    ]


def _tree(creditor_id: int, size: int) -> Tree:
    rows = (
        SealRow.objects.filter(creditor_id=creditor_id, position__lt=size)
        .order_by("position")
        .values_list("case_id", "sequence", "hash")
    )
    return Tree.of([leaf_text(str(case), number, seal) for case, number, seal in rows])


def _points(points: list[CheckpointRow], tree: Tree) -> list[SealedPoint]:
    if not points:
        return []
    first = SealedPoint(points[0].note)
    return [first] + [
        SealedPoint(later.note, tuple(tree.consistency(sooner.size, later.size)))
        for sooner, later in pairwise(points)
    ]


def _entries(case: CaseRow, tree: Tree) -> list[SealedEntry]:
    places = dict(
        SealRow.objects.filter(case=case, position__lt=tree.size).values_list(
            "sequence", "position"
        )
    )
    found = []
    for row in EntryRow.objects.filter(case=case).order_by("sequence"):
        place = places.get(row.sequence)
        found.append(
            SealedEntry(
                text_of(row),
                row.content_hash,
                row.previous_hash,
                row.hash,
                leaf=place,
                proof=tuple(tree.inclusion(place)) if place is not None else (),
            )
        )
    return found


def _suffixed(title: str, name: str) -> str:
    """A file name from a title, with the suffix of the file as it came.

    In ASCII: some programs that unpack a zip rewrite an accent, and the name would not be found.
    """
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    plain = "-".join(re.findall("[A-Za-z0-9]+", letters))[:60]
    suffix = name.rpartition(".")[2] if "." in name else ""
    known = suffix.isascii() and suffix.isalnum()
    return f"{plain or 'piece'}.{suffix}" if known else plain or "piece"


def _to_read(case: CaseRow, entries: list[SealedEntry], listed: list[str], today: date) -> bytes:
    creditor = case.creditor.value()
    rows = EntryRow.objects.filter(case=case).order_by("on", "sequence")
    story = [f"{day(row.on)} : {told(read_fact(row.kind, row.fact))}." for row in rows]
    last = entries[-1].hash if entries else ""
    return page_pdf(
        title=f"Dossier de preuve : {case.debtor.name}",
        sender=sender_lines(creditor),
        sender_legal=legal_line(creditor),
        on=today,
        paragraphs=(
            f"Historique de {count(len(entries), 'entrée', 'entrées')}. Empreinte de la dernière : {last}.",
            *story,
            "Pièces",
            *(listed or ["Aucune pièce n’est versée."]),
            "Ce dossier se vérifie sans le logiciel qui l’a fait : voir LISEZ-MOI.txt.",
        ),
    )
