"""The paper of a payment plan: one sum, said four times, and the debtor's own hand."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from relance.case import Debtor, Money
from relance.case.entries import Channel, CreditNoteAdded, Installment, NoticeSent, PlanAgreed
from relance.notices.plan_paper import PlanPaperRefused, plan_paper
from tests.notices.cases import (
    CAFE,
    CONSUMER,
    LOGO,
    NOBODY_SAID,
    PUBLIC,
    SITE,
    THREE_TIMES,
    D,
    Given,
)

ON = D(2026, 4, 20)
ONE = Given("kind_email", ON)
BOTH = Given("kind_email", ON, invoices=(SITE, LOGO))
TOLD_FORMALLY = (
    D(2026, 4, 10),
    NoticeSent("n9", "formal_notice", Channel.LETTER, ("F-12",), deadline_on=D(2026, 4, 18)),
)


def parts(*amounts: str, invoices: tuple[str, ...] = ("F-12",)) -> PlanAgreed:
    """Installments of these amounts, one a month from the 4th of May on."""
    dated = [Installment(D(2026, 5 + place, 4), Money.of(one)) for place, one in enumerate(amounts)]
    return PlanAgreed("P-1", tuple(dated), invoices)


def made(plan: PlanAgreed, given: Given = ONE, *, waived: bool = False) -> bytes:
    facts = given.facts()
    return plan_paper(
        plan,
        on=ON,
        creditor=facts.creditor,
        debtor=facts.debtor,
        invoices=facts.demanded,
        statement=facts.statement,
        charges_waived=waived,
    )


def read(plan: PlanAgreed, given: Given = ONE, *, waived: bool = False) -> str:
    pages = PdfReader(io.BytesIO(made(plan, given, waived=waived))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_sum_is_in_figures_and_in_words_and_the_parts_add_up() -> None:
    """Two sums on one paper, and a judge takes neither."""
    text = read(parts("1000", "770.57", invoices=("F-12", "F-13")), BOTH)

    assert "1 770,57 € (mille sept cent soixante-dix euros et cinquante-sept centimes)" in text
    assert "Pénalités et intérêts de retard au 20/04/2026 10,07 €" in text
    assert "Indemnité forfaitaire de recouvrement 80,00 €" in text
    assert "Somme reconnue 1 770,57 €" in text
    assert "1 lundi 4 mai 2026 1 000,00 € 770,57 €" in text
    assert "2 jeudi 4 juin 2026 770,57 € 0,00 €" in text
    assert "Cette somme comprend les pénalités de retard jusqu’au 20 avril 2026." in text
    assert "Référence à rappeler F-12 F-13" in text
    assert "Le premier versement : 1 000,00 €" in text


def test_the_paper_cites_what_it_rests_on() -> None:
    """Limitation starts again, the paper is no title: the debtor and the creditor both read it."""
    text = read(THREE_TIMES)

    for article in ("art. 2240", "art. 2231", "art. 1376", "art. L111-3", "L441-10 II"):
        assert article in text, article


def test_a_plan_of_the_principal_says_what_becomes_of_the_charges() -> None:
    """Silence would be read as a gift by the one, as a debt by the other."""
    kept, waived = read(THREE_TIMES), read(THREE_TIMES, waived=True)
    said = "soit 47,99 € au 20 avril 2026, n’y sont pas compris."

    assert said in kept and said in waived
    assert "Le créancier se réserve de les demander." in kept
    assert "Le créancier y renonce si l’échéancier est tenu jusqu’au bout." in waived
    assert "continuent de courir" in kept and "continuent de courir" not in waived


def test_the_rest_falls_due_only_if_it_was_agreed_and_after_a_delay() -> None:
    """One missed installment never makes the whole due by itself (law.md L7.10)."""
    agreed = read(replace(THREE_TIMES, notice_days=10))
    plain = read(replace(THREE_TIMES, acceleration=False))

    assert "au moins 10 jours pour le payer" in agreed
    assert "tout le solde devient exigible aussitôt" in agreed
    assert "Un versement manqué ne rend pas les suivants exigibles" in plain
    assert "exigible aussitôt" not in plain


@pytest.mark.parametrize(
    ("debtor", "asked", "absent"),
    [
        (CAFE, "Le signataire qui n’est pas commerçant écrit de sa main", "cachet"),
        (CONSUMER, "Le débiteur écrit de sa main", "commerçant"),
        (NOBODY_SAID, "Le débiteur écrit de sa main", "commerçant"),
        (PUBLIC, "signature et cachet", "de sa main"),
    ],
)
def test_who_is_no_trader_writes_the_sum_himself(debtor: Debtor, asked: str, absent: str) -> None:
    """Without the sum in his own hand, the paper does not prove a private person's debt."""
    text = read(THREE_TIMES, replace(ONE, debtor=debtor))

    assert asked in text
    assert absent not in text
    if debtor is not PUBLIC:
        assert (
            "« Je reconnais devoir à Atelier Duval la somme de mille deux cents euros "
            "(1 200,00 €). »"
        ) in text


def test_a_private_person_is_not_told_of_business_penalties() -> None:
    """Late penalties and the flat indemnity are for professionals (law.md L2)."""
    none = read(THREE_TIMES, replace(ONE, debtor=CONSUMER))
    noticed = read(THREE_TIMES, replace(ONE, debtor=CONSUMER, happened=(TOLD_FORMALLY,)))

    assert "Aucun intérêt n’est compté à ce jour." in none
    assert "pénalités" not in none and "L441-10" not in none
    assert "Les intérêts au taux légal continuent de courir" in noticed
    assert "pénalités" not in noticed and "L441-10" not in noticed


