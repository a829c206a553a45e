"""Seal what the journals of a creditor have become since the last checkpoint.

Work is found by the index of cases whose last entry is not yet in the tree: a checkpoint costs
what moved, not what is stored.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connection, transaction
from django.db.models import F, Max

from relance.evidence.checkpoint import public_key, signed, verifier_key, witness_text
from relance.evidence.merkle import Frontier
from relance.evidence.reading import Point, leaf_text
from relance.evidence.tree import leaf_hash
from relance.office import bulk, installation, keyfile, settings, storing
from relance.office.models import (
    CaseRow,
    CheckpointRow,
    CreditorRow,
    EntryRow,
    Installation,
    SealRow,
)

_CHUNK = 1000
"""Cases sealed in one transaction."""


def origin(creditor_id: int) -> str:
    """What the notes of a creditor's tree are named."""
    return f"relance/creancier-{creditor_id}"


def signing_key() -> bytes:
    """The Ed25519 private key of this installation, drawn from its key file."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"relance checkpoint notes")
    return made.derive(keyfile.encryption_key(settings.CONFIG.data))


def verifier_of(creditor_id: int) -> str:
    """The public key of the notes, as others name it (C2SP signed-note)."""
    return verifier_key(origin(creditor_id), public_key(signing_key()))


def seal_day(today: date, at: datetime) -> list[CheckpointRow]:
    """Once a day, a checkpoint for each creditor whose journals moved. Returns the new ones."""
    row = installation.row()
    if row.sealed_on is not None and row.sealed_on >= today:
        return []
    moved = CaseRow.objects.filter(last_sequence__gt=F("sealed"))
    keys = list(moved.order_by("creditor_id").values_list("creditor_id", flat=True).distinct())
    made = [one for key in keys if (one := seal(key, at)) is not None]
    Installation.objects.filter(pk=row.pk).update(sealed_on=today)
    return made


def seal(creditor_id: int, at: datetime) -> CheckpointRow | None:
    """Put the new entries in the tree and sign a checkpoint; None when nothing is new."""
    while _seal_some(creditor_id):
        pass
    with transaction.atomic():
        _only_sealer(creditor_id)
        last = latest(creditor_id)
        frontier = Frontier.read(last.frontier) if last else Frontier()
        fresh = list(
            SealRow.objects.filter(creditor_id=creditor_id, position__gte=frontier.size)
            .order_by("position")
            .values_list("position", "case_id", "sequence", "hash")
        )
        if not fresh:
            return None
        leaves = [(place, str(case), number, seal) for place, case, number, seal in fresh]
        for _, case, number, entry_hash in leaves:
            frontier.add(leaf_hash(leaf_text(case, number, entry_hash)))
        instant = at.astimezone(UTC).replace(microsecond=0)
        point = Point(
            origin(creditor_id),
            frontier.size,
            frontier.root,
            instant.isoformat().replace("+00:00", "Z"),
        )
        note = signed(point, signing_key())
        text = witness_text(note, leaves)
        return CheckpointRow.objects.create(
            creditor_id=creditor_id,
            size=frontier.size,
            at=instant,
            note=note,
            frontier=frontier.stored,
            witness=storing.store(creditor_id, text.encode(), "text/plain; charset=utf-8"),
        )


def latest(creditor_id: int) -> CheckpointRow | None:
    """The newest checkpoint of a creditor."""
    return CheckpointRow.objects.filter(creditor_id=creditor_id).order_by("-size").first()


def _only_sealer(creditor_id: int) -> None:
    """One sealer of a creditor at a time; whoever only names the creditor in a row goes on.

    A stronger lock would wait for a writer who holds a case, and he for us.
    """
    CreditorRow.objects.select_for_update(no_key=True).get(pk=creditor_id)


def _held(creditor_id: int) -> list[int]:
    """Cases with new entries, locked: those nobody is writing in, else one that we wait for.

    Never waiting with a case in hand: writers lock theirs in an order of their own.
    """
    moved = CaseRow.objects.filter(creditor_id=creditor_id, last_sequence__gt=F("sealed"))
    ordered = moved.order_by("pk").values_list("pk", flat=True)
    can_skip = connection.features.has_select_for_update_skip_locked
    free = list(ordered.select_for_update(skip_locked=can_skip)[:_CHUNK])
    return free or list(ordered.select_for_update()[:1])


def _seal_some(creditor_id: int) -> bool:
    """Put the new entries of some cases in the tree; False when there are none left."""
    with transaction.atomic():
        _only_sealer(creditor_id)
        cases = _held(creditor_id)
        if not cases:
            return False
        top = SealRow.objects.filter(creditor_id=creditor_id).aggregate(at=Max("position"))["at"]
        entries = (
            EntryRow.objects.filter(case_id__in=cases, sequence__gt=F("case__sealed"))
            .order_by("case_id", "sequence")
            .values_list("case_id", "sequence", "hash")
        )
        rows = [
            {
                "creditor_id": creditor_id,
                "position": place,
                "case_id": case,
                "sequence": sequence,
                "hash": entry_hash,
            }
            for place, (case, sequence, entry_hash) in enumerate(
                entries, 0 if top is None else top + 1
            )
        ]
        bulk.insert(SealRow, rows)
        CaseRow.objects.filter(pk__in=cases).update(sealed=F("last_sequence"))
        return True
