"""CAMT.052, .053 and .054 of every version: the namespace's number is not looked at.

ISO 20022 Bank to Customer messages. Pending entries (`PDNG`, `INFO`) are not money yet: they
are counted, not taken. An entry with several transactions is one movement for each when they
add up to it, else one movement.
"""

from __future__ import annotations

from datetime import date

from lxml import etree

from relance.case import BankStatement, Money, Movement
from relance.intake.bank.reading import bad_row, damaged, money, one_line
from relance.intake.problem import WARNING, Problem
from relance.intake.safe_xml import read_xml

_RECORDS = ("Stmt", "Rpt", "Ntfctn")
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_NOT_BOOKED = ("PDNG", "INFO", "FUTR")
_NOTHING = ("NOTPROVIDED", "NONREF", "NOT PROVIDED")


def is_camt(data: bytes) -> bool:
    """True for XML of one of these messages."""
    head = data[:4000]
    return b"camt.05" in head or b"BkToCstmr" in head


def read_camt(data: bytes) -> tuple[list[BankStatement], list[Problem]]:
    """Every statement, report or notification of the message. Raises Refusal."""
    root = read_xml(data)
    records = [one for one in root.iter() if _name(one) in _RECORDS]
    if not records:
        raise damaged(
            "no_statement", "message", "le message ne contient aucun relevé (Stmt, Rpt ou Ntfctn)"
        )
    problems: list[Problem] = []
    return [_statement(one, problems) for one in records], problems


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _at(node: etree._Element | None, path: str) -> etree._Element | None:
    """The first element along a path of local names."""
    for step in path.split("/"):
        node = next((one for one in node if _name(one) == step), None) if node is not None else None
    return node


def _all(node: etree._Element, name: str) -> list[etree._Element]:
    return [one for one in node if _name(one) == name]


def _text(node: etree._Element | None, path: str) -> str:
    found = _at(node, path)
    return one_line(found.text) if found is not None else ""


def _day(node: etree._Element | None, path: str) -> date | None:
    """The day of a choice of date and instant: the civil day that is written."""
    written = _text(node, f"{path}/Dt") or _text(node, f"{path}/DtTm")
    return date.fromisoformat(written[:10]) if written else None


def _signed(node: etree._Element, currency: str = "") -> Money:
    """The amount of an element that says whether it is a credit or a debit."""
    amount = _at(node, "Amt")
    if amount is None or not (amount.text or "").strip():
        raise ValueError("le montant manque")
    found = money(amount.text or "", amount.get("Ccy") or currency or "EUR")
    return -found if _text(node, "CdtDbtInd") == "DBIT" else found


def _statement(record: etree._Element, problems: list[Problem]) -> BankStatement:
    account = _text(record, "Acct/Id/IBAN") or _text(record, "Acct/Id/Othr/Id")
    where = f"relevé {_text(record, 'Id') or account}"
    opening = closing = None
    for balance in _all(record, "Bal"):
        code = _text(balance, "Tp/CdOrPrtry/Cd")
        try:
            if code in _OPENING and (opening is None or code == "OPBD"):
                opening = (_signed(balance), _day(balance, "Dt"))
            elif code in _CLOSING:
                closing = (_signed(balance), _day(balance, "Dt"))
        except ValueError as wrong:
            problems.append(bad_row("bad_balance", where, f"un solde n’est pas lisible ({wrong})"))
    movements: list[Movement] = []
    made_on = _day_of(record, "CreDtTm")  # a notification may give its lines no day of their own
    pending = 0
    for place, entry in enumerate(_all(record, "Ntry"), 1):
        status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
        if status in _NOT_BOOKED:
            pending += 1
            continue
        try:
            movements.extend(_entry(entry, (closing[1] if closing else None) or made_on))
        except (ValueError, TypeError) as wrong:
            problems.append(bad_row("bad_entry", f"{where}, écriture {place}", str(wrong)))
    if pending:
        problems.append(_pending(where, pending))
    currency = _currency(record, opening, closing, movements)
    return BankStatement(
        account,
        currency,
        tuple(movements),
        opening[0] if opening else None,
        closing[0] if closing else None,
        _day_of(record, "FrToDt/FrDtTm") or (opening[1] if opening else None),
        _day_of(record, "FrToDt/ToDtTm") or (closing[1] if closing else None),
    )


