"""The statement on its page: a clerk with a pocket calculator finds the same cents."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from pypdf import PdfReader

from relance.case import Money
from relance.case.entries import CreditNoteAdded, PaymentReceived
from relance.claim import Statement, statement
from relance.notices.statement_page import method, owed_rows, statement_page
from relance.notices.write import statement_rows
from tests.claim.cases import LAW, bill, case, day
from tests.notices.cases import CAFE, CREDITOR, GIVEN, LOGO, SITE, D, Given
from tests.notices.test_order_request import FORMAL

TWO_HALF_YEARS = Given(
    "formal_notice", D(2026, 9, 15),
    (
        (D(2026, 5, 10), PaymentReceived(Money.of("500"))),
        (D(2026, 6, 10), CreditNoteAdded("A-1", Money.of("100"), "F-13")),
        (D(2026, 7, 20), PaymentReceived(Money.of("200"), "F-13")),
    ),
    invoices=(SITE, LOGO), deadline_on=D(2026, 9, 25),
)  # fmt: skip


def stated(given: Given) -> Statement:
    return given.facts().statement


def number(printed: str) -> Decimal:
    """A printed amount or rate, as the clerk types it."""
    kept = "".join(one for one in printed if one.isdigit() or one in ",-")
    return Decimal(kept.replace(",", "."))


@pytest.mark.parametrize(
    "given",
    [TWO_HALF_YEARS, GIVEN["notice"], GIVEN["notice-clauses-disputed"], GIVEN["notice-public"]],
)
def test_each_line_is_found_again_with_a_calculator(given: Given) -> None:
    """Base × rate × days ÷ 365 from what is printed gives what is printed, and the sum the total."""
    rows = statement_rows(stated(given))
    ran = [row for row in rows if row.days]
    for row in ran:
        exact = number(row.base) * number(row.rate) * int(row.days) / (100 * 365)
        assert exact.quantize(Decimal("0.01"), ROUND_HALF_UP) == number(row.amount), row

    assert ran
    assert sum(number(row.amount) for row in rows) == stated(given).total.decimal


def test_a_new_half_year_and_a_new_balance_each_have_their_line() -> None:
    """A debtor who contests a rate finds the days it was applied to."""
    ran = [
        (row.since, row.until, row.days, row.rate, row.base)
        for row in statement_rows(stated(TWO_HALF_YEARS))
        if row.days and "F-12" in row.label
    ]

    assert ran == [
        ("01/04/2026", "10/05/2026", "40", "12,15\u00a0%", "1\u202f200,00\u00a0€"),
        ("11/05/2026", "30/06/2026", "51", "12,15\u00a0%", "715,98\u00a0€"),
        ("01/07/2026", "15/09/2026", "77", "12,40\u00a0%", "715,98\u00a0€"),
    ]


def test_a_payment_says_what_it_paid() -> None:
    """«I paid 500 and you took off 484»: the line answers before the question."""
    paid = [row for row in statement_rows(stated(TWO_HALF_YEARS)) if "Paiement" in row.label]

    assert [(row.since, row.amount, row.detail) for row in paid] == [
        (
            "10/05/2026",
            "-500,00\u00a0€",
            "F-12\u00a0: intérêts 15,98\u00a0€, principal 484,02\u00a0€",
        ),
        (
            "20/07/2026",
            "-200,00\u00a0€",
            "F-13\u00a0: intérêts 15,33\u00a0€, principal 184,67\u00a0€",
        ),
    ]


def test_what_each_invoice_still_asks_adds_up() -> None:
    """The second table is the first one told by invoice."""
    found = stated(TWO_HALF_YEARS)

    assert owed_rows(found) == [
        ["F-12", "715,98\u00a0€", "30,88\u00a0€", "40,00\u00a0€", "–", "786,86\u00a0€"],
        ["F-13", "195,83\u00a0€", "3,79\u00a0€", "40,00\u00a0€", "–", "239,62\u00a0€"],
    ]
    assert sum(number(row[-1]) for row in owed_rows(found)) == found.total.decimal


def test_the_example_is_the_first_line() -> None:
    """The one computation that is shown must be right."""
    said = method(stated(TWO_HALF_YEARS))

    assert (
        "Exemple, première ligne : 1\u202f200,00\u00a0€ × 12,15 ÷ 100 × 40 ÷ 365 = 15,98\u00a0€."
    ) in said


def test_a_statement_without_interest_explains_none() -> None:
    """A private person who owes no interest must not read how it is computed."""
    said = " ".join(method(stated(GIVEN["notice-kind-unknown"])))

    assert "365" not in said and "Montant" in said


def test_a_flat_penalty_is_redone_too_and_is_no_yearly_rate() -> None:
    """Ten percent in the column of yearly rates would be read as ten percent a year."""
    owing = case(bill(penalty="10"), notices=["2026-09-30"], paid=[("2026-09-30", "600.00")])
    found = statement(owing, on=day("2026-11-23"), law=LAW)
    (row,) = [one for one in statement_rows(found) if "pénale" in one.label]

    assert (row.base, row.rate, row.days, row.amount) == (
        "1\u202f200,00\u00a0€",
        "",
        "",
        "120,00\u00a0€",
    )
    assert "10,00\u00a0% du principal" in row.reference
    assert any("base × pourcentage du contrat" in said for said in method(found))


def test_an_overpaid_statement_says_to_whom_the_rest_belongs() -> None:
    """Money received beyond the debt is the debtor's: the page says so, and is made."""
    paid = Given("thank_you", D(2026, 4, 9), ((D(2026, 4, 8), PaymentReceived(Money.of("1300"))),))
    found = stated(paid)
    assert found.overpaid is not None
    text = words(statement_page(found, creditor=CREDITOR, debtor=CAFE))

    assert found.overpaid == Money.of("56.80")
    assert "Trop-perçu à rendre au débiteur : 56,80 €" in text


