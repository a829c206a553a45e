"""Field 86 of MT940: what a movement is for, and who stands at the other end.

Three forms. Subfields, `?20` and the like, whose mark each country chooses (`?`, `~`, `+`, `<`).
Words between slashes, `/EREF/…/NAME/…/REMI/…`. Plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from relance.intake.bank.reading import one_line

NOTHING = ("NONREF", "NOTPROVIDED", "EREF", "KREF", "MREF", "MARF", "PREF", ".", "")
"""What a field of reference holds when it holds none; `EREF` says: look in field 86."""

_WIDTH = 65  # of a line of field 86: a word that does not fit goes on at the next one
_MARK = re.compile(r"\s*(?:\d{3}\s?)?([~+<>|#^])\d{2}")
_SEPA = re.compile(r"(EREF|KREF|MREF|BREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC)\+")
_SLASHED = re.compile(
    r"/(TRTP|TRCD|ORDP|BENM|CNTP|NAME|IBAN|BIC|ID|ADDR|REMI|USTD|STRD|EREF|PREF|RREF|MARF|CSID|ISDT"
    r"|PURP|RTRN|ULTD|ULTC|ULTB|ACCW|SVCL|CREF|KREF|CHGS|OCMT)(?=/)"
)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}\Z")


@dataclass(slots=True)
class Told:
    """What field 86 says; what it leaves out is empty."""

    label: str = ""
    reference: str = ""
    name: str = ""
    iban: str = ""


def read_details(written: str) -> Told:
    """Field 86, in the form that it has."""
    flat = written.replace("\n", "")
    other = _MARK.match(flat)
    mark = other[1] if other and "?20" not in flat else "?"
    parts = re.split(rf"{re.escape(mark)}(\d{{2}})", flat)
    if len(parts) > 1:
        return _subfields(parts)
    text = _lines_joined(written)
    return _slashed(text) if _SLASHED.match(text.strip()) else Told(label=one_line(text))


def account_number(written: str) -> str:
    """An IBAN, without its spaces; "" for anything else."""
    text = one_line(written).replace(" ", "")
    return text if _IBAN.match(text) else ""


def _lines_joined(written: str) -> str:
    """A line that is full was cut where it was full, in the middle of a word or not."""
    first, *others = written.split("\n")
    full = (_WIDTH, _WIDTH - len(":86:"))  # some banks count the name of the field in its line
    said = [first + ("" if len(first) in full else " ")]
    return "".join(said + [line + ("" if len(line) == _WIDTH else " ") for line in others])


def _subfields(parts: list[str]) -> Told:
    by_code: dict[str, str] = {}
    for code, told in zip(parts[1::2], parts[2::2], strict=True):
        by_code[code] = by_code.get(code, "") + told
    purpose = "".join(by_code[code] for code in sorted(by_code) if "20" <= code <= "29")
    purpose += "".join(by_code[code] for code in sorted(by_code) if "60" <= code <= "63")
    named = _sepa(purpose)
    second = by_code.get("33", "")  # the rest of the name; some banks put the account there
    accounts = (by_code.get("31", ""), named.get("IBAN", ""), second)
    return Told(
        label=one_line(by_code.get("00"), named.get("SVWZ") or purpose),
        reference=_reference(named.get("EREF", "")),
        name=one_line(by_code.get("32", "") + ("" if account_number(second) else second)).strip(
            "/ "
        ),
        iban=next(filter(None, map(account_number, accounts)), ""),
    )


def _sepa(purpose: str) -> dict[str, str]:
    parts = _SEPA.split(purpose)
    return dict(zip(parts[1::2], (one.strip() for one in parts[2::2]), strict=True))


def _slashed(text: str) -> Told:
    parts = _SLASHED.split(text)
    named: dict[str, str] = {}
    for word, told in zip(parts[1::2], parts[2::2], strict=True):
        named.setdefault(word, told.strip("/ "))
    # The other party in one piece: account, bank, name, town.
    party = [*named.get("CNTP", "").split("/"), "", "", ""]
    said = one_line(named.get("REMI"), named.get("USTD"), named.get("STRD"))
    return Told(
        label=one_line(named.get("TRTP"), said) if said else one_line(text),
        reference=_reference(named.get("EREF", "")),
        name=one_line(named.get("NAME") or party[2]),
        iban=account_number(named.get("IBAN", "")) or account_number(party[0]),
    )


def _reference(written: str) -> str:
    said = one_line(written)
    return "" if said.upper().rstrip("+").replace(" ", "") in NOTHING else said
