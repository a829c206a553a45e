"""What a notice says is true in each situation: its words follow the kind of debtor and the facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relance.case import THREE_TIMES_LEGAL, Money, Terms
from relance.case.entries import (
    CallMade,
    CallOutcome,
    Channel,
    DeliveryOutcome,
    DeliveryReported,
    DisputeOpened,
    InsolvencyOpened,
    NoticeSent,
    PaymentReceived,
)
from relance.notices import NotWritable, call_card, write
from relance.notices.french import of
from relance.notices.written import Email, Letter
from tests.notices.cases import CREDITOR, GIVEN, LOGO, SITE, D, Given
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
    """«Il reste 700,00 €» above a statement that counts on 712,78 €: the debtor asks which."""
    paid = (D(2026, 5, 2), PaymentReceived(Money.of("500")))
    given = replace(GIVEN["notice"], happened=(*GIVEN["notice"].happened, paid))
    facts = given.facts()
    written = write(facts)

    assert isinstance(written, Letter)
    assert facts.statement.by_invoice["F-12"].principal == Money.of("712.78")
    assert written.invoices[0].endswith(
        "il reste 712,78\u00a0€ de principal sur 1\u202f200,00\u00a0€"
    )


def test_a_name_in_y_elides_before_a_consonant() -> None:
    """«d’Yves», but «de Yann»."""
    assert (of("Yves Martin"), of("Yann Martin")) == ("d’Yves Martin", "de Yann Martin")


def test_a_call_about_several_invoices_is_in_the_plural() -> None:
    """«Au sujet de les factures» is what the caller would have read aloud."""
    card = call_card(Given("call", D(2026, 4, 16), invoices=(SITE, LOGO)).facts())

    assert (
        "au sujet des factures F-12 et F-13, pour 1\u202f680,50\u00a0€ en tout" in card.opening[0]
    )
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


def test_what_was_lost_or_sent_before_the_due_date_is_no_reminder() -> None:
    """«Malgré ma lettre du…» of a letter lost by the post would be denied, and rightly."""
    lost = NoticeSent("n1", "formal_reminder", Channel.LETTER, ("F-12",))
    early = NoticeSent("n0", "courtesy", Channel.EMAIL, ("F-12",))
    happened = (
        (D(2026, 3, 27), early),
        (D(2026, 5, 4), lost),
        (D(2026, 5, 9), DeliveryReported("n1", DeliveryOutcome.LOST)),
    )
    facts = replace(GIVEN["notice"], happened=happened).facts()

    assert (facts.last_mail_on, facts.last_letter_on) == (None, None)


def test_thanks_are_no_reminder() -> None:
    """«Malgré mon courriel du 11 avril»: that one said thank you for 500 €."""
    thanked = NoticeSent("n5", "thank_you", Channel.EMAIL, ("F-12",), contact="1")
    happened = (
        *GIVEN["reminder"].happened,
        (D(2026, 4, 10), PaymentReceived(Money.of("500"))),
        (D(2026, 4, 11), thanked),
    )
    words, _ = letter(replace(GIVEN["reminder"], happened=happened))
    assert "Malgré mon courriel du 7\u00a0avril 2026," in words


def test_a_lost_letter_is_not_held_against_him() -> None:
    """He never saw it: «malgré ma lettre» is the sentence a judge would strike out."""
    lost = (D(2026, 5, 6), DeliveryReported("n2", DeliveryOutcome.LOST))
    given = replace(GIVEN["notice"], happened=(*GIVEN["notice"].happened, lost))
    words, _ = letter(given)
    assert "Malgré mon courriel du 7\u00a0avril 2026, la facture" in words


def test_interest_whose_rate_is_not_known_is_not_forgotten() -> None:
    """Due in January 2027, claimed in March: no rate, no line, and not a word that it runs."""
    late = replace(SITE, issued_on=D(2026, 12, 10), due_on=D(2027, 1, 10))
    words, labels = letter(
        Given("formal_notice", D(2027, 3, 15), invoices=(late,), deadline_on=D(2027, 3, 25))
    )
    assert not any("Pénalités" in label for label in labels)
    assert (
        "Les pénalités de retard courent aussi sur cette somme, au taux prévu par la loi" in words
    )


def test_a_rate_of_the_contract_is_not_called_that_of_the_law() -> None:
    """«Trois fois le taux légal» is a clause: it is the contract that goes on running."""
    agreed = replace(SITE, terms=Terms(THREE_TIMES_LEGAL))
    words, _ = letter(replace(GIVEN["notice-rate-unknown"], invoices=(agreed,)))
    assert "ensuite, leur cours continue au taux prévu par la facture ou le contrat." in words
    words, _ = letter(GIVEN["notice-rate-unknown"])
    assert "ensuite, leur cours continue au taux alors prévu par la loi." in words


@pytest.mark.parametrize("name", ["kind-one", "reminder", "notice", "suspension", "small-rest"])
def test_nothing_is_asked_of_who_may_not_pay(name: str) -> None:
    """After the judgment he may not pay what he owed before: a letter would ask him to."""
    given = GIVEN[name]
    opened = (given.on, InsolvencyOpened(given.on))
    with pytest.raises(NotWritable, match="créance se déclare"):
        write(replace(given, happened=(*given.happened, opened)).facts())


def test_a_phone_number_is_written_as_people_read_it() -> None:
    """The desk keeps «+33478000001»; nobody in Lyon dials that."""
    creditor = replace(CREDITOR, phone="+33478000001")
    words, _ = letter(replace(GIVEN["reminder"], creditor=creditor))
    assert "appelez-moi au 04\u00a078\u00a000\u00a000\u00a001 ou" in words
    written = write(replace(GIVEN["kind-one"], creditor=creditor).facts())
    assert isinstance(written, Email)
    assert written.text.endswith("04\u00a078\u00a000\u00a000\u00a001\n")


def test_what_is_paid_is_not_asked_again() -> None:
    """«0,00 € restant dus» in a note of thanks."""
    happened = ((D(2026, 4, 8), PaymentReceived(Money.of("1679"))),)
    written = write(replace(GIVEN["small-rest"], invoices=(SITE, LOGO), happened=happened).facts())
    assert isinstance(written, Email)
    assert "– facture n°\u00a0F-12" not in written.text
    assert "il reste 1,50\u00a0€ sur 480,50\u00a0€" in written.text


def test_a_dispute_is_not_called_a_payment() -> None:
    """«Restant dus» made a payment of what he contests."""
    opened = (D(2026, 4, 8), DisputeOpened("F-12", Money.of("200")))
    written = write(replace(GIVEN["kind-one"], on=D(2026, 4, 14), happened=(opened,)).facts())
    assert isinstance(written, Email)
    assert "1\u202f000,00\u00a0€ sur 1\u202f200,00\u00a0€, partie contestée non comprise" in (
        written.text
    )


def test_many_invoices_keep_a_subject_and_a_reference_that_fit() -> None:
    """Eighteen numbers in a subject, and in a transfer that keeps 140 characters."""
    many = tuple(replace(SITE, number=f"2026-{place:04}") for place in range(1, 19))
    written = write(replace(GIVEN["kind-many"], invoices=many).facts())
    assert isinstance(written, Email)
    assert written.subject == (
        "Factures n°\u00a02026-0001, n°\u00a02026-0002, n°\u00a02026-0003 et 15\u00a0autres"
    )
    reference = written.text.partition("Référence à rappeler\u00a0: ")[2].splitlines()[0]
    assert len(reference) <= 140
    assert reference.endswith("2026-0012 et 6 autres")
    assert [one.name for one in written.leaving_with], "the code of the transfer fits too"


def test_who_forgot_is_asked_for_a_date() -> None:
    """Half of the calls end with «je m’en occupe»: the mail asks when."""
    forgot = GIVEN["confirmation-forgot"]
    written = write(replace(forgot, happened=forgot.happened[:1]).facts())
    assert isinstance(written, Email)
    assert "à quelle date vous prévoyez le virement" in written.text


def test_the_caller_says_what_is_left_and_from_which_house() -> None:
    """«De la facture F-12, de 700 €»: the invoice is of 1 200 €, and who is Claire Duval?"""
    paid = ((D(2026, 4, 2), PaymentReceived(Money.of("500"))),)
    said = call_card(Given("call", D(2026, 4, 16), paid).facts()).opening[0]
    assert "Claire Duval à l’appareil, Atelier Duval." in said
    assert "sur laquelle il reste 700,00\u00a0€" in said
