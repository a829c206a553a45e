"""The letter of instruction by which a creditor hands his file to who acts for him from now on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relance.case import Creditor, Debtor, Invoice
from relance.case.entries import Agent
from relance.claim import Statement
from relance.claim.french import in_day, in_money
from relance.notices.court_paper import Article, Piece, court_paper
from relance.notices.order_request import (
    TO_FILL,
    debtor_lines,
    unpaid,
)
from relance.notices.plan_paper import creditor_lines

TITLE = "Lettre de mission"

_WHO = {
    Agent.BAILIFF: "À l’attention du commissaire de justice",
    Agent.LAWYER: "À l’attention de l’avocat",
    Agent.COLLECTOR: "À l’attention de la société de recouvrement",
}
_ASKED = {
    Agent.BAILIFF: (
        "Je vous confie le recouvrement de cette créance. Merci de me dire, avant tout acte, quelle "
        "voie vous proposez et ce qu’elle coûte."
    ),
    Agent.LAWYER: (
        "Je vous confie ce dossier. Merci de me dire, avant tout acte, quelle voie vous proposez et "
        "vos honoraires."
    ),
    Agent.COLLECTOR: (
        "Je vous confie le recouvrement amiable de cette créance. Un mandat écrit doit d’abord être "
        "signé entre nous (CPCE, art. R124-3) ; cette lettre n’en tient pas lieu."
    ),
}


def instruction_paper(
    *,
    on: date,
    agent: Agent,
    creditor: Creditor,
    debtor: Debtor,
    debtor_form: str,
    statement: Statement,
    invoices: Sequence[Invoice],
    pieces: Sequence[Piece],
) -> bytes:
    """The letter as PDF/A-3a and PDF/UA-1, to sign by hand: who, how much, with what."""
    signs = creditor.signatory or creditor.name
    return court_paper(
        title=TITLE,
        subtitle="",
        author=creditor.name,
        on=on,
        footer=f"{creditor.name} – {debtor.name}, lettre de mission du {in_day(on)}",
        addressee=(_WHO[agent], TO_FILL),
        parties=(
            ("Le créancier", creditor_lines(creditor)),
            ("Le débiteur", debtor_lines(debtor, debtor_form)),
        ),
        articles=(
            Article("Ce que je vous demande", (_ASKED[agent],)),
            Article(
                "La créance",
                (
                    f"{unpaid(invoices, statement, dated=True)} La somme due au {in_day(statement.on)} est "
                    f"de {in_money(statement.total)}.",
                ),
                block="sums",
            ),
            Article(
                "Ce qui vous est remis",
                (
                    ("Les pièces suivantes, l" if pieces else "L")
                    + "’historique complet, vérifiable hors ligne, et les mêmes données sous une "
                    "forme lisible par un logiciel (dossier.json).",
                ),
                block="pieces" if pieces else "",
            ),
        ),
        claimed=statement,
        pieces=pieces,
        made=f"Fait à {TO_FILL}, le {TO_FILL}",
        signature=("Le créancier", (f"{signs} : date et signature.",)),
    )
