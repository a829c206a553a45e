"""The parcel and the clock of these tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from relance.channels.letter import PostalLines
from relance.channels.letter.provider import Parcel
from relance.channels.letter.wire import Wire
from tests.channels.letter.contract_server import ANSWER_S

KEY = "0190f3a2-7c5e-7b1a-9d55-3f0c2a7e4b11"
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 8 + b"\n%%EOF\n"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

PARCEL = Parcel(
    key=KEY,
    reference="DUPONT 2026-0042",
    letter=PDF,
    sender=PostalLines(("ATELIER DES LILAS", "12 RUE DES LILAS", "75011 PARIS")),
    recipient=PostalLines(
        ("DUPONT ET FILS", "SERVICE COMPTABILITE", "3 AV FOCH", "69006 LYON"),
    ),
    professional=True,
    sender_email="atelier@example.net",
    recipient_email="compta@example.org",
    recipient_first_name="Jeanne",
    recipient_last_name="Dupont",
)
LAST_MONTH = date(2026, 10, 12)


def now() -> datetime:
    return NOW


def wire(base: str) -> Wire:
    return Wire(base, connect_s=3, answer_s=ANSWER_S)
