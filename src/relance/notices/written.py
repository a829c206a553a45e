"""What the words of a notice become: an e-mail or a letter, with warnings for its writer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Warned:
    """A fact that is missing or doubtful: shown to the writer, never a stop."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Email:
    """A mail in plain text. `to` is empty when no address is known (a warning says so)."""

    kind: str
    subject: str
    text: str
    to: str
    to_name: str
    warnings: tuple[Warned, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the statement, as printed."""

    label: str
    period: str
    rate: str
    base: str
    amount: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as data: `blocks` are (block, words) in order, laid out by letter.typ."""

    kind: str
    title: str
    sender: tuple[str, ...]
    sender_legal: str
    recipient: tuple[str, ...]
    place: str
    on: date
    mention: str
    blocks: tuple[tuple[str, str], ...]
    invoices: tuple[str, ...]
    listed: tuple[str, ...]
    listed_intro: str
    rows: tuple[Row, ...]
    total: str
    payment: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    signatory: str
    signatory_role: str
    enclosures: tuple[str, ...] = ()
    warnings: tuple[Warned, ...] = field(default=())
