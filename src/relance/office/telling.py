"""A case told as plain values: what `relance case --json` answers."""

from __future__ import annotations

from typing import Any

from relance.case import replay
from relance.case.entries import EntryCancelled
from relance.case.journal import chain
from relance.claim import statement, statement_json
from relance.notices import silence_sentence
from relance.notices.told import told
from relance.office import clock, decide, settings
from relance.office.journal import entries_of
from relance.office.models import CaseRow
from relance.office.wiring import law_book
from relance.steps import NoStep


def case_told(case: CaseRow) -> dict[str, Any]:
    """Where the case stands today."""
    today = clock.today(settings.CONFIG.time_zone)
    journal = entries_of(case)
    state = replay(journal)
    decision = decide.decide(case, state, today=today, waiting=decide.waiting(case))
    silent = decision if isinstance(decision, NoStep) else None
    step = None if isinstance(decision, NoStep) else decision
    opened = state.open_amounts()
    void = {one.fact.sequence for one in journal if isinstance(one.fact, EntryCancelled)}
    links = chain(str(case.pk), journal)
    return {
        "case": case.pk,
        "creditor": case.creditor.name,
        "debtor": case.debtor.name,
        "debtor_kind": state.debtor_kind.value if state.debtor_kind else None,
        "currency": state.currency,
        "playbook": state.playbook,
        "invoices": [
            {
                "number": number,
                "subject": one.invoice.subject,
                "issued_on": one.invoice.issued_on.isoformat(),
                "due_on": one.invoice.due_on.isoformat(),
                "amount": str(one.invoice.amount),
                "open": str(opened[number]),
                "disputed": str(one.disputed) if one.disputed else None,
            }
            for number, one in state.invoices.items()
        ],
        "statement": statement_json(statement(state, on=today, law=law_book()))
        if state.invoices
        else None,
        "next": {
            "step": step.key if step else None,
            "channel": step.channel.value if step else None,
            "on": step.on.isoformat() if step else None,
            "silence": silent.code.value if silent else None,
            "reason": silence_sentence(silent.code.value, silent.until, silent.detail)
            if silent
            else None,
            "until": silent.until.isoformat() if silent and silent.until else None,
        },
        "journal": [
            {
                "sequence": entry.sequence,
                "on": entry.on.isoformat(),
                "kind": type(entry.fact).__name__,
                "said": told(entry.fact),
                "by": entry.by,
                "because": entry.because or None,
                "cancelled": entry.sequence in void,
                "hash": made.hash,
            }
            for entry, made in zip(journal, links, strict=True)
        ],
    }
