"""The request for an order for payment: what a judge reads, and what is left to fill in."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from relance.case import DebtorKind, Money, State
from relance.case.entries import (
    Agent,
    Channel,
    CourtKind,
    DisputeOpened,
    ExhibitKind,
    InsolvencyOpened,
    NoticeSent,
    PaymentReceived,
)
from relance.notices.court_paper import Piece
from relance.notices.instruction import instruction_paper
from relance.notices.order_request import TO_FILL, Applicant, Event, OrderRequest, order_request
from relance.notices.order_soundness import lacks, refusals
from relance.notices.power import power_paper
from relance.notices.told import told
from tests.notices.cases import CAFE, CONSUMER, CREDITOR, LOGO, SITE, D, Given

ON = D(2026, 6, 16)
FORMAL = (
    D(2026, 5, 18),
    NoticeSent("n3", "formal_notice", Channel.LETTER, ("F-12",), deadline_on=D(2026, 5, 26)),
)
PIECES = (
    Piece(1, "Devis signé", D(2026, 1, 12), 2),
    Piece(2, "Facture n° F-12", D(2026, 3, 1), 1),
    Piece(3, "Mise en demeure", D(2026, 5, 18), 2),
    Piece(4, "Courriel du 8 avril", D(2026, 4, 8), None),
)
CLAIRE = Applicant(
    True, "graphiste", "française", D(1984, 2, 29), "Nantes", "12 rue de l’Été, 69003 Lyon"
)


def request_of(given: Given, **changes: object) -> tuple[OrderRequest, State]:
    facts = given.facts()
    made = OrderRequest(
        on=given.on,
        court="Tribunal de commerce de Paris",
        court_kind=CourtKind.COMMERCIAL,
        creditor=facts.creditor,
        applicant=CLAIRE,
        debtor=facts.debtor,
        debtor_form="SARL",
        statement=facts.statement,
        invoices=facts.demanded,
        events=(
            Event(D(2026, 3, 1), "émission de la facture n° F-12", 2),
            Event(D(2026, 5, 18), "mise en demeure par lettre recommandée", 3),
        ),
        pieces=PIECES,
    )
    return replace(made, **changes), facts.state  # type: ignore[arg-type]


def read(asked: OrderRequest) -> str:
    pages = PdfReader(io.BytesIO(order_request(asked))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


GIVEN = Given("court_file", ON, (FORMAL,))


def test_the_request_holds_what_the_code_asks_for() -> None:
    """CPC art. 54, 57 and 1407: a mention that is missing can cost the whole request."""
    asked, _ = request_of(GIVEN)
    text = read(asked)
    for words in (
        "Requête en injonction de payer",
        "Tribunal de commerce de Paris",
        "né(e) le 29/02/1984 à Nantes",
        "nationalité : française",
        "profession : graphiste",
        "demeurant 12 rue de l’Été, 69003 Lyon",
        "Café de l’Estuaire",
        "SARL",
        "SIREN 552 100 554",
        "siège : 3 place du Marché, 75011 Paris",
        "Principal, facture F-12",
        "Indemnité forfaitaire",
        "C. com., art. L441-10",
        "CPC, art. 1405",
        "Bordereau des pièces",
        "1 Devis signé 12/01/2026 2",
        "4 Courriel du 8 avril 08/04/2026 fichier",
        "mise en demeure par lettre recommandée (pièce n° 3)",
        "date et signature",
    ):
        assert words in text, words
    assert "None" not in text


def test_the_sum_asked_is_the_statement_of_the_day_and_says_what_runs_on() -> None:
    """The judge grants what is asked: a cent or a rate left out is lost."""
    asked, _ = request_of(GIVEN)
    text = read(asked)
    assert (
        "la somme de 1 270,76 € (mille deux cent soixante-dix euros et soixante-seize centimes)"
        in text
    )
    assert "arrêtée au 16/06/2026" in text
    assert "sur le principal de 1 200,00 € après le 16/06/2026 et jusqu’au paiement" in text
    assert "au taux de chaque semestre (12,15 % par an pour le dernier compté)" in text
    assert "Total au 16 juin 2026 1 270,76 €" in text


def test_what_nobody_has_said_is_left_to_fill_in() -> None:
    """A blank is seen at the counter; a guess is seen by the other side's lawyer."""
    asked, state = request_of(GIVEN, court="", applicant=Applicant(True))
    text = read(asked)
    assert text.count(TO_FILL) >= 6
    said = [one.what for one in lacks(asked, state, (), amicable_up_to=None)]
    assert said[:1] == ["Le nom du tribunal"]
    assert {"Votre date de naissance", "Votre nationalité", "Votre profession"} <= set(said)


