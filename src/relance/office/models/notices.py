"""The outbox: one row for each notice, with the states of sending (design, section 5)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from relance.office.models.journal import CaseRow, StoredFile
from relance.office.models.people import CreditorRow
from relance.office.models.scoped import OfCreditor


class NoticeState(models.TextChoices):
    PLANNED = "planned", "à préparer"
    PREPARED = "prepared", "à approuver"
    APPROVED = "approved", "approuvé"
    CLAIMED = "claimed", "en cours d’envoi"
    SENDING = "sending", "remis au serveur"
    SENT = "sent", "parti"
    REFUSED_FOR_GOOD = "refused_for_good", "refusé"
    UNKNOWN = "unknown", "incertain"
    REVIEW = "review", "à vérifier"
    CANCELLED = "cancelled", "annulé"


OPEN_STATES = (
    NoticeState.PLANNED,
    NoticeState.PREPARED,
    NoticeState.APPROVED,
    NoticeState.CLAIMED,
    NoticeState.SENDING,
    NoticeState.UNKNOWN,
    NoticeState.REVIEW,
)
"""A case with a notice in one of these waits: no second notice is planned beside it."""


class NoticeRow(models.Model):
    """One thing to send, for one recipient.

    `identity` is made and stored when the notice is planned: it becomes the Message-ID and a
    header of ours. `content` is what was previewed; what is approved is what leaves, byte for
    byte. `basis` is the journal's last sequence the words were written from.
    """

    creditor = models.ForeignKey(CreditorRow, models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(CaseRow, models.PROTECT, related_name="notices")
    identity = models.CharField(max_length=80)
    step = models.CharField(max_length=40, blank=True)  # empty: a note a person asked for
    kind = models.CharField(max_length=40)  # which text
    channel = models.CharField(max_length=10)
    approval = models.CharField(max_length=20)
    state = models.CharField(
        max_length=20, choices=NoticeState.choices, default=NoticeState.PLANNED
    )
    planned_on = models.DateField()
    prepared_on = models.DateField(null=True)
    invoices = models.JSONField(default=list)
    listed = models.JSONField(default=list)
    deadline_on = models.DateField(null=True)
    basis = models.PositiveIntegerField(default=0)

    contact = models.CharField(max_length=40, blank=True)
    recipient = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=400, blank=True)
    edited = models.TextField(blank=True)  # the user's own words for this notice only
    warnings = models.JSONField(default=list)
    content = models.ForeignKey(StoredFile, models.PROTECT, null=True, db_index=False)
    sha256 = models.CharField(max_length=64, blank=True)

    approved_by = models.CharField(max_length=60, blank=True)
    approved_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(blank=True)  # the server's last words
    sent_at = models.DateTimeField(null=True)
    tracking = models.CharField(max_length=40, blank=True)
    carrier = models.CharField(max_length=20, blank=True)  # who posts it; empty: a person
    reference = models.CharField(max_length=80, blank=True)  # the carrier's own
    follow_on = models.DateField(null=True)  # when to ask the carrier again; None: no more

    objects = OfCreditor()

    class Meta:
        db_table = "notice"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["identity"], name="one_notice_per_identity"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(
                    state__in=[
                        "planned",
                        "prepared",
                        "approved",
                        "claimed",
                        "sending",
                        "unknown",
                        "review",
                    ]
                ),
                name="one_open_notice_per_case",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "planned_on"], name="notice_state"),
            models.Index(fields=["creditor", "state", "planned_on"], name="notice_creditor"),
            models.Index(
                fields=["follow_on"], name="notice_follow", condition=Q(follow_on__isnull=False)
            ),
        ]
