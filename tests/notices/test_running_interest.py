"""What a request asks to run on: a rate frozen by mistake loses money, or asks too much."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from relance.case import THREE_TIMES_LEGAL, DebtorKind, Invoice, Terms
from relance.notices import Letter, write
from relance.notices.european_form import european_form
from tests.notices.cases import CAFE, LOGO, SITE, D, Given
from tests.notices.test_order_request import GIVEN, read, request_of

AT_15 = replace(SITE, terms=Terms("15"))
AT_THREE_TIMES = replace(SITE, terms=Terms(THREE_TIMES_LEGAL))


@pytest.mark.parametrize(
    ("invoices", "words"),
    [
        ((SITE,), "au taux de chaque semestre (12,15 % par an pour le dernier compté)"),
        ((AT_15,), "au taux annuel de 15,00 %"),
        ((AT_THREE_TIMES,), "au taux de chaque semestre (7,86 % par an pour le dernier compté)"),
        ((AT_15, LOGO), "chaque facture au taux de sa dernière ligne ci-dessous, puis à celui"),
    ],
)
def test_the_rate_that_runs_on_is_the_one_of_the_contract_or_of_the_law(
    invoices: tuple[Invoice, ...], words: str
) -> None:
    """«Trois fois l’intérêt légal» changes with each half-year, fifteen per cent does not."""
    asked, _ = request_of(replace(GIVEN, invoices=invoices))
    assert words in read(asked)


def test_a_public_rate_stays() -> None:
    """CCP R2192-31: the rate of the half-year in which interest began."""
    public = replace(GIVEN, debtor=replace(CAFE, kind=DebtorKind.PUBLIC))
    assert "au taux annuel de 10,15 %" in read(request_of(public)[0])


IN_JANUARY = replace(GIVEN, on=D(2027, 1, 15))


def test_what_is_counted_further_is_not_asked_twice() -> None:
    """At 15 % the first fortnight of 2027 is in the total; by law it stops on 31 December.

    «Après le 31/12/2026» for both would ask the fortnight of the first one again.
    """
    asked, _ = request_of(replace(IN_JANUARY, invoices=(AT_15, LOGO)))
    words = read(asked)
    assert "après le dernier jour compté pour elle ci-dessous" in words
    assert "celui de chaque semestre s’il change" in words
    assert "arrêtés au 31/12/2026" not in words


def test_interest_that_is_not_counted_yet_is_asked_all_the_same() -> None:
    """Late since January: without a word the judge would grant the principal alone."""
    asked, _ = request_of(replace(IN_JANUARY, happened=(), invoices=(YOUNG,)))
    assert "que le total ne compte pas encore, leur taux n’étant pas connu" in read(asked)
    sheet = "".join(page.extract_text() for page in PdfReader(BytesIO(european_form(asked))).pages)
    assert "Aucun intérêt n’est demandé" not in sheet
    assert "ce décompte ne les compte pas encore" in " ".join(sheet.split())


MIXED = "continuent de courir sur chaque facture, au taux qui s’applique à elle"
YOUNG = replace(LOGO, issued_on=D(2026, 12, 20), due_on=D(2027, 1, 5))


@pytest.mark.parametrize(
    ("invoices", "words", "untrue"),
    [
        ((SITE,), "au 31 décembre 2026 ; ensuite, leur cours continue au taux alors prévu par la loi",
         MIXED),
        ((AT_THREE_TIMES,), "leur cours continue au taux prévu par la facture ou le contrat", MIXED),
        ((AT_15,), "continuent de courir jusqu’au paiement", "31 décembre 2026"),
        ((AT_15, LOGO), MIXED, "arrête"),
        ((AT_THREE_TIMES, LOGO), MIXED, "arrête"),
        ((AT_THREE_TIMES, replace(LOGO, terms=Terms("15"))), MIXED, "arrête"),
        ((AT_THREE_TIMES, YOUNG), MIXED, "arrête"),
        ((YOUNG,), "courent aussi sur cette somme, au taux prévu par la loi", MIXED),
        ((replace(YOUNG, terms=Terms(THREE_TIMES_LEGAL)),),
         "courent aussi sur cette somme, au taux prévu par la facture ou le contrat", "par la loi ;"),
    ],
)  # fmt: skip
def test_a_letter_says_of_each_rate_what_becomes_of_it(
    invoices: tuple[Invoice, ...], words: str, untrue: str
) -> None:
    """Read as the debtor: a date or a rate that is not his lets him refuse the whole letter."""
    given = Given("formal_notice", D(2027, 1, 15), invoices=invoices, deadline_on=D(2027, 1, 25))
    written = write(given.facts())
    assert isinstance(written, Letter)
    told = " ".join(text for block, text in written.blocks if not block)
    told = told.replace("\u00a0", " ").replace("\u202f", " ")
    assert words in told
    assert untrue not in told
