"""A French freelancer whose client is abroad: where form A helps, and where it does not exist."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pytest
from pypdf import PdfReader

from relance.case import DebtorKind
from relance.case.entries import Channel, ExhibitKind, NoticeSent
from relance.notices.order_request import TO_FILL
from relance.notices.order_soundness import OrderRefused
from relance.office import decide
from relance.office.access import everything
from relance.office.journal import New, append, state_of
from relance.office.models import CaseRow
from relance.office.procedure import asking, european, pieces, request, ways
from relance.office.wiring import law_book
from relance.routes.conditions import Verdict
from relance.routes.route import all_routes
from tests.office import cabinet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DAY = date(2026, 6, 16)
NOTICE = NoticeSent("n3", "formal_notice", Channel.LETTER, ("F-12",), deadline_on=date(2026, 5, 26))
ABROAD = {
    "BE": ("12 rue de la Loi", "1000", "Bruxelles"),
    "ES": ("Calle Mayor 3", "28013", "Madrid"),
    "DK": ("Nyhavn 1", "1051", "København"),
    "CH": ("Rue du Rhône 8", "1204", "Genève"),
    "FR": ("3 place du Marché", "75011", "Paris"),
}


@pytest.fixture(autouse=True)
def _everybody() -> Iterator[None]:
    with everything():
        yield


def chased(country: str, kind: DebtorKind = DebtorKind.BUSINESS) -> CaseRow:
    """EUR 1,200 due on 31 March 2026 by somebody there, and the formal notice of 18 May."""
    made = cabinet.case(cabinet.creditor(), kind=kind)
    made.debtor.street, made.debtor.postcode, made.debtor.city = ABROAD[country]
    made.debtor.country = country
    made.debtor.save()
    decide.mirror_debtor(made)
    made.save()
    append(made.pk, [New(NOTICE, date(2026, 5, 18))], by="moi", today=date(2026, 5, 18))
    made.refresh_from_db()
    return made


def sheet(case: CaseRow) -> str:
    made = european.sheet(request.prepare(case, state_of(case), on=DAY))
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split()
    )


def offered(case: CaseRow) -> bool:
    return european.applies(case.creditor.value().address, case.debtor.value().address)


def test_a_company_in_belgium() -> None:
    """1,200.00 due, 30.76 of interest on 77 days at 12.15 %, 40.00; the quote is told, not joined.

    He types the court he found on the portal; its country and its ground stay for him to choose.
    """
    case = chased("BE")
    assert offered(case)
    assert f"Juridiction {TO_FILL}" in sheet(case)
    court = "Tribunal de l’entreprise francophone de Bruxelles"
    asking.keep(case, {"court": court, "debtor_form": "SRL", "profession": "graphiste"})
    pieces.add(
        case, ExhibitKind.QUOTE, "devis.pdf", b"signed", "application/pdf",
        on=date(2026, 1, 12), by="moi", today=DAY, title="Devis signé",
    )  # fmt: skip
    said = sheet(case)
    for words in (
        f"Juridiction {court}", "Code 01, demandeur Claire Duval, Atelier Duval", "69003 Lyon Pays France",
        "Code 02, défendeur Café de l’Été, SRL", "1000 Bruxelles Pays Belgique", f"Code retenu {TO_FILL}",
        f"État de la juridiction {TO_FILL}", "Monnaie EUR", "Montant du principal 1 200,00 €",
        "Intérêts arrêtés au 16/06/2026 : 30,76 €", "01/04/2026 16/06/2026 77 12,15 % 1 200,00 € 30,76 €",
        "Indemnité forfaitaire 40,00 €", "Total au 16 juin 2026 1 270,76 €", "Devis signé 12/01/2026",
        "18 mai 2026, ",
    ):  # fmt: skip
        assert words in said, words
    assert "seules les juridictions" not in said


def test_a_consumer_in_spain() -> None:
    """His State's courts, if the contract was private; legal interest, and no forty euros."""
    case = chased("ES", DebtorKind.CONSUMER)
    assert offered(case)
    said = sheet(case)
    assert "Son adresse est dans l’État suivant : Espagne." in said
    assert "Si le contrat est étranger à son activité professionnelle" in said
    assert "Indemnité forfaitaire" not in said
    assert "Code 06" not in said
    of = ways.situation(case, state_of(case), on=DAY)
    way = next(one for one in all_routes(of, law_book(), DAY) if one.key == "european")
    told = {one.said.words: one.verdict for one in way.conditions}
    border = next(verdict for words, verdict in told.items() if "transfrontalier" in words)
    assert border is Verdict.MET
    assert any("où il a son domicile" in words for words in told)


@pytest.mark.parametrize(
    ("country", "why"),
    [
        ("DK", "ne s’applique pas au Danemark"),
        ("CH", "hors de l’Union (Suisse)"),
        ("FR", "vous et votre client êtes dans le même (France)"),
    ],
)
def test_where_form_a_is_no_way(country: str, why: str) -> None:
    """Denmark has no part in it, Switzerland is not in the Union, at home the request is French."""
    case = chased(country)
    assert not offered(case)
    with pytest.raises(OrderRefused) as refused:
        sheet(case)
    assert why in str(refused.value)
    assert request.paper(request.prepare(case, state_of(case), on=DAY)).startswith(b"%PDF")
