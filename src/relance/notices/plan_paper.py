"""The written agreement on a payment plan, with the debtor's acknowledgement of what he owes.

Accord de règlement échelonné et reconnaissance de dette: two parties sign it. It cites only
texts whose source was read (law.md L4.8, L7.10). It is not an enforceable title, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from stdnum.fr import siren as siren_numbers

from relance.case import Creditor, Debtor, DebtorKind, Invoice, Money
from relance.case.entries import PlanAgreed
from relance.claim import Statement
from relance.claim.french import in_day, in_money
from relance.notices import french
from relance.notices.amount_in_words import amount_in_words
from relance.notices.asking import AMOUNT, asked_of
from relance.notices.letter import compiled, dated
from relance.notices.letterhead import address_lines, legal_line, sender_lines
from relance.notices.plan_clauses import default_clause, interest_clauses
from relance.notices.plan_soundness import PlanPaperRefused, refusals
from relance.notices.running import even_until
from relance.notices.transfer_qr import qr_svg, transfer_reference

__all__ = ["PlanPaperRefused", "plan_paper"]

TITLE = "Accord de règlement échelonné et reconnaissance de dette"
_TEMPLATE = Path(__file__).with_name("plan_paper.typ")
_LIMITATION = (
    "La reconnaissance de la dette par le débiteur interrompt la prescription (C. civ., art. "
    "2240) : un nouveau délai de même durée commence (C. civ., art. 2231)."
)
_GRANTED = (
    "Le créancier accepte que cette somme soit payée aux dates suivantes. Le débiteur peut payer "
    "plus tôt. Ce délai est accordé sans frais."
)
_BEARING = (
    "Cet accord ne remplace ni les factures ni leurs conditions. Il fait preuve de la dette ; il "
    "n’est pas à lui seul un titre exécutoire (CPCE, art. L111-3)."
)
_BOX_MM, _BOX_BY_HAND_MM = 34, 74


def plan_paper(
    plan: PlanAgreed,
    *,
    on: date,
    creditor: Creditor,
    debtor: Debtor,
    invoices: Sequence[Invoice],
    statement: Statement,
    charges_waived: bool = False,
) -> bytes:
    """The agreement as PDF/A-3a and PDF/UA-1, to print twice and sign.

    `invoices` are those of the plan, `statement` what they ask on `on` and nothing else. The
    installments add up to its total, or to its principal alone: the paper says which, and what
    becomes of the charges. `charges_waived`: the creditor gives up the charges that the sum
    does not hold if the plan is kept to its end; otherwise he keeps the right to ask them.
    Raises PlanPaperRefused, whose French message names every reason.
    """
    wrong = refusals(plan, on=on, invoices=invoices, statement=statement)
    if wrong:
        raise PlanPaperRefused(wrong)
    total = sum((one.amount for one in plan.installments), start=Money(0, statement.currency))
    first = plan.installments[0]
    ordered = sorted(invoices, key=lambda one: (one.due_on, one.number))
    pay = asked_of(creditor, first.amount, transfer_reference([one.number for one in ordered]))
    said = f"{in_money(total)} ({amount_in_words(total)})"
    articles = _articles(plan, on, debtor, statement, total, said, charges_waived=charges_waived)
    data = {
        **dated(TITLE, creditor.name, on),
        "footer": f"{creditor.name} – {debtor.name}, accord du {in_day(on)}",
        "creditor": creditor_lines(creditor),
        "debtor": _debtor_lines(debtor),
        "articles": articles,
        "invoices": _invoice_rows(ordered, statement, total),
        "installments": _installment_rows(plan, total),
        "sum": in_money(total),
        "sum_label": "Somme reconnue",
        "total": in_money(total),
        "payment": [pair for pair in pay.details if pair[0] != AMOUNT],
        "payment_svg": qr_svg(pay.payload) if pay.payload else "",
        "payment_alt": pay.alternative,
        "payment_caption": f"Le premier versement\u00a0: {in_money(first.amount)}",
        "copies": french.typography(
            f"Pour la somme de {in_money(total)}, payable au plus tard le "
            f"{french.day(plan.installments[-1].on)}. Fait en deux exemplaires originaux, un pour "
            "chaque partie, à ………………………………, le ……………………"
        ),
        "signatures": _signatures(creditor, debtor, total),
    }
    return compiled(data, _TEMPLATE)


def _articles(
    plan: PlanAgreed,
    on: date,
    debtor: Debtor,
    statement: Statement,
    total: Money,
    said: str,
    *,
    charges_waived: bool,
) -> list[dict[str, Any]]:
    invoices = "des factures suivantes" if len(plan.invoices) > 1 else "de la facture suivante"
    owing = f"Le débiteur reconnaît devoir au créancier la somme de {said}, au titre {invoices}."
    running = interest_clauses(
        on=on, kind=debtor.kind, statement=statement, total=total, waived=charges_waived
    )
    found = [
        ("Reconnaissance de dette", "invoices", [owing]),
        ("Effet sur la prescription", "", [_LIMITATION]),
        ("Règlement échelonné", "installments", [_GRANTED]),
        ("Paiement", "payment", ["Chaque virement rappelle la référence ci-dessous."]),
        ("Intérêts et accessoires", "", running),
        ("Versement manqué", "", default_clause(plan)),
        ("Portée de l’accord", "", [_BEARING]),
    ]
    return [
        {
            "title": f"{place}. {title}",
            "block": block,
            "paragraphs": [french.typography(words) for words in paragraphs],
        }
        for place, (title, block, paragraphs) in enumerate(found, 1)
    ]


def _invoice_rows(
    invoices: Sequence[Invoice], statement: Statement, total: Money
) -> list[list[str]]:
    """The principal of each invoice; then the charges, when the sum holds them."""
    rows = [
        [
            f"n°\u00a0{one.number}" + (f" ({one.subject})" if one.subject else ""),
            in_day(one.issued_on),
            in_day(one.due_on),
            in_money(statement.by_invoice[one.number].principal),
        ]
        for one in invoices
    ]
    if total == statement.total:
        until = even_until(statement)
        ran = f" au {in_day(until)}" if until else ""
        for name, amount in (
            (f"Pénalités et intérêts de retard{ran}", statement.interest),
            ("Indemnité forfaitaire de recouvrement", statement.indemnity),
            ("Clause pénale", statement.penalty),
        ):
            if amount:
                rows.append([name, "", "", in_money(amount)])
        if statement.overpaid:
            rows.append(["Trop-perçu à déduire", "", "", in_money(-statement.overpaid)])
    return rows


def _installment_rows(plan: PlanAgreed, total: Money) -> list[list[str]]:
    rows, left = [], total
    for place, one in enumerate(plan.installments, 1):
        left = left - one.amount
        rows.append([str(place), french.full_day(one.on), in_money(one.amount), in_money(left)])
    return rows


def creditor_lines(creditor: Creditor) -> list[str]:
    """Who is owed, as a private paper names him: no birth, no nationality."""
    lines = [*sender_lines(creditor)[:1], *address_lines(creditor.address)]
    lines += [legal] if (legal := legal_line(creditor)) else []
    if creditor.signatory and creditor.signatory != creditor.name:
        role = f", {creditor.signatory_role}" if creditor.signatory_role else ""
        # A sole trader is his business: nobody represents him.
        alone = creditor.legal_form == "EI"
        lines.append(f"{'' if alone else 'représenté par '}{creditor.signatory}{role}")
    return lines


def _debtor_lines(debtor: Debtor) -> list[str]:
    lines = [debtor.name, *address_lines(debtor.address)]
    siren = siren_numbers.format(debtor.siren) if len(debtor.siren) == 9 else debtor.siren
    return [*lines, f"SIREN {siren}"] if siren else lines


def _signatures(creditor: Creditor, debtor: Debtor, total: Money) -> list[dict[str, Any]]:
    """Where each signs. Who is not a trader writes the sum himself (C. civ., art. 1376)."""
    by_hand = (
        f"« Je reconnais devoir à {creditor.name} la somme de {amount_in_words(total)} "
        f"({in_money(total)}). »"
    )
    rule = "écrit de sa main la somme, en toutes lettres et en chiffres (C. civ., art. 1376) :"
    match debtor.kind:
        case DebtorKind.PUBLIC:
            asked = ["Nom, qualité du signataire, date, signature et cachet :"]
        case DebtorKind.BUSINESS:
            asked = [
                "Nom, qualité du signataire, date et signature.",
                f"Le signataire qui n’est pas commerçant {rule}",
                by_hand,
            ]
        case _:
            asked = ["Date et signature.", f"Le débiteur {rule}", by_hand]
    height = _BOX_MM if debtor.kind is DebtorKind.PUBLIC else _BOX_BY_HAND_MM
    boxes = (("Le créancier", ["Nom, date et signature :"]), ("Le débiteur", asked))
    return [
        {"who": who, "height": height, "to_write": [french.typography(one) for one in words]}
        for who, words in boxes
    ]