def refused(plan: PlanAgreed, given: Given = ONE) -> tuple[str, ...]:
    with pytest.raises(PlanPaperRefused, match="Rien n’a été préparé") as why:
        made(plan, given)
    return why.value.reasons


@pytest.mark.parametrize("amounts", [("1200.01",), ("1199.99",), ("400", "400"), ("47.99",)])
def test_parts_that_do_not_add_up_are_refused(amounts: tuple[str, ...]) -> None:
    """One cent apart, and the paper acknowledges a sum that nobody pays."""
    (reason,) = refused(parts(*amounts))

    assert "la dette est de 1\u202f247,99\u00a0€ au 20/04/2026, ou 1\u202f200,00\u00a0€" in reason


def test_parts_that_do_not_add_up_say_by_how_much() -> None:
    """The clerk mends one figure instead of searching."""
    (reason,) = refused(parts("1000", "250"))

    assert reason == (
        "Les versements font 1\u202f250,00\u00a0€\u202f; la dette est de 1\u202f247,99\u00a0€ au "
        "20/04/2026, ou 1\u202f200,00\u00a0€ de principal seul\u00a0: 2,01\u00a0€ de trop que le "
        "total. Corrigez un versement."
    )


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (parts(), "aucun versement"),
        (parts("1200", "0"), "somme positive"),
        (parts("1300", "-100"), "somme positive"),
        (
            PlanAgreed("P", (Installment(D(2026, 5, 4), Money.of("1200", "USD")),), ("F-12",)),
            "euros",
        ),
        (parts("1200", invoices=("F-12", "F-99")), "F-99"),
        (parts("1200", invoices=()), "aucune facture"),
        (replace(THREE_TIMES, installments=THREE_TIMES.installments[::-1]), "l’ordre"),
        (replace(THREE_TIMES, installments=(THREE_TIMES.installments[0],) * 3), "l’ordre"),
        (replace(THREE_TIMES, notice_days=0), "délai"),
        (PlanAgreed("P", (Installment(D(2026, 4, 19), Money.of("1200")),), ("F-12",)), "antérieur"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(plan: PlanAgreed, reason: str) -> None:
    """A paper that two people sign is not the place to find a slip of the keyboard."""
    assert any(reason in one for one in refused(plan))


def test_every_reason_is_told_at_once() -> None:
    """A person mends a plan in one go."""
    wrong = replace(parts("1", "1"), notice_days=0, invoices=("F-99",))

    assert len(refused(wrong)) == 3


def test_dollars_and_another_day_are_refused() -> None:
    """The sum in words is in euros; the statement is that of the day of the paper."""
    dollars = replace(SITE, amount=Money.of("1200", "USD"))
    assert "en euros seulement" in refused(THREE_TIMES, replace(ONE, invoices=(dollars,)))[0]

    tomorrow = replace(ONE, on=ON + timedelta(days=1))
    assert "Prenez le même jour" in refused(THREE_TIMES, tomorrow)[0]


def test_the_paper_is_an_archive_with_its_code_told_in_words() -> None:
    """Read aloud by a screen reader, kept twenty years, the same bytes each time."""
    content = made(THREE_TIMES)

    assert content == made(THREE_TIMES)
    reader = PdfReader(io.BytesIO(content))
    assert reader.metadata is not None
    assert reader.metadata.title == "Accord de règlement échelonné et reconnaissance de dette"
    raw = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
    assert "pdfaid" in raw and "pdfuaid" in raw
    assert len(reader.pages) == 2


def test_without_an_iban_the_paper_is_made_all_the_same() -> None:
    """Some pay by cheque: the reference stands, the code does not."""
    given = replace(ONE, creditor=replace(ONE.creditor, iban=""))
    text = read(THREE_TIMES, given)

    assert "Référence à rappeler F-12" in text
    assert "Le premier versement" not in text


def test_a_payment_page_is_told_on_the_paper() -> None:
    """The debtor who pays by card finds the page in the agreement itself."""
    link = "https://paiement.duval.example/f-12"
    given = replace(ONE, creditor=replace(ONE.creditor, payment_link=link))

    assert f"Paiement en ligne {link}" in read(THREE_TIMES, given)


def test_two_signatures_stand_together_on_a_long_paper() -> None:
    """Thirty-six installments: the signatures are not torn from each other nor from the date."""
    sums = ["33.33"] * 35 + ["33.45"]
    installments = tuple(
        Installment(D(2026 + (4 + place) // 12, (4 + place) % 12 + 1, 4), Money.of(one))
        for place, one in enumerate(sums)
    )
    plan = PlanAgreed("P", installments, ("F-12",))
    last = PdfReader(io.BytesIO(made(plan))).pages[-1].extract_text()

    assert "Le créancier" in last and "Le débiteur" in last and "Pour la somme de 1" in last


def test_a_credit_beyond_an_invoice_is_taken_off_the_sum() -> None:
    """The rows of the paper add up to its sum, whatever happened before."""
    credited = (D(2026, 3, 20), CreditNoteAdded("A-1", Money.of("1300"), "F-12"))
    given = replace(BOTH, happened=(credited,))
    total = given.facts().statement.total
    text = read(parts(str(total), invoices=("F-12", "F-13")), given)

    assert "Trop-perçu à déduire -100,00 €" in text
    assert f"Somme reconnue {total.decimal:.2f} €".replace(".", ",") in text


def test_a_company_is_represented_and_a_sole_trader_is_not() -> None:
    """A sole trader is his business; the manager of a company signs for it."""
    company = replace(
        ONE.creditor, legal_form="SARL", share_capital="10 000 €", signatory_role="gérante"
    )
    assert "représenté par Claire Duval, gérante" in read(
        THREE_TIMES, replace(ONE, creditor=company)
    )
    assert "représenté" not in read(THREE_TIMES)
