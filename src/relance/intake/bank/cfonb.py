"""CFONB 120 (AFB 120): the statement of French banks, 120 signs a line, amounts overpunched.

Records 01 (opening balance), 04 (movement), 05 (its details), 07 (closing balance). The last
sign of an amount carries its last digit and its sign. Lines of another account between them are
named and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from relance.case import BankStatement, Money, Movement
from relance.intake.bank.reading import bad_row, damaged, day, one_line
from relance.intake.problem import Problem

WIDTH = 120
_FIRST = re.compile(r"0[1457]\d{5}")
_POSITIVE, _NEGATIVE = "{ABCDEFGHI", "}JKLMNOPQR"
_FREE = ("LIB", "LCC", "LC2", "LCS")
_PAYER, _PAYEE = ("NPY", "NPO"), ("NBE", "NBU")


def is_cfonb(text: str) -> bool:
    """True when the first line that is not empty is a record of this format."""
    first = next((line for _, line in _records(text) if line.strip()), "")
    return bool(_FIRST.match(first)) and 70 <= len(first) <= 130


def _records(text: str) -> Iterator[tuple[int, str]]:
    """The records and the line of each, from 1; some banks write them all on one line."""
    for place, line in enumerate(text.splitlines(), 1):
        if len(line) < 2 * WIDTH or not _FIRST.match(line):
            yield place, line
            continue
        for at in range(0, len(line), WIDTH):
            yield place + at // WIDTH, line[at : at + WIDTH]


@dataclass(slots=True)
class _Open:
    """A statement being read."""

    key: str
    bank: str
    currency: str
    since: date
    opening: Money
    movements: list[Movement] = field(default_factory=list)
    other: str = ""  # the other party of the last movement
    cut: bool = False  # whether its label stops at the end of a full line


def read_cfonb(text: str) -> tuple[list[BankStatement], list[Problem]]:
    """Every statement of the file. Raises Refusal when its records do not follow each other."""
    statements: list[BankStatement] = []
    problems: list[Problem] = []
    opened: _Open | None = None
    described = False  # whether a detail has a movement to go to
    for place, line in _records(text):
        if not line.strip():
            continue
        record, where = line.ljust(WIDTH), f"ligne {place}"
        kind = record[:2]
        if kind not in ("01", "04", "05", "07"):
            problems.append(bad_row("unknown_record", where, f"code «\u00a0{kind}\u00a0» inconnu"))
            continue
        if kind == "01":
            if opened is not None:
                raise damaged(
                    "statement_not_ended",
                    where,
                    "un relevé commence avant la fin du précédent (ligne 07 absente)",
                )
            opened, described = _opening(record, where), False
            continue
        if opened is None:
            raise damaged(
                "statement_not_begun",
                where,
                f"une ligne {kind} vient avant le début d’un relevé (ligne 01 absente)",
            )
        if kind == "07":
            statements.append(_closed(opened, record, where))
            opened = None
            continue
        if _key(record) != opened.key:
            problems.append(bad_row("other_account", where, "elle est d’un autre compte"))
            described = False
        elif kind == "04":
            described = _movement(opened, record, where, problems)
        elif described:
            _detail(opened, record)
        elif not opened.movements:
            raise damaged(
                "detail_without_movement", where, "un détail (ligne 05) vient avant tout mouvement"
            )
    if opened is not None:
        raise damaged(
            "statement_not_ended", "fin du fichier", "le solde d’arrivée (ligne 07) manque"
        )
    return statements, problems


def _key(record: str) -> str:
    """The account; banks write other bank and branch codes on the lines of one account."""
    return record[21:32]


def _opening(record: str, where: str) -> _Open:
    currency = record[16:19].strip() or "EUR"
    try:
        return _Open(
            _key(record),
            record[2:7] + record[11:16],
            currency,
            _day(record[34:40]),
            _amount(record, currency),
        )
    except ValueError as wrong:
        raise damaged(
            "bad_opening", where, f"le solde de départ n’est pas lisible ({wrong})"
        ) from wrong


def _closed(opened: _Open, record: str, where: str) -> BankStatement:
    if _key(record) != opened.key:
        raise damaged(
            "other_account", where, "le solde d’arrivée n’est pas celui du compte qui a commencé"
        )
    try:
        closing, until = _amount(record, opened.currency), _day(record[34:40])
    except ValueError as wrong:
        raise damaged(
            "bad_closing", where, f"le solde d’arrivée n’est pas lisible ({wrong})"
        ) from wrong
    return BankStatement(
        opened.bank + opened.key,
        opened.currency,
        tuple(opened.movements),
        opened.opening,
        closing,
        opened.since,
        until,
    )


def _movement(opened: _Open, record: str, where: str, problems: list[Problem]) -> bool:
    try:
        amount, on = _amount(record, opened.currency), _day(record[34:40])
        value_on = _day(record[42:48]) if record[42:48].strip(" 0") else None
    except ValueError as wrong:
        problems.append(bad_row("bad_movement", where, str(wrong)))
        return False
    reference = one_line(record[104:120])
    opened.other, opened.cut = "", False
    opened.movements.append(
        Movement(on, amount, one_line(record[48:79]), value_on, reference=reference)
    )
    return True


def _detail(opened: _Open, record: str) -> None:
    """What a line 05 adds to the last movement: free text, the other party, its reference."""
    kind, told = record[45:48], record[48:118]
    last = opened.movements[-1]
    payer, payee = last.amount.cents >= 0, last.amount.cents < 0
    if kind in _FREE:
        opened.movements[-1] = replace(last, label=_longer(last.label, told, opened.cut))
        opened.cut = not told.endswith(" ")
    elif kind == "RCN":
        opened.movements[-1] = replace(
            last,
            label=_longer(last.label, told, cut=False),
            reference=last.reference or one_line(told[:35]),
        )
    elif kind == "REF":
        opened.movements[-1] = replace(last, reference=one_line(told))
    elif (kind in _PAYER and payer) or (kind in _PAYEE and payee):
        # The one who pays us, or whom we pay: the other name is our own.
        opened.movements[-1] = replace(last, counterparty=opened.other or one_line(told))
        opened.other = opened.other or one_line(told)
    elif kind in _PAYER and not last.counterparty:
        opened.movements[-1] = replace(last, counterparty=one_line(told))  # his payment came back


def _longer(label: str, told: str, cut: bool) -> str:
    """The label and what is added; a text that filled its line goes on in the next."""
    more = one_line(told)
    if more in label:
        return label
    return label + more if cut and not told.startswith(" ") else one_line(label, more)


def _day(written: str) -> date:
    if not re.fullmatch(r"\d{6}", written):
        raise ValueError(f"date «\u00a0{written.strip()}\u00a0» illisible")
    year = int(written[4:6])
    return day(2000 + year if year < 80 else 1900 + year, int(written[2:4]), int(written[:2]))


def _amount(record: str, currency: str) -> Money:
    """The overpunched amount of columns 91-104, with the decimals that column 20 says."""
    written = record[90:104]
    last = written[-1:]
    digit = _POSITIVE.find(last) if last in _POSITIVE else _NEGATIVE.find(last)
    if digit < 0 or not last or not re.fullmatch(r"\d{13}", written[:13]):
        raise ValueError(f"montant «\u00a0{written.strip()}\u00a0» illisible")
    decimals = record[19] if record[19].isdigit() else "2"
    value = int(written[:13]) * 10 + digit
    shift = 2 - int(decimals)
    if shift < 0 and value % 10**-shift:
        raise ValueError(f"montant «\u00a0{written.strip()}\u00a0» plus fin que le centime")
    cents = value * 10**shift if shift >= 0 else value // 10**-shift
    return Money(cents if last in _POSITIVE else -cents, currency)
