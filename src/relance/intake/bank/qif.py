"""QIF: one letter a line, `^` ends a movement. It has neither currency nor account number."""

from __future__ import annotations

from datetime import date

from relance.case import BankStatement, Movement
from relance.intake.amounts import UnclearAmount, decimal_mark, read_amount
from relance.intake.bank.reading import bad_row, money, one_line
from relance.intake.days import UnclearDay, day_order, read_day
from relance.intake.problem import Problem


def is_qif(text: str) -> bool:
    head = text.lstrip("\ufeff \r\n")[:400]
    return head.startswith(("!Type:", "!type:", "!Account", "!Option"))


def read_qif(text: str) -> tuple[list[BankStatement], list[Problem]]:
    """The movements of the file, days read the way all of them can be."""
    rows: list[tuple[int, dict[str, str]]] = []
    account, in_account = "", False
    row: dict[str, str] = {}
    began = 1
    for place, raw in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        line = raw.strip()
        if not line:
            continue
        if line.startswith("!"):
            in_account, row = line.lower().startswith("!account"), {}
            continue
        if line == "^":
            if in_account:
                account = row.get("N", account)
            elif row:
                rows.append((began, row))
            row = {}
            continue
        if not row:
            began = place
        row.setdefault(line[0], line[1:].strip())
    if row and not in_account:
        rows.append((began, row))
    return _statement(account, rows)


def _statement(
    account: str, rows: list[tuple[int, dict[str, str]]]
) -> tuple[list[BankStatement], list[Problem]]:
    # Quicken writes 31/12'26: the apostrophe is a slash.
    for _, row in rows:
        if "D" in row:
            row["D"] = row["D"].replace("'", "/").replace(" ", "")
    order = day_order(row["D"] for _, row in rows if "D" in row) or "dmy"
    mark = decimal_mark(row["T"] for _, row in rows if "T" in row)
    movements: list[Movement] = []
    problems: list[Problem] = []
    for line, row in rows:
        try:
            movements.append(_movement(row, order, mark))
        except (UnclearAmount, UnclearDay, ValueError) as wrong:
            problems.append(bad_row("bad_movement", f"ligne {line}", str(wrong)))
    days: list[date] = [one.on for one in movements]
    statement = BankStatement(
        account,
        "EUR",
        tuple(movements),
        since=min(days, default=None),
        until=max(days, default=None),
    )
    return [statement], problems


def _movement(row: dict[str, str], order: str, mark: str | None) -> Movement:
    if "D" not in row:
        raise ValueError("la date manque")
    if "T" not in row and "U" not in row:
        raise ValueError("le montant manque")
    exact, _ = read_amount(row.get("T") or row["U"], mark)
    name = one_line(row.get("P"))
    return Movement(
        read_day(row["D"], order),
        money(format(exact, "f"), "EUR"),
        one_line(name, row.get("M")),
        reference=one_line(row.get("N")),
        counterparty=name,
    )
