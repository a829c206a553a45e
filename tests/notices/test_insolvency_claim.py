"""The declaration of claim: one sum on the day of the judgment, and a place for what is not known.

`RELANCE_WRITE_GOLDEN=1` writes the golden texts again.
"""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from relance.case import Address, CreditorMode, DebtorKind, Invoice, Money
from relance.case.entries import CreditNoteAdded, DisputeOpened, PaymentReceived
from relance.notices import (
    InsolvencyClaim,
    InsolvencyClaimRefused,
    OfficeHolder,
    insolvency_claim,
)
from relance.notices import missing_in_insolvency_claim as missing
from tests.notices.cases import CAFE, CREDITOR, LAW, LOGO, SITE
from tests.notices.insolvencies import (
    BARE,
    CARDS,
    FROM_AFAR,
    FULL,
    INVOICES,
    JUDGMENT,
    PAID,
    PUBLISHED,
    state,
    stated,
)

GOLDEN = Path(__file__).parent / "golden"
CLAIMS = {"insolvency-bare": BARE, "insolvency-full": FULL, "insolvency-from-afar": FROM_AFAR}


def pages(claim: InsolvencyClaim) -> list[str]:
    read = PdfReader(io.BytesIO(insolvency_claim(claim, law=LAW))).pages
    return [page.extract_text() for page in read]


def words(claim: InsolvencyClaim) -> str:
    return " ".join(" ".join(pages(claim)).split())


def told(claim: InsolvencyClaim) -> str:
    return " ".join(missing(claim, law=LAW))


@pytest.mark.parametrize("name", CLAIMS)
def test_the_words_are_those_that_were_read(name: str) -> None:
    """A change of one word in a declaration is seen by a person before any court sees it."""
    text = "\n\n".join(pages(CLAIMS[name])) + "\n"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("RELANCE_WRITE_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")
    assert not re.search(r"None|\{|\}|\( *\)|« | »", text)
    assert "'" not in text


def test_what_was_due_and_what_falls_due_later_add_up_to_the_sum() -> None:
    """The sum is told four times: a clerk who finds two sums contests both."""
    text = words(FULL)

    assert FULL.statement.total == Money.of("1626.87")
    assert "1 626,87 € (mille six cent vingt-six euros et quatre-vingt-sept centimes)" in text
    assert "dont 1 326,87 € échus et 300,00 € à échoir" in text
    assert "Somme déclarée 1 326,87 € 300,00 €" in text
    assert "pour la somme de 1 626,87 €" in text
    assert "Total au 31 août 2026 1 626,87 €" in text


def test_interest_stops_the_day_before_the_judgment() -> None:
    """Interest of one day more makes the whole line contestable (C. com. L622-28)."""
    text = words(FULL)

    assert "entre le 01/07/2026 et le 30/08/2026 (C. com., art. L441-10 II)" in text
    assert "aucun intérêt n’est compté à partir du 31/08/2026" in text
    assert "L622-28 et L641-3) : aucun" in words(FROM_AFAR)


def test_without_interest_it_says_so() -> None:
    """Invoices not yet due bear none, and the law asks how interest was counted."""
    given = state(invoices=(CARDS,))
    text = words(replace(FULL, invoices=(CARDS,), statement=stated(given)))

    assert "Aucun intérêt de retard n’est déclaré." in text
    assert "dont 0,00 € échus et 300,00 € à échoir" in text


def test_what_was_paid_too_much_is_taken_off() -> None:
    """A credit note on a paid invoice is the debtor's money, in the claim too."""
    credited = (date(2026, 6, 10), CreditNoteAdded("A-1", Money.of("1300"), "F-12"))
    given = state(credited)
    claim = replace(FULL, statement=stated(given))

    assert claim.statement.overpaid == Money.of("100")
    assert "Trop-perçu à déduire -100,00 €" in words(claim)


def test_the_last_day_is_two_months_after_the_notice() -> None:
    """Past that day the claim takes no part in the procedure."""
    assert "jusqu’au lundi 9 novembre 2026 (C. com., art. R622-24 et R641-25)" in words(FULL)
    assert "jusqu’au mardi 9 mars 2027 (C. com., art. L622-26)" in words(FULL)


def test_two_months_more_from_overseas_and_the_sooner_day_first() -> None:
    """The longer delay depends on where the court sits: the sooner day is safe for all."""
    text = words(FROM_AFAR)

    assert "au plus tard le lundi 9 novembre 2026" in text
    assert "allongé jusqu’au samedi 9 janvier 2027" in text
    assert "jusqu’au mercredi 9 décembre 2026 (C. com., art. L624-9)" in text


