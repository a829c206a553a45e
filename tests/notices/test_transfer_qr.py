"""The QR code of a transfer: byte for byte what a bank's application reads."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from relance.case import Money
from relance.notices.transfer_qr import NoTransferQr, epc_payload, qr_png, qr_svg
from tests.notices.cases import CREDITOR


def test_the_payload_is_the_one_of_the_standard() -> None:
    """One line out of place and the debtor's bank says «unreadable», or pays somebody else."""
    assert epc_payload(CREDITOR, Money.of("1257.98"), "F-2026-001") == (
        "BCD\n002\n1\nSCT\n\nAtelier Duval\nFR7630006000011234567890189\nEUR1257.98\n\n\nF-2026-001"
    )


def test_a_structured_reference_has_its_own_field() -> None:
    """Bank software matches an RF reference by itself only where it expects it."""
    creditor = replace(CREDITOR, bic="agrifrpp xxx")

    assert epc_payload(creditor, Money.of("0.01"), "RF18 5390 0754 7034").splitlines()[4:] == [
        "AGRIFRPPXXX", "Atelier Duval", "FR7630006000011234567890189", "EUR0.01", "",
        "RF18539007547034",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "written"),
    [("0.01", "EUR0.01"), ("1200", "EUR1200.00"), ("999999999.99", "EUR999999999.99")],
)
def test_the_amount_has_a_point_and_two_decimals(amount: str, written: str) -> None:
    """The two ends of what a transfer can carry."""
    assert epc_payload(CREDITOR, Money.of(amount), "F-1").splitlines()[7] == written


@pytest.mark.parametrize(
    ("changes", "amount", "remittance", "why"),
    [
        ({"iban": ""}, Money.of("1"), "F-1", "manque"),
        ({"iban": "FR7630006000011234567890188"}, Money.of("1"), "F-1", "clé fausse"),
        ({"iban": "TN5910006035183598478831"}, Money.of("1"), "F-1", "SEPA"),
        ({"iban": "CH9300762011623852957"}, Money.of("1"), "F-1", "BIC"),
        ({"iban": "CH9300762011623852957", "bic": "pas un"}, Money.of("1"), "F-1", "BIC"),
        ({}, Money.of("1", "USD"), "F-1", "euros"),
        ({}, Money.of("0"), "F-1", "montant"),
        ({}, Money.of("-1"), "F-1", "montant"),
        ({}, Money.of("1000000000"), "F-1", "montant"),
        ({"name": " \n"}, Money.of("1"), "F-1", "nom"),
        ({}, Money.of("1"), "x" * 141, "140"),
        ({"name": "é" * 70}, Money.of("1"), "é" * 140, "trop longs"),
    ],
)
def test_what_no_bank_would_take_makes_no_code(
    changes: dict[str, str], amount: Money, remittance: str, why: str
) -> None:
    """A code that scans and then fails is worse than none; a reference is never cut."""
    with pytest.raises(NoTransferQr, match=why):
        epc_payload(replace(CREDITOR, **changes), amount, remittance)  # type: ignore[arg-type]


def test_a_swiss_account_tells_its_bank() -> None:
    """Out of the European Economic Area the BIC is asked for."""
    swiss = replace(CREDITOR, iban="CH93 0076 2011 6238 5295 7", bic="UBSWCHZH80A")

    assert epc_payload(swiss, Money.of("1"), "F-1").splitlines()[4:7] == [
        "UBSWCHZH80A", "Atelier Duval", "CH9300762011623852957",
    ]  # fmt: skip


def test_a_long_name_is_cut_and_a_hostile_one_stays_on_its_line() -> None:
    """A line break in a name must not put another IBAN in the next field."""
    hostile = replace(CREDITOR, name="Duval\nFR1420041010050500013M02606\u2028" + "x" * 80)
    lines = epc_payload(hostile, Money.of("1"), "F-1\r\nEUR9.00").splitlines()

    assert lines[5] == ("Duval FR1420041010050500013M02606 " + "x" * 80)[:70]
    assert lines[6] == "FR7630006000011234567890189"
    assert lines[10] == "F-1 EUR9.00"
    assert len(lines) == 11


@given(
    name=st.text(min_size=1, max_size=90),
    remittance=st.text(max_size=150),
    cents=st.integers(min_value=1, max_value=99_999_999_999),
)
def test_every_payload_fits_its_code(name: str, remittance: str, cents: int) -> None:
    """Whatever the names: twelve lines at most, 331 bytes, version 13, level M."""
    try:
        payload = epc_payload(replace(CREDITOR, name=name), Money(cents), remittance)
    except NoTransferQr:
        return
    lines = payload.split("\n")
    code = segno.make_qr(payload, error="m", boost_error=False, encoding="utf-8", eci=False)

    assert len(lines) <= 12 and len(payload.encode()) <= 331
    assert len(lines[5]) <= 70
    assert lines[6:8] == ["FR7630006000011234567890189", f"EUR{Money(cents)}"]
    assert isinstance(code.version, int) and code.version <= 13


def test_the_drawing_and_the_picture_are_the_same_code() -> None:
    """The letter and the mail of one day say one amount; same payload, same bytes."""
    payload = epc_payload(CREDITOR, Money.of("1257.98"), "F-2026-001")
    svg, png = qr_svg(payload), qr_png(payload)

    assert (svg, png) == (qr_svg(payload), qr_png(payload))
    assert ET.fromstring(svg).get("viewBox") == "0 0 45 45"  # version 5, quiet zone of 4
    assert png.startswith(b"\x89PNG") and int.from_bytes(png[16:20]) == 45 * 5
    assert svg != qr_svg(payload.replace("1257.98", "1257.99"))
