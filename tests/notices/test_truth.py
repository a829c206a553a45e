"""A notice says only what is true in the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relance.case import Invoice, Money
from relance.case.entries import (
    CallMade,
    CallOutcome,
    Channel,
    DeliveryOutcome,
    DeliveryReported,
    Fact,
    NoticeSent,
    PaymentReceived,
    PromiseMade,
)
from relance.notices import MissingFact, read_text, write
from relance.notices.facts import CONDITIONS
from relance.notices.placeholders import PLACEHOLDERS
from relance.notices.written import Email, Letter
from tests.notices.cases import LETTER, LOGO, MAIL, SITE, D, Given

Happened = tuple[tuple[date, Fact], ...]


def first_words(
    *happened: tuple[date, Fact], invoices: tuple[Invoice, ...] = (SITE,), **more: object
) -> str:
    written = write(
        Given("formal_notice", D(2026, 5, 15), happened, invoices, **more).facts()  # type: ignore[arg-type]
    )
    assert isinstance(written, Letter)
    return written.blocks[1][1].replace("\u00a0", " ")


def mail(step: str, *numbers: str) -> NoticeSent:
    return NoticeSent("n9", step, Channel.EMAIL, numbers or ("F-12",), contact="1")


@pytest.mark.parametrize(
    "happened",
    [
        ((D(2026, 4, 9), mail("thank_you")),),
        ((D(2026, 3, 27), mail("courtesy")),),
        ((D(2026, 3, 31), mail("own_step")),),
        ((D(2026, 4, 7), mail("kind_email", "F-99")),),
        ((D(2026, 4, 9), replace(LETTER, step="suspension")),),
        ((D(2026, 4, 7), MAIL), (D(2026, 4, 8), DeliveryReported("n1", DeliveryOutcome.BOUNCED))),
        ((D(2026, 4, 30), LETTER), (D(2026, 5, 4), DeliveryReported("n2", DeliveryOutcome.LOST))),
        ((D(2026, 4, 9), CallMade("call", CallOutcome.VOICEMAIL, ("F-12",))),),
        ((D(2026, 4, 9), CallMade("call", CallOutcome.WRONG_PERSON, ("F-12",))),),
        ((D(2026, 4, 9), CallMade("call", CallOutcome.FORGOT, ("F-13",))),),
    ],
    ids=[
        "a thank-you note", "a note before the due date", "a mail of the due date",
        "a mail about another invoice", "a suspension of work", "a mail that bounced",
        "a letter that was lost", "a voicemail", "somebody else answered",
        "a call about another invoice",
    ],
)  # fmt: skip
def test_what_was_no_reminder_is_not_called_one(happened: Happened) -> None:
    """«Malgré mon courriel» to somebody we only thanked is false, and a judge reads it."""
    said = first_words(*happened, invoices=(SITE, LOGO), demanded=("F-12",))

    assert said == "La facture ci-dessous reste impayée à ce jour."


def test_a_refused_letter_was_sent_all_the_same() -> None:
    """Not opening one's mail undoes nothing (law.md L5.7)."""
    said = first_words(
        (D(2026, 4, 30), LETTER), (D(2026, 5, 4), DeliveryReported("n2", DeliveryOutcome.REFUSED))
    )

    assert said.startswith("Malgré ma lettre recommandée du 30 avril 2026,")


def test_every_kind_of_reminder_is_recalled_with_its_day() -> None:
    """Mail, talk and letter, in the order of the ladder."""
    said = first_words(
        (D(2026, 4, 7), MAIL),
        (D(2026, 4, 16), CallMade("call", CallOutcome.CASH_PROBLEM)),
        (D(2026, 4, 30), LETTER),
    )

    assert said == (
        "Malgré mon courriel du 7 avril 2026, notre échange téléphonique du 16 avril 2026 et "
        "ma lettre recommandée du 30 avril 2026, la facture ci-dessous reste impayée à ce jour."
    )


PROMISED = (D(2026, 4, 16), PromiseMade(D(2026, 4, 22), Money.of("600")))
ALL_PROMISED = (D(2026, 4, 16), PromiseMade(D(2026, 4, 22)))


