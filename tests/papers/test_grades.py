"""No paper says what nobody has read: articles cited were read, values of grade U never print."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import relance.notices
from relance.case import DebtorKind, Money, replay
from relance.case.entries import CourtKind, InsolvencyOpened
from relance.case.procedure import OrderProcedure
from relance.claim import LineKind, statement
from relance.law import Calendar, Grade, LawBook, NoValue
from relance.law.page import Page
from relance.notices import write
from relance.notices.written import Email
from relance.routes.limitation import limitations
from relance.routes.milestones import NOT_VERIFIED, of_insolvency, of_order
from relance.routes.route import all_routes
from relance.routes.situation import Disputed, Place, Quality, Situation
from tests.corpora import CORPORA
from tests.notices.cases import GIVEN

LAW = LawBook.load()
SHEET = CORPORA.parent / "law" / "law.md"
ROOMS = Path(relance.notices.__file__).parents[1]
PRINTED = [
    *(ROOMS / "notices").rglob("*.py"),
    *(ROOMS / "notices").rglob("*.yaml"),
    *(ROOMS / "claim").glob("*.py"),
    *(ROOMS / "routes").glob("*.py"),
    *(ROOMS / "routes").glob("*.yaml"),
]
_ARTICLE = re.compile(r"\b([LRD]?\d{2,4}(?:-\d{1,3}){0,2})\b")
_CITED = re.compile(
    r"art(?:\.|icles?)\s((?:[LRD]?\d[\d-]*(?:\s?(?:,|et|à|ou|al\.\s?\d|s\.)\s?)*)+)"
)


def _unsure() -> LawBook:
    """The law book as if nobody had read a source: every value from memory."""
    pages: list[Page] = []
    for key in LAW.keys():  # noqa: SIM118
        page = LAW.page(key)
        rows = [replace(row, grade=Grade.UNVERIFIED) for row in page.rows]
        pages.append(page.with_rows(rows))
    return LawBook(pages)


UNSURE = _unsure()


def test_the_doubted_book_answers_nothing_that_may_print() -> None:
    """The premise of the tests below."""
    for key in UNSURE.keys():  # noqa: SIM118
        for row in UNSURE.page(key).rows:
            with pytest.raises(NoValue):
                UNSURE.rule(key, on=row.from_on)


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_a_claim_without_verified_law_is_its_principal(name: str) -> None:
    """Not one cent of interest or indemnity comes from a value that nobody has read."""
    facts = GIVEN[name].facts()
    doubted = statement(facts.state, on=facts.today, law=UNSURE)
    for line in doubted.lines:
        of_law = line.rule is not None and line.rule != "clause"
        assert not (of_law and line.kind in (LineKind.INTEREST, LineKind.INDEMNITY)), line


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_no_word_of_a_notice_holds_a_figure_of_the_law(name: str) -> None:
    """«40 €» typed in a text would print whatever became of its rule, and of its grade."""
    facts = GIVEN[name].facts()
    doubted = statement(
        facts.state, on=facts.today, law=UNSURE, without_disputed=True, invoices=facts.invoices
    )
    written = write(replace(facts, statement=doubted))
    words = (
        written.text
        if isinstance(written, Email)
        else "\n".join((written.title, *(said for _, said in written.blocks)))
    )
    assert not re.search(r"(?<![\d,])40(,00)?\s?(€|euros)|\d\s?%", words), words


def test_no_date_of_a_procedure_without_verified_law() -> None:
    """Each milestone stands without a date and says why."""
    order = OrderProcedure(
        date(2026, 9, 1), CourtKind.COMMERCIAL, ("F-1",), Money.of("100"),
        order_on=date(2026, 9, 7), granted=Money.of("100"), served_on=date(2026, 9, 9),
        in_person_on=date(2026, 9, 9),
    )  # fmt: skip
    working = Calendar()
    opened = InsolvencyOpened(date(2026, 9, 1), date(2026, 9, 9))
    found = [
        *of_order(order, law=UNSURE, working=working),
        *of_order(replace(order, opposed_on=date(2026, 9, 20), opposition_told_on=date(2026, 9, 21)), law=UNSURE, working=working),
        *of_insolvency(opened, None, law=UNSURE, working=working),
    ]  # fmt: skip
    assert len(found) > 6
    assert all(one.last_on is None and one.waits == NOT_VERIFIED for one in found)


def test_no_way_and_no_limitation_gives_a_figure_without_verified_law() -> None:
    """«Non établi», never a number."""
    of = Situation(
        Quality.TRADER, Quality.TRADER, Place.FRANCE, Disputed.NO, Money.of("100"), insolvency=True
    )
    for way in all_routes(of, UNSURE, date(2026, 11, 23)):
        for said in (*way.costs, *way.delays, *(one.said for one in way.conditions)):
            assert not re.search(r"\d+\s(€|jours?|mois|ans?)\b", said.words), said
    facts = GIVEN["notice"].facts()
    for kind in (*DebtorKind, None):
        state = replay(())
        state.invoices, state.debtor_kind = facts.state.invoices, kind
        assert all(one.last_on is None for one in limitations(state, UNSURE, today=facts.today))


@pytest.mark.corpora
def test_each_article_cited_was_read() -> None:
    """Whatever a paper, a claim or a way cites stands in a verified row of the sheet."""
    read: set[str] = set()
    for row in SHEET.read_text("utf-8").splitlines():
        if "| V-" in row or row.startswith("| S."):
            read |= set(_ARTICLE.findall(row))
            for first, last in re.findall(r"([LRD]?\d+(?:-\d+)?)(?:-| to )(\d+)", row):
                read |= {first, last}
    rules = " ".join(
        row.reference
        for key in LAW.keys()  # noqa: SIM118
        for row in LAW.page(key).rows
        if row.printable
    )
    read |= set(_ARTICLE.findall(rules))
    unread: dict[str, set[str]] = {}
    for path in PRINTED:
        for cited in _CITED.findall(path.read_text("utf-8")):
            for article in _ARTICLE.findall(cited):
                if (article not in read and not article.isdigit()) or (
                    article.isdigit() and len(article) > 2 and article not in read
                ):
                    unread.setdefault(article, set()).add(path.name)
    assert unread == {}
