"""Addresses that the post's machines read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.case.parties import Address
from relance.channels.letter import postal_lines


@pytest.mark.parametrize(
    ("name", "address", "lines"),
    [
        (
            "Café de l’Été",
            Address(("12, rue de l'Église",), "69003", "Lyon"),
            ("CAFE DE L ETE", "12 RUE DE L EGLISE", "69003 LYON"),
        ),
        (
            "Société Œuvres & Cie",
            Address(("Bâtiment C", "1 bis av. Foch", "BP 12"), "97490", "Sainte-Clotilde"),
            (
                "SOCIETE OEUVRES & CIE",
                "BATIMENT C",
                "1 BIS AV FOCH",
                "BP 12",
                "97490 SAINTE CLOTILDE",
            ),
        ),
        (
            "Martin",
            Address(("125 boulevard du Maréchal de Lattre de Tassigny",), "21000", "Dijon"),
            ("MARTIN", "125 BD DU MAL DE LATTRE DE TASSIGNY", "21000 DIJON"),
        ),
        (
            "Dupont SA",
            Address(("Rue de la Loi 1",), "1000", "Bruxelles", "BE"),
            ("DUPONT SA", "RUE DE LA LOI 1", "1000 BRUXELLES", "BELGIQUE"),
        ),
        (
            "Hôtel",
            Address(("1 quai Antoine-Ier",), "98000", "Monaco", "MC"),
            ("HOTEL", "1 QUAI ANTOINE IER", "98000 MONACO"),
        ),
    ],
)
def test_an_address_is_written_as_la_poste_asks(
    name: str, address: Address, lines: tuple[str, ...]
) -> None:
    """A registered letter that comes back for its address costs a month."""
    written = postal_lines(name, address)

    assert written.lines == lines
    assert written.problems == ()


@pytest.mark.parametrize(
    ("name", "address", "missing"),
    [
        ("", Address(("1 rue A",), "75001", "Paris"), "nom"),
        ("A", Address((), "75001", "Paris"), "rue"),
        ("A", Address(("1 rue A",), "7500", "Paris"), "code postal"),
        ("A", Address(("1 rue A",), "75001", ""), "ville"),
        ("A", Address(("x" * 39,), "75001", "Paris"), "dépasse"),
        ("A", Address(("a", "b", "c", "d", "e"), "75001", "Paris"), "lignes"),
    ],
)
def test_what_is_missing_is_named(name: str, address: Address, missing: str) -> None:
    """Better told now than by the postman in three weeks."""
    assert any(missing in problem for problem in postal_lines(name, address).problems)


@given(
    st.text(max_size=60),
    st.lists(st.text(max_size=80), max_size=5),
    st.text(max_size=10),
    st.text(max_size=50),
    st.sampled_from(["FR", "DE", "BE", "ZZ", ""]),
)
def test_an_address_fits_or_says_that_it_does_not(
    name: str, lines: list[str], postcode: str, city: str, country: str
) -> None:
    """No line is lost in silence, whatever was typed."""
    written = postal_lines(name, Address(tuple(lines), postcode, city, country))

    fits = len(written.lines) <= 6 and all(len(line) <= 38 for line in written.lines)
    assert fits or written.problems
    assert all(line == line.upper() and line.isascii() for line in written.lines)
