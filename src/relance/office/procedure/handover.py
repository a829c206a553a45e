"""The package for who acts from now on: instruction, data, papers, and the proof to check."""

from __future__ import annotations

import json
from datetime import date

from relance.case.entries import Agent
from relance.claim import statement
from relance.notices.handed_data import handed_data
from relance.notices.instruction import instruction_paper
from relance.notices.statement_page import statement_page
from relance.office.journal import state_of
from relance.office.models import CaseRow
from relance.office.procedure import choosing, known, request
from relance.office.proof.packing import pack
from relance.office.wiring import law_book


def package(case: CaseRow, agent: Agent, *, on: date) -> tuple[tuple[str, bytes], ...]:
    """All the files, by name; the proof stands in a folder of its own, whole.

    The instruction is about all that is late; the request asks what the desk's own would.
    """
    state = state_of(case)
    prepared = request.prepare(case, state, on=on)
    asked = prepared.asked
    invoices = [one.invoice for one in state.invoices.values()]
    owed = asked.statement if asked.invoices else statement(state, on=on, law=law_book())
    form = known.read(known.DebtorCourt, case.debtor.court).form
    data = handed_data(
        creditor=asked.creditor,
        debtor=asked.debtor,
        debtor_form=form,
        state=state,
        statement=owed,
        pieces=asked.pieces,
    )
    files = [
        (
            "lettre-de-mission.pdf",
            instruction_paper(
                on=on,
                agent=agent,
                creditor=asked.creditor,
                debtor=asked.debtor,
                debtor_form=form,
                statement=owed,
                invoices=asked.invoices or invoices,
                pieces=asked.pieces,
            ),
        ),
        ("dossier.json", json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"),
        ("decompte.pdf", statement_page(owed, creditor=asked.creditor, debtor=asked.debtor)),
    ]
    wanted = choosing.chosen(case, state, on=on).asked
    for_judge = request.prepare(case, state, on=on, asked_for=wanted) if wanted else prepared
    if wanted and not for_judge.refused:  # else nothing can be asked of a judge today
        files.append(("requete.pdf", request.paper(for_judge)))
    files += [(f"preuve/{name}", content) for name, content in pack(case, today=on).files]
    return tuple(files)
