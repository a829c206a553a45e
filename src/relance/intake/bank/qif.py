"""QIF: one letter a line, `^` ends a movement. It has neither currency nor account number.

A file holds lists: `!Type:Bank` and its like are movements, `!Account` names the account of the
lists that follow, and the others (categories, classes, prices…) are no money and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from relance.case import BankStatement, Money, Movement
from relance.intake.amounts import UnclearAmount, decimal_mark, read_amount
from relance.intake.bank.order import order_of
from relance.intake.bank.reading import bad_row, damaged, money, one_line
from relance.intake.days import UnclearDay, read_day
from relance.intake.problem import WARNING, Problem

_BEGINS = re.compile(r"^\s*!(?:type:|account|option:|clear:)", re.I | re.M)
_OPENING = re.compile(r"(opening balance|solde (initial|d.ouverture|de départ))\Z", re.I)
_MONEY = ("bank", "cash", "ccard", "oth a", "oth l")


def is_qif(text: str) -> bool:
    return bool(_BEGINS.search(text.lstrip("\ufeff")[:400]))


@dataclass(slots=True)
class _List:
    """The movements of one account: the line each begins on, and its values by letter."""

    account: str
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)


def read_qif(text: str) -> tuple[list[BankStatement], list[Problem]]:
    """The movements of each account, days read the way all of them can be. Raises Refusal."""
    lists: dict[str, _List] = {}
    account, kind, has_money = "", "bank", False
    for place, head, row in _records(text):
        if head:
            kind = head
            has_money = has_money or kind in _MONEY
        elif kind == "account":
            account = row.get("N", account)
        elif kind in _MONEY:
            lists.setdefault(account, _List(account)).rows.append((place, row))
    if not lists and not has_money:
        raise damaged("no_statement", "fichier", "on n’y trouve aucune liste de mouvements")
    found = list(lists.values()) or [_List(account)]
    problems: list[Problem] = []
    rows = [(line, row) for one in found for line, row in one.rows]
    for _, row in rows:
        if "D" in row:  # Quicken writes 31/12'26: the apostrophe is a slash.
            row["D"] = row["D"].replace("'", "/").replace(" ", "")
    # One program wrote all the lists: what one of them proves holds for the others.
    by_list = [[row["D"] for _, row in one.rows if "D" in row] for one in found]
    order, told = order_of(*by_list)
    if not told:
        problems.append(_two_readings(rows))
    mark = decimal_mark(row["T"] for _, row in rows if "T" in row)
    return [_statement(one, order, mark, problems) for one in found], problems


def _records(text: str) -> Iterator[tuple[int, str, dict[str, str]]]:
    """(line, "", values) of each record, and (line, kind, {}) where a list begins."""
    row: dict[str, str] = {}
    began = 1
    for place, raw in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        line = raw.strip()
        if line.startswith("!"):
            name, _, kind = line[1:].lower().partition(":")
            if name in ("type", "account"):
                if row:
                    yield began, "", row
                row = {}
                yield place, kind.strip() if name == "type" else name, {}
        elif line == "^":
            if row:
                yield began, "", row
            row = {}
        elif line and not line.startswith("#"):
            began = began if row else place
            row.setdefault(line[0], line[1:].strip())
    if row:
        yield began, "", row


def _statement(one: _List, order: str, mark: str | None, problems: list[Problem]) -> BankStatement:
    opening: Money | None = None
    movements: list[Movement] = []
    for line, row in one.rows:
        try:
            movement = _movement(row, order, mark)
            if not movements and _OPENING.match(movement.label):
                opening = movement.amount  # what the account held is no money that came in
            else:
                movements.append(movement)
        except (UnclearAmount, UnclearDay, ValueError) as wrong:
            problems.append(bad_row("bad_movement", f"ligne {line}", str(wrong)))
    days: list[date] = [each.on for each in movements]
    return BankStatement(
        one.account,
        "EUR",
        tuple(movements),
        opening,
        since=min(days, default=None),
        until=max(days, default=None),
    )


def _two_readings(rows: list[tuple[int, dict[str, str]]]) -> Problem:
    line, row = next((line, row) for line, row in rows if "D" in row)
    return Problem(
        "",
        "days_unclear",
        f"ligne {line}",
        f"La date «\u00a0{row['D']}\u00a0» et les autres de ce fichier se lisent de deux façons\u00a0: "
        "jour puis mois, ou mois puis jour. Elles ont été lues jour puis mois, comme en France.",
        "Vérifiez-en une dans votre banque. Si c’est l’inverse, prenez un autre format\u00a0: OFX, "
        "CAMT ou CSV.",
        WARNING,
    )


def _movement(row: dict[str, str], order: str, mark: str | None) -> Movement:
    if "D" not in row:
        raise ValueError("la date manque")
    written = row.get("T") or row.get("U")
    if not written:
        raise ValueError("le montant manque")
    exact, _ = read_amount(written, mark)
    name = one_line(row.get("P"))
    return Movement(
        read_day(row["D"], order),
        money(format(exact, "f"), "EUR"),
        one_line(name, row.get("M")),
        reference=one_line(row.get("N")),
        counterparty=name,
    )
