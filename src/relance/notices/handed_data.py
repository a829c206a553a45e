"""A file handed over, as data: the JSON that `docs/reference/schemas/dossier.json` describes.

Amounts are texts with two decimals, days are ISO, absent values are null. The version grows with
any change that a reader must know of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from relance.case import Address, Creditor, Debtor, State
from relance.claim import Line, Statement
from relance.notices.court_paper import Piece

VERSION = 1


def handed_data(
    *,
    creditor: Creditor,
    debtor: Debtor,
    debtor_form: str,
    state: State,
    statement: Statement,
    pieces: Sequence[Piece],
) -> dict[str, Any]:
    """Parties, invoices, the claim line by line, what was sent, and the pieces by number."""
    return {
        "format": "relance-remise",
        "version": VERSION,
        "currency": statement.currency,
        "creditor": {
            "name": creditor.name,
            "legal_form": creditor.legal_form or None,
            "siren": creditor.siren or None,
            "address": _address(creditor.address),
            "email": creditor.email or None,
            "phone": creditor.phone or None,
            "iban": creditor.iban or None,
        },
        "debtor": {
            "name": debtor.name,
            "kind": debtor.kind.value if debtor.kind else None,
            "legal_form": debtor_form or None,
            "siren": debtor.siren or None,
            "address": _address(debtor.address),
            "contacts": [
                {"name": one.name or None, "email": one.email or None, "phone": one.phone or None}
                for one in debtor.contacts
            ],
        },
        "invoices": _invoices(state),
        "claim": _claim(statement),
        "sent": _sent(state),
        "payments": [
            {"on": one.on.isoformat(), "amount": str(one.amount), "invoice": one.invoice}
            for one in state.payments
        ],
        "pieces": [
            {"number": one.number, "title": one.title, "on": one.on.isoformat(), "pages": one.pages}
            for one in pieces
        ],
    }


def _invoices(state: State) -> list[dict[str, Any]]:
    opened = state.open_amounts()
    return [
        {
            "number": number,
            "issued_on": one.invoice.issued_on.isoformat(),
            "due_on": one.invoice.due_on.isoformat(),
            "amount": str(one.invoice.amount),
            "open": str(opened[number]),
            "subject": one.invoice.subject or None,
            "disputed": str(one.disputed) if one.disputed else None,
        }
        for number, one in state.invoices.items()
    ]


def _claim(statement: Statement) -> dict[str, Any]:
    return {
        "on": statement.on.isoformat(),
        "interest_until": statement.interest_until.isoformat()
        if statement.interest_until
        else None,
        "complete": statement.complete,
        "principal": str(statement.principal),
        "interest": str(statement.interest),
        "indemnity": str(statement.indemnity),
        "penalty": str(statement.penalty),
        "total": str(statement.total),
        "lines": [_line(one) for one in statement.lines],
    }


def _sent(state: State) -> list[dict[str, Any]]:
    return [
        {
            "step": sent.fact.step,
            "channel": sent.fact.channel.value,
            "on": sent.on.isoformat(),
            "tracking": sent.fact.tracking or None,
            "outcome": sent.outcome.value if sent.outcome else None,
            "outcome_on": sent.outcome_on.isoformat() if sent.outcome_on else None,
        }
        for sent in state.notices
    ]


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind.value,
        "amount": str(line.amount),
        "rule": line.rule,
        "reference": line.reference or None,
        "invoice": line.invoice,
        "from_on": line.from_on.isoformat() if line.from_on else None,
        "to_on": line.to_on.isoformat() if line.to_on else None,
        "days": line.days,
        "rate": str(line.rate) if line.rate is not None else None,
        "base": str(line.base) if line.base is not None else None,
    }


def _address(address: Address) -> dict[str, Any]:
    return {
        "lines": list(address.lines),
        "postcode": address.postcode or None,
        "city": address.city or None,
        "country": address.country,
    }
