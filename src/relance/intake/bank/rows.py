"""The lines of a bank's list as movements: signs, days, states, and what is no movement at all."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from relance.case import BankStatement, Money, Movement
from relance.intake.amounts import (
    UnclearAmount,
    decimal_mark,
    from_number,
    read_amount,
    take_apart,
)
from relance.intake.bank.balances import ends, signed
from relance.intake.bank.columns import BankColumns
from relance.intake.bank.order import order_of
from relance.intake.bank.reading import bad_row, not_booked, one_line
from relance.intake.bank.table import Table
from relance.intake.bank.ways import plain, turned
from relance.intake.columns import header_words
from relance.intake.csv_rows import Record
from relance.intake.days import UnclearDay, from_serial, read_day
from relance.intake.problem import NOTHING_TAKEN, WARNING, Problem

_DONE = frozenset(
    [
        "termine",
        "terminee",
        "completed",
        "comptabilise",
        "comptabilisee",
        "execute",
        "executee",
        "effectue",
        "effectuee",
        "valide",
        "validee",
        "settled",
        "processed",
        "booked",
        "posted",
        "complete",
        "reglee",
        "regle",
        "passe",
        "passee",
    ]
)
_WAITING = frozenset(
    ["attente", "cours", "pending", "processing", "autorise", "autorisee", "authorized"]
)
_UNDONE = frozenset(
    [
        "annule",
        "annulee",
        "refuse",
        "refusee",
        "rejete",
        "rejetee",
        "echoue",
        "echouee",
        "echec",
        "declined",
        "reverted",
        "renvoye",
        "renvoyee",
        "canceled",
        "cancelled",
        "failed",
        "rejected",
        "expire",
        "expiree",
    ]
)
_REMARK = re.compile(
    r"(ancien|nouveau) solde\b|solde (au|du) \d|solde (initial|final|crediteur|debiteur|precedent|"
    r"intermediaire|comptable|de depart|d ouverture|de cloture|en euros?)\b|(sous )?(total|totaux) "
    r"(des |du )?(operations?|mouvements?|debits?|credits?|general|generaux|\d)|report a nouveau\Z"
)
"""How banks write totals and balances among the lines. «Solde du devis» is a client's."""

_AMOUNTS = ("amount", "debit", "credit", "fee", "balance")
_DASHES = ("-", "–", "—", "--")
"""What stands in a cell of an amount for nothing."""

_UNDATED_REMARK = re.compile(
    r"(solde|total|totaux|sous total|report|balance|(opening|closing) balance)\b"
)


def read_rows(table: Table, columns: BankColumns) -> tuple[list[BankStatement], list[Problem]]:
    """Every line as a movement or as a named problem; what stands below the list is left out."""
    places = columns.places
    order, _ = order_of(_texts(table.records, places["on"]))
    marks = [places[name] for name in ("amount", "debit", "credit") if name in places]
    mark = decimal_mark(text for place in marks for text in _texts(table.records, place))
    by_account: dict[str, list[tuple[Movement, Money | None]]] = {}
    lines: dict[str, list[int]] = {}
    problems: list[Problem] = []
    waiting = 0
    for record in table.records:
        cells = record.cells
        if record.flaw is None and _is_remark(cells, places):
            continue
        if not table.header_line and len(cells) <= places["label"]:
            continue  # The account and its balance, below a list without titles.
        try:
            if record.flaw is not None:
                raise ValueError(record.flaw.reason)
            state = _state(_said(cells, places, "state"))
            if state is not True:
                waiting += state is None
                continue
            movement, balance = _movement(cells, columns, order, mark)
        except (UnclearAmount, UnclearDay, ValueError) as wrong:
            why = getattr(wrong, "reason", str(wrong))
            problems.append(bad_row("bad_row", f"ligne {record.line}", why))
            continue
        account = _said(cells, places, "account") or table.account_at(record.line)
        by_account.setdefault(account, []).append((movement, balance))
        lines.setdefault(account, []).append(record.line)
    if waiting:
        problems.append(not_booked("liste", waiting))
    if not by_account and not problems:
        problems.append(_no_movement())
    if not {"sign", "debit", "credit"} & places.keys():
        for account, rows in by_account.items():
            by_account[account] = _proven(rows, lines[account], problems)
    return [_statement(account, rows) for account, rows in by_account.items()], problems


def _proven(
    rows: list[tuple[Movement, Money | None]], lines: list[int], problems: list[Problem]
) -> list[tuple[Movement, Money | None]]:
    """The lines of an account, signed by their balances where the list writes no sign."""
    balances = [balance for _, balance in rows if balance is not None]
    if len(balances) < len(rows) or len({one.amount.currency for one, _ in rows}) > 1:
        return rows
    movements, unknown = signed([one for one, _ in rows], balances)
    if unknown is None:
        return rows
    why = "elle n’a pas de signe, et aucun solde avant elle ne dit si l’argent est entré ou sorti"
    problems.append(bad_row("no_sign", f"ligne {lines[unknown]}", why))
    both = zip(movements, balances, strict=True)
    return [pair for at, pair in enumerate(both) if at != unknown]


