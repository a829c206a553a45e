"""Check a creditor's journals against his tree and its signed checkpoints, in the database."""

from __future__ import annotations

from collections.abc import Iterator

from relance.evidence.checkpoint import signature_good
from relance.evidence.reading import Problem, read_point
from relance.evidence.whole import Leaf, Whole, check_whole
from relance.office.journal import text_of
from relance.office.models import CheckpointRow, CreditorRow, EntryRow, SealRow
from relance.office.proof import sealing

_CHUNK = 2000


def check_all() -> Whole:
    """Every creditor in scope: how many entries, and what is wrong, the creditor named."""
    entries, problems = 0, []
    for creditor in CreditorRow.objects.order_by("pk"):
        found = check(creditor.pk)
        entries += found.entries
        problems += [Problem(f"{creditor.name}, {one.place}", one.what) for one in found.problems]
    return Whole(entries, tuple(problems))


def check(creditor_id: int) -> Whole:
    """The journals of one creditor, as they stand."""
    notes = CheckpointRow.objects.filter(creditor_id=creditor_id).values_list("note", flat=True)
    points = [read_point(note) for note in notes]
    found = check_whole(_leaves(creditor_id), {one.size: one.root for one in points})
    key = sealing.verifier_of(creditor_id)
    unsigned = [
        Problem(f"point de contrôle à {point.size}", "n’est pas signé par cette installation")
        for point, note in zip(points, notes, strict=True)
        if not signature_good(note, key)
    ]
    return Whole(found.entries, (*found.problems, *unsigned))


def _leaves(creditor_id: int) -> Iterator[Leaf]:
    """Sealed entries in the order of the tree, read by pieces."""
    start = 0
    while True:
        seals = list(
            SealRow.objects.filter(creditor_id=creditor_id, position__gte=start)
            .order_by("position")
            .values_list("position", "case_id", "sequence", "hash")[:_CHUNK]
        )
        if not seals:
            return
        cases = {case for _, case, _, _ in seals}
        lowest = min(sequence for _, _, sequence, _ in seals)
        highest = max(sequence for _, _, sequence, _ in seals)
        rows = {
            (row.case_id, row.sequence): row
            for row in EntryRow.objects.filter(
                case_id__in=cases, sequence__gte=lowest, sequence__lte=highest
            )
        }
        for _, case, sequence, sealed in seals:
            row = rows.get((case, sequence))
            yield Leaf(str(case), sequence, text_of(row) if row is not None else "", sealed)
        start = seals[-1][0] + 1