def words(pdf: bytes) -> str:
    return " ".join(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()
    )


def test_the_page_is_an_archive_and_always_the_same() -> None:
    """Joined to a file for the court, it must open in twenty years."""
    found = stated(TWO_HALF_YEARS)
    made = statement_page(found, creditor=CREDITOR, debtor=CAFE)

    assert made == statement_page(found, creditor=CREDITOR, debtor=CAFE)
    read = PdfReader(io.BytesIO(made))
    assert read.metadata is not None and read.metadata.title == "Décompte au 15\u00a0septembre 2026"
    raw = read.xmp_metadata.stream.get_data().decode() if read.xmp_metadata else ""
    assert "pdfaid" in raw and "pdfuaid" in raw
    assert "1 026,48 €" in words(made)


def test_a_rate_that_nobody_knows_yet_stops_the_page_and_says_so() -> None:
    """In January the new rate is unknown: the clerk must not look for the missing days."""
    found = stated(GIVEN["notice-rate-unknown"])

    assert "Les intérêts sont arrêtés au 31/12/2026." in method(found)
    assert "n’est pas encore connu" in words(statement_page(found, creditor=CREDITOR, debtor=CAFE))


def test_what_is_said_to_the_creditor_stays_off_the_page() -> None:
    """The page goes to a judge or to the debtor: «ne réclamez rien» is not for them."""
    given = replace(
        GIVEN["notice"],
        happened=((D(2026, 5, 2), CreditNoteAdded("A-2", Money.of("1200"), "F-12")),),
        invoices=(SITE, LOGO),
    )
    found = stated(given)

    assert "credited_in_full" in {one.code for one in found.notes}
    assert "réclamez rien" not in words(statement_page(found, creditor=CREDITOR, debtor=CAFE))


def test_a_consumer_reads_no_penalty_on_his_page() -> None:
    """Interest at the legal rate is no penalty: the column said it was."""
    again = replace(GIVEN["notice-consumer"], on=D(2026, 7, 15), happened=(FORMAL,))
    text = words(statement_page(stated(again), creditor=CREDITOR, debtor=CAFE))

    assert "Intérêts au taux légal, facture F-12" in text
    assert "Facture Principal Intérêts Indemnité" in text
