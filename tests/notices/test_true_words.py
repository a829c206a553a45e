"""What a notice says is true in each situation: its words follow the kind of debtor and the facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relance.case import Money
from relance.case.entries import CallMade, CallOutcome, PaymentReceived
from relance.notices import NotWritable, call_card, write
from relance.notices.french import of
from relance.notices.written import Email, Letter
from tests.notices.cases import GIVEN, LOGO, SITE, D, Given
from tests.notices.test_order_request import FORMAL


def letter(given: Given) -> tuple[str, list[str]]:
    """The words of a letter, and the labels of its statement."""
    written = write(given.facts())
    assert isinstance(written, Letter)
    return " ".join(words for _, words in written.blocks), [row.label for row in written.rows]


def test_interest_has_the_name_of_who_owes_it() -> None:
    """«Pénalités de retard» are those of professionals: a consumer was asked what he never owes."""
    on = D(2026, 7, 15)
    again = replace(GIVEN["notice-consumer"], on=on, deadline_on=D(2026, 7, 27), happened=(FORMAL,))
    words, labels = letter(again)
    assert "Intérêts au taux légal, facture F-12" in labels
    assert "Les intérêts au taux légal continuent de courir" in words
    words, labels = letter(GIVEN["notice-public"])
    assert "Intérêts moratoires, facture F-12" in labels
    assert "Les intérêts moratoires continuent de courir" in words
    words, labels = letter(GIVEN["notice"])
    assert "Pénalités de retard, facture F-12" in labels
    assert "Les pénalités de retard continuent de courir" in words


def test_a_second_notice_does_not_begin_what_already_runs() -> None:
    """Interest ran from the first one: saying that it begins now gives weeks of it away."""
    said = "La présente lettre fait courir les intérêts"
    first, _ = letter(GIVEN["notice-consumer"])
    again = replace(GIVEN["notice-consumer"], on=D(2026, 7, 15), happened=(FORMAL,))
    second, _ = letter(again)

    assert said in first
    assert said not in second


def test_no_date_is_confirmed_that_nobody_gave() -> None:
    """«La date dont nous avons convenu» without a date would be denied, and rightly."""
    called = (D(2026, 4, 16), CallMade("call", CallOutcome.CASH_PROBLEM, ("F-12",)))
    given = replace(GIVEN["confirmation-cash-tu"], happened=(called,))
    written = write(given.facts())

    assert isinstance(written, Email)
    assert "convenu" not in written.text
    assert "quelle date te paraît sûre" in written.text


def test_the_subject_does_not_deny_what_came_in() -> None:
    """An installment paid in part was received, if not whole."""
    written = write(GIVEN["plan-default-part-paid-two-missing"].facts())

    assert isinstance(written, Letter)
    assert "non reçu" not in written.title
    assert "qu’en partie" in " ".join(words for _, words in written.blocks)


def test_an_invoice_has_one_balance_on_one_letter() -> None:
    """«700,00 € restant dus» above a statement that counts on 712,78 €: the debtor asks which."""
    paid = (D(2026, 5, 2), PaymentReceived(Money.of("500")))
    given = replace(GIVEN["notice"], happened=(*GIVEN["notice"].happened, paid))
    facts = given.facts()
    written = write(facts)

    assert isinstance(written, Letter)
    assert facts.statement.by_invoice["F-12"].principal == Money.of("712.78")
    assert written.invoices[0].endswith(
        "712,78\u00a0€ de principal restant dus sur 1\u202f200,00\u00a0€"
    )


def test_a_name_in_y_elides_before_a_consonant() -> None:
    """«d’Yves», but «de Yann»."""
    assert (of("Yves Martin"), of("Yann Martin")) == ("d’Yves Martin", "de Yann Martin")


def test_a_call_about_several_invoices_is_in_the_plural() -> None:
    """«Au sujet de les factures» is what the caller would have read aloud."""
    card = call_card(Given("call", D(2026, 4, 16), invoices=(SITE, LOGO)).facts())

    assert "au sujet des factures F-12 et F-13, de" in card.opening[0]
    assert card.branches[0].heard.endswith("« je ne les ai pas vues »")


def test_a_collector_does_not_guess_whom_he_called() -> None:
    """«Je vous ai appelé» agrees with a man; Julie Martin would read it."""
    written = write(GIVEN["mandated-confirmation"].facts())

    assert isinstance(written, Email)
    assert "appelé" not in written.text
    assert "Merci pour notre échange téléphonique" in written.text


def test_thanks_are_no_receipt_for_what_is_still_owed() -> None:
    """«J’ai bien reçu votre règlement de la facture F-12» would settle it before any judge."""
    part = write(GIVEN["thanks-rest"].facts())
    assert isinstance(part, Email)
    assert "règlement de la facture" not in part.text
    assert "il reste 700,00\u00a0€ à régler" in part.text
    with pytest.raises(NotWritable, match="Aucun paiement"):
        write(replace(GIVEN["thanks"], happened=()).facts())
