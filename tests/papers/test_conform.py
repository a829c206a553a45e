"""Every paper we write keeps PDF/A-3a and PDF/UA-1, says a judge that nobody here wrote."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from relance.case.entries import Agent
from relance.notices import letter_pdf, page_pdf, write
from relance.notices.european_form import european_form
from relance.notices.insolvency_claim import insolvency_claim
from relance.notices.instruction import instruction_paper
from relance.notices.letter import compiled
from relance.notices.order_request import order_request
from relance.notices.power import power_paper
from relance.notices.statement_page import statement_page
from relance.notices.written import Letter
from tests.notices.cases import CAFE, CREDITOR, GIVEN, LAW, SITE, D
from tests.notices.insolvencies import BARE, FROM_AFAR, FULL
from tests.notices.test_european_form import abroad
from tests.notices.test_order_request import GIVEN as FILED
from tests.notices.test_order_request import PIECES, request_of
from tests.notices.test_plan_paper import BOTH, made, parts
from tests.notices.test_statement_page import TWO_HALF_YEARS, stated
from tests.papers.verapdf import Verdict, judged, missing

pytestmark = pytest.mark.skipif(
    bool(missing()) and os.environ.get("RELANCE_REQUIRE_ALL") != "1", reason=missing()
)


def _letters() -> Iterator[tuple[str, bytes]]:
    for name, given in GIVEN.items():
        written = write(given.facts())
        if isinstance(written, Letter):
            yield f"letter-{name}", letter_pdf(written)


PAPERS: dict[str, Callable[[], bytes]] = {
    "statement": lambda: statement_page(stated(TWO_HALF_YEARS), creditor=CREDITOR, debtor=CAFE),
    "plan": lambda: made(parts("1000", "770.57", invoices=("F-12", "F-13")), BOTH),
    "request": lambda: order_request(request_of(FILED)[0]),
    "request-bare": lambda: order_request(request_of(FILED, court="", pieces=(), events=())[0]),
    "power": lambda: power_paper(request_of(FILED, agent="Léa Petit, assistante")[0]),
    "form-a": lambda: european_form(abroad(agent="Léa Petit, assistante")),
    "form-a-bare": lambda: european_form(abroad(court="", pieces=(), events=())),
    "claim": lambda: insolvency_claim(FULL, law=LAW),
    "claim-bare": lambda: insolvency_claim(BARE, law=LAW),
    "claim-from-afar": lambda: insolvency_claim(FROM_AFAR, law=LAW),
    "instruction": lambda: instruction_paper(
        on=D(2026, 9, 20),
        agent=Agent.BAILIFF,
        creditor=CREDITOR,
        debtor=CAFE,
        debtor_form="SARL",
        statement=stated(TWO_HALF_YEARS),
        invoices=(SITE,),
        pieces=PIECES,
    ),
    "cover": lambda: page_pdf(
        title="Pièce n° 1",
        sender=("Moi",),
        sender_legal="",
        on=D(2026, 6, 1),
        paragraphs=("Devis",),
    ),
}
"""Every layout of ours; the letters are those of the golden words."""


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    folder: Path = tmp_path_factory.mktemp("papers")
    written = [*_letters(), *((name, paper()) for name, paper in PAPERS.items())]
    for name, content in written:
        (folder / f"{name}.pdf").write_bytes(content)
    return judged(sorted(folder.glob("*.pdf")))


def test_every_paper_keeps_both_standards(verdicts: list[Verdict]) -> None:
    """A letter that a screen reader cannot read, or an archive refuses, is half a letter."""
    wrong = [one for one in verdicts if not one.good]
    assert wrong == []
    assert len(verdicts) == 2 * (len(PAPERS) + sum(1 for _ in _letters()))
    assert all(one.checks > 100 for one in verdicts), "veraPDF looked at each"


def test_the_judge_does_find_faults(tmp_path: Path) -> None:
    """A judge who never refuses proves nothing."""
    good = PAPERS["cover"]()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(good.replace(b"/MarkInfo", b"/MarkOnfo", 1))
    found = judged([broken])
    assert [one.good for one in found] == [False, False]
    assert any("Marked" in fault or "MarkInfo" in fault for fault in found[1].faults)


def test_no_layout_is_left_out() -> None:
    """A new layout without its paper in this file would never be judged."""
    layouts = {path.stem for path in Path(compiled.__globals__["__file__"]).parent.glob("*.typ")}
    assert layouts == {"letter", "statement_page", "plan_paper", "court_paper", "insolvency_claim"}
