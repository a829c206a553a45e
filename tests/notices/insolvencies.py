"""Claims to declare: three invoices, of which one falls due after the judgment, and a payment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from relance.case import Address, Debtor, Invoice, Money, State, replay
from relance.case.entries import (
    CaseOpened,
    Entry,
    Fact,
    InsolvencyOpened,
    InvoiceAdded,
    PaymentReceived,
)
from relance.claim import Statement, statement
from relance.notices import InsolvencyClaim, OfficeHolder
from tests.notices.cases import CAFE, CREDITOR, LAW, LOGO, SITE

JUDGMENT = date(2026, 8, 31)
PUBLISHED = date(2026, 9, 9)
CARDS = Invoice("F-14", date(2026, 8, 20), date(2026, 9, 19), Money.of("300"), "Cartes de visite")
INVOICES = (SITE, LOGO, CARDS)
PAID = (date(2026, 5, 10), PaymentReceived(Money.of("500")))


def state(
    *happened: tuple[date, Fact],
    invoices: tuple[Invoice, ...] = INVOICES,
    debtor: Debtor = CAFE,
    opened: bool = True,
) -> State:
    """The case, with its judgment unless nobody wrote it down."""
    currency = invoices[0].amount.currency
    told: list[tuple[date, Fact]] = [
        (invoices[0].issued_on, CaseOpened("cinq-etapes", currency, debtor.kind)),
        *((one.issued_on, InvoiceAdded(one)) for one in invoices),
        *happened,
    ]
    if opened:
        told.append((JUDGMENT, InsolvencyOpened(JUDGMENT, PUBLISHED)))
    instant = datetime(2026, 3, 1, 9, tzinfo=UTC)
    return replay(
        Entry(place, on, instant, "moi", fact) for place, (on, fact) in enumerate(told, 1)
    )


def stated(of: State, on: date = JUDGMENT) -> Statement:
    return statement(of, on=on, law=LAW)


BARE = InsolvencyClaim(
    on=date(2026, 9, 15),
    creditor=CREDITOR,
    debtor=CAFE,
    invoices=INVOICES,
    statement=stated(state(PAID)),
    judgment_on=JUDGMENT,
)
"""What the case alone knows: the rest is left to be written."""

FULL = replace(
    BARE,
    published_on=PUBLISHED,
    procedure="redressement judiciaire",
    court="Tribunal de commerce de Paris",
    announcement="A202601721671",
    office_holder=OfficeHolder(
        "SELARL Untel, prise en la personne de Maître Aline Durand",
        Address(("23 rue Victor Hugo",), "95300", "Pontoise"),
    ),
    security="",
    pending_court="",
    exhibits=("Devis signé du 12/01/2026", "Facture F-12", "Facture F-13", "Facture F-14"),
)
"""Nothing is missing."""

FROM_AFAR = replace(
    FULL,
    creditor=replace(CREDITOR, address=Address(("2 rue du Port",), "97400", "Saint-Denis")),
    procedure="liquidation judiciaire",
    security="nantissement du fonds de commerce, inscrit le 3 mars 2026",
    pending_court="Tribunal de commerce de Lyon, assignation du 2 juin 2026",
    title="ordonnance portant injonction de payer du 4 mai 2026",
    agent="Paul Martin",
    retention_of_title=True,
)
"""A creditor overseas, a liquidation, a title, a security and an agent."""
