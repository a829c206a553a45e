"""Credits that look certain and are not: each is asked, none is recorded."""

from __future__ import annotations

from datetime import date

import pytest

from relance.case import Money, Movement
from relance.matching import Certainty, OpenBook, OpenInvoice, Payer, says_returned

ON = date(2026, 11, 10)
IBAN = "FR7630006000011234567890189"


def bill(number: str, amount: str) -> OpenInvoice:
    money = Money.of(amount)
    return OpenInvoice(
        "1", "breal", number, date(2026, 10, 31), date(2026, 10, 1), money, money
    )  # fmt: skip


BOOK = OpenBook([bill("F-2026-031", "600.00")], [Payer("breal", "Bréal", (), frozenset({IBAN}))])


@pytest.mark.parametrize(
    "label",
    [
        "VIR BREAL DEVIS D-2026-031",  # a quote with the digits of our bill
        "VIR BREAL DEVIS 2026-031",
        "VIR INSTANTANE BREAL BC2026031 DU 12 OCTOBRE 2026",
        "VIR BREAL F-2026-031 AVOIR A-2026-004 DEDUIT",
        "RBT TROP PERCU F-2026-031 BREAL",
        "RETROCESSION COMMISSION BREAL F-2026-031",
        "RISTOURNE ANNUELLE BREAL",
        "VIREMENT INSTANTANE DE BREAL LOYER NOVEMBRE",  # the client is a tenant as well
        "VIREMENT INSTANTANE DE BREAL PRET FAMILIAL 2026",
    ],
)
def test_the_amount_the_account_and_even_the_number_are_not_enough(label: str) -> None:
    """What the words say beside them may be another affair between the same two people."""
    match = BOOK.match(
        "x", Movement(ON, Money.of("600.00"), label, counterparty="BREAL", iban=IBAN)
    )

    assert match.certainty is Certainty.PLAUSIBLE
    assert match.parts[0].invoice == "F-2026-031"


@pytest.mark.parametrize(
    "label",
    [
        "VIR BREAL",
        "VIREMENT BREAL REGLEMENT FACTURE",
        "VIR SEPA RECU BREAL SOLDE MERCI",
        "VIR PERMANENT",
    ],
)
def test_words_that_only_say_a_payment_raise_no_doubt(label: str) -> None:
    """If «merci» were a doubt, every transfer would be a question."""
    match = BOOK.match(
        "x", Movement(ON, Money.of("600.00"), label, counterparty="BREAL", iban=IBAN)
    )

    expected = Certainty.PLAUSIBLE if 24 <= len(label) <= 36 else Certainty.CERTAIN  # maybe cut
    assert match.certainty is expected


def test_a_sum_with_the_cited_bill_in_it_stands_first() -> None:
    """«F-2026-031 à 033»: the amount is that of the three, not of the first and a gift."""
    bills = [
        bill("F-2026-031", "600.00"),
        bill("F-2026-032", "400.00"),
        bill("F-2026-033", "100.00"),
    ]
    book = OpenBook(bills, [Payer("breal", "Bréal", (), frozenset())])

    match = book.match(
        "x", Movement(ON, Money.of("1100.00"), "VIR F-2026-031 A 033", counterparty="BREAL")
    )

    assert [part.invoice for part in match.parts] == ["F-2026-031", "F-2026-032", "F-2026-033"]


@pytest.mark.parametrize(
    ("label", "returned"),
    [("REJET PRLV SEPA BREAL", True), ("PRLV SEPA IMPAYE", True), ("PRLV SEPA EDF", False)],
)
def test_the_words_of_a_rejected_payment(label: str, returned: bool) -> None:
    """A payment that comes back is not paid any more."""
    assert says_returned(label) is returned
