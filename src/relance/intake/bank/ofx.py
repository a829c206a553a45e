"""OFX 1 (SGML) and OFX 2 (XML), read the same way: a flat walk over the tags.

Most banks close only what holds other tags; some files write a tag and its value on one line.
The elements that matter have unique names inside their parent, so no tree is needed. An OFX 2
file with a DOCTYPE is refused like every other XML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from relance.case import BankStatement, Money, Movement
from relance.intake.bank.reading import bad_row, damaged, day, money, one_line
from relance.intake.problem import NOTHING_TAKEN, WARNING, Problem

_TAG = re.compile(r"<(/?)([A-Za-z0-9._]+)[^>]*?>((?:[^<]|<!\[CDATA\[.*?\]\]>)*)", re.S)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_CHARSET = re.compile(rb"(?:CHARSET:|encoding=[\"'])([A-Za-z0-9-]+)")
_WHEN = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:(\d{2})\d{2}(?:\d{2})?[.\d]*(?:\[([+-]?\d{1,2}(?:\.\d+)?)(?::\w*)?\])?)?"
)
_DEBITS = ("DEBIT", "CHECK", "FEE", "SRVCHG", "DIRECTDEBIT", "ATM", "POS", "REPEATPMT")
_ACCOUNTS = ("STMTRS", "CCSTMTRS", "INVSTMTRS")


def is_ofx(data: bytes) -> bool:
    head = data[:4000].upper()
    return b"OFXHEADER" in head or b"<OFX>" in head


def _decoded(data: bytes) -> str:
    told = _CHARSET.search(data[:1000])
    name = told[1].decode().lower() if told else ""
    name = {"1252": "cp1252", "none": "cp1252", "us-ascii": "cp1252", "": "cp1252"}.get(name, name)
    # Many banks announce «1252» or nothing over UTF-8; Western letters never look like UTF-8.
    for encoding in ("utf-8-sig", name, "cp1252"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")


@dataclass(slots=True)
class _Account:
    """One account's answer, as it is walked through."""

    bank: list[str] = field(default_factory=list)
    account: str = ""
    currency: str = ""
    rows: list[dict[str, str]] = field(default_factory=list)
    balance: dict[str, str] = field(default_factory=dict)
    since: str = ""
    until: str = ""


def read_ofx(data: bytes) -> tuple[list[BankStatement], list[Problem]]:
    """Every account of the file. Raises Refusal."""
    text = _decoded(data)
    if re.search(r"<!\s*DOCTYPE", text, re.I):
        raise damaged("doctype_refused", "en-tête", "il contient une déclaration DOCTYPE")
    statements: list[BankStatement] = []
    problems: list[Problem] = []
    for place, account in enumerate(_accounts(text), 1):
        statements.append(_statement(account, place, problems))
    if not statements:
        said = re.search(r"<SEVERITY>\s*ERROR.*?<MESSAGE>([^<\r\n]*)", text, re.S)
        if said:
            raise damaged(
                "bank_error", "réponse", f"la banque a répondu «\u00a0{said[1].strip()}\u00a0»"
            )
        problems.append(_no_account())
    return statements, problems


def _tags(text: str) -> Iterator[tuple[str, str, str]]:
    """(opening or closing, name, value) of each tag."""
    start = text.upper().find("<OFX>")
    for found in _TAG.finditer(_COMMENT.sub("", text[max(start, 0) :])):
        value = _CDATA.sub(lambda part: part[1], found[3])
        yield found[1], found[2].upper(), html.unescape(value).strip()


def _accounts(text: str) -> Iterator[_Account]:
    opened: _Account | None = None
    row: dict[str, str] | None = None
    inside = ""  # the block in which names are looked at
    aside = False  # whether the account of the other party is being told
    for closing, name, value in _tags(text):
        if name in _ACCOUNTS:
            if closing and opened is not None:
                yield opened
                opened = None
            elif not closing:
                opened, row, inside = _Account(), None, ""
        elif opened is None:
            continue
        elif name.endswith("ACCTTO") and not value:
            aside = not closing
        elif name == "STMTTRN":
            aside = False
            if closing:
                row = None
            else:
                row = {}
                opened.rows.append(row)
        elif name in ("LEDGERBAL", "AVAILBAL", "BANKACCTFROM", "CCACCTFROM", "INVACCTFROM") or (
            name.endswith("TRANLIST") and not value
        ):
            inside = "" if closing else name
            row = None
        elif closing or aside:
            continue
        elif row is not None and (inside.endswith("TRANLIST") or not inside):
            row.setdefault(name, value)
        elif inside.endswith("ACCTFROM"):
            if name == "ACCTID":
                opened.account = value
            elif name in ("BANKID", "BRANCHID"):
                opened.bank.append(value)
        elif inside == "LEDGERBAL":
            opened.balance.setdefault(name, value)
        elif name == "CURDEF":
            opened.currency = value.upper()
        elif inside.endswith("TRANLIST") and name == "DTSTART":
            opened.since = value
        elif inside.endswith("TRANLIST") and name == "DTEND":
            opened.until = value
    if opened is not None:
        yield opened


