"""Cases and their journals. Entries are append-only: a trigger refuses to change or delete."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from relance.office.models.people import CreditorRow, DebtorRow
from relance.office.models.scoped import OfCreditor


class CaseRow(models.Model):
    """One debtor of one creditor in one currency. All but the identity is cache.

    The caches are written in the same transaction as the entry, and `relance rebuild` makes
    them again from the journal. `next_on` is the first day the case must be looked at: the
    daily round finds its work by that index alone. `reach_*` and `region` mirror the debtor's
    contacts, so that the round reads one row a case.
    """

    creditor = models.ForeignKey(CreditorRow, models.PROTECT, related_name="cases", db_index=False)
    debtor = models.ForeignKey(DebtorRow, models.PROTECT, related_name="cases")
    currency = models.CharField(max_length=3, default="EUR")
    opened_on = models.DateField()

    last_sequence = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)
    sealed = models.PositiveIntegerField(default=0)  # the last sequence in the creditor's tree

    playbook = models.CharField(max_length=60)
    stage = models.CharField(max_length=40, blank=True)  # last step done
    next_on = models.DateField(null=True, blank=True)
    next_step = models.CharField(max_length=40, blank=True)  # when a step is due or prepared
    silence = models.CharField(max_length=40, blank=True)
    silence_until = models.DateField(null=True, blank=True)
    silence_detail = models.JSONField(default=dict, blank=True)
    foreseen = models.JSONField(null=True, blank=True)  # see office/foresight.py
    open_cents = models.BigIntegerField(default=0)
    late_cents = models.BigIntegerField(default=0)
    oldest_due_on = models.DateField(null=True, blank=True)
    closed = models.BooleanField(default=False)
    kind_unknown = models.BooleanField(default=False)

    watch_on = models.DateField(null=True, blank=True)  # a date of a procedure to speak of
    court = models.JSONField(default=dict, blank=True)  # see office/procedure/known.py

    reach_email = models.BooleanField(default=False)
    reach_phone = models.BooleanField(default=False)
    reach_address = models.BooleanField(default=False)
    region = models.CharField(max_length=10, blank=True)

    objects = OfCreditor()

    class Meta:
        db_table = "case_file"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["creditor", "debtor", "currency"], name="one_case_per_debtor"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_on"], name="case_next_on", condition=Q(next_on__isnull=False)
            ),
            models.Index(fields=["creditor", "closed", "oldest_due_on", "id"], name="case_oldest"),
            models.Index(fields=["creditor", "closed", "-open_cents", "id"], name="case_largest"),
            models.Index(fields=["creditor", "silence"], name="case_silence"),
            models.Index(fields=["creditor", "kind_unknown"], name="case_kind_unknown"),
            models.Index(
                fields=["watch_on"], name="case_watch_on", condition=Q(watch_on__isnull=False)
            ),
            models.Index(
                fields=["creditor", "id"],
                name="case_to_seal",
                condition=Q(last_sequence__gt=models.F("sealed")),
            ),
        ]


class EntryRow(models.Model):
    """One entry of a journal, as canonical text, chained to the one before."""

    creditor = models.ForeignKey(CreditorRow, models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(CaseRow, models.PROTECT, related_name="entries", db_index=False)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=60)
    because = models.TextField(blank=True)
    fact = models.TextField()
    content_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = OfCreditor()

    class Meta:
        db_table = "entry"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "sequence"], name="one_entry_per_sequence")
        ]


class InvoiceRow(models.Model):
    """Which invoice is in which case: what makes a duplicate recognisable. A projection."""

    creditor = models.ForeignKey(CreditorRow, models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, models.CASCADE, related_name="invoices")
    number = models.CharField(max_length=200)
    number_key = models.CharField(max_length=200)
    credit_note = models.BooleanField(default=False)
    issued_on = models.DateField()
    due_on = models.DateField(null=True)
    cents = models.BigIntegerField()
    subject = models.CharField(max_length=300, blank=True)

    objects = OfCreditor()

    class Meta:
        db_table = "invoice"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["creditor", "number_key"], name="one_invoice_per_number"
            )
        ]


class StoredFile(models.Model):
    """Bytes kept for ever as they were: invoices received, letters and mails as sent."""

    creditor = models.ForeignKey(CreditorRow, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    stored_at = models.DateTimeField(auto_now_add=True)

    objects = OfCreditor()

    class Meta:
        db_table = "stored_file"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["creditor", "sha256"], name="one_copy_per_creditor")
        ]


class ExhibitRow(models.Model):
    """A file that proves something in a case (pièce)."""

    creditor = models.ForeignKey(CreditorRow, models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, models.CASCADE, related_name="exhibits")
    file = models.ForeignKey(StoredFile, models.PROTECT)
    name = models.CharField(max_length=255)
    title = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    invoice = models.CharField(max_length=200, blank=True)
    proves = models.CharField(max_length=20, blank=True)  # an ExhibitKind; empty: an invoice

    objects = OfCreditor()

    class Meta:
        db_table = "exhibit"