def test_what_nobody_said_is_left_to_be_written() -> None:
    """A place left in sight is filled; a guess would be signed as true."""
    first = pages(BARE)[0]

    assert "nom et adresse à compléter" in first
    assert first.count("à compléter") == 6
    assert "néant" not in first
    assert first.count("à compléter") > pages(FULL)[0].count("à compléter") == 0
    assert "Délai pour déclarer" not in first


def test_the_date_and_the_signature_are_left_to_the_creditor() -> None:
    """The paper is his: a date printed for him would be false when he signs."""
    text = words(FULL)

    assert "Fait à le Nom, qualité et signature du créancier :" in text
    assert "15 septembre 2026" not in text
    assert "par Paul Martin, avec pouvoir spécial écrit joint" in words(FROM_AFAR)


def test_a_title_never_carries_the_whole_sum_alone() -> None:
    """The sum also holds interest run since and an invoice to come: all of it is certified."""
    assert "Je certifie sincère la présente déclaration" in words(FULL)
    assert "Elle s’appuie aussi sur le titre" not in words(FULL)
    text = words(FROM_AFAR)
    assert "ordonnance portant injonction de payer du 4 mai 2026" in text
    assert "Je certifie sincère la présente déclaration, pour la somme de 1 626,87 €" in text
    assert "Elle s’appuie aussi sur le titre exécutoire ci-dessus." in text


def test_what_is_said_to_the_creditor_is_not_sent_to_the_mandataire() -> None:
    """«Ce paiement peut être annulé, demandez conseil» would be read by who can annul it."""
    late = (date(2026, 9, 2), PaymentReceived(Money.of("100")))
    given = replace(FULL, statement=stated(state(PAID, late), on=date(2026, 9, 5)))
    notes = {one.code for one in given.statement.notes}
    claim = replace(FULL, statement=replace(FULL.statement, notes=given.statement.notes))

    assert "payment_in_insolvency" in notes
    assert "Demandez conseil" not in words(claim)
    assert "La facture F-14 n’est pas en retard" in words(FULL)


def test_the_office_is_the_one_of_the_procedure() -> None:
    """In a liquidation the mandataire judiciaire is no longer the one to write to."""
    assert "liquidateur" in pages(FROM_AFAR)[0]
    assert "mandataire judiciaire" not in pages(FROM_AFAR)[0]
    assert "mandataire judiciaire" in pages(FULL)[0]


def test_the_page_of_advice_is_not_counted_and_can_be_left_out() -> None:
    """Who receives «page 2 sur 3» looks for a page that is none of his business."""
    found = pages(FULL)
    sent = PdfReader(io.BytesIO(insolvency_claim(FULL, law=LAW, with_advice=False))).pages

    assert "page 2 sur 2" in found[1]
    assert "ne joignez pas cette page à l’envoi" in found[2]
    assert "à garder par le créancier" in found[2]
    assert [one.extract_text() for one in sent] == found[:2]


def test_it_is_an_archive_for_all_readers_and_the_same_each_time() -> None:
    """The copy kept must be the copy sent, to the byte."""
    made = insolvency_claim(FULL, law=LAW)
    raw = made.decode("latin-1")

    assert made == insolvency_claim(FULL, law=LAW)
    assert "pdfaid" in raw and "pdfuaid" in raw


def test_a_name_cannot_run_as_code() -> None:
    """What people type is printed as it is."""
    wild = replace(FULL, court='#panic("x") $a$ *b* \\ @c', exhibits=('#read("/etc/passwd")',))

    assert '#panic("x") $a$ *b* \\ @c' in words(wild)


def test_a_long_claim_goes_on_over_its_pages() -> None:
    """Sixty invoices are a claim as good as three."""
    many = tuple(
        Invoice(f"G-{place:02}", date(2026, 3, 1), date(2026, 3, 31), Money.of("10"), "Visite")
        for place in range(60)
    )
    claim = replace(FULL, invoices=many, statement=stated(state(invoices=many)))
    found = pages(claim)

    assert all(f"G-{place:02}" in " ".join(found) for place in range(60))
    assert f"sur {len(found) - 1}" in found[0]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"statement": stated(state(PAID), date(2026, 9, 15))}, "refaites-le au 31/08/2026"),
        ({"statement": stated(state(PAID, opened=False))}, "leur cours s’arrête la veille"),
        ({"invoices": (SITE, LOGO)}, "ne porte pas sur les factures déclarées"),
        ({"published_on": JUDGMENT - timedelta(days=1)}, "antérieure au jugement"),
        ({"on": JUDGMENT - timedelta(days=1)}, "n’est pas encore rendu"),
        (
            {
                "invoices": (SITE,),
                "statement": stated(
                    state((date(2026, 3, 20), PaymentReceived(Money.of("1200"))), invoices=(SITE,))
                ),
            },
            "rien à déclarer",
        ),
        (
            {"statement": stated(state(invoices=(replace(SITE, amount=Money.of("1200", "USD")),)))},
            "s’écrit en euros",
        ),
    ],
)
def test_a_paper_that_would_say_something_false_is_not_made(
    changes: dict[str, object], why: str
) -> None:
    """A declaration certified as sincere must not hold a sum that is not."""
    with pytest.raises(InsolvencyClaimRefused, match=why) as refused:
        insolvency_claim(replace(FULL, **changes), law=LAW)  # type: ignore[arg-type]

    assert str(refused.value).endswith("Rien n’a été préparé.")


