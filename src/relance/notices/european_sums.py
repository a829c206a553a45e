"""The amounts of form A, as the statement of the day gives them: no sum is computed here."""

from __future__ import annotations

from relance.claim import LineKind
from relance.claim.french import in_day, in_money
from relance.notices.court_paper import Article
from relance.notices.order_request import TO_FILL, OrderRequest
from relance.notices.running import even_until, last_lines, running_on, uncounted


def amounts(asked: OrderRequest) -> list[Article]:
    """Principal, interest, contractual penalties and costs: what the statement of the day says."""
    claimed = asked.statement
    principal = [
        ("Monnaie", claimed.currency),
        ("Montant du principal", in_money(claimed.principal)),
        *(
            (
                f"Facture n° {one.number} du {in_day(one.issued_on)}",
                f"échue le {in_day(one.due_on)}, reste dû "
                f"{in_money(claimed.by_invoice[one.number].principal)}",
            )
            for one in asked.invoices
        ),
        ("Code de la créance", TO_FILL),
    ]
    other = [
        (
            "Pénalités contractuelles",
            in_money(claimed.penalty) if claimed.penalty.cents else "aucune",
        )
    ]
    if claimed.indemnity.cents:
        other.append(
            (
                "Indemnité forfaitaire",
                f"{in_money(claimed.indemnity)} pour frais de recouvrement ; où la porter n’est "
                "pas établi ici : choisissez sur le formulaire",
            )
        )
    other.append(("Frais de procédure demandés", TO_FILL))
    return [
        Article("Le principal (art. 7, paragraphe 2, b)", rows=tuple(principal)),
        Article(
            "Les intérêts (art. 7, paragraphe 2, b et c)",
            (_interest(asked),),
            rows=(("Code des intérêts", TO_FILL),)
            if any(line.kind is LineKind.INTEREST for line in claimed.lines)
            else (),
        ),
        Article("Les pénalités et les frais (art. 7, paragraphe 2, b)", rows=tuple(other)),
        Article(
            "Le décompte",
            (
                "Taux, dates et base de chaque période, avec le texte ou la clause. Les pénalités "
                "de retard y sont des intérêts.",
            ),
            block="sums",
        ),
    ]


def _interest(asked: OrderRequest) -> str:
    claimed = asked.statement
    if not last_lines(claimed) and uncounted(claimed):
        return (
            "Les intérêts de retard courent sur le principal jusqu’au paiement ; leur taux n’étant "
            "pas connu, ce décompte ne les compte pas encore."
        )
    if not any(line.kind is LineKind.INTEREST for line in claimed.lines):
        return "Aucun intérêt n’est demandé dans ce décompte."
    even = even_until(claimed)
    until = f"au {in_day(even)}" if even else "au dernier jour compté de chaque facture"
    return (
        f"Intérêts arrêtés {until} : {in_money(claimed.interest)}{running_on(claimed)}. Le taux, la "
        "base et les dates de chaque période sont dans le décompte plus bas."
    )
