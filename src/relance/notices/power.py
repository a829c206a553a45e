"""The special power (pouvoir spécial) of who files a request for the creditor (law.md L6.7)."""

from __future__ import annotations

from relance.claim.french import in_money
from relance.notices.court_paper import Article, court_paper
from relance.notices.order_request import (
    TO_FILL,
    OrderRequest,
    applicant_lines,
    debtor_lines,
)

TITLE = "Pouvoir spécial"


def power_paper(asked: OrderRequest) -> bytes:
    """The power as PDF/A-3a and PDF/UA-1, for this request and no other, to sign by hand."""
    who = asked.agent or TO_FILL
    comma = "," if "," in who else ""  # «Léa Petit, assistante,»
    court = asked.court or TO_FILL
    signs = asked.creditor.signatory or asked.creditor.name
    return court_paper(
        title=TITLE,
        subtitle="(joint à une requête en injonction de payer)",
        author=asked.creditor.name,
        on=asked.on,
        footer=f"{asked.creditor.name}, pouvoir spécial",
        parties=(
            ("Le mandant", applicant_lines(asked.creditor, asked.applicant)),
            ("Le débiteur", debtor_lines(asked.debtor, asked.debtor_form)),
        ),
        articles=(
            Article(
                "Pouvoir",
                (
                    f"Le mandant donne pouvoir à {who}{comma} de déposer en son nom une requête en "
                    "injonction de payer contre le débiteur ci-dessus, pour la somme de "
                    f"{in_money(asked.statement.total)}, de signer cette requête et de recevoir "
                    "les lettres du greffe qui s’y rapportent.",
                    f"Juridiction : {court}.",
                    "Ce pouvoir ne vaut que pour cette requête.",
                ),
            ),
        ),
        made=f"Fait à {TO_FILL}, le {TO_FILL}",
        signature=("Le mandant", (f"{signs} : date et signature.",)),
    )