def test_a_company_is_named_by_form_and_by_who_represents_it() -> None:
    """A company without its organ is not before the judge (CPC art. 54)."""
    company = replace(CREDITOR, name="Duval et fils", legal_form="SAS", share_capital="10 000 €")
    asked, _ = request_of(
        GIVEN,
        creditor=company,
        applicant=Applicant(False, represented_by="sa présidente, C. Duval"),
    )
    text = read(asked)
    assert "SAS au capital de 10 000 €" in text
    assert "représentée par sa présidente, C. Duval" in text
    assert "né(e)" not in text


def test_opposition_agent_and_attempt_are_said_when_they_are_facts() -> None:
    """CPC art. 1408 must be asked for in the request itself: later is too late."""
    asked, _ = request_of(
        GIVEN,
        on_opposition="Tribunal de commerce de Lyon",
        agent="Léa Petit, assistante",
        amicable="Un conciliateur de justice a été saisi le 20 mai 2026, sans accord.",
    )
    text = read(asked)
    assert "renvoyée devant la juridiction suivante" in text
    assert "Tribunal de commerce de Lyon (CPC, art. 1408)" in text
    assert "Léa Petit, assistante, dont le pouvoir spécial est joint" in text
    assert "Un conciliateur de justice a été saisi" in text
    bare, _ = request_of(GIVEN)
    assert "opposition" not in read(bare)


def test_the_same_request_gives_the_same_bytes() -> None:
    """What was proofread is what is filed."""
    asked, _ = request_of(GIVEN)
    assert order_request(asked) == order_request(asked)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            replace(GIVEN, happened=(FORMAL, (D(2026, 6, 2), InsolvencyOpened(D(2026, 6, 1))))),
            "L622-21",
        ),
        (
            replace(GIVEN, happened=(FORMAL, (D(2026, 6, 2), DisputeOpened("F-12")))),
            "aucun principal",
        ),
        (replace(GIVEN, debtor=replace(CAFE, kind=None)), "Personne n’a dit"),
    ],
)
def test_a_request_that_would_be_untrue_is_refused(given: Given, words: str) -> None:
    """A creditor who sues in an open insolvency loses time and the deadline to declare."""
    asked, state = request_of(given)
    assert any(words in one for one in refusals(asked, state)), refusals(asked, state)


def test_a_sound_request_is_not_refused() -> None:
    asked, state = request_of(GIVEN)
    assert refusals(asked, state) == []


def test_each_missing_proof_is_named_with_its_reason() -> None:
    """An invoice alone comes from the creditor: the judge wants more (law.md L13.6)."""
    asked, state = request_of(GIVEN)
    all_lacks = lacks(asked, state, (), amicable_up_to=None)
    assert {one.what for one in all_lacks} == {
        "Aucun contrat, devis signé ni bon de commande",
        "Aucune preuve de livraison ou d’exécution",
        "Ni preuve de dépôt ni avis de réception",
    }
    assert all(one.why.endswith(".") for one in all_lacks)
    kinds = (ExhibitKind.QUOTE, ExhibitKind.DELIVERY, ExhibitKind.RECEIPT)
    assert lacks(asked, state, kinds, amicable_up_to=None) == ()
    assert lacks(asked, state, kinds, amicable_up_to=None, shown={"F-12"}) == ()
    (bill,) = lacks(asked, state, kinds, amicable_up_to=None, shown=set())
    assert bill.what == "Une facture n’est pas parmi les pièces (F-12)"


def test_a_part_that_is_not_asked_is_told_where_the_sums_are() -> None:
    """The invoice says 1 200, the request 1 000: without a word the judge sees a mistake."""
    disputed = (D(2026, 5, 20), DisputeOpened("F-12", Money.of("200")))
    text = read(request_of(replace(GIVEN, happened=(*GIVEN.happened, disputed)))[0])
    assert (
        "200,00 € de la facture sont contestés : ni eux ni leurs intérêts ne sont comptés" in text
    )


def test_the_total_stands_on_the_page_of_its_lines() -> None:
    """Alone at the head of the next page, it is a figure that comes from nowhere."""
    for many in range(0, 40, 3):
        story = tuple(Event(ON, f"appel n° {place}, répondeur") for place in range(many))
        asked, _ = request_of(GIVEN, events=story)
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(order_request(asked))).pages]
        (of_total,) = [place for place, text in enumerate(pages) if "Total au" in text]
        assert "Sommes demandées" in pages[of_total], many


