"""A statement as plain values: the answer of `relance owed --json` and of the desk's API."""

from __future__ import annotations

from typing import Any

from relance.claim.french import two_decimals
from relance.claim.lines import Line, Statement


def statement_json(found: Statement) -> dict[str, Any]:
    """The statement as plain values: amounts are strings with two decimals, dates are ISO."""
    return {
        "on": found.on.isoformat(),
        "principal": str(found.principal),
        "interest": str(found.interest),
        "indemnity": str(found.indemnity),
        "penalty": str(found.penalty),
        "total": str(found.total),
        "lines": [_line(line) for line in found.lines],
        "notes": [note.text for note in found.notes],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind.value,
        "rule": line.rule,
        "reference": line.reference,
        "from": line.from_on.isoformat() if line.from_on else None,
        "to": line.to_on.isoformat() if line.to_on else None,
        "days": line.days,
        "rate": None if line.rate is None else two_decimals(line.rate),
        "base": None if line.base is None else str(line.base),
        "amount": str(line.amount),
    }
