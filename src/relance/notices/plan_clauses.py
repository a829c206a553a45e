"""The two clauses of a payment plan that cost money: interest, and a missed installment."""

from __future__ import annotations

from datetime import date

from relance.case import DebtorKind, Money
from relance.case.entries import PlanAgreed
from relance.claim import Statement
from relance.claim.french import in_money
from relance.notices import french
from relance.notices.interest_names import interest_name
from relance.notices.running import even_until


def interest_clauses(
    *, on: date, kind: DebtorKind | None, statement: Statement, total: Money, waived: bool
) -> list[str]:
    """What the sum holds of interest and charges, and what becomes of the rest of them."""
    charges = statement.total - statement.principal
    name = interest_name(kind)
    said = []
    if charges.cents > 0 and total == statement.principal:
        said.append(
            f"Cette somme est le principal seul. Les {name} et accessoires, soit "
            f"{in_money(charges)} au {french.day(on)}, n’y sont pas compris. "
            + (
                "Le créancier y renonce si l’échéancier est tenu jusqu’au bout."
                if waived
                else "Le créancier se réserve de les demander."
            )
        )
    elif statement.interest and statement.interest_until is not None:
        until = even_until(statement)
        said.append(
            f"Cette somme comprend les {name} jusqu’au {french.day(until)}."
            if until
            else f"Cette somme comprend les {name} de chaque facture, jusqu’au dernier jour compté "
            "pour elle."
        )
    return [*said, *_running(kind, name, statement, waived=waived)]


def _running(
    kind: DebtorKind | None, name: str, statement: Statement, *, waived: bool
) -> list[str]:
    """What runs while the plan is kept. Nothing may run against who is not known to owe it."""
    if kind is None or (kind is DebtorKind.CONSUMER and not statement.interest):
        return ["Aucun intérêt n’est compté à ce jour."]
    if waived:
        return [
            f"Tant que l’échéancier est respecté, le créancier ne demande pas les {name} qui "
            "courent ensuite, et il y renonce si l’échéancier est tenu jusqu’au bout."
        ]
    text = {
        DebtorKind.BUSINESS: " (C. com., art. L441-10 II)",
        DebtorKind.CONSUMER: " (C. civ., art. 1231-6)",
    }.get(kind, "")
    they = "Ils" if kind in (DebtorKind.CONSUMER, DebtorKind.PUBLIC) else "Elles"
    return [
        f"Les {name} continuent de courir sur le principal qui reste dû, jusqu’à son "
        f"paiement{text}. {they} ne sont pas dans les versements ci-dessus ; le créancier se "
        "réserve de les demander."
    ]


def default_clause(plan: PlanAgreed) -> list[str]:
    """What a missed installment brings: the rest at once only if it was agreed (law.md L7.10)."""
    kept = (
        "Tant que l’échéancier est respecté, le créancier n’envoie aucune relance et ne saisit "
        "aucun tribunal pour ces factures."
    )
    if not plan.acceleration:
        return [
            kept,
            "Un versement manqué ne rend pas les suivants exigibles : chacun reste dû à sa date. "
            "Le créancier peut demander au tribunal compétent le paiement des versements échus.",
        ]
    days = french.count(plan.notice_days, "jour", "jours")
    return [
        kept,
        "Si un versement n’est pas payé à sa date, le créancier l’écrit au débiteur par lettre "
        f"recommandée et lui laisse au moins {days} pour le payer, jusqu’à la date que la lettre "
        "indique. Payé dans ce délai, le versement ne change rien à l’accord. À défaut, tout le "
        "solde devient exigible aussitôt.",
    ]