@pytest.mark.parametrize(
    ("happened", "broken"),
    [
        ((PROMISED,), True),
        ((PROMISED, (D(2026, 4, 20), PaymentReceived(Money.of("599.99")))), True),
        ((PROMISED, (D(2026, 4, 20), PaymentReceived(Money.of("600")))), False),
        (((D(2026, 4, 15), PaymentReceived(Money.of("600"))), PROMISED), True),
        ((ALL_PROMISED, (D(2026, 4, 20), PaymentReceived(Money.of("600")))), True),
        ((ALL_PROMISED, (D(2026, 4, 20), PaymentReceived(Money.of("1200")))), False),
        (((D(2026, 5, 1), PromiseMade(D(2026, 5, 15))),), False),
        (((D(2026, 4, 1), PromiseMade(D(2026, 4, 3))),), True),
    ],
    ids=[
        "nothing came", "a cent is missing", "kept", "paid before the promise", "all, half came",
        "all came", "it still runs", "made on the first late day",
    ],
)  # fmt: skip
def test_a_promise_is_broken_only_when_it_was_not_kept(happened: Happened, broken: bool) -> None:
    """Reproaching a promise that was kept loses the client for good."""
    facts = Given("formal_reminder", D(2026, 5, 15), happened).facts()

    assert CONDITIONS["promise_broken"](facts) is broken


def test_a_promise_about_another_invoice_is_not_reproached() -> None:
    """He promised what was late that day; the invoice that fell due since was no part of it."""
    happened = (
        (D(2026, 4, 3), PromiseMade(D(2026, 4, 20))),
        (D(2026, 4, 20), PaymentReceived(Money.of("1200"), "F-12")),
    )
    facts = Given(
        "formal_reminder", D(2026, 5, 15), happened, (SITE, LOGO), demanded=("F-13",)
    ).facts()

    assert facts.broken_promise is None


def test_a_promise_made_before_any_invoice_was_late_covers_those_due_by_then() -> None:
    """Said before the due date, it speaks of what falls due until its day."""
    facts = Given(
        "formal_reminder", D(2026, 5, 15), ((D(2026, 3, 20), PromiseMade(D(2026, 4, 1))),)
    ).facts()

    assert facts.broken_promise is not None


def test_thanks_are_given_for_money_that_came() -> None:
    """A thank-you note without a payment is refused, not sent."""
    with pytest.raises(MissingFact) as refused:
        write(Given("thank_you", D(2026, 4, 9)).facts())

    assert (refused.value.where, refused.value.placeholder) == ("Paragraphe 2", "recu")


def test_a_confirmation_needs_a_conversation() -> None:
    """«Merci pour notre échange» to an answering machine is ridiculous."""
    happened = ((D(2026, 4, 9), CallMade("call", CallOutcome.VOICEMAIL, ("F-12",))),)

    with pytest.raises(MissingFact, match="date_appel"):
        write(Given("call_confirmation", D(2026, 4, 9), happened).facts())


def test_nobody_says_how_late_what_is_not_late() -> None:
    """A lateness of zero days is no lateness; no clause, no penalty ahead."""
    facts = Given("courtesy", D(2026, 3, 27)).facts()

    assert PLACEHOLDERS["retard"].find(facts) is None
    assert PLACEHOLDERS["clause_a_venir"].find(facts) is None
    assert PLACEHOLDERS["arretees_au"].find(facts) is None


def test_names_print_as_their_owners_write_them() -> None:
    """«Wham!» is a name, not a sentence to typeset; a field inside a value is no field."""
    named = replace(SITE, number="F;12!", subject="L'été {montant} ?")
    text = read_text('subject: "{numeros}"\nparagraphs: ["{objet} : {montant} !"]', "kind_email")

    written = write(
        Given("kind_email", D(2026, 4, 7), invoices=(named,)).facts(), {"kind_email": text}
    )

    assert isinstance(written, Email)
    assert written.subject == "n°\u00a0F;12!"
    assert written.text.startswith("L'été {montant} ?\u00a0: 1\u202f200,00\u00a0€\u202f!\n")


def test_a_statement_in_a_mail_is_a_list_that_adds_up() -> None:
    """A user may put the statement in a mail of his own."""
    text = read_text(
        'subject: "A"\nparagraphs: [{block: statement}, {block: listed}]', "kind_email"
    )
    facts = Given("kind_email", D(2026, 5, 15), invoices=(SITE, LOGO), listed=("F-13",)).facts()

    written = write(facts, {"kind_email": text})

    assert isinstance(written, Email)
    assert written.text.replace("\u00a0", " ").replace("\u202f", " ").splitlines()[:6] == [
        "– Principal, facture F-12 : 1 200,00 €",
        "– Pénalités de retard, facture F-12, du 01/04/2026 au 15/05/2026, 45 jours, 12,15 % : "
        "17,98 €",
        "– Indemnité forfaitaire, facture F-12 : 40,00 €",
        "Total : 1 257,98 €",
        "",
        "– facture n° F-13 du 8 mars 2026 (Logo), échue le 7 avril 2026 : 480,50 €",
    ]
