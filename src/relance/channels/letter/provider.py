"""What a provider of registered letters is given, what it answers, and how sure we are of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from relance.case.money import Money
from relance.channels.letter.address import PostalLines


@dataclass(frozen=True, slots=True)
class Parcel:
    """One letter for one recipient, as approved.

    `letter` is one PDF with its enclosures and leaves byte for byte. `key` is ours, made when
    the letter is prepared and never changed: it is what finds the letter again at the provider.
    `reference` is for people and may be printed. The e-mails are for electronic letters only,
    and so are the recipient's first and last names. `consent_on` is the day on which a recipient
    who is not a professional agreed to electronic registered letters (law.md L5.10), else None.
    """

    key: str
    reference: str
    letter: bytes = field(repr=False)
    sender: PostalLines
    recipient: PostalLines
    professional: bool
    sheets: int = 1
    sender_email: str = ""
    recipient_email: str = ""
    recipient_first_name: str = ""
    recipient_last_name: str = ""
    consent_on: date | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What the letter will cost. `price` is None when the provider tells it only afterwards.

    `covers` says in French what is in it; `indicative` is true when the bill may differ.
    """

    price: Money | None
    covers: str
    indicative: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything up to the decisive call is done; nothing was sent and nothing is owed.

    `draft` is the provider's own number for the draft or the file, empty when it has none.
    """

    parcel: Parcel
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Deposited:
    """The provider has taken the letter. `tracking` is often known only days later."""

    reference: str
    at: datetime
    tracking: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider holds the letter for sure: it answered so, or it was found there."""

    deposited: Deposited


@dataclass(frozen=True, slots=True)
class RefusedForNow:
    """Certainly not sent, and the same letter may leave later. `why` is French, for people.

    `asks` is true when trying again cannot help until a person changes something. `code` is the
    provider's own word for the refusal, when it gave one.
    """

    why: str
    asks: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class RefusedForGood:
    """Certainly not sent, and this letter as it is never will be. `why` is French, for people."""

    why: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The decisive request may have been read and no answer came: sent or not, we cannot say.

    Never to be tried again on a timer: look for proof with `find`, else ask a person.
    """

    why: str


Outcome = Accepted | RefusedForNow | RefusedForGood | Unknown
Preparation = Prepared | Accepted | RefusedForNow | RefusedForGood


@dataclass(frozen=True, slots=True)
class NotThere:
    """The provider listed all its letters and ours is not among them, at this moment."""


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The provider's lists cannot prove that the letter is not there. `why` is French."""

    why: str


Trace = Accepted | NotThere | CannotTell


class EventKind(StrEnum):
    """What became of a letter (law.md L11.4, L11.5)."""

    PENDING = "pending"  # taken, not yet checked by the provider
    BLOCKED = "blocked"  # taken, waits for the account to be settled
    REJECTED = "rejected"  # the provider will not send it
    CANCELED = "canceled"
    DEPOSITED = "deposited"  # handed to the post, or the electronic notice sent
    PRESENTED = "presented"  # first presentation, or a notice left in the letterbox
    DELIVERED = "delivered"
    REFUSED = "refused"
    UNCLAIMED = "unclaimed"  # pli avisé et non réclamé
    UNKNOWN_ADDRESS = "unknown_address"  # NPAI; or a mailbox that does not exist
    NO_ACCESS = "no_access"  # no way in, or an incomplete address
    RETURNED = "returned"  # back at the sender, whatever the reason
    LOST = "lost"
    PROBLEM = "problem"  # the post says that something is wrong; may still arrive


@dataclass(frozen=True, slots=True)
class Event:
    """One fact the provider tells. `reference` is its number for the letter.

    `on` is None when it gave no day. `by_whom` is free text. `sha256` is that of the answer or
    the notification which told it, in hexadecimal: the same fact told twice is still one fact.
    """

    reference: str
    kind: EventKind
    on: date | None
    sha256: str
    by_whom: str = ""
    tracking: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A document of the provider: `name` for people with its extension, `kind` for code."""

    name: str
    kind: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a notification is worth.

    `ask_about` are provider's references to ask the API about, `keys` are our own keys (or
    their marks, see `mark_of`) it names: both are hints, good only for looking. `events` and
    `proofs` are filled only where the provider documents how the caller is recognised.
    """

    ask_about: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    proofs: tuple[Proof, ...] = ()


class Forged(Exception):
    """A notification that does not carry our secret, or cannot be read. Nothing was kept."""


class Unanswered(Exception):
    """A question that changes nothing got no usable answer. `why` is French, for people."""

    def __init__(self, why: str, *, asks: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.asks = asks


class Provider(Protocol):
    """One provider, for one account. No exception but `Unanswered` and `Forged` comes out."""

    name: str
    asks_code: bool
    """True when the sender must type a one-time code for each letter."""

    def check(self, parcel: Parcel) -> tuple[str, ...]:
        """What must be settled first, in French; nothing is sent anywhere."""

    def quote(self, parcel: Parcel) -> Quote:
        """The price to show before the yes. Raises Unanswered."""

    def prepare(self, parcel: Parcel) -> Preparation:
        """Everything up to the draft: free, and may be done again.

        Accepted: it had left before. RefusedForGood: also when `check` has something to say.
        """

    def commit(
        self, prepared: Prepared, *, before_send: Callable[[], None], code: str = ""
    ) -> Outcome:
        """The one decisive call, made once.

        `before_send` is called once, when all that can fail surely has been done and before
        the first byte of the decisive request: commit there that the letter may be gone. If it
        raises, nothing was sent and its exception comes through.
        """

    def find(self, key: str) -> Trace:
        """Look for the letter after a lost answer. Lists may lag: let some minutes pass."""

    def events(self, reference: str) -> tuple[Event, ...]:
        """All that is known today, oldest first. Raises Unanswered."""

    def proofs(self, reference: str) -> tuple[Proof, ...]:
        """The documents that are ready; one that is not is simply missing. Raises Unanswered."""

    def read_webhook(self, headers: Mapping[str, str], body: bytes, secret: str) -> Heard:
        """Read a notification. Raises Forged."""


def mark_of(key: str) -> str:
    """A short form of a key, for fields too small for it: 12 characters of its SHA-256."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def sha256_of(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
