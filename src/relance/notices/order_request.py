"""The request for an order for payment (requête en injonction de payer, CPC art. 1405 to 1425).

It says who asks and who owes as CPC art. 54 and 57 want them named, what is asked line by line
with its text, what happened, and lists the exhibits (CPC art. 1407; law.md L6.8). What is not
known is left visibly to fill in; date and signature are always by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stdnum.fr import siren as siren_numbers

from relance.case import Creditor, Debtor, Invoice
from relance.case.entries import CourtKind
from relance.claim import Statement
from relance.claim.french import in_day, in_money
from relance.notices import french
from relance.notices.amount_in_words import amount_in_words
from relance.notices.court_paper import Article, Piece, court_paper
from relance.notices.letterhead import address_lines, legal_line, unbroken
from relance.notices.running import even_until, running_on

TITLE = "Requête en injonction de payer"
TO_FILL = "………………………………"


@dataclass(frozen=True, slots=True)
class Applicant:
    """What CPC art. 54 wants to know of who asks, beyond his name and address.

    A natural person: profession, nationality, day and place of birth, and his domicile when it is
    not the address he works at. A company: its legal form
    stands in the creditor, `represented_by` names the body that represents it («sa gérante,
    Claire Duval»).
    """

    natural: bool
    profession: str = ""
    nationality: str = ""
    born_on: date | None = None
    born_at: str = ""
    domicile: str = ""
    represented_by: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One fact of the story, and the number of the exhibit that shows it (None: none does)."""

    on: date
    said: str
    piece: int | None = None


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """All that the request says. `statement` is what is asked, on the day of the request.

    `court` is the name as the user typed or confirmed it, never guessed. `on_opposition` is the
    court named for the case of an opposition (CPC art. 1408), empty when none is asked for.
    `amicable` is what was tried with a third person, or the ground for not having tried, in the
    user's words. `agent` is who files by special power, if it is not the creditor.
    """

    on: date
    court: str
    court_kind: CourtKind | None
    creditor: Creditor
    applicant: Applicant
    debtor: Debtor
    debtor_form: str
    statement: Statement
    invoices: tuple[Invoice, ...]
    events: tuple[Event, ...]
    pieces: tuple[Piece, ...]
    on_opposition: str = ""
    amicable: str = ""
    agent: str = ""


def order_request(asked: OrderRequest) -> bytes:
    """The request as PDF/A-3a and PDF/UA-1, to date and sign by hand."""
    creditor, debtor = asked.creditor, asked.debtor
    signs = asked.agent or asked.creditor.signatory or asked.creditor.name
    return court_paper(
        title=TITLE,
        subtitle="(articles 1405 et suivants du code de procédure civile)",
        author=creditor.name,
        on=asked.on,
        footer=f"{creditor.name} – {debtor.name}, requête en injonction de payer",
        addressee=("À l’attention du président", asked.court or TO_FILL),
        parties=(
            ("Le demandeur", applicant_lines(creditor, asked.applicant)),
            ("Le débiteur", debtor_lines(debtor, asked.debtor_form)),
        ),
        articles=_articles(asked),
        claimed=asked.statement,
        pieces=asked.pieces,
        # The signature may stand alone on its page: it says what is signed.
        made=(
            f"Requête contre {debtor.name}, pour la somme de {in_money(asked.statement.total)}.\n"
            f"Fait à {TO_FILL}, le {TO_FILL}"
        ),
        signature=(
            "Le mandataire du demandeur" if asked.agent else "Le demandeur",
            (f"{signs} : date et signature.",),
        ),
    )


def applicant_lines(creditor: Creditor, applicant: Applicant) -> tuple[str, ...]:
    """Who asks, as CPC art. 54 wants; what is not known is left to fill in."""
    address = ", ".join(address_lines(creditor.address)) or TO_FILL
    if applicant.natural:
        born = in_day(applicant.born_on) if applicant.born_on else TO_FILL
        return (
            creditor.signatory or creditor.name,
            *((creditor.name,) if creditor.signatory not in ("", creditor.name) else ()),
            f"né(e) le {born} à {applicant.born_at or TO_FILL}",
            f"nationalité{french.typography(' : ')}{applicant.nationality or TO_FILL}",
            f"profession{french.typography(' : ')}{applicant.profession or TO_FILL}",
            f"demeurant {applicant.domicile or address}",
            *_identified(legal_line(creditor)),
        )
    form = creditor.legal_form or TO_FILL
    capital = f" au capital de {unbroken(creditor.share_capital)}" if creditor.share_capital else ""
    return (
        creditor.name,
        f"{form}{capital}",
        f"siège{french.typography(' : ')}{address}",
        *_identified(legal_line(creditor)),
        f"représentée par {applicant.represented_by or TO_FILL}",
    )


