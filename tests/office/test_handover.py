"""A file handed over: a letter to sign, the same figures as data, and the proof whole."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from pypdf import PdfReader

from relance.case import Invoice, Money
from relance.case.entries import Agent, Channel, InvoiceAdded, NoticeSent, PaymentReceived
from relance.evidence.judging import judge
from relance.office.access import everything
from relance.office.journal import New, append
from relance.office.models import CaseRow
from relance.office.procedure.handover import package
from tests.office import cabinet

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TODAY = date(2026, 6, 10)
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "dossier.json"


@pytest.fixture(autouse=True)
def _unscoped() -> Iterator[None]:
    with everything():
        yield


@pytest.fixture
def case() -> CaseRow:
    made = cabinet.case(cabinet.creditor())
    told = [
        New(NoticeSent("n3", "formal_notice", Channel.LETTER, ("F-12",)), date(2026, 5, 18)),
        New(PaymentReceived(Money.of("200")), date(2026, 5, 20)),
    ]
    append(made.pk, told, by="moi", today=TODAY)
    return made


def _text(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (Agent.BAILIFF, "commissaire de justice"),
        (Agent.LAWYER, "vos honoraires"),
        (Agent.COLLECTOR, "Un mandat écrit doit d’abord être signé"),
    ],
)
def test_each_agent_has_his_letter(case: CaseRow, agent: Agent, words: str) -> None:
    """A collector needs a mandate first (CPCE R124-3); the letter says that it is none."""
    text = _text(dict(package(case, agent, on=TODAY))["lettre-de-mission.pdf"])
    for one in (words, "F-12", "Le débiteur", "date et signature"):
        assert one in text, one
    assert "None" not in text


def test_the_data_keep_the_schema_and_the_figures_of_the_paper(case: CaseRow) -> None:
    """Two programs must read the same euro as the judge."""
    files = dict(package(case, Agent.BAILIFF, on=TODAY))
    data = json.loads(files["dossier.json"])
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.validate(data, schema, format_checker=jsonschema.FormatChecker())
    claim = data["claim"]
    lines = [Money.of(one["amount"]) for one in claim["lines"]]
    assert sum(lines, start=Money(0)) == Money.of(claim["total"])
    shown = claim["total"].replace(".", ",")
    assert shown.replace(" ", "") in _text(files["decompte.pdf"]).replace("\u202f", "").replace(
        " ", ""
    )
    assert data["sent"][0]["step"] == "formal_notice"
    assert data["invoices"][0]["open"] == "1000.00"


def test_the_proof_inside_is_good(case: CaseRow) -> None:
    """Who receives it checks it without us."""
    files = dict(package(case, Agent.BAILIFF, on=TODAY))
    proof = {
        name.removeprefix("preuve/"): content
        for name, content in files.items()
        if name.startswith("preuve/")
    }
    assert judge(proof).problems == ()
    assert "requete.pdf" in files


def test_the_request_handed_over_asks_what_the_desk_would(case: CaseRow) -> None:
    """A second paper that asks more than the first: the agent would file the wrong one."""
    young = Invoice("F-99", date(2026, 4, 1), date(2026, 5, 1), Money.of("77"))
    append(case.pk, [New(InvoiceAdded(young), date(2026, 4, 1))], by="moi", today=TODAY)
    files = dict(package(case, Agent.BAILIFF, on=TODAY))
    assert "F-99" in _text(files["lettre-de-mission.pdf"])
    assert "F-99" not in _text(files["requete.pdf"])
