"""The invented people of the sample cabinet: three creditors, and what a debtor's story is.

Names are made up; SIREN numbers pass their check digit and belong to nobody we know of.
A story is what happened so many days after the due date; `late` says how many days ago that
due date was, so that every state can be seen whatever the day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Owner:
    name: str
    legal_form: str
    street: str
    postcode: str
    city: str
    email: str
    phone: str
    signatory: str
    role: str
    subjects: tuple[str, ...]
    mode: str = "creditor"


OWNERS = (
    Owner(
        "Atelier Duval", "EI", "12 rue de l’Été", "69003", "Lyon", "claire@atelier-duval.example",
        "+33478000001", "Claire Duval", "graphiste",
        ("Refonte du site", "Charte graphique", "Catalogue de printemps", "Identité visuelle"),
    ),
    Owner(
        "Menuiserie Kermadec", "SARL", "4 quai des Charpentiers", "29200", "Brest",
        "contact@kermadec.example", "+33298000002", "Yann Kermadec", "gérant",
        ("Agencement de la boutique", "Pose de fenêtres", "Escalier en chêne", "Bibliothèque"),
    ),
    Owner(
        "Studio Olympe", "SASU", "27 rue des Martyrs", "75009", "Paris", "olympe@studio.example",
        "+33140000003", "Olympe Séraphin", "présidente",
        ("Film de présentation", "Sous-titrage", "Captation du séminaire", "Montage"),
        mode="assistant",
    ),
)  # fmt: skip

Step = tuple[int, str, object]
"""So many days after the due date, what happened, with its value."""


@dataclass(frozen=True, slots=True)
class Story:
    """One debtor: who, where, how late, and what happened; `owner` is a place in OWNERS."""

    owner: int
    name: str
    late: int
    net: Decimal
    person: str = ""
    kind: str = "business"
    postcode: str = "69002"
    city: str = "Lyon"
    happened: tuple[Step, ...] = ()
    invoices: int = 1
    reachable: bool = True
    formality: str = "vous"
    gender: str = "unknown"
    late_note: str = ""
    then: str = field(default="")  # what is done with the notice once it is prepared
