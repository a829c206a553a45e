"""Numbers and names as they are written, and what a label must not be read as."""

from __future__ import annotations

from pathlib import Path

import pytest

from relance.case import Money
from relance.matching import words
from relance.matching.label import read_label
from relance.matching.names import ALIKE, NameIndex, naming_words
from relance.matching.numbers import Clarity, NumberIndex

NUMBERS = ("F-2026-001", "F230866", "F230765", "26-0012", "1234", "FA202600077", "20260815", "7")
INDEX = NumberIndex(NUMBERS)


def read(label: str, amount: str = "999.00") -> dict[str, Clarity]:
    """The numbers that the label cites, each with its clarity."""
    cited = read_label((label,), Money.of(amount), INDEX).cited
    return {NUMBERS[one.places[0]]: one.clarity for one in cited}


@pytest.mark.parametrize(
    ("label", "cited"),
    [
        ("F230866 F230765", {"F230866": Clarity.CLEAR, "F230765": Clarity.CLEAR}),
        ("FACT 2026/001", {"F-2026-001": Clarity.CLEAR}),
        ("facture n° f 2026 - 1", {"F-2026-001": Clarity.CLEAR}),
        ("FACTF2026001", {"F-2026-001": Clarity.CLEAR}),
        ("F-2026-0 01", {"F-2026-001": Clarity.CLEAR}),
        ("FA2026-77", {"FA202600077": Clarity.CLEAR}),
        ("DUPONT 2026001", {"F-2026-001": Clarity.BARE}),
        ("FACTURE 1234", {"1234": Clarity.BARE}),
        ("MARTIN 1234", {"1234": Clarity.BARE}),
        ("FACTURE 20260815", {"20260815": Clarity.BARE}),  # Also the fifteenth of August.
        ("MARTIN 20260815", {"20260815": Clarity.WEAK}),
        ("FACTURE 7", {"7": Clarity.BARE}),
        ("MARTIN 7", {"7": Clarity.WEAK}),
        ("COMMANDE 1234", {"1234": Clarity.WEAK}),
        ("CDE F-2026-001", {"F-2026-001": Clarity.BARE}),
    ],
)
def test_a_number_is_found_as_people_write_it(label: str, cited: dict[str, Clarity]) -> None:
    """Prefix, zeros and separators get lost; how much is left says how sure we may be."""
    assert read(label) == cited


@pytest.mark.parametrize(
    "label",
    [
        "VIR FR7612341234123412341234123",  # an account
        "ECHEANCE 15/08/2026",
        "1234,00 EUR",
        "TEL 06 12 34 12 34",
        "SIRET 123412341234",
        "REF 512345",  # a longer number
        "CARTE 1234 5678",
    ],
)
def test_digits_of_something_else_never_count(label: str) -> None:
    """An account, a day or a telephone that holds a bill's number must not pay that bill."""
    assert set(read(label).values()) <= {Clarity.WEAK}


def test_the_amount_written_in_the_label_is_no_number() -> None:
    """«1234» in a transfer of 1234.00 is its amount."""
    assert read("SOLDE 1234", "1234.00") == {"1234": Clarity.WEAK}


def test_a_number_that_the_bank_may_have_cut_says_less() -> None:
    """«F-2026-001» at the end of 31 characters may be the beginning of «F-2026-0012»."""
    whole = NumberIndex(["F-2026-001", "F-2026-0012"])
    label = "VIR SEPA GARAGE DUPO F-2026-001"
    assert len(label) == 31

    cited = read_label((label,), Money.of("10.00"), whole).cited

    assert [one.clarity for one in cited] == [Clarity.WEAK]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("CAFE DES TROIS CLOCHERS", {0}),
        ("SARL CAFE TROIS CLOCHER", {0}),
        ("CLOCHERS TROIS CAFE", {0}),
        ("CAFE DES TROIS CLO", {0}),
        ("CAFEDESTROISCLOCHERS", {0}),
        ("M JEAN LEFEVRE", {1}),
        ("LEFEVRE J", set()),
        ("CLAIRE LEFEVRE", set()),
        ("CAFE DU PORT", set()),
        ("LEFEVRE", set()),
    ],
)
def test_a_name_is_recognised_but_not_invented(written: str, found: set[int]) -> None:
    """Taking Claire Lefèvre for Jean would confirm a payment that is not his."""
    index = NameIndex([(0, "Café des Trois Clochers SARL"), (1, "Jean Lefèvre")])

    scores = index.named(written)

    assert set(scores) == found
    assert all(score >= ALIKE for score in scores.values())


def test_the_words_of_a_bank_name_nobody() -> None:
    """If «virement» were a name, every payer would be a stranger."""
    assert naming_words("VIREMENT SEPA RECU DE VOTRE FAVEUR FACTURE F-2026-001") == ()


def test_every_reason_in_french_is_one_that_is_given() -> None:
    """A sentence for a reason that no rule gives is a promise nobody keeps."""
    room = Path(words.__file__).parent
    rules = [path for path in room.glob("*.py") if path.name != "words.py"]
    written = "".join(path.read_text(encoding="utf-8") for path in rules)
    assert [code for code in words.CODES if f'"{code}"' not in written] == []