def _no_movement() -> Problem:
    return Problem(
        "",
        "no_movement",
        "fichier",
        "Ce tableau a ses titres de colonnes et aucun mouvement comptabilisé.",
        f"Choisissez une autre période dans votre banque, puis téléchargez-le de nouveau. "
        f"{NOTHING_TAKEN}",
        WARNING,
    )


def _is_remark(cells: Sequence[object], places: dict[str, int]) -> bool:
    """Totals, balances and sentences that stand among or below the movements."""
    on, label = (plain(_said(cells, places, name)) for name in ("on", "label"))
    if _REMARK.match(on) or _REMARK.match(label):
        return True
    if on[:1].isdigit():
        return False
    # Without a day, what bears no amount or calls itself a total is no movement.
    said = _UNDATED_REMARK.match(on) or (not on and _UNDATED_REMARK.match(label))
    return bool(said) or _amounts_empty(cells, places)


def _state(written: str) -> bool | None:
    """True when it is money, None when it may become money, False when it never was."""
    words = set(header_words(written))
    if not words or (words & _DONE and not words & _UNDONE):
        return True
    if words & _UNDONE:
        return False
    if words & _WAITING:
        return None
    raise ValueError(f"l’état «\u00a0{written[:40]}\u00a0» n’est pas connu")


def _texts(records: Iterable[Record], place: int) -> list[str]:
    return [
        str(record.cells[place])
        for record in list(records)[:500]
        if place < len(record.cells)
        and isinstance(record.cells[place], str)
        and record.cells[place]
    ]


def _cell(cells: Sequence[object], places: dict[str, int], name: str) -> object:
    place = places.get(name, -1)
    value = cells[place] if 0 <= place < len(cells) else None
    if isinstance(value, str):
        said = value.strip()
        return None if not said or (name in _AMOUNTS and said in _DASHES) else value
    return value


def _said(cells: Sequence[object], places: dict[str, int], name: str) -> str:
    value = _cell(cells, places, name)
    return one_line(str(value)) if value is not None else ""


def _amounts_empty(cells: Sequence[object], places: dict[str, int]) -> bool:
    return not any(_said(cells, places, name) for name in ("amount", "debit", "credit"))


def _movement(
    cells: Sequence[object], columns: BankColumns, order: str, mark: str | None
) -> tuple[Movement, Money | None]:
    places = columns.places
    currency = _said(cells, places, "currency").upper() or _written_beside(cells, places)
    currency = currency or columns.currency
    exact = _signed(cells, places, mark)
    value_on = _cell(cells, places, "value_on")
    balance = _cell(cells, places, "balance")
    known = _exact(balance, mark) if balance not in (None, "") else None
    movement = Movement(
        _day(_cell(cells, places, "on"), order),
        Money.of(exact, currency),
        html.unescape(one_line(_said(cells, places, "label"), _said(cells, places, "details"))),
        _day(value_on, order) if value_on not in (None, "") else None,
        _said(cells, places, "reference"),
        _said(cells, places, "counterparty"),
        _said(cells, places, "iban").replace(" ", ""),
    )
    return movement, Money.of(known, currency) if known is not None else None


def _written_beside(cells: Sequence[object], places: dict[str, int]) -> str:
    """The currency that stands beside the amount («579,68 USD»)."""
    said = (_cell(cells, places, name) for name in ("amount", "debit", "credit"))
    for written in said:
        if isinstance(written, str) and (found := take_apart(written.lstrip("'")).currency):
            return found
    return ""


def _signed(cells: Sequence[object], places: dict[str, int], mark: str | None) -> Decimal:
    if "amount" in places:
        value = _cell(cells, places, "amount")
        if value in (None, ""):
            raise ValueError("le montant manque")
        exact = _exact(value, mark)
        if "sign" in places:
            exact = turned(exact, _said(cells, places, "sign"))
        fee = _cell(cells, places, "fee")
        # Some write a fee as what it takes, others as what it does to the account.
        return exact - abs(_exact(fee, mark) if fee not in (None, "") else Decimal(0))
    debit, credit = (_cell(cells, places, name) for name in ("debit", "credit"))
    if debit in (None, "") and credit in (None, ""):
        raise ValueError("le montant manque")
    out = -abs(_exact(debit, mark)) if debit not in (None, "") else Decimal(0)
    entered = _exact(credit, mark) if credit not in (None, "") else Decimal(0)
    if out and entered:
        raise ValueError("elle a un débit et un crédit à la fois")
    return out + entered


def _exact(value: object, mark: str | None) -> Decimal:
    if isinstance(value, int | float | Decimal):
        return from_number(value)
    return read_amount(str(value).lstrip("'"), mark)[0]  # a sheet's mark for text


def _day(value: object, order: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return from_serial(value)
    return read_day(re.sub(r"[T ]\d{1,2}:\d{2}.*\Z", "", str(value).strip()), order)


def _statement(account: str, rows: list[tuple[Movement, Money | None]]) -> BankStatement:
    """One account's lines, and the balances where the list has them on every line."""
    movements = tuple(one for one, _ in rows)
    currency = movements[0].amount.currency
    days = [one.on for one in movements]
    opening = closing = None
    balances = [balance for _, balance in rows if balance is not None]
    if len(balances) == len(rows) and len({one.amount.currency for one in movements}) == 1:
        opening, closing = ends(movements, balances)
    return BankStatement(account, currency, movements, opening, closing, min(days), max(days))
