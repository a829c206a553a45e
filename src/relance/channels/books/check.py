"""What the tax office's own tester would find in a FEC: form, balance, days, amounts.

Rules of LPF art. A47 A-1. Errors make the file refused; warnings are told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stdnum.fr import siren as siren_numbers

from relance.channels.books.fec import COLUMNS

_NAME = re.compile(r"(\d{9})FEC(\d{8})\.txt\Z", re.I)
_AMOUNT = re.compile(r"[+-]?\d+(,\d{1,2})?\Z")
_MANDATORY = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib",
    "PieceRef", "PieceDate", "EcritureLib", "ValidDate",
)  # fmt: skip
_DAYS = ("EcritureDate", "PieceDate", "DateLet", "ValidDate")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, on a line of the file (1 is the header; 0: the file as a whole)."""

    line: int
    rule: str
    message: str
    warning: bool = False


def check_fec(data: bytes, name: str) -> list[Finding]:
    """Everything that is wrong in this file; empty when it is conform."""
    found: list[Finding] = []
    closing = _closing(name, found)
    text = _decoded(data)
    lines = re.split(r"\r\n|\n|\r", text)
    if lines and not lines[-1]:
        lines.pop()
    separator = "|" if lines and "|" in lines[0] else "\t"
    if not lines or tuple(lines[0].lstrip("\ufeff").split(separator)) != COLUMNS:
        found.append(Finding(1, "bad_header", "Les dix-huit colonnes ne sont pas celles du texte."))
        return found
    rows: list[tuple[int, dict[str, str]]] = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split(separator)
        if len(cells) != len(COLUMNS):
            found.append(Finding(number, "bad_columns", f"{len(cells)} colonnes au lieu de 18."))
            continue
        rows.append((number, dict(zip(COLUMNS, cells, strict=True))))
    for number, row in rows:
        _check_row(number, row, closing, found)
    _check_entries(rows, found)
    return sorted(found, key=lambda one: one.line)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("iso-8859-15")


def _closing(name: str, found: list[Finding]) -> date | None:
    match = _NAME.match(name)
    if match is None:
        found.append(Finding(0, "bad_name", "Le nom doit être SIREN, FEC, date de clôture."))
        return None
    if not siren_numbers.is_valid(match[1]):
        found.append(Finding(0, "siren_luhn", "La clé du SIREN ne tombe pas juste."))
    return _day(match[2])


def _day(written: str) -> date | None:
    if not re.fullmatch(r"\d{8}", written):
        return None
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        return None


def _amount(written: str) -> Decimal | None:
    return Decimal(written.replace(",", ".")) if _AMOUNT.match(written) else None


def _check_row(
    number: int, row: dict[str, str], closing: date | None, found: list[Finding]
) -> None:
    for name in _MANDATORY:
        if not row[name].strip():
            found.append(Finding(number, "mandatory_field_empty", f"{name} est vide."))
    for name in _DAYS:
        if row[name] and _day(row[name]) is None:
            found.append(Finding(number, "invalid_date", f"{name} «\u00a0{row[name]}\u00a0»."))
    for name in ("Debit", "Credit"):
        if _amount(row[name]) is None:
            found.append(Finding(number, "malformed_amount", f"{name} «\u00a0{row[name]}\u00a0»."))
    if _amount(row["Debit"]) and _amount(row["Credit"]):
        found.append(Finding(number, "debit_and_credit_on_same_line", "Débit et crédit à la fois."))
    if row["CompAuxNum"] and not row["CompAuxLib"]:
        found.append(Finding(number, "aux_number_without_label", "Compte auxiliaire sans nom."))
    if row["EcritureLet"] and not row["DateLet"]:
        found.append(Finding(number, "lettrage_without_date", "Lettrage sans date.", warning=True))
    if bool(row["Idevise"]) != bool(row["Montantdevise"]):
        found.append(Finding(number, "currency_incoherent", "Devise sans montant.", warning=True))
    on, valid = _day(row["EcritureDate"]), _day(row["ValidDate"])
    if on is not None and closing is not None and on > closing:
        found.append(Finding(number, "date_outside_year", "Après la clôture."))
    if on is not None and valid is not None and valid < on:
        found.append(
            Finding(number, "valid_date_before_entry_date", "Validée avant sa date.", warning=True)
        )


def _check_entries(rows: list[tuple[int, dict[str, str]]], found: list[Finding]) -> None:
    entries: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = defaultdict(list)
    whole = Decimal(0)
    for number, row in rows:
        entries[row["JournalCode"], row["EcritureNum"]].append((number, row))
    for (_, name), some in entries.items():
        amounts = [(_amount(row["Debit"]), _amount(row["Credit"])) for _, row in some]
        known = [(debit or Decimal(0), credit or Decimal(0)) for debit, credit in amounts]
        balance = sum((debit - credit for debit, credit in known), start=Decimal(0))
        whole += balance
        readable = all(debit is not None and credit is not None for debit, credit in amounts)
        if balance and readable:
            found.append(Finding(some[0][0], "entry_unbalanced", f"{name} n’est pas équilibrée."))
        if len({row["EcritureDate"] for _, row in some}) > 1:
            found.append(Finding(some[0][0], "several_dates_in_entry", f"{name} a deux dates."))
    if whole:
        found.append(Finding(0, "totals_differ", f"Débits et crédits diffèrent de {whole}."))
