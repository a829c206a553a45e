"""MT940 and MT942 (SWIFT). What field 86 holds is read by `mt940_details`.

A field begins with `:NN:` at the start of a line and goes on until the next one; a line with a
single dash ends a message. `on` is the entry date when there is one, `value_on` the value date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from relance.case import BankStatement, Money, Movement
from relance.intake.bank.mt940_details import NOTHING, account_number, read_details
from relance.intake.bank.reading import bad_row, damaged, day, money, not_booked, one_line
from relance.intake.problem import Problem

_FIELD = re.compile(r":(13D?|2[0158][CP]?|34F|6[0-5][FM]?|86|90[CD]|NS):")
_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})?\s*([\d.,]*)")  # some leave the currency out
_LINE = re.compile(
    r"\s*(?P<value>\d{6})\s*(?P<entry>\d{4})?\s*(?P<sign>[RE]?[CD])(?P<funds>[A-Z])??\s*"
    r"(?P<amount>\d[\d.]*,?\d*)(?P<rest>.*)",
    re.S,
)
_TYPE = re.compile(r"([A-Z][A-Z0-9]{3})?(?P<own>.*?)(?://(?P<bank>.*))?\Z", re.S)


def is_mt940(text: str) -> bool:
    return bool(re.search(r"(?:^|\n|\{4:\s*)\s*:(?:\d{2}[A-Z]?|NS):", text[:4000]))


@dataclass(slots=True)
class _Message:
    account: str = ""
    opening: tuple[Money, date] | None = None
    closing: tuple[Money, date] | None = None
    lines: list[tuple[str, str]] = field(default_factory=list)  # field 61, field 86
    currency: str = ""
    begun: bool = False
    continues: bool = False  # opens with the balance of the page before
    unfinished: bool = False  # closes with the balance of a page, not of the statement


def read_mt940(text: str) -> tuple[list[BankStatement], list[Problem]]:
    """Every message of the file that speaks of an account."""
    problems: list[Problem] = []
    statements: list[BankStatement] = []
    for place, message in enumerate(_pages_joined(_messages(text, problems)), 1):
        statements.append(_statement(message, place, problems))
    if not statements:
        raise damaged("no_statement", "fichier", "on n’y trouve aucun compte ni mouvement")
    return statements, problems


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """Each field with its lines; "-" ends a message."""
    tag, told = "", ""
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = re.sub(r"\{[1235]:[^{}]*\}|\{4:", "", raw).rstrip("}") if raw[:1] == "{" else raw
        if line.strip() in ("-", "-}", "--"):
            if tag:
                yield tag, told
            tag, told = "", ""
            yield "-", ""
            continue
        found = _FIELD.match(line.lstrip())
        if found:
            if tag:
                yield tag, told
            tag, told = found[1], line.lstrip()[found.end() :]
        elif tag:
            told += "\n" + line
    if tag:
        yield tag, told


def _messages(text: str, problems: list[Problem]) -> Iterator[_Message]:
    message = _Message()
    before = ""
    for tag, told in _fields(text):
        if (tag == "-" or tag == "20") and message.begun:
            yield message
            message = _Message()
        if tag == "25":
            account = one_line(told).lstrip("/")
            message.account, message.begun = message.account or account, True
        elif tag in ("60F", "60M", "62F", "62M"):
            message.begun = True
            _balance(message, tag, told, problems)
        elif tag == "64":
            message.begun = True
        elif tag == "34F" and not message.currency:
            message.currency = told.strip()[:3]
        elif tag == "61":
            message.begun = True
            message.lines.append((told, ""))
        elif tag == "86" and before == "61":  # after a balance it speaks of the statement
            line, said = message.lines[-1]
            message.lines[-1] = (line, f"{said}\n{told}" if said else told)
            continue  # some banks write one field 86 for each line of it
        before = tag
    if message.begun:
        yield message


def _pages_joined(messages: Iterable[_Message]) -> Iterator[_Message]:
    """A statement of several pages (60M: an opening in the middle) as one."""
    held: _Message | None = None
    for one in messages:
        if held is not None and one.continues and _follows(one, held):
            held.lines += one.lines
            held.closing, held.unfinished = one.closing or held.closing, one.unfinished
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _follows(one: _Message, held: _Message) -> bool:
    """Whether this page goes on where the other stopped; a page between them may be missing."""
    return one.account == held.account and (held.closing is None or held.unfinished)


def _balance(message: _Message, tag: str, told: str, problems: list[Problem]) -> None:
    found = _BALANCE.match(told.strip())
    try:
        if found is None:
            raise ValueError(f"«\u00a0{told.strip()[:40]}\u00a0»")
        amount = _amount(found[4], found[3] or message.currency or "EUR")
        balance = (-amount if found[1] == "D" else amount, _day(found[2]))
    except ValueError as wrong:
        problems.append(bad_row("bad_balance", f"champ {tag}", f"solde illisible, {wrong}"))
        return
    if tag[0:2] == "60":
        message.opening, message.continues = balance, tag == "60M"
        message.currency = amount.currency
    else:
        message.closing, message.unfinished = balance, tag == "62M"
        message.currency = message.currency or amount.currency


def _statement(message: _Message, place: int, problems: list[Problem]) -> BankStatement:
    currency = message.currency or "EUR"
    movements: list[Movement] = []
    for number, (line, details) in enumerate(message.lines, 1):
        try:
            movements.append(_movement(line, details, currency))
        except ValueError as wrong:
            problems.append(bad_row("bad_movement", f"relevé {place}, ligne {number}", str(wrong)))
    if announced := sum(one.pending for one in movements):
        problems.append(not_booked(f"relevé {place}", announced))
    opening, closing = message.opening, message.closing
    # What one page carries over to the next is no balance of the statement.
    begins, ends = not message.continues, not message.unfinished
    return BankStatement(
        message.account,
        currency,
        tuple(movements),
        opening[0] if opening and begins else None,
        closing[0] if closing and ends else None,
        opening[1] if opening else None,
        closing[1] if closing else None,
    )


def _movement(line: str, details: str, currency: str) -> Movement:
    found = _LINE.match(line)
    if found is None:
        raise ValueError(f"«\u00a0{line.strip()[:60]}\u00a0» n’est pas un mouvement")
    value_on = _day(found["value"])
    on = _entry_day(found["entry"], value_on)
    amount = _amount(found["amount"], currency)
    first, _, supplement = found["rest"].partition("\n")
    kind = _TYPE.match(first.strip())
    assert kind is not None, "every part of the pattern may be empty"
    # What stands after a gap is no more the reference: the Dutch write a name there.
    own, _, beyond = re.sub(r"\s{2,}", "\n", kind["own"].strip()).partition("\n")
    told = read_details(details)
    known = "" if own.upper().rstrip("+") in NOTHING else one_line(own)
    return Movement(
        on,
        -amount if found["sign"] in ("D", "ED", "RC") else amount,
        one_line(told.label, beyond, supplement),
        value_on,
        told.reference or known,
        told.name,
        told.iban or account_number(supplement),
        one_line(kind["bank"]),
        pending=found["sign"][0] == "E",
    )


def _amount(written: str, currency: str) -> Money:
    text = written.replace(".", "").replace(",", ".") if "," in written else written
    return money(text or "x", currency)


def _day(written: str) -> date:
    """A day of two-digit year; banks that count months of thirty days write the 30th of February."""
    year, month, number = int(written[:2]), int(written[2:4]), int(written[4:6])
    year += 2000 if year < 80 else 1900
    if month == 2 and 28 < number <= 30:
        number = monthrange(year, 2)[1]
    return day(year, month, number)


def _entry_day(written: str | None, value_on: date) -> date:
    """The entry date has no year: it is the one nearest to the value date."""
    if not written:
        return value_on
    found: list[date] = []
    for year in (value_on.year - 1, value_on.year, value_on.year + 1):
        try:
            found.append(date(year, int(written[:2]), int(written[2:])))
        except ValueError:
            continue
    return min(found, key=lambda one: abs((one - value_on).days), default=value_on)
