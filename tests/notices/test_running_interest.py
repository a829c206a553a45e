"""What a request asks to run on: a rate frozen by mistake loses money, or asks too much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relance.case import THREE_TIMES_LEGAL, DebtorKind, Invoice, Terms
from tests.notices.cases import CAFE, LOGO, SITE
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
