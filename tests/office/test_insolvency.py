"""A procedure opens: the case freezes, interest stops, the claim is ready to declare."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date

import pytest
from pypdf import PdfReader

from relance.case import Money
from relance.channels.bodacc import BodaccServer
from relance.claim import statement
from relance.notices import insolvency_claim, last_days, missing_in_insolvency_claim
from relance.office.access import everything
from relance.office.journal import state_of
from relance.office.models import CaseRow
from relance.office.procedure import acts, asking, dates, insolvency
from relance.office.todo import Kind, todos
from relance.office.wiring import law_book
from tests.office import cabinet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TODAY = date(2026, 9, 20)
OPENING = "Jugement d’ouverture de liquidation judiciaire"


@pytest.fixture(autouse=True)
def _unscoped() -> Iterator[None]:
    with everything():
        yield


@pytest.fixture
def case() -> CaseRow:
    made = cabinet.case(cabinet.creditor())
    made.debtor.siren = "552100554"
    made.debtor.save()
    return made


def record(nature: str, siren: str = "552100554") -> dict[str, object]:
    """A record of the open data, as public clients show it."""
    judgment = {"type": "initial", "famille": "Jugement", "nature": nature, "date": "2026-09-03"}
    return {
        "id": "A202602201234",
        "dateparution": "2026-09-15",
        "typeavis": "annonce",
        "familleavis": "collective",
        "familleavis_lib": "Procédures collectives",
        "tribunal": "Tribunal de Commerce de Lyon",
        "commercant": "CAFÉ DE L’ÉTÉ",
        "registre": [siren, siren],
        "jugement": json.dumps(judgment),
    }


def take(*records: object) -> insolvency.Watched:
    content = json.dumps({"results": records}).encode()
    return insolvency.take([("b.json", content)], by="moi", today=TODAY)


def test_an_opening_freezes_the_case_and_stops_interest_the_day_before(case: CaseRow) -> None:
    """Dunning stops, interest stops, EUR 40 stays: the invoice fell due before (L1.13, L7.23)."""
    done = take(record(OPENING))
    assert done.frozen == [case.pk]
    case.refresh_from_db()
    assert (case.silence, case.next_on) == ("insolvency", None)
    owed = statement(state_of(case), on=TODAY, law=law_book())
    assert owed.interest_until == date(2026, 9, 2)
    assert owed.indemnity.cents == 4000
    assert take(record(OPENING)).frozen == [], "the same announcement again is nothing new"


def test_an_invoice_due_on_the_judgment_asks_no_forty_euros() -> None:
    """L441-10 II, last sentence: when the procedure forbids payment at the due date."""
    made = cabinet.case(cabinet.creditor(), due_on=date(2026, 9, 3))
    made.debtor.siren = "552100554"
    made.debtor.save()
    take(record(OPENING))
    owed = statement(state_of(made), on=TODAY, law=law_book())
    assert (owed.indemnity.cents, owed.interest.cents) == (0, 0)


def test_what_is_not_recognised_stops_sending_until_it_is_read(case: CaseRow) -> None:
    """In doubt the product asks; an end, or another debtor, changes nothing."""
    done = take(record("Autre jugement"))
    assert [key for key, _, _ in done.to_read] == [case.pk]
    case.refresh_from_db()
    assert case.silence == "reply_unread"
    other = take(record("Jugement de clôture"), record("x", siren="732829320"))
    assert (other.frozen, other.to_read) == ([], [])
    missed = take(record("Jugement de conversion en liquidation judiciaire"))
    assert missed.frozen == [case.pk], "a procedure that we did not know"


def test_the_api_that_does_not_answer_is_no_clean_bill(case: CaseRow) -> None:
    """Nobody knows: it is said, and no case is taken for sound."""
    nobody = BodaccServer("http://127.0.0.1:1", 1.0, 1.0, 2.0)
    done = insolvency.ask_bodacc(by="moi", today=TODAY, server=nobody)
    assert (done.read, done.frozen) == (0, [])
    assert any("Rien n’a été appris" in one for one in done.unanswered)


def test_the_claim_is_ready_with_its_last_day(case: CaseRow) -> None:
    """Two months from the publication, a Sunday: the earlier day is the one that is told."""
    take(record(OPENING))
    case.refresh_from_db()
    made = insolvency.declaration(case, state_of(case), on=TODAY)
    assert made is not None
    days = last_days(made.published_on, creditor=made.creditor.address, law=law_book())
    assert days.declare is not None
    assert days.declare.on == date(2026, 11, 15)
    lacking = missing_in_insolvency_claim(made, law=law_book())
    assert any("lui seul reçoit la déclaration" in one for one in lacking)
    asking.keep_claim(case, {"holder": "Maître Leroy\n1 rue Haute\n69001 Lyon", "security": ""})
    made = insolvency.declaration(case, state_of(case), on=TODAY)
    assert made is not None
    pages = PdfReader(io.BytesIO(insolvency_claim(made, law=law_book()))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in ("Déclaration de créance", "Maître Leroy", "3 septembre 2026", "certifie"):
        assert words in text, words
    assert "None" not in text
    assert "néant" not in text, "nobody has said that there is no security and no other court"
    said = {
        "holder": "Maître Leroy",
        "security": "néant",
        "procedure": "liquidation judiciaire",
        "title": "ordonnance du 1er juin 2026",
        "retention": True,
    }
    asking.keep_claim(case, said)
    made = insolvency.declaration(case, state_of(case), on=TODAY)
    assert made is not None and (made.security, made.pending_court) == ("néant", None)
    assert (made.office, made.title, made.retention_of_title) == (
        "liquidateur",
        "ordonnance du 1er juin 2026",
        True,
    )


def test_the_date_is_asked_of_a_person_until_the_claim_is_posted(case: CaseRow) -> None:
    """Late by a day, the claim is lost but for a judge's relief."""
    take(record(OPENING))
    case.refresh_from_db()
    assert case.watch_on == date(2026, 10, 1)
    soon = date(2026, 11, 2)
    kinds = {one.kind: one for one in todos(soon)}
    assert "15\u00a0novembre 2026" in kinds[Kind.DATE].detail
    assert Kind.INSOLVENCY in kinds
    acts.declared(case, Money.of("1260"), on=soon, by="moi", today=soon, tracking="1A0001")
    kinds = {one.kind: one for one in todos(soon)}
    assert Kind.DATE not in kinds
    assert Kind.INSOLVENCY not in kinds
    case.refresh_from_db()
    assert dates.watch_on(state_of(case), region=case.region) is None
