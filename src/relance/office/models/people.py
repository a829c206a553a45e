"""Who works here and for whom: organizations, members, creditors, debtors, contacts.

Every row of business data belongs to exactly one creditor, from the first migration on;
a query without an active creditor raises (django-scopes), see `office/access.py`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from relance.case import (
    Address,
    Collector,
    Contact,
    ContactRole,
    Creditor,
    CreditorMode,
    Debtor,
    DebtorKind,
)
from relance.case import Formality as FormalityValue
from relance.case import Gender as GenderValue
from relance.office.models.scoped import OfCreditor


class Organization(models.Model):
    """A freelancer, or an agency that works for many creditors."""

    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)


class Letterhead(models.Model):
    """Who writes: what opens and closes a letter (C. com. R123-237)."""

    name = models.CharField(max_length=200)
    siren = models.CharField(max_length=20, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    legal_form = models.CharField(max_length=40, blank=True)
    share_capital = models.CharField(max_length=40, blank=True)
    registry = models.CharField(max_length=100, blank=True)
    street = models.TextField(blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, default="FR")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    signatory = models.CharField(max_length=200, blank=True)
    signatory_role = models.CharField(max_length=100, blank=True)

    class Meta:
        abstract = True

    def head(self) -> dict[str, Any]:
        """These fields under the names the core has for them."""
        names = (
            "name", "siren", "vat_number", "legal_form", "share_capital", "registry",
            "email", "phone", "signatory", "signatory_role",
        )  # fmt: skip
        return {**{name: getattr(self, name) for name in names}, "address": address_value(self)}


class CollectorRow(Letterhead):
    """The organization as a mandated collector: its letterhead, what CPCE R124-2 asks first."""

    organization = models.OneToOneField(Organization, models.CASCADE, related_name="collector")
    insurance = models.CharField(max_length=200, blank=True)
    account = models.CharField(max_length=50, blank=True)  # IBAN
    declared_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "collector"

    def value(self) -> Collector:
        """The collector as the core knows him."""
        return Collector(
            **self.head(),
            insurance=self.insurance,
            account=self.account,
            declared_on=self.declared_on,
        )


class Role(models.TextChoices):
    OWNER = "owner", "Responsable"
    ASSISTANT = "assistant", "Assistant"
    READER = "reader", "Lecture seule"


class MoneyKnown(models.TextChoices):
    """How the creditor knows who has paid him."""

    NOT_SAID = "", "pas encore dit"
    STATEMENTS = "statements", "j’apporte mes relevés bancaires"
    BY_HAND = "by_hand", "je note moi-même les paiements"


class SmallRest(models.TextChoices):
    """What becomes of a rest too small to chase."""

    ASK = "ask", "demander une fois, aimablement"
    FORGET = "forget", "l’abandonner"


class CreditorRow(Letterhead):
    """Who is owed: the owner of every row below."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="creditors")
    mode = models.CharField(
        max_length=20,
        default=CreditorMode.CREDITOR.value,
        choices=[(mode.value, mode.value) for mode in CreditorMode],
    )
    mandate_on = models.DateField(null=True, blank=True)
    iban = models.CharField(max_length=50, blank=True)
    bic = models.CharField(max_length=11, blank=True)
    vat_exempt = models.BooleanField(default=False)
    playbook = models.CharField(max_length=60, default="cinq-etapes")
    late_rate = models.CharField(max_length=20, blank=True)
    penalty_percent = models.CharField(max_length=20, blank=True)

    money_known = models.CharField(max_length=12, choices=MoneyKnown.choices, blank=True)
    money_max_age = models.PositiveSmallIntegerField(default=3)  # working days
    money_until = models.DateField(null=True, blank=True)  # last day a statement covers
    money_confirmed_on = models.DateField(null=True, blank=True)  # «tout est noté», by hand
    small_rest_cents = models.PositiveIntegerField(default=0)
    small_rest = models.CharField(
        max_length=10, choices=SmallRest.choices, default=SmallRest.ASK.value
    )
    payment_link = models.URLField(blank=True)
    court = models.JSONField(default=dict, blank=True)  # see office/procedure/known.py
    witness_email = models.EmailField(blank=True)  # who keeps a copy of each checkpoint
    stamp_address = models.URLField(blank=True)  # a time-stamping authority (RFC 3161)
    stamp_chain = models.TextField(blank=True)  # its certificates, PEM

    class Meta:
        db_table = "creditor"

    def value(self) -> Creditor:
        """The creditor as the core knows him."""
        return Creditor(
            key=str(self.pk),
            mode=CreditorMode(self.mode),
            iban=self.iban,
            bic=self.bic,
            vat_exempt=self.vat_exempt,
            payment_link=self.payment_link,
            collector=self.collector(),
            **self.head(),
        )

    def collector(self) -> Collector | None:
        """Who writes in his place; asked of the database for that mode only."""
        if self.mode != CreditorMode.COLLECTOR.value:
            return None
        row = CollectorRow.objects.filter(organization_id=self.organization_id).first()
        return row.value() if row is not None else None

    def mandated(self) -> bool:
        """True when a collector may write: a written mandate, and all that R124-2 asks."""
        found = self.collector()
        return self.mandate_on is not None and found is not None and found.ready