@pytest.mark.parametrize(
    ("court", "limit", "asked_for"),
    [
        (CourtKind.JUDICIAL, Money.of("5000"), True),
        (CourtKind.JUDICIAL, Money.of("1000"), False),
        (CourtKind.COMMERCIAL, Money.of("5000"), False),
        (CourtKind.JUDICIAL, None, False),
    ],
)
def test_the_amicable_attempt_is_for_small_claims_at_the_judicial_court(
    court: CourtKind, limit: Money | None, asked_for: bool
) -> None:
    """CPC art. 750-1 up to EUR 5,000; for this request the point is open, and said so (L7.7)."""
    asked, state = request_of(GIVEN, court_kind=court)
    kinds = (ExhibitKind.QUOTE, ExhibitKind.DELIVERY, ExhibitKind.RECEIPT)
    found = lacks(asked, state, kinds, amicable_up_to=limit)
    assert bool(found) is asked_for
    assert all("n’est pas tranché" in one.why for one in found)


def test_a_consumer_is_asked_for_no_indemnity() -> None:
    """A judge strikes EUR 40 asked of a consumer, and then reads the rest with less trust."""
    asked, _ = request_of(replace(GIVEN, debtor=CONSUMER), debtor_form="")
    text = read(asked)
    assert "Indemnité" not in text
    assert "adresse : " in text


def test_several_invoices_are_one_request() -> None:
    """Sums, subjects and plurals follow."""
    asked, _ = request_of(replace(GIVEN, invoices=(SITE, LOGO)))
    text = read(asked)
    assert "Les factures n° F-12 et n° F-13 ne sont pas payées." in text
    assert "des factures n° F-12 du 01/03/2026 et n° F-13 du 08/03/2026" in text


def test_a_part_payment_is_not_denied_before_the_judge() -> None:
    """«N’est pas payée», with the payment three lines below, costs the rest its credit."""
    paid = (D(2026, 5, 2), PaymentReceived(Money.of("500")))
    asked, _ = request_of(replace(GIVEN, happened=(FORMAL, paid)))
    assert "La facture n° F-12 n’est pas entièrement payée." in read(asked)
    whole, _ = request_of(GIVEN)
    assert "La facture n° F-12 n’est pas payée." in read(whole)


def test_the_page_to_sign_says_what_is_signed() -> None:
    """The signature may fall on a page of its own."""
    asked, _ = request_of(GIVEN)
    said = "Requête contre Café de l’Estuaire, pour la somme de 1 270,76 €. Fait à"
    assert said in read(asked)


def test_the_power_names_the_court_as_it_was_typed() -> None:
    """«Devant Tribunal de commerce de Paris» is no French, and its article is not ours to guess."""
    asked, _ = request_of(GIVEN, agent="Léa Petit, assistante")
    pages = PdfReader(io.BytesIO(power_paper(asked))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "pouvoir à Léa Petit, assistante, de déposer en son nom une requête" in text
    assert "Juridiction : Tribunal de commerce de Paris." in text


def test_the_story_agrees_whatever_was_sent() -> None:
    """«Mise en demeure : posté» was written for the judge."""
    for channel in (Channel.LETTER, Channel.EMAIL):
        words = told(NoticeSent("n3", "formal_notice", channel, ("F-12",)))
        assert words.startswith("Mise en demeure\u00a0: envoi "), words


def test_a_letter_of_instruction_lists_only_what_there_is() -> None:
    """«Les pièces suivantes» with nothing under it makes the reader look for a lost page."""
    facts = replace(
        GIVEN, happened=(FORMAL, (D(2026, 5, 2), PaymentReceived(Money.of("500"))))
    ).facts()
    made = instruction_paper(
        on=ON,
        agent=Agent.BAILIFF,
        creditor=facts.creditor,
        debtor=facts.debtor,
        debtor_form="SARL",
        statement=facts.statement,
        invoices=facts.demanded,
        pieces=(),
    )
    pages = PdfReader(io.BytesIO(made)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Les pièces suivantes" not in text
    assert "L’historique complet" in text
    assert "La facture n° F-12 du 01/03/2026 n’est pas entièrement payée." in text


def test_a_public_body_is_not_a_certain_way() -> None:
    """No text was read that opens this way against it (law.md L14.4 is of grade U)."""
    asked, state = request_of(replace(GIVEN, debtor=replace(CAFE, kind=DebtorKind.PUBLIC)))
    said = [one.why for one in lacks(asked, state, (), amicable_up_to=None)]
    assert any("n’est pas établie" in one for one in said)
