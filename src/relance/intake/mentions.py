"""The mentions that the law requires on an invoice between businesses and that are missing.

For the next invoice: nothing that is owed depends on them. Only a seller in France is
judged, and only a file that can carry texts (a profile MINIMUM cannot).
Sources: law.md L1.16 (C. com., art. L441-9 I) and L1.17 (CGI, ann. II, art. 242 nonies A).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from relance.intake.clauses import fold
from relance.intake.document import Document, PartyRead

COMMERCIAL = "C. com., art. L441-9 I"
TAX = "CGI, ann. II, art. 242 nonies A"
COMMERCIAL_SINCE = date(2019, 10, 1)
TAX_SINCE = date(2026, 9, 1)

_INDEMNITY = re.compile(r"(?<![\d,.])40(?:[.,]00)? ?(?:€|eur\b|euros?\b)|€ ?40(?![\d])")
_DISCOUNT = re.compile(r"escompte|paiement anticipe|reglement anticipe")
_LATE_RATE = re.compile(
    r"(?:penalit|interet|retard|moratoire)[^\n]*?(?:\d ?%|pour ?cent|taux)|taux[^\n]*?(?:retard|penalit)"
)
_OPERATION = re.compile(
    r"livraisons? de biens|prestations? de services?|operations? (?:mixtes?|constituees)"
)
_PROCESS = re.compile(r"[BSM]\d")


@dataclass(frozen=True, slots=True)
class Mention:
    """One missing mention: its code, the French sentence to copy, the article that asks for it."""

    code: str
    sentence: str
    article: str


def missing_mentions(document: Document) -> tuple[Mention, ...]:
    """What to add to the next invoice or to the terms of sale; empty if nothing is known to lack.

    An invoice older than a rule is not judged by it; one without a date by all of them.
    """
    if document.is_credit_note or not _french(document.seller) or "minimum" in _profile(document):
        return ()
    day = document.issue_date
    found: list[Mention] = []
    if day is None or day >= COMMERCIAL_SINCE:
        found.extend(_commercial(document, fold(_texts(document))))
    if day is None or day >= TAX_SINCE:
        found.extend(_tax(document, fold(_texts(document))))
    return tuple(found)


def _commercial(document: Document, texts: str) -> Iterator[Mention]:
    if not _LATE_RATE.search(texts):
        yield Mention(
            "late_rate",
            "En cas de retard de paiement, des pénalités sont dues de plein droit au taux "
            "appliqué par la Banque centrale européenne à son opération de refinancement la "
            "plus récente, majoré de 10\u00a0points de pourcentage.",
            COMMERCIAL,
        )
    if not _INDEMNITY.search(texts):
        yield Mention(
            "collection_indemnity",
            "En cas de retard de paiement, une indemnité forfaitaire pour frais de recouvrement "
            "de 40\u00a0€ est due de plein droit.",
            COMMERCIAL,
        )
    if not _DISCOUNT.search(texts):
        yield Mention(
            "early_payment_discount",
            "Pas d’escompte pour paiement anticipé.",
            COMMERCIAL,
        )
    if document.due_date is None:
        yield Mention("due_date", "À régler au plus tard le\u00a0: (date).", COMMERCIAL)
    if document.supply_date is None:
        yield Mention(
            "supply_date", "Date de la vente ou de la prestation\u00a0: (date).", COMMERCIAL
        )
    for code, party, sentence in (
        ("seller_address", document.seller, "(Votre nom et votre adresse complète.)"),
        ("buyer_address", document.buyer, "(Le nom et l’adresse complète du client.)"),
    ):
        if not (party.name and party.city and (party.lines or party.postcode)):
            yield Mention(code, sentence, COMMERCIAL)


def _tax(document: Document, texts: str) -> Iterator[Mention]:
    if not _PROCESS.match(document.process or "") and not _OPERATION.search(texts):
        yield Mention(
            "operation_category",
            "Catégorie de l’opération\u00a0: prestation de services. (ou\u00a0: livraison de biens\u00a0; "
            "ou\u00a0: livraison de biens et prestation de services.)",
            TAX,
        )


def _texts(document: Document) -> str:
    return "\n".join([text for _, text in document.notes] + [document.payment_terms or ""])


def _profile(document: Document) -> str:
    return (document.profile or "").casefold()


def _french(seller: PartyRead) -> bool:
    if seller.country:
        return seller.country.upper() == "FR"
    return not seller.vat or seller.vat.upper().startswith("FR")