def _statement(one: _Account, place: int, problems: list[Problem]) -> BankStatement:
    account = "".join([*one.bank, one.account])
    currency = one.currency or "EUR"
    _sign(one.rows)
    movements: list[Movement] = []
    for number, row in enumerate(one.rows, 1):
        try:
            movements.append(_movement(row, currency))
            if row.get("TRNTYPE", "").upper() == "DEBIT" and movements[-1].amount.cents > 0:
                problems.append(_positive_debit(f"compte {place}, ligne {number}", row["TRNAMT"]))
            if _rounded(row.get("TRNAMT", "")):
                problems.append(_was_rounded(f"compte {place}, ligne {number}", row["TRNAMT"]))
        except ValueError as wrong:
            problems.append(bad_row("bad_movement", f"compte {place}, ligne {number}", str(wrong)))
    closing: Money | None = None
    until: date | None = None
    if one.balance:
        until = _maybe(one.balance.get("DTASOF", ""))
        try:
            closing = money(_plain(one.balance.get("BALAMT", "")), currency)
        except ValueError:
            problems.append(
                bad_row("bad_balance", f"compte {place}", "son solde est vide ou illisible")
            )
    since, last = _maybe(one.since), _maybe(one.until)
    return BankStatement(account, currency, tuple(movements), None, closing, since, last or until)


def _sign(rows: list[dict[str, str]]) -> None:
    """Where no amount of an account has a sign, what is called a debit is one.

    The norm wants signs; banks that write none would have every debit taken for money in.
    """
    if any(re.search(r"[-+(]", row.get("TRNAMT", "")) for row in rows):
        return
    for row in rows:
        if row.get("TRNTYPE", "").upper() in _DEBITS and row.get("TRNAMT"):
            row["TRNAMT"] = f"-{row['TRNAMT']}"


def _movement(row: dict[str, str], currency: str) -> Movement:
    if not row.get("DTPOSTED"):
        raise ValueError("la date manque")
    if "TRNAMT" not in row:
        raise ValueError("le montant manque")
    if "CURRENCY" in row and row.get("CURSYM"):
        currency = row["CURSYM"].upper()  # this one amount is not in the account's
    name, memo = row.get("NAME") or row.get("PAYEE", ""), row.get("MEMO", "")
    try:
        amount = money(_plain(row["TRNAMT"]), currency)
    except ValueError as wrong:
        raise ValueError(f"montant «\u00a0{row['TRNAMT'][:40]}\u00a0» illisible") from wrong
    on = _day(row["DTPOSTED"])
    value_on = _day(row["DTAVAIL"]) if row.get("DTAVAIL") else None
    return Movement(
        on,
        amount,
        one_line(name, memo),
        value_on,
        reference=one_line(row.get("REFNUM") or row.get("CHECKNUM", "")).strip("0")
        and one_line(row.get("REFNUM") or row.get("CHECKNUM", "")),
        counterparty=one_line(name),
        bank_key=row.get("FITID", ""),
    )


def _plain(written: str) -> str:
    """«-00000000001500.0000» as «-1500.00»: to the cent, half up. «1 006,60» has a blank."""
    text = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3})", "", written.strip())
    if text.endswith("-") or (text.startswith("(") and text.endswith(")")):
        text = f"-{text.strip('()- ')}"
    if "," in text and "." in text:  # the last of the two is the decimal mark
        text = text.replace(min(",", ".", key=text.rfind), "")
    text = text.replace(",", ".")
    if re.fullmatch(r"[+-]?\d*\.\d{3,}", text):  # funds are counted finer than the cent
        return str(Decimal(text).quantize(Decimal("0.01"), ROUND_HALF_UP))
    return text


def _no_account() -> Problem:
    return Problem(
        "",
        "no_statement",
        "fichier",
        "Ce fichier ne contient le relevé d’aucun compte.",
        "Choisissez un compte et une période dans votre banque, puis téléchargez-le de nouveau. "
        f"{NOTHING_TAKEN}",
        WARNING,
    )


def _rounded(written: str) -> bool:
    """True when the amount is finer than the cent."""
    return bool(re.search(r"[.,]\d{2}\d*[1-9]\d*\s*\Z", written)) and not re.search(
        r"[.,]\d{2}0*\s*\Z", written
    )


def _positive_debit(where: str, written: str) -> Problem:
    return Problem(
        "",
        "sign_unclear",
        where,
        f"La banque appelle ce mouvement un débit, et son montant «\u00a0{written.strip()}\u00a0» est "
        "positif. Il a été lu comme une rentrée, selon son signe.",
        "Vérifiez-le dans votre banque avant de l’attribuer à une facture.",
        WARNING,
    )


def _was_rounded(where: str, written: str) -> Problem:
    return Problem(
        "",
        "rounded",
        where,
        f"Le montant «\u00a0{written.strip()}\u00a0» est plus fin que le centime.",
        "Il a été arrondi au centime le plus proche.",
        WARNING,
    )


def _day(written: str) -> date:
    """The day of `YYYYMMDDHHMMSS.000[-4:EDT]`, cut after any of its parts.

    The day is the one written; an hour of a bank west of Greenwich is told as OFX counts hours,
    in GMT (1.0.2, 3.2.8.2). To the east, where French banks are, their day begins before GMT's.
    """
    found = _WHEN.match(written.strip())
    if not found:
        raise ValueError(f"date «\u00a0{written.strip()[:40]}\u00a0» illisible")
    on = day(int(found[1]), int(found[2]), int(found[3]))
    west = Decimal(found[5] or 0)
    hour = Decimal(found[4] or 0)
    return on + timedelta(days=1) if west < 0 < hour and hour - west >= 24 else on


def _maybe(written: str) -> date | None:
    try:
        return _day(written)
    except ValueError:
        return None
