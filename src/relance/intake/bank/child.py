"""The child process that opens people's bank files: bounded memory and time, no file written.

Run as `python -m relance.intake.bank.child`. One line of JSON on stdin ({"file", "columns",
"maps"}), then the bytes; one line of JSON on stdout: the reading as plain values.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from typing import Any

from relance.case import BankStatement, Money, Movement
from relance.intake.bank.door import read_statements
from relance.intake.bank.reading import StatementReading
from relance.intake.bank.table import open_table, proposed
from relance.intake.bounds import limit, more_time
from relance.intake.problem import Problem, Refusal


def main() -> None:
    limit()
    more_time()
    request = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    reading = read_statements(
        data, file=request["file"], columns=request["columns"], maps=request["maps"]
    )
    told = written(reading)
    if reading.unknown_columns:
        told["guess"] = _guess(data)
    sys.stdout.buffer.write(json.dumps(told).encode())


def _guess(data: bytes) -> dict[str, Any]:
    """What a person needs to explain a list: its headers, the guess, a few of its lines."""
    try:
        found = open_table(data)
    except Refusal:
        return {}
    samples = [[str(cell or "") for cell in one.cells] for one in found.records[:5]]
    return {
        "key": found.key,
        "headers": list(found.headers),
        "places": found.guessed,
        "samples": samples,
        "written": proposed(found),
    }


def written(reading: StatementReading) -> dict[str, Any]:
    """A reading as JSON values; `read_back` gives it back."""
    return {
        "file": reading.file,
        "format": reading.format,
        "unknown_columns": reading.unknown_columns,
        "problems": [asdict(one) for one in reading.problems],
        "statements": [_statement(one) for one in reading.statements],
    }


def read_back(told: dict[str, Any]) -> StatementReading:
    """What `written` wrote."""
    return StatementReading(
        told["file"],
        told["format"],
        [_statement_back(one) for one in told["statements"]],
        [Problem(**one) for one in told["problems"]],
        told["unknown_columns"],
    )


def _statement(one: BankStatement) -> dict[str, Any]:
    return {
        "account": one.account,
        "currency": one.currency,
        "opening": one.opening.stored if one.opening is not None else None,
        "closing": one.closing.stored if one.closing is not None else None,
        "since": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat() if one.until else None,
        "movements": [
            [
                row.on.isoformat(),
                row.amount.stored,
                row.label,
                row.value_on.isoformat() if row.value_on else None,
                row.reference,
                row.counterparty,
                row.iban,
                row.bank_key,
                row.pending,
            ]
            for row in one.movements
        ],
    }


def _statement_back(told: dict[str, Any]) -> BankStatement:
    return BankStatement(
        told["account"],
        told["currency"],
        tuple(
            Movement(
                date.fromisoformat(on),
                Money.read(amount),
                label,
                date.fromisoformat(value_on) if value_on else None,
                *rest,
            )
            for on, amount, label, value_on, *rest in told["movements"]
        ),
        _money(told["opening"]),
        _money(told["closing"]),
        _day(told["since"]),
        _day(told["until"]),
    )


def _money(stored: str | None) -> Money | None:
    return Money.read(stored) if stored is not None else None


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


if __name__ == "__main__":
    main()
