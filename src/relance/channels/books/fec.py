"""The fichier des écritures comptables: eighteen columns, tabs, UTF-8 (LPF, art. A47 A-1).

One line a movement of an account; amounts with a comma, days as YYYYMMDD. The file's name is
the SIREN, «FEC» and the day on which the year ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from relance.case import Money

COLUMNS = (
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
)
_FORMULA_BEGINS = ("=", "+", "-", "@", "\N{MINUS SIGN}")
_BREAKS = re.compile(r"[|\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One movement of one account. Exactly one of `debit` and `credit` is not zero."""

    journal: str
    journal_name: str
    number: str
    on: date
    account: str
    account_name: str
    piece: str
    piece_on: date
    label: str
    debit: Money
    credit: Money
    aux: str = ""
    aux_name: str = ""

    def cells(self) -> tuple[str, ...]:
        """The eighteen values as the text wants them."""
        return (
            self.journal,
            self.journal_name,
            self.number,
            _day(self.on),
            self.account,
            _plain(self.account_name) or self.account,
            _plain(self.aux),
            _plain(self.aux_name) or _plain(self.aux),
            _plain(self.piece) or self.number,
            _day(self.piece_on),
            _plain(self.label),
            _amount(self.debit),
            _amount(self.credit),
            "",
            "",
            _day(self.on),
            "",
            "",
        )


def fec_name(siren: str, year_end: date) -> str:
    """«123456789FEC20261231.txt»; nine zeros stand for a SIREN nobody has given."""
    digits = "".join(sign for sign in siren if sign.isdigit())[:9]
    return f"{digits or '0' * 9}FEC{_day(year_end)}.txt"


def fec_bytes(lines: Iterable[Line]) -> bytes:
    """The file. The same lines give the same bytes."""
    rows = ["\t".join(COLUMNS)]
    rows += ["\t".join(map(_inert, line.cells())) for line in lines]
    return ("\r\n".join(rows) + "\r\n").encode("utf-8")


def _inert(cell: str) -> str:
    """The cell as text for a spreadsheet too: the file is often opened in one.

    An apostrophe before «=», «+», «-» or «@» (full-width ones too) keeps a name from being a formula.
    """
    first = unicodedata.normalize("NFKC", cell[:1])
    return f"'{cell}" if first in _FORMULA_BEGINS and cell else cell


def _day(on: date) -> str:
    return on.strftime("%Y%m%d")


def _amount(money: Money) -> str:
    return str(money).replace(".", ",")


def _plain(text: str) -> str:
    """One line without the separators: a tab in a name would move every column."""
    return _BREAKS.sub(" ", text).strip()