def test_nothing_is_missing_from_a_full_claim() -> None:
    """A warning that always shows is read by nobody."""
    assert missing(FULL, law=LAW) == ()


LATE = replace(FULL, on=date(2026, 11, 10))
AFTER = Invoice("F-15", JUDGMENT, date(2026, 9, 30), Money.of("100"))
DISPUTED = (date(2026, 5, 2), DisputeOpened("F-12", Money.of("200")))
MISSING = [
    (replace(FULL, office_holder=None), "Le nom du mandataire judiciaire manque"),
    (replace(FROM_AFAR, office_holder=OfficeHolder(" ")), "Le nom du liquidateur manque"),
    (replace(FULL, office_holder=OfficeHolder("Me Durand")), "L’adresse du mandataire"),
    (replace(FULL, procedure=""), "La nature de la procédure manque"),
    (replace(FULL, court=""), "Le tribunal manque"),
    (replace(FULL, published_on=None), "Le jour de la parution au BODACC manque"),
    (replace(FULL, security=None), "s’il y a une sûreté"),
    (replace(FULL, pending_court=None), "si un tribunal est déjà saisi"),
    (replace(FULL, exhibits=()), "Aucune pièce n’est jointe"),
    (replace(FULL, agent="Paul Martin"), "Paul Martin signe pour le créancier"),
    (replace(FULL, creditor=replace(CREDITOR, mode=CreditorMode.ASSISTANT)), "doit signer lui-même"),
    (replace(FULL, creditor=replace(CREDITOR, address=Address())), "L’adresse du créancier"),
    (replace(FULL, debtor=replace(CAFE, siren="552100555")), "Le SIREN du débiteur manque"),
    (replace(FULL, debtor=replace(CAFE, kind=DebtorKind.CONSUMER)), "comme un particulier"),
    (replace(FULL, debtor=replace(CAFE, kind=None)), "si le débiteur est un professionnel"),
    (LATE, "a pris fin le 9\u00a0novembre 2026. Un relevé de forclusion"),
    (replace(FULL, on=date(2027, 3, 10)), "celui du relevé de forclusion semble passé"),
    (
        replace(FULL, invoices=(*INVOICES, AFTER),
                statement=stated(state(PAID, invoices=(*INVOICES, AFTER)))),
        "La facture F-15 est datée du jour du jugement",
    ),
    (replace(FULL, statement=stated(state(PAID, DISPUTED))), "contestée par le débiteur"),
    (replace(FULL, statement=replace(FULL.statement, complete=False)), "Un taux manque"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "said"), MISSING, ids=[said[:30] for _, said in MISSING])
def test_what_is_missing_is_said_with_why_it_matters(claim: InsolvencyClaim, said: str) -> None:
    """One sentence each, and nothing else: the person knows what to look for."""
    found = missing(claim, law=LAW)

    assert len(found) == 1 or claim.agent
    assert said in " ".join(found)
    assert all(one.endswith(".") for one in found)


def test_the_delay_of_an_overseas_creditor_is_not_over_too_soon() -> None:
    """He has two months more: a false «too late» would make him give up."""
    assert "pris fin" not in told(replace(FROM_AFAR, on=date(2026, 12, 1)))
    assert "pris fin" in told(replace(FROM_AFAR, on=date(2027, 1, 10)))


def test_past_the_delay_the_page_does_not_tell_to_post_in_time() -> None:
    """«Postez au plus tard» a day gone by is no advice: the relief is."""
    assert "Le délai pour déclarer a pris fin le lundi 9 novembre 2026" in words(LATE)
    assert "Postez" not in words(LATE)


def test_the_day_itself_is_still_in_time() -> None:
    """The last day of a delay counts."""
    assert "pris fin" not in told(replace(FULL, on=date(2026, 11, 9)))
    assert JUDGMENT + timedelta(days=15) > PUBLISHED
