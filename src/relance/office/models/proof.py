"""The proof: the leaves of each creditor's tree, its checkpoints, and who keeps a copy."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from relance.office.models.journal import CaseRow, StoredFile
from relance.office.models.people import CreditorRow
from relance.office.models.scoped import OfCreditor


class SealRow(models.Model):
    """One leaf: an entry of a case, by the hash it had. A trigger refuses to change or delete."""

    creditor = models.ForeignKey(CreditorRow, models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()  # in the creditor's tree, from 0
    case = models.ForeignKey(CaseRow, models.PROTECT, related_name="+", db_index=False)
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    objects = OfCreditor()

    class Meta:
        db_table = "seal"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["creditor", "position"], name="one_leaf_per_place"),
            models.UniqueConstraint(fields=["case", "sequence"], name="one_leaf_per_entry"),
        ]


class CheckpointRow(models.Model):
    """The signed size and root of a creditor's tree at an instant.

    `frontier` is what the next one goes on from. `witness` is the text that was mailed or can be
    downloaded; `stamp` the answer of a time-stamping authority, checked when it came.
    """

    creditor = models.ForeignKey(CreditorRow, models.PROTECT, related_name="+", db_index=False)
    size = models.PositiveIntegerField()
    at = models.DateTimeField()
    note = models.TextField()
    frontier = models.TextField()
    witness = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    mailed_at = models.DateTimeField(null=True)
    mailed_answer = models.TextField(blank=True)
    stamp = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    stamp_answer = models.TextField(blank=True)

    objects = OfCreditor()

    class Meta:
        db_table = "checkpoint"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["creditor", "size"], name="one_checkpoint_per_size")
        ]
