"""Creditor, debtor, contact: who is owed, who owes, whom we write to.

These stand beside the journal, never in it: an entry points to a contact by key,
so that erasing a person leaves the chain of entries whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class DebtorKind(StrEnum):
    """What the debtor is in the eyes of the law: it decides every charge (law.md L1, L2, L14)."""

    BUSINESS = "business"
    CONSUMER = "consumer"
    PUBLIC = "public"


class CreditorMode(StrEnum):
    """Who writes to the debtor (law.md L8)."""

    CREDITOR = "creditor"
    ASSISTANT = "assistant"  # in the creditor's name: each document approved, nothing automatic
    COLLECTOR = "collector"  # mandated, CPCE R124-1 to R124-7


class Formality(StrEnum):
    TU = "tu"
    VOUS = "vous"


class Gender(StrEnum):
    """How the contact is addressed; UNKNOWN writes «Madame, Monsieur»."""

    WOMAN = "woman"
    MAN = "man"
    UNKNOWN = "unknown"


class ContactRole(StrEnum):
    DECIDES = "decides"
    PAYS = "pays"
    ACCOUNTING = "accounting"
    OTHER = "other"


_FRENCH_POST = frozenset(
    {"FR", "MC", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC"}
)


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address: street lines as printed, then postcode and city."""

    lines: tuple[str, ...] = ()
    postcode: str = ""
    city: str = ""
    country: str = "FR"

    @property
    def complete(self) -> bool:
        """True when a letter can be delivered to it."""
        return bool(any(self.lines) and self.city and (self.postcode or self.country != "FR"))

    @property
    def at_home(self) -> bool:
        """True when the French post serves it with a French postcode: no country is written."""
        return self.country in _FRENCH_POST or not self.country

    @property
    def department(self) -> str | None:
        """The French département, or None abroad or when the postcode does not say."""
        code = self.postcode
        if self.country != "FR" or len(code) != 5 or not code.isdigit():
            return None
        return code[:3] if code.startswith(("97", "98")) else code[:2]


@dataclass(frozen=True, slots=True)
class Contact:
    """A person (or a service) at the debtor's whom we write to or call."""

    key: str
    name: str = ""
    role: ContactRole = ContactRole.PAYS
    email: str = ""
    phone: str = ""  # E.164
    gender: Gender = Gender.UNKNOWN
    formality: Formality = Formality.VOUS
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class Debtor:
    """Who owes. `kind` None means nobody has said yet: then only principal may be shown."""

    key: str
    name: str
    kind: DebtorKind | None = None
    siren: str = ""
    address: Address = field(default_factory=Address)
    contacts: tuple[Contact, ...] = ()

    def contact(self, *, key: str | None = None) -> Contact | None:
        """The contact of that key, else the first one, else None."""
        return next((c for c in self.contacts if key in (None, c.key)), None)


@dataclass(frozen=True, slots=True)
class Collector:
    """Who recovers amicably for others, and what must be in place before he begins.

    `insurance` is the insurer and policy of his professional liability, `account` the IBAN of
    the account kept for creditors' funds only, `declared_on` the day of his written
    declaration to the public prosecutor (CPCE R124-2: law.md L8.2).
    """

    name: str
    legal_form: str = ""
    siren: str = ""
    vat_number: str = ""
    share_capital: str = ""
    registry: str = ""
    address: Address = field(default_factory=Address)
    email: str = ""
    phone: str = ""
    signatory: str = ""
    signatory_role: str = ""
    insurance: str = ""
    account: str = ""
    declared_on: date | None = None

    @property
    def ready(self) -> bool:
        """True when all that the law asks before the first letter has been written down."""
        in_place = bool(self.insurance and self.account and self.declared_on)
        return in_place and bool(self.name) and self.address.complete


@dataclass(frozen=True, slots=True)
class Creditor:
    """Who is owed, and how his letters open and close (C. com. R123-237: law.md L5.5)."""

    key: str
    name: str
    mode: CreditorMode = CreditorMode.CREDITOR
    siren: str = ""
    vat_number: str = ""
    legal_form: str = ""  # "EI", "SARL", "SAS"…
    share_capital: str = ""  # as printed: "10 000 €"
    registry: str = ""  # "RCS Lyon 123 456 782"
    address: Address = field(default_factory=Address)
    email: str = ""
    phone: str = ""
    iban: str = ""
    bic: str = ""
    signatory: str = ""  # who signs
    signatory_role: str = ""  # "gérante", "président"
    vat_exempt: bool = False  # CGI 293 B
    payment_link: str = ""  # a page where the debtor can pay, https only
    collector: Collector | None = None  # who writes for him, in mode COLLECTOR only

    @property
    def writer(self) -> Creditor | Collector:
        """Whose name, address and telephone the notices carry."""
        if self.mode is CreditorMode.COLLECTOR and self.collector is not None:
            return self.collector
        return self
