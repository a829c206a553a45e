"""What the words of a notice become: an e-mail or a letter, with warnings for its writer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from relance.notices.transfer_qr import qr_png


@dataclass(frozen=True, slots=True)
class Warned:
    """A fact that is missing or doubtful: shown to the writer, never a stop."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A small file that the words speak of: a QR code, a date for the agenda.

    `says` must still stand in the text when the mail leaves, whatever its spaces: when a person
    has changed it, the file says something else and stays out, with the line that `told` of it.
    """

    name: str
    media_type: str
    says: str
    content: bytes = b""
    code: str = ""  # what a QR code says: it is drawn when the mail leaves, not at each look
    told: str = ""

    @property
    def inline(self) -> bool:
        """A code is seen under the words; a file is opened."""
        return bool(self.code)

    def drawn(self) -> bytes:
        return qr_png(self.code) if self.code else self.content


@dataclass(frozen=True, slots=True)
class Email:
    """A mail in plain text. `to` is empty when no address is known (a warning says so)."""

    kind: str
    subject: str
    text: str
    to: str
    to_name: str
    warnings: tuple[Warned, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()

    @property
    def leaving_with(self) -> tuple[Enclosed, ...]:
        """The enclosed files that still say what the text says."""
        return tuple(one for one in self.enclosed if unspaced(one.says) in unspaced(self.text))

    @property
    def leaving_text(self) -> str:
        """The text, without the lines that tell of a file that stays out."""
        gone = {one.told for one in self.enclosed if one not in self.leaving_with}
        return "".join(
            line for line in self.text.splitlines(keepends=True) if line.strip() not in gone - {""}
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the statement, as printed.

    `period` says in one what `since`, `until` and `days` say apart. `detail` is what a payment
    paid, or the number of a credit note.
    """

    label: str
    period: str
    rate: str
    base: str
    amount: str
    reference: str = ""
    since: str = ""
    until: str = ""
    days: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as data: `blocks` are (block, words) in order, laid out by letter.typ.

    `payment_code` is what the QR code of the transfer says, "" for none, and
    `payment_alt` the same for who cannot see it;
    `asks` is the amount they say, when the words of the letter say it too. `foot` are the
    mentions that a collector's letter must carry, and no words of a user can take away.
    """

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
    payment_code: str = ""
    payment_alt: str = ""
    asks: str = ""
    foot: tuple[str, ...] = ()

    @property
    def asks_the_same(self) -> bool:
        """False when a person has changed the amount in the words since they were written."""
        words = "".join(words for _, words in self.blocks)
        return unspaced(self.asks) in unspaced(words)


def unspaced(words: str) -> str:
    """The words without any space: an editing page may turn an unbreakable one into another."""
    return "".join(words.split())
