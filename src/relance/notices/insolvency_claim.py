"""The declaration of claim (déclaration de créance) to the mandataire judiciaire or liquidateur.

It holds what C. com. L622-25 and R622-23 ask for, and leaves a visible place for what nobody has
said yet. No form is compulsory (law.md L7.25). Its last page is for the creditor alone.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from stdnum.fr import siren as siren_numbers

from relance.case import Money
from relance.claim import LineKind
from relance.claim.french import in_day, in_money, in_percent
from relance.law import LawBook
from relance.notices import french
from relance.notices.amount_in_words import amount_in_words
from relance.notices.insolvency_advice import advice
from relance.notices.insolvency_deadlines import LastDays, last_days
from relance.notices.insolvency_facts import LIQUIDATION, InsolvencyClaim, OfficeHolder
from relance.notices.insolvency_soundness import InsolvencyClaimRefused, missing, refusals
from relance.notices.letter import compiled, dated
from relance.notices.letterhead import address_lines, legal_line, sender_lines
from relance.notices.public_notes import public_notes
from relance.notices.write import statement_rows

__all__ = [
    "InsolvencyClaim",
    "InsolvencyClaimRefused",
    "OfficeHolder",
    "insolvency_claim",
    "missing",
]

TITLE = "Déclaration de créance"
_TEMPLATE = Path(__file__).with_name("insolvency_claim.typ")
_NONE = "néant"


def insolvency_claim(claim: InsolvencyClaim, *, law: LawBook, with_advice: bool = True) -> bytes:
    """The declaration as PDF/A-3a and PDF/UA-1, to sign and post; the same input the same bytes.

    `with_advice` adds a last page for the creditor, not to be sent: last days and how to post.
    Ask `missing` first what a person should still add. Raises InsolvencyClaimRefused, whose
    French message names every reason.
    """
    wrong = refusals(claim)
    if wrong:
        raise InsolvencyClaimRefused(wrong)
    creditor, statement = claim.creditor, claim.statement
    days = last_days(
        claim.published_on,
        creditor=creditor.address,
        law=law,
        retention_of_title=claim.retention_of_title,
    )
    due, later = _split(claim)
    data = {
        **dated(TITLE, creditor.name, claim.on),
        "footer": f"{creditor.name} – déclaration de créance, {claim.debtor.name}",
        "sender": [*sender_lines(creditor), *filter(None, [legal_line(creditor)])],
        "office": claim.office[0].upper() + claim.office[1:],
        "recipient": _recipient(claim),
        "procedure": _typeset_pairs(_procedure(claim, days)),
        "declares": french.typography(_declares(claim, due, later)),
        "invoices": _invoice_rows(claim),
        "sums": _sum_rows(claim, due, later),
        "rows": [asdict(row) for row in statement_rows(statement)],
        "total": in_money(statement.total),
        "judgment_day": french.day(claim.judgment_on),
        "notes": public_notes(statement),
        "interest": french.typography(_interest(claim)),
        "said": _typeset_pairs(_said(claim)),
        "certified": french.typography(_certified(claim)),
        "agent": claim.agent,
        "exhibits": [french.typography(one) for one in claim.exhibits],
        "advice": [
            {"title": title, "paragraphs": [french.typography(one) for one in paragraphs]}
            for title, paragraphs in (advice(claim, days) if with_advice else [])
        ],
    }
    return compiled(data, _TEMPLATE)


def _split(claim: InsolvencyClaim) -> tuple[Money, Money]:
    """What was due on the day of the judgment, and what fell due later; they add to the total."""
    owed = claim.statement.by_invoice
    later = sum(
        (owed[one.number].principal for one in claim.invoices if claim.falls_due_later(one)),
        start=Money(0, claim.statement.currency),
    )
    return claim.statement.total - later, later


def _recipient(claim: InsolvencyClaim) -> list[str]:
    """The lines of the window; none when a person must write them."""
    holder = claim.office_holder
    if holder is None or not holder.name.strip():
        return []
    return [holder.name, claim.office, *address_lines(holder.address)]


def _procedure(claim: InsolvencyClaim, days: LastDays) -> list[tuple[str, str]]:
    debtor = claim.debtor
    number = debtor.siren
    known = siren_numbers.format(number) if len(number) == 9 else number
    published = french.day(claim.published_on) if claim.published_on else ""
    if published and claim.announcement:
        published += f", annonce {claim.announcement}"
    pairs = [
        ("Débiteur", ", ".join((debtor.name, *address_lines(debtor.address)))),
        ("SIREN", known),
        ("Procédure", claim.procedure),
        ("Tribunal", claim.court),
        ("Jugement d’ouverture", french.day(claim.judgment_on)),
        ("Parution au BODACC", published),
    ]
    if (last := days.declare) is not None:
        until = f"jusqu’au {french.full_day(last.on)}"
        if days.from_afar is not None:
            afar = french.full_day(days.from_afar.on)
            until += f" ; hors de la France métropolitaine, jusqu’au {afar}"
        pairs.append(("Délai pour déclarer", f"{until} ({last.reference})"))
    return pairs


def _declares(claim: InsolvencyClaim, due: Money, later: Money) -> str:
    total = due + later
    parts = f", dont {in_money(due)} échus et {in_money(later)} à échoir" if later else ", échue"
    return (
        f"{claim.creditor.name} déclare au passif de {claim.debtor.name} sa créance telle qu’elle "
        f"est au jour du jugement d’ouverture : {in_money(total)} ({amount_in_words(total)})"
        f"{parts} (C. com., art. R622-24 et L622-25)."
    )


def _invoice_rows(claim: InsolvencyClaim) -> list[list[str]]:
    """For each invoice: what it is, its days, its principal due or falling due later."""
    owed = claim.statement.by_invoice
    rows = []
    for one in sorted(claim.invoices, key=lambda one: (one.due_on, one.number)):
        amount, later = in_money(owed[one.number].principal), claim.falls_due_later(one)
        name = f"n°\u00a0{one.number}" + (f" ({one.subject})" if one.subject else "")
        days = [in_day(one.issued_on), in_day(one.due_on)]
        rows.append([name, *days, "–" if later else amount, amount if later else "–"])
    return rows


def _sum_rows(claim: InsolvencyClaim, due: Money, later: Money) -> list[list[str]]:
    """The charges, then the totals: name, due on the day of the judgment, falling due later."""
    statement = claim.statement
    principal = statement.principal - later
    rows = [["Principal", in_money(principal), in_money(later) if later else "–"]]
    for name, amount in (
        ("Pénalités et intérêts de retard", statement.interest),
        ("Indemnité forfaitaire pour frais de recouvrement", statement.indemnity),
        ("Clause pénale du contrat", statement.penalty),
    ):
        if amount:
            rows.append([name, in_money(amount), "–"])
    if statement.overpaid:
        rows.append(["Trop-perçu à déduire", in_money(-statement.overpaid), "–"])
    return [*rows, ["Somme déclarée", in_money(due), in_money(later) if later else "–"]]


def _interest(claim: InsolvencyClaim) -> str:
    """How interest was worked out, rate by rate, and that the judgment stopped it."""
    rates: dict[tuple[str, str], list[date]] = {}
    for line in claim.statement.lines:
        if line.kind is LineKind.INTEREST and line.rate is not None and line.from_on and line.to_on:
            days = rates.setdefault((in_percent(line.rate), line.reference), [])
            days += [line.from_on, line.to_on]
    texts = "C. com., art. L622-28"
    if LIQUIDATION in claim.procedure.lower():
        texts += " et L641-3"
    stopped = (
        f"Le jugement en arrête le cours ({texts}) : aucun intérêt n’est compté à partir du "
        f"{in_day(claim.judgment_on)}."
    )
    if not rates:
        return f"Aucun intérêt de retard n’est déclaré. {stopped}"
    told = [
        f"{rate} par an entre le {in_day(min(days))} et le {in_day(max(days))} ({reference})"
        for (rate, reference), days in rates.items()
    ]
    return (
        "Intérêts simples : base × taux annuel × jours ÷ 365, chaque ligne arrondie au centime ; "
        "le détail est en annexe. "
        f"Taux : {' ; '.join(told)}. {stopped}"
    )


def _said(claim: InsolvencyClaim) -> list[tuple[str, str]]:
    """What the law wants said even when there is none; empty: a place is left."""

    def written(text: str | None) -> str:
        return "" if text is None else text.strip() or _NONE

    pairs = [
        ("Sûreté (nature, assiette, date)", written(claim.security)),
        ("Juridiction déjà saisie", written(claim.pending_court)),
    ]
    return [*pairs, ("Titre exécutoire", claim.title)] if claim.title else pairs


def _certified(claim: InsolvencyClaim) -> str:
    """The words of the creditor. A title seldom covers all: the whole is certified (L622-25)."""
    said = (
        "Je certifie sincère la présente déclaration, pour la somme de "
        f"{in_money(claim.statement.total)} (C. com., art. L622-25)."
    )
    return f"{said} Elle s’appuie aussi sur le titre exécutoire ci-dessus." if claim.title else said


def _typeset_pairs(pairs: list[tuple[str, str]]) -> list[list[str]]:
    return [[french.typography(name), french.typography(value)] for name, value in pairs]
