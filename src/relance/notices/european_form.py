"""What to copy onto form A, the application for a European order for payment.

Regulation (EC) 1896/2006 wants the form itself, which the European e-Justice portal fills in and
prints in every language of the Union (law.md L6.29). This sheet is not the form and does not look
like it: it gives what the case knows in the order in which the regulation lists the contents of
the application (its article 7(2), read in a reproduction of the text), the rest is left to fill in.
"""

from __future__ import annotations

from babel import Locale

from relance.case import Address, DebtorKind
from relance.claim import LineKind
from relance.claim.french import in_day, in_money
from relance.notices import french
from relance.notices.court_paper import Article, court_paper
from relance.notices.order_request import (
    TO_FILL,
    OrderRequest,
    applicant_lines,
    debtor_lines,
    told_events,
)

TITLE = "Feuille de préparation du formulaire A"
_TERRITORIES = Locale("fr").territories


def european_form(asked: OrderRequest) -> bytes:
    """The sheet as PDF/A-3a and PDF/UA-1. The caller knows that the case is cross-border."""
    creditor, debtor = asked.creditor, asked.debtor
    return court_paper(
        title=TITLE,
        subtitle="(injonction de payer européenne, règlement (CE) 1896/2006)",
        author=creditor.name,
        on=asked.on,
        footer=f"{creditor.name} – {debtor.name}, préparation du formulaire A",
        parties=(
            ("Le demandeur", (*applicant_lines(creditor, asked.applicant), _in(creditor.address))),
            ("Le défendeur", (*debtor_lines(debtor, asked.debtor_form), _in(debtor.address))),
        ),
        articles=_articles(asked),
        claimed=asked.statement,
        pieces=asked.pieces,
        made=(
            "Cette feuille n’est pas le formulaire et ne se signe pas : le lieu, la date et la "
            "signature se portent sur le formulaire lui-même."
        ),
    )


def country_of(address: Address) -> str:
    """The State of an address, in French."""
    code = address.country.upper()
    return str(_TERRITORIES.get(code, code)) if code else TO_FILL


def _in(address: Address) -> str:
    return french.typography(f"État : {country_of(address)}")


def _articles(asked: OrderRequest) -> list[Article]:
    return [
        Article(
            "Comment s’en servir",
            (
                "Le formulaire A se remplit sur le portail européen e-Justice "
                "(e-justice.europa.eu), dans une langue que la juridiction accepte. Recopiez-y ce "
                "qui suit ; ce qui est en pointillés n’est pas connu de ce dossier.",
            ),
        ),
        Article("La juridiction", _court(asked)),
        Article("Le caractère transfrontalier", (_border(asked),)),
        Article("Le montant de la créance", _amounts(asked), block="sums"),
        Article("La cause de l’action", _cause(asked), points=told_events(asked.events)),
        Article(
            "Les éléments de preuve",
            ("Ils se décrivent sur le formulaire ; ils ne se joignent pas.",)
            if asked.pieces
            else (f"Aucune pièce n’est au dossier : {TO_FILL}",),
            block="pieces" if asked.pieces else "",
        ),
        Article("Ce qui reste à dire sur le formulaire", points=_left(asked)),
    ]


def _court(asked: OrderRequest) -> tuple[str, ...]:
    said = [
        f"Juridiction saisie : {asked.court or TO_FILL}",
        f"Chef de compétence, à choisir sur le formulaire : {TO_FILL}",
    ]
    if asked.debtor.kind is DebtorKind.CONSUMER:
        said.append(
            "Le défendeur est un particulier : vérifiez sur le portail quelle juridiction peut être "
            "saisie contre un consommateur."
        )
    return tuple(said)


def _border(asked: OrderRequest) -> str:
    return (
        f"Le demandeur est dans l’État suivant : {country_of(asked.creditor.address)} ; le "
        f"défendeur dans celui-ci : {country_of(asked.debtor.address)}. "
        f"État de la juridiction saisie : {TO_FILL}"
    )


def _amounts(asked: OrderRequest) -> tuple[str, ...]:
    """Principal, interest, contractual penalties and costs are four boxes of the form."""
    statement = asked.statement
    penalty = in_money(statement.penalty) if statement.penalty.cents else "aucune"
    said = [
        f"Principal : {in_money(statement.principal)}. Pénalités contractuelles : {penalty}.",
    ]
    if any(line.kind is LineKind.INTEREST for line in statement.lines):
        said.append(
            f"Intérêts jusqu’au {in_day(statement.interest_until or statement.on)} : "
            f"{in_money(statement.interest)}, au taux et pour les périodes ci-dessous."
        )
    if statement.indemnity.cents:
        said.append(f"Indemnité forfaitaire de recouvrement : {in_money(statement.indemnity)}.")
    said.append(f"Frais de procédure demandés : {TO_FILL}")
    return tuple(said)


def _cause(asked: OrderRequest) -> tuple[str, ...]:
    listed = french.listed(
        [
            f"n° {one.number} du {in_day(one.issued_on)}, échue le {in_day(one.due_on)}"
            + (f" ({one.subject})" if one.subject else "")
            for one in asked.invoices
        ]
    )
    word = "Factures" if len(asked.invoices) > 1 else "Facture"
    return (f"{word} {listed}.",)


def _left(asked: OrderRequest) -> tuple[str, ...]:
    points = [
        f"le mode de paiement des frais de justice : {TO_FILL}",
        "la déclaration que les informations sont exactes, et la signature ;",
        "dans l’appendice, si vous le voulez, ce qui doit suivre une opposition du défendeur.",
    ]
    if asked.agent:
        points.insert(0, f"le représentant du demandeur : {asked.agent} ;")
    return tuple(points)
