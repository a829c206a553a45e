"""Money in: statements brought, their movements, and what was learnt about who pays from where."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from relance.case import Money
from relance.case import Movement as MovementValue
from relance.office.models.journal import CaseRow, StoredFile
from relance.office.models.people import CreditorRow, DebtorRow
from relance.office.models.scoped import OfCreditor


class StatementRow(models.Model):
    """One statement of one account, as it was brought; its file is kept."""

    creditor = models.ForeignKey(CreditorRow, models.PROTECT, related_name="statements")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, db_index=False)
    name = models.CharField(max_length=255)
    account = models.CharField(max_length=60)
    currency = models.CharField(max_length=3)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    opening_cents = models.BigIntegerField(null=True)
    closing_cents = models.BigIntegerField(null=True)
    gap_cents = models.BigIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)  # movements that were new
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=60)

    objects = OfCreditor()

    class Meta:
        db_table = "bank_statement"


class MovementState(models.TextChoices):
    OUT = "out", "sortie"
    ASKED = "asked", "à confirmer"
    BOOKED = "booked", "enregistré"
    UNKNOWN = "unknown", "sans facture"
    IGNORED = "ignored", "écarté"


class MovementRow(models.Model):
    """One line of an account, once: `key` is its identity (`intake.bank.movement_keys`).

    `proposals` are what the matching room found, best first: each has `parts` (case, invoice,
    cents) and `why`, its reasons as sentences. `state` is what became of it.
    """

    creditor = models.ForeignKey(
        CreditorRow, models.PROTECT, related_name="movements", db_index=False
    )
    statement = models.ForeignKey(StatementRow, models.PROTECT, related_name="movements")
    key = models.CharField(max_length=64)
    on = models.DateField()
    value_on = models.DateField(null=True)
    cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    label = models.TextField(blank=True)
    reference = models.CharField(max_length=140, blank=True)
    counterparty = models.CharField(max_length=200, blank=True)
    iban = models.CharField(max_length=50, blank=True)
    state = models.CharField(max_length=10, choices=MovementState.choices)
    proposals = models.JSONField(default=list)
    case = models.ForeignKey(CaseRow, models.PROTECT, null=True, related_name="movements")
    by_itself = models.BooleanField(default=False)  # recorded without a person
    settled_by = models.CharField(max_length=60, blank=True)

    objects = OfCreditor()

    class Meta:
        db_table = "bank_movement"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["creditor", "key"], name="one_movement_per_key")
        ]
        indexes: ClassVar = [
            models.Index(fields=["creditor", "state", "-on", "-id"], name="movement_state"),
        ]

    def value(self) -> MovementValue:
        """The movement as the core knows it."""
        return MovementValue(
            on=self.on,
            amount=Money(self.cents, self.currency),
            label=self.label,
            value_on=self.value_on,
            reference=self.reference,
            counterparty=self.counterparty,
            iban=self.iban,
        )


class KnownIban(models.Model):
    """An account from which a debtor has paid, as a person or a certain match has shown."""

    creditor = models.ForeignKey(CreditorRow, models.CASCADE, related_name="+")
    debtor = models.ForeignKey(DebtorRow, models.CASCADE, related_name="ibans")
    iban = models.CharField(max_length=50)

    objects = OfCreditor()

    class Meta:
        db_table = "known_iban"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["creditor", "iban"], name="one_debtor_per_iban")
        ]


class BankColumnsRow(models.Model):
    """The columns of a bank's list, confirmed once: found again by its header line."""

    creditor = models.ForeignKey(CreditorRow, models.CASCADE, related_name="+")
    header = models.CharField(max_length=64)  # SHA-256 of the header line
    columns = models.TextField()

    objects = OfCreditor()

    class Meta:
        db_table = "bank_columns"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["creditor", "header"], name="one_map_per_header")
        ]
