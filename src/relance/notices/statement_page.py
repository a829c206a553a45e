"""The statement (décompte) on a page of its own, so plain that a clerk redoes it by hand.

One line for each half-year and each balance, with its days, rate, base and text; what each
payment paid; what each invoice still asks. The rows are those of the letters.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from relance.case import Creditor, Debtor, Money
from relance.claim import LineKind, Statement
from relance.claim.french import in_day, in_money
from relance.notices import french
from relance.notices.letter import compiled, dated
from relance.notices.letterhead import address_lines, legal_line, sender_lines
from relance.notices.public_notes import public_notes
from relance.notices.running import even_until
from relance.notices.write import statement_rows

_TEMPLATE = Path(__file__).with_name("statement_page.typ")


def statement_page(statement: Statement, *, creditor: Creditor, debtor: Debtor) -> bytes:
    """The page as PDF/A-3a and PDF/UA-1; the same statement gives the same bytes."""
    title = f"Décompte au {french.day(statement.on)}"
    owner = ", ".join((*sender_lines(creditor)[:1], *address_lines(creditor.address)))
    owing = ", ".join((debtor.name, *address_lines(debtor.address)))
    overpaid = statement.overpaid
    data = {
        **dated(title, creditor.name, statement.on),
        "footer": legal_line(creditor) or creditor.name,
        "opening": [f"Créancier\u00a0: {owner}.", f"Débiteur\u00a0: {owing}."],
        "rows": [asdict(row) for row in statement_rows(statement)],
        "total": in_money(statement.total),
        "owed": owed_rows(statement),
        "owed_total": _owed_total(statement),
        "overpaid": french.typography(
            f"Trop-perçu à rendre au débiteur : {in_money(overpaid)}, déduit du total."
        )
        if overpaid
        else "",
        "method": [french.typography(words) for words in method(statement)],
        "notes": public_notes(statement),
    }
    return compiled(data, _TEMPLATE)


def owed_rows(statement: Statement) -> list[list[str]]:
    """For each invoice, in words for a table: number, principal, interest, charges, total."""
    return [
        [
            number,
            *map(_amount, (one.principal, one.interest, one.indemnity, one.penalty)),
            in_money(one.total),
        ]
        for number, one in statement.by_invoice.items()
    ]


def _owed_total(statement: Statement) -> list[str]:
    parts = (statement.principal, statement.interest, statement.indemnity, statement.penalty)
    whole = sum(parts, start=Money(0, statement.currency))
    return ["Total", *map(_amount, parts), in_money(whole)]


def _amount(amount: Money) -> str:
    return in_money(amount) if amount else "–"


def method(statement: Statement) -> list[str]:
    """How the lines were worked out, in French; with the first line of interest as example."""
    kinds = {line.kind for line in statement.lines}
    said = []
    if LineKind.INTEREST in kinds:
        said.append(
            "Chaque ligne de pénalités ou d’intérêts est : base × taux annuel × jours ÷ 365, "
            "arrondie au centime le plus proche (un demi-centime compte pour un). Le premier et le "
            "dernier jour comptent tous deux. Une ligne commence à chaque semestre, à chaque "
            "changement de la base et le lendemain de chaque paiement qu’elle reçoit."
        )
        said += _example(statement)
    if LineKind.PENALTY in kinds:
        said.append(
            "La clause pénale est : base × pourcentage du contrat, une seule fois ; sa base est le "
            "principal impayé le jour de la mise en demeure, avant les paiements de ce jour."
        )
    if LineKind.PAYMENT in kinds:
        said.append(
            "Un paiement compte à la fin de son jour. Il paie d’abord les intérêts, puis le "
            "principal (C. civ., art. 1343-1) ; sa ligne dit ce qu’il a payé."
            + (
                " Entre plusieurs factures, il va à celle que le débiteur désigne, sinon dans "
                "l’ordre de la loi (C. civ., art. 1342-10)."
                if len(statement.by_invoice) > 1
                else ""
            )
        )
    until = statement.interest_until
    if LineKind.INTEREST in kinds and until is not None and until < statement.on:
        even = even_until(statement)
        said.append(
            f"Les intérêts sont arrêtés au {in_day(even)}."
            if even
            else "Les intérêts de chaque facture sont arrêtés au dernier jour compté pour elle."
        )
    return [*said, "Le total est la somme de la colonne «\u00a0Montant\u00a0»."]


def _example(statement: Statement) -> list[str]:
    for row in statement_rows(statement):
        if row.rate and row.days:
            rate = row.rate.replace("%", "÷ 100").replace("\u00a0", " ")
            return [
                f"Exemple, première ligne : {row.base} × {rate} × {row.days} ÷ 365 = {row.amount}."
            ]
    return []
