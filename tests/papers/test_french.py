"""The papers for courts, the ways and the dates are French: a dictionary reads every word."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from relance.case import Money
from relance.case.entries import Agent, CourtKind, InsolvencyOpened
from relance.case.procedure import OrderProcedure
from relance.law import Calendar
from relance.notices.coach import wanted
from relance.notices.instruction import instruction_paper
from relance.routes import court, milestones
from tests.notices.cases import CAFE, CREDITOR, LAW, SITE, D
from tests.notices.test_order_request import PIECES
from tests.notices.test_statement_page import TWO_HALF_YEARS, stated
from tests.papers.test_conform import PAPERS

ROOM = Path(milestones.__file__).parent
WORDS = Path(__file__).parents[1] / "notices" / "words.txt"
OURS = {"BODACC", "CGI", "CPCE", "Cass.", "SIREN", "SNC", "dossier.json", "e-justice.europa.eu"}
"""Names, codes and terms of the trade that no dictionary has."""


def _papers() -> str:
    made = [PAPERS[name]() for name in ("request", "request-bare", "power", "plan", "form-a")]
    made += [
        instruction_paper(
            on=D(2026, 9, 20), agent=agent, creditor=CREDITOR,
            debtor=CAFE, debtor_form="SARL", statement=stated(TWO_HALF_YEARS), invoices=(SITE,),
            pieces=PIECES,
        )
        for agent in Agent
    ]  # fmt: skip
    pages = [page for one in made for page in PdfReader(io.BytesIO(one)).pages]
    return "\n".join(page.extract_text() for page in pages)


def _dates() -> list[milestones.Milestone]:
    """Every date there is, of both kinds of court, with and without an opposition."""
    working = Calendar()
    filed = OrderProcedure(D(2026, 9, 1), CourtKind.COMMERCIAL, ("F-1",), Money.of("20000"))
    ordered = replace(filed, order_on=D(2026, 9, 2), served_on=D(2026, 9, 3))
    opposed = replace(ordered, opposed_on=D(2026, 9, 4), in_person_on=D(2026, 9, 3))
    asked = [ordered, opposed, replace(opposed, court=CourtKind.JUDICIAL)]
    found = [one for order in asked for one in milestones.of_order(order, law=LAW, working=working)]
    opened = InsolvencyOpened(D(2026, 9, 1))
    return [*found, *milestones.of_insolvency(opened, None, law=LAW, working=working)]


def _quoted(path: Path) -> str:
    """The French of a source file: what stands between double quotes and has a space."""
    return "\n".join(
        one for one in re.findall(r'"([^"\n]{12,})"', path.read_text("utf-8")) if " " in one
    )


@pytest.mark.skipif(
    not shutil.which("hunspell") and os.environ.get("RELANCE_REQUIRE_ALL") != "1",
    reason="no hunspell on this machine",
)
def test_every_word_is_in_the_dictionary() -> None:
    """A judge who finds a mistake in the first line reads the second with less trust."""
    written = [
        one
        for name, one in vars(court).items()
        if name[:1] == "_" != name[1:2] and isinstance(one, str)
    ]
    text = "\n".join(
        (
            _papers(),
            _quoted(ROOM / "ways.yaml"),
            *written,
            *(f"{one.label} {one.stake} {one.waits}" for one in _dates()),
            *(f"{one.what} {one.why} {one.ask}" for one in wanted((), posted=True)),
        )
    )
    text = re.sub(r"\\u00a0|https?://\S+|\S+@\S+|\{\w+\}|F-\d+|[\u00a0\u202f…]|\S*\d\S*", " ", text)
    accepted = set(WORDS.read_text(encoding="utf-8").split()) | OURS
    done = subprocess.run(
        ["hunspell", "-d", "fr", "-i", "utf-8", "-l"],
        input=text, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert sorted(set(done.stdout.split()) - accepted) == []
