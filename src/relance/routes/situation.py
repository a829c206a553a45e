"""The five questions about a claim, as their answers: each may be unknown, none is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from relance.case import Money


class Quality(StrEnum):
    """What a party is in the eyes of the commercial code (law.md L6.5, L6.6)."""

    TRADER = "trader"  # sole trader, or a company commercial by its form
    ARTISAN = "artisan"
    LIBERAL = "liberal"  # liberal profession
    CIVIL = "civil"  # civil company, association, farming form
    CONSUMER = "consumer"
    PUBLIC = "public"
    UNKNOWN = ""


class Place(StrEnum):
    """Where the debtor has his seat or his domicile: it decides the court and the calendar."""

    FRANCE = "france"  # metropolitan, but for Alsace-Moselle
    ALSACE_MOSELLE = "alsace_moselle"
    OVERSEAS = "overseas"  # French departments overseas
    EUROPE = "europe"  # European Union, Denmark excepted
    DENMARK = "denmark"
    ELSEWHERE = "elsewhere"
    UNKNOWN = ""


class Disputed(StrEnum):
    NO = "no"
    PARTLY = "partly"
    WHOLLY = "wholly"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """The answers. `amount` is principal and interest, the figure that thresholds look at.

    `undisputed` is the same without what is contested, None when nothing is. `attempted`: a conciliator or a mediator was tried. `invoiced`: the debt is on an invoice.
    """

    creditor: Quality
    debtor: Quality
    place: Place
    disputed: Disputed
    amount: Money
    insolvency: bool = False
    attempted: bool = False
    invoiced: bool = True
    undisputed: Money | None = None


_EU = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "EE",
        "ES",
        "FI",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
"""The Member States but France and Denmark, by ISO code."""


def place_of(country: str, department: str | None) -> Place:
    """Where an address is. UNKNOWN when it does not say."""
    if country == "FR":
        if department is None:
            return Place.UNKNOWN
        if department in ("57", "67", "68"):
            return Place.ALSACE_MOSELLE
        if department.startswith("98"):
            return Place.UNKNOWN  # Monaco, or a territory that may have a procedure of its own
        return Place.OVERSEAS if department.startswith("97") else Place.FRANCE
    if country == "DK":
        return Place.DENMARK
    if country in _EU:
        return Place.EUROPE
    return Place.ELSEWHERE if country else Place.UNKNOWN