class Membership(models.Model):
    """A person's role in an organization; `creditor` set: sees that creditor only, to read."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="members")
    role = models.CharField(max_length=20, choices=Role.choices)
    creditor = models.ForeignKey(CreditorRow, models.CASCADE, null=True, blank=True)

    class Meta:
        db_table = "membership"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organization", "creditor"],
                name="one_role_each",
                nulls_distinct=False,
            )
        ]


class DebtorRow(models.Model):
    """Who owes. Personal data stands here, beside the journal, and can be erased."""

    creditor = models.ForeignKey(CreditorRow, models.PROTECT, related_name="debtors")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, blank=True)
    siren = models.CharField(max_length=20, blank=True)
    street = models.TextField(blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, default="FR")
    court = models.JSONField(default=dict, blank=True)  # see office/procedure/known.py

    objects = OfCreditor()

    class Meta:
        db_table = "debtor"
        indexes: ClassVar = [
            models.Index(fields=["creditor", "name_key"], name="debtor_name"),
            models.Index(fields=["creditor", "siren"], name="debtor_siren"),
        ]

    def value_address(self) -> Address:
        return address_value(self)

    def value(self) -> Debtor:
        """The debtor as the core knows him, contacts included (one query)."""
        contacts = getattr(self, "known_contacts", None)
        if contacts is None:
            contacts = list(self.contacts.order_by("position", "pk"))
        return Debtor(
            key=str(self.pk),
            name=self.name,
            kind=DebtorKind(self.kind) if self.kind else None,
            siren=self.siren,
            address=address_value(self),
            contacts=tuple(contact.value() for contact in contacts),
        )


class ContactRow(models.Model):
    """A person or a service at the debtor's."""

    creditor = models.ForeignKey(CreditorRow, models.PROTECT, related_name="+")
    debtor = models.ForeignKey(DebtorRow, models.CASCADE, related_name="contacts")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, default=ContactRole.PAYS.value)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    gender = models.CharField(max_length=10, default=GenderValue.UNKNOWN.value)
    formality = models.CharField(max_length=10, default=FormalityValue.VOUS.value)
    language = models.CharField(max_length=8, default="fr")

    objects = OfCreditor()

    class Meta:
        db_table = "contact"

    def value(self) -> Contact:
        return Contact(
            key=str(self.pk),
            name=self.name,
            role=ContactRole(self.role),
            email=self.email,
            phone=self.phone,
            gender=GenderValue(self.gender),
            formality=FormalityValue(self.formality),
            language=self.language,
        )


def address_value(row: Letterhead | DebtorRow) -> Address:
    lines = tuple(line.strip() for line in row.street.splitlines() if line.strip())
    return Address(lines=lines, postcode=row.postcode, city=row.city, country=row.country)