def debtor_lines(debtor: Debtor, form: str) -> tuple[str, ...]:
    """Who owes: name, form, seat or domicile (CPC art. 57)."""
    address = ", ".join(address_lines(debtor.address)) or TO_FILL
    siren = siren_numbers.format(debtor.siren) if len(debtor.siren) == 9 else debtor.siren
    where = "siège" if form else "adresse"
    return (
        debtor.name,
        *((form,) if form else ()),
        f"{where}{french.typography(' : ')}{address}",
        *((f"SIREN {siren}",) if siren else ()),
    )


def _identified(line: str) -> tuple[str, ...]:
    return (line,) if line else ()


def _articles(asked: OrderRequest) -> list[Article]:
    found = [
        Article("Objet de la demande", _object(asked)),
        Article(
            "Faits",
            (unpaid(asked.invoices, asked.statement),),
            points=told_events(asked.events),
        ),
        Article("Sommes demandées", _sums(asked), block="sums"),
        Article("Fondement", _basis(asked)),
    ]
    if asked.amicable:
        found.append(Article("Démarches amiables", (asked.amicable,)))
    if asked.on_opposition:
        found.append(
            Article(
                "En cas d’opposition",
                (
                    "En cas d’opposition, le demandeur demande que l’affaire soit immédiatement "
                    f"renvoyée devant la juridiction suivante, qu’il estime compétente : "
                    f"{asked.on_opposition} (CPC, art. 1408).",
                ),
            )
        )
    if asked.agent:
        found.append(
            Article(
                "Mandataire",
                (
                    f"La requête est présentée par {asked.agent}, dont le pouvoir spécial est joint.",
                ),
            )
        )
    found.append(
        Article(
            "Bordereau des pièces",
            ("Les pièces suivantes sont jointes à la requête (CPC, art. 57 et 1407).",)
            if asked.pieces
            else ("Aucune pièce n’est jointe.",),
            block="pieces" if asked.pieces else "",
        )
    )
    return found


def _object(asked: OrderRequest) -> tuple[str, ...]:
    total = asked.statement.total
    words = f" ({amount_in_words(total)})" if total.currency == "EUR" else ""
    until = in_day(asked.on)
    said = (
        f"Le demandeur demande qu’il soit enjoint à {asked.debtor.name} de lui payer la somme de "
        f"{in_money(total)}{words}, arrêtée au {until} et détaillée plus bas"
    )
    return (f"{said}{running_on(asked.statement)}.",)


def unpaid(invoices: Sequence[Invoice], statement: Statement, *, dated: bool = False) -> str:
    """«La facture n° F-12 n’est pas payée», or «pas entièrement» once something came in."""
    listed = french.listed(
        [f"n° {one.number}" + (f" du {in_day(one.issued_on)}" if dated else "") for one in invoices]
    )
    asked = sum((one.amount.cents for one in invoices), start=0)
    wholly = "" if statement.principal.cents >= asked else " entièrement"
    if len(invoices) > 1:
        return f"Les factures {listed} ne sont pas{wholly} payées."
    return f"La facture {listed} n’est pas{wholly} payée."


def told_events(events: Sequence[Event]) -> tuple[str, ...]:
    """The story, a sentence a fact, with the number of the exhibit that shows it."""
    return tuple(
        f"{french.day(one.on)}, {one.said}"
        + (f" (pièce n° {one.piece})" if one.piece is not None else "")
        + "."
        for one in events
    )


def _sums(asked: OrderRequest) -> tuple[str, ...]:
    until = asked.statement.interest_until
    said = ["Chaque ligne porte le texte ou la clause sur lequel elle repose."]
    said += [one.text for one in asked.statement.notes if one.code == "disputed_left_out"]
    even = even_until(asked.statement)
    if until is not None and until < asked.on:
        said.append(
            f"Les intérêts sont arrêtés au {in_day(even)}."
            if even
            else "Les intérêts de chaque facture sont arrêtés au dernier jour compté pour elle."
        )
    if asked.statement.overpaid:
        said.append(f"Un trop-perçu de {in_money(asked.statement.overpaid)} est déduit du total.")
    return tuple(said)


def _basis(asked: OrderRequest) -> tuple[str, ...]:
    listed = french.listed(
        [f"n° {one.number} du {in_day(one.issued_on)}" for one in asked.invoices]
    )
    many = len(asked.invoices) > 1
    said = (
        "La créance a une cause contractuelle et s’élève à un montant déterminé (CPC, art. 1405). "
        f"Elle résulte {'des factures' if many else 'de la facture'} {listed}"
    )
    subjects = sorted({one.subject for one in asked.invoices if one.subject})
    return (f"{said}{', pour ' + french.listed(subjects) if subjects else ''}.",)
