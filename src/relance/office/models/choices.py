"""What users choose: playbooks and texts of their own, mail server, secrets; and our own state."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from relance.office.models.people import CreditorRow
from relance.office.models.scoped import OfCreditor


class PlaybookRow(models.Model):
    """A creditor's own copy of a playbook (YAML, read by `steps.read_playbook`)."""

    creditor = models.ForeignKey(CreditorRow, models.CASCADE, related_name="playbooks")
    key = models.CharField(max_length=60)
    source = models.TextField()

    objects = OfCreditor()

    class Meta:
        db_table = "playbook"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["creditor", "key"], name="one_playbook_per_key")
        ]


class TextRow(models.Model):
    """A creditor's own words for one kind of notice (read by `notices.read_text`)."""

    creditor = models.ForeignKey(CreditorRow, models.CASCADE, related_name="texts")
    kind = models.CharField(max_length=40)
    source = models.TextField()

    objects = OfCreditor()

    class Meta:
        db_table = "text"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["creditor", "kind"], name="one_text_per_kind")
        ]


class MailServerRow(models.Model):
    """The creditor's own mailbox; without one, mails wait as .eml files to open oneself.

    `imap_host` set: what left is looked for there. `keeps_sent` and `sent_delay_s` are what a
    message to oneself has told (None: not tried).
    """

    creditor = models.OneToOneField(CreditorRow, models.CASCADE, related_name="mail_server")
    host = models.CharField(max_length=200)
    port = models.PositiveIntegerField(default=587)
    security = models.CharField(max_length=10, default="starttls")
    user = models.CharField(max_length=200, blank=True)
    sender = models.EmailField()
    sender_name = models.CharField(max_length=200, blank=True)
    imap_host = models.CharField(max_length=200, blank=True)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=10, default="tls")
    imap_user = models.CharField(max_length=200, blank=True)
    imap_folder = models.CharField(max_length=200, blank=True)
    keeps_sent = models.BooleanField(null=True)
    sent_delay_s = models.PositiveIntegerField(null=True)

    objects = OfCreditor()

    class Meta:
        db_table = "mail_server"


class CarrierRow(models.Model):
    """A creditor's account with a letter provider; its secrets stand in `SecretRow`."""

    creditor = models.ForeignKey(CreditorRow, models.CASCADE, related_name="carriers")
    key = models.CharField(max_length=20)
    user = models.CharField(max_length=200, blank=True)
    client = models.CharField(max_length=200, blank=True)
    base = models.CharField(max_length=200, blank=True)  # empty: the provider's usual address
    price_cents = models.PositiveIntegerField(null=True)  # EUR, as typed from his contract

    objects = OfCreditor()

    class Meta:
        db_table = "carrier"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["creditor", "key"], name="one_account_per_carrier")
        ]


class SecretRow(models.Model):
    """An encrypted value, bound to its creditor and name (`office/secrets.py`)."""

    creditor = models.ForeignKey(CreditorRow, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    key_id = models.CharField(max_length=16)
    nonce = models.BinaryField()
    ciphertext = models.BinaryField()

    objects = OfCreditor()

    class Meta:
        db_table = "secret"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["creditor", "name"], name="one_secret_per_name")
        ]


class UploadRow(models.Model):
    """A file given to the desk that waits for a person: columns or fields to confirm."""

    creditor = models.ForeignKey(CreditorRow, models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=20)  # einvoice, pdf, spreadsheet
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    reading = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = OfCreditor()

    class Meta:
        db_table = "upload"


class SignInLink(models.Model):
    """A one-time link: only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sign_in_link"


class Installation(models.Model):
    """The one row about this installation: its epoch, its pause, its last sign of life."""

    epoch = models.CharField(max_length=32)
    paused = models.BooleanField(default=False)
    paused_because = models.TextField(blank=True)
    last_seen_at = models.DateTimeField(null=True)
    sealed_on = models.DateField(null=True)  # the last day on which checkpoints were made

    class Meta:
        db_table = "installation"