def _currency(
    record: etree._Element,
    opening: tuple[Money, date | None] | None,
    closing: tuple[Money, date | None] | None,
    movements: list[Movement],
) -> str:
    known = _text(record, "Acct/Ccy")
    if known:
        return known
    for one in (opening, closing):
        if one is not None:
            return one[0].currency
    return movements[0].amount.currency if movements else "EUR"


def _day_of(record: etree._Element, path: str) -> date | None:
    written = _text(record, path)
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None


def _entry(entry: etree._Element, statement_day: date | None) -> list[Movement]:
    amount = _signed(entry)
    on = _day(entry, "BookgDt") or _day(entry, "ValDt") or statement_day
    if on is None:
        raise ValueError("la date manque")
    value_on = _day(entry, "ValDt")
    details = [one for many in _all(entry, "NtryDtls") for one in _all(many, "TxDtls")]
    parts = [_part(one, amount) for one in details] if len(details) > 1 else []
    whole = parts and all(part is not None for part in parts)
    if whole and sum(part.cents for part in parts if part is not None) == amount.cents:
        return [
            _movement(entry, one, part, on, value_on)
            for one, part in zip(details, parts, strict=True)
            if part is not None
        ]
    return [_movement(entry, details[0] if len(details) == 1 else None, amount, on, value_on)]


def _part(detail: etree._Element, whole: Money) -> Money | None:
    """The amount of one transaction of a batch, signed as it or as the entry says."""
    holder = detail if _at(detail, "Amt") is not None else _at(detail, "AmtDtls/TxAmt")
    if holder is None or _at(holder, "Amt") is None:
        return None
    try:
        found = _signed(holder, whole.currency)
    except ValueError:
        return None
    if found.currency != whole.currency:
        return None
    if _text(detail, "CdtDbtInd"):
        return (
            found
            if _text(detail, "CdtDbtInd") != "DBIT"
            else Money(-abs(found.cents), found.currency)
        )
    return found if whole.cents >= 0 else Money(-abs(found.cents), found.currency)


def _movement(
    entry: etree._Element,
    detail: etree._Element | None,
    amount: Money,
    on: date,
    value_on: date | None,
) -> Movement:
    inward = amount.cents >= 0
    party, account = ("Dbtr", "DbtrAcct") if inward else ("Cdtr", "CdtrAcct")
    parties = _at(detail, "RltdPties")
    told = _at(detail, "RmtInf")
    free = [one.text or "" for one in _all(told, "Ustrd")] if told is not None else []
    structured = _text(told, "Strd/CdtrRefInf/Ref")
    refs = _at(detail, "Refs")
    end_to_end = _text(refs, "EndToEndId")
    reference = structured or ("" if end_to_end in _NOTHING else end_to_end)
    name = _text(parties, f"{party}/Nm") or _text(parties, f"{party}/Pty/Nm")
    return Movement(
        on,
        amount,
        label=one_line(*free, _text(detail, "AddtlTxInf"), _text(entry, "AddtlNtryInf")),
        value_on=value_on,
        reference=reference,
        counterparty=name,
        iban=_text(parties, f"{account}/Id/IBAN"),
        bank_key=_text(refs, "AcctSvcrRef") or _text(entry, "AcctSvcrRef"),
    )


def _pending(where: str, count: int) -> Problem:
    one = count == 1
    return Problem(
        "",
        "pending",
        where,
        f"{count} écriture{'' if one else 's'} annoncée{'' if one else 's'} mais pas encore "
        f"comptabilisée{'' if one else 's'}.",
        "Elles seront dans un prochain relevé. Elles n’ont pas été prises.",
        WARNING,
    )
