"""CAMT.052, .053 and .054 of every version: the namespace's number is not looked at.

ISO 20022 Bank to Customer messages. Entries that are announced and not booked (`PDNG`, `INFO`)
are movements that are pending. An entry with several transactions is one movement for each when
they add up to it, else one movement.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lxml import etree

from relance.case import BankStatement, Money, Movement
from relance.intake.bank.reading import bad_row, damaged, iso_day, money, not_booked, one_line
from relance.intake.problem import Problem
from relance.intake.safe_xml import STATEMENT, read_xml

_RECORDS = ("Stmt", "Rpt", "Ntfctn")
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_NOT_BOOKED = ("PDNG", "INFO", "FUTR")
_AMOUNTS = ("", "AmtDtls/TxAmt", "AmtDtls/InstdAmt", "AmtDtls/CntrValAmt")
"""Where banks write the amount of one transaction; the whole must still be their sum."""
_TOLD = 20  # transactions of one entry whose words are kept
_NOTHING = ("NOTPROVIDED", "NONREF", "NOT PROVIDED")


def is_camt(data: bytes) -> bool:
    """True for XML of one of these messages."""
    head = data[:4000]
    return b"camt.05" in head or b"BkToCstmr" in head


def read_camt(data: bytes) -> tuple[list[BankStatement], list[Problem]]:
    """Every statement, report or notification of the message. Raises Refusal."""
    root = read_xml(data, STATEMENT)
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
    return iso_day(written) if written else None


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
    for place, entry in enumerate(_all(record, "Ntry"), 1):
        status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
        try:
            day = (closing[1] if closing else None) or made_on
            movements.extend(_entry(entry, day, own=account, pending=status in _NOT_BOOKED))
        except ValueError as wrong:
            problems.append(bad_row("bad_entry", f"{where}, écriture {place}", str(wrong)))
    if pending := sum(one.pending for one in movements):
        problems.append(not_booked(where, pending))
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
        return iso_day(written) if written else None
    except ValueError:
        return None


def _entry(
    entry: etree._Element, statement_day: date | None, *, own: str, pending: bool
) -> list[Movement]:
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
            _movement(entry, one, part, (on, value_on), own=own, pending=pending)
            for one, part in zip(details, parts, strict=True)
            if part is not None
        ]
    only = details[0] if len(details) == 1 else None
    one = _movement(entry, only, amount, (on, value_on), own=own, pending=pending)
    if len(details) > 1:
        # Nobody says how much each of them paid; what they wrote may still name the bills.
        told = [
            _movement(entry, each, amount, (on, value_on), own=own, pending=pending)
            for each in details[:_TOLD]
        ]
        names = {each.counterparty for each in told}
        said = one_line(*(text for each in told for text in (each.label, each.reference)))
        one = replace(one, label=said, counterparty=names.pop() if len(names) == 1 else "")
    return [one]


def _part(detail: etree._Element, whole: Money) -> Money | None:
    """The amount of one transaction of a batch, signed as it or as the entry says."""
    found = next(filter(None, (_in(whole.currency, detail, path) for path in _AMOUNTS)), None)
    if found is None:
        return None
    if _text(detail, "CdtDbtInd"):
        return (
            found
            if _text(detail, "CdtDbtInd") != "DBIT"
            else Money(-abs(found.cents), found.currency)
        )
    return found if whole.cents >= 0 else Money(-abs(found.cents), found.currency)


def _in(currency: str, detail: etree._Element, path: str) -> Money | None:
    """The amount that stands there, if it is in the account's currency."""
    holder = _at(detail, path) if path else detail
    if holder is None or _at(holder, "Amt") is None:
        return None
    try:
        found = _signed(holder, currency)
    except ValueError:
        return None
    return found if found.currency == currency else None


def _movement(
    entry: etree._Element,
    detail: etree._Element | None,
    amount: Money,
    days: tuple[date, date | None],
    *,
    own: str,
    pending: bool,
) -> Movement:
    told = _at(detail, "RmtInf")
    structured = _all(told, "Strd") if told is not None else []
    free = [one.text or "" for one in _all(told, "Ustrd")] if told is not None else []
    # The bills that the payer names one by one, and what he adds to them.
    bills = [_text(bill, "Nb") for one in structured for bill in _all(one, "RfrdDocInf")]
    added = [more.text or "" for one in structured for more in _all(one, "AddtlRmtInf")]
    cited = next((ref for one in structured if (ref := _text(one, "CdtrRefInf/Ref"))), "")
    refs = _at(detail, "Refs")
    end_to_end = _text(refs, "EndToEndId")
    name, iban = _other_party(entry, detail, inward=amount.cents >= 0, own=own)
    said = (_text(detail, "AddtlTxInf"), _text(entry, "AddtlNtryInf"))
    return Movement(
        days[0],
        amount,
        label=one_line(*free, *bills, *added, *said),
        value_on=days[1],
        reference=cited or ("" if end_to_end in _NOTHING else end_to_end),
        counterparty=name,
        iban=iban,
        bank_key=_text(refs, "AcctSvcrRef") or _text(entry, "AcctSvcrRef"),
        pending=pending,
    )


def _other_party(
    entry: etree._Element, detail: etree._Element | None, *, inward: bool, own: str
) -> tuple[str, str]:
    """The name and the account at the other end.

    Parties keep the roles of the first payment when it comes back: the debtor of a direct debit
    that is returned is still our client, although the money goes out.
    """
    parties = _at(detail, "RltdPties")
    sides = ["Dbtr", "Cdtr"] if inward else ["Cdtr", "Dbtr"]
    is_back = _text(entry, "RvslInd") in ("true", "1") or _at(detail, "RtrInf") is not None
    if (own and _text(parties, f"{sides[0]}Acct/Id/IBAN") == own) or (
        is_back and _text(parties, f"{sides[1]}Acct/Id/IBAN") != own
    ):
        sides.reverse()
    side = sides[0]
    kinds = ("Nm", "Pty/Nm", "Agt/FinInstnId/Nm")
    paths = [f"{role}/{kind}" for role in (side, f"Ultmt{side}") for kind in kinds]
    name = next((said for path in paths if (said := _text(parties, path))), "")
    return name, _text(parties, f"{side}Acct/Id/IBAN")
