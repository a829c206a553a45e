"""The ways side by side: all ten, always; a figure or a text only when a source was read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from relance.case import Money
from relance.case.entries import CourtKind, ExhibitKind
from relance.law import Grade, LawBook
from relance.routes import route as routes
from relance.routes.conditions import TESTS, Verdict
from relance.routes.court import jurisdiction
from relance.routes.route import NOT_ESTABLISHED, Route, Said, all_routes
from relance.routes.situation import Disputed, Place, Quality, Situation, place_of
from tests.corpora import CORPORA

LAW = LawBook.load()
TODAY = date(2026, 11, 23)
PAGES: list[dict[str, Any]] = yaml.safe_load(
    (Path(routes.__file__).parent / "ways.yaml").read_text("utf-8")
)
SHEET = CORPORA.parent / "law" / "law.md"


def situation(**changes: Any) -> Situation:
    told: dict[str, Any] = {
        "creditor": Quality.TRADER,
        "debtor": Quality.TRADER,
        "place": Place.FRANCE,
        "disputed": Disputed.NO,
        "amount": Money.of("4800"),
    }
    return Situation(**(told | changes))


SITUATIONS = st.builds(
    Situation,
    creditor=st.sampled_from(Quality),
    debtor=st.sampled_from(Quality),
    place=st.sampled_from(Place),
    disputed=st.sampled_from(Disputed),
    amount=st.integers(1, 5_000_000).map(Money),
    insolvency=st.booleans(),
    attempted=st.booleans(),
)


def said(one: Route) -> list[Said]:
    lines = [one.what, one.actor, *one.costs, *one.delays]
    return [*lines, *(condition.said for condition in one.conditions)]


@given(SITUATIONS)
def test_all_ten_ways_always_stand_side_by_side(of: Situation) -> None:
    """The product hides none and recommends none: the reader decides (law.md L8.9)."""
    found = all_routes(of, LAW, TODAY)
    assert [one.key for one in found] == [page["key"] for page in PAGES]
    assert len(found) == 10
    words = " ".join(line.words for one in found for line in said(one)).lower()
    assert "éligible" not in words
    assert "{" not in words
    assert "none" not in words


@given(SITUATIONS)
def test_nothing_of_grade_u_or_open_is_ever_told(of: Situation) -> None:
    """Only its topic, as «non établi», with no figure and no verdict."""
    for one in all_routes(of, LAW, TODAY):
        for line in said(one):
            if line.grade in (Grade.UNVERIFIED, Grade.OPEN):
                assert line.words.endswith(NOT_ESTABLISHED)
                assert not re.search(r"\d", line.words)
        for condition in one.conditions:
            if not condition.said.established:
                assert condition.verdict is Verdict.UNKNOWN


def test_each_line_has_its_source_and_its_day() -> None:
    """A jurist must be able to find where it was read, and when."""
    for page in PAGES:
        lines = [page["what"], page["actor"], *page["conditions"]]
        lines += [*page.get("costs", ()), *page.get("delays", ())]
        for line in lines:
            assert line["law"].startswith("L"), line
            assert isinstance(line["read"], date), line
            assert line["say"] or line["topic"], line
            if re.search(r"\{", line["say"]):
                assert line["topic"], "a figure may be missing one day: what it is about is named"
        assert all(line["test"] in TESTS for line in page["conditions"])


def test_no_figure_is_written_in_the_pages() -> None:
    """One fact has one home: amounts and delays come from the law book, with their grade."""
    for page in PAGES:
        for line in (*page["conditions"], *page.get("costs", ()), *page.get("delays", ())):
            bare = re.sub(r"\{\w+\}|L\d+-\d+", "", line["say"])
            assert not re.search(r"\d\s*(€|jours|mois|ans|EUR)", bare), bare


@pytest.mark.corpora
def test_the_grade_of_each_line_is_that_of_the_sheet() -> None:
    """A line cannot be surer than the row of the sheet it rests on."""
    rows = dict(re.findall(r"^\| (L\d+\.\d+) \|.*\| ([^|]+) \|$", SHEET.read_text("utf-8"), re.M))
    for page in PAGES:
        lines = [page["what"], page["actor"], *page["conditions"]]
        lines += [*page.get("costs", ()), *page.get("delays", ())]
        for line in lines:
            mark = rows[line["law"]]
            if line["grade"] == "P":
                assert "V-P" in mark, (line, mark)
            if line["grade"] == "S":
                assert "V-" in mark or "reading" in mark, (line, mark)


def test_each_way_says_which_of_its_documents_are_missing() -> None:
    """Looked for by what they prove; what the file cannot tell has no mark."""
    have = {ExhibitKind.INVOICE, ExhibitKind.QUOTE}
    order = next(r for r in all_routes(situation(), LAW, TODAY, have=have) if r.key == "order")
    found = {one.words: one.there for one in order.documents}
    assert found["Factures"] is found["Contrat, devis signé ou commande"] is True
    assert found["Preuve de livraison"] is found["Preuve de son dépôt"] is False
    assert found["Décompte"] is None
    assert all(one.documents for one in all_routes(situation(), LAW, TODAY))


@pytest.mark.parametrize(
    ("key", "changes", "words", "verdict"),
    [
        ("simplified", {"debtor": Quality.CONSUMER}, "ne dépasse pas 5", Verdict.MET),
        ("simplified", {"amount": Money.of("5000.01")}, "ne dépasse pas 5", Verdict.NOT_MET),
        ("simplified", {}, "relevant de L126-1", Verdict.NOT_MET),
        ("l126", {}, "deux commerçants", Verdict.MET),
        ("l126", {"creditor": Quality.LIBERAL}, "deux commerçants", Verdict.NOT_MET),
        ("l126", {"debtor": Quality.UNKNOWN}, "deux commerçants", Verdict.UNKNOWN),
        ("order", {"disputed": Disputed.WHOLLY}, "Rien n’est contesté", Verdict.NOT_MET),
        ("order", {"disputed": Disputed.PARTLY}, "laisse la part contestée", Verdict.TO_CHECK),
        ("order", {"disputed": Disputed.UNKNOWN}, "Rien n’est contesté", Verdict.UNKNOWN),
        ("l126", {"disputed": Disputed.PARTLY}, "toute contestation", Verdict.TO_CHECK),
        ("l126", {"disputed": Disputed.WHOLLY}, "toute contestation", Verdict.NOT_MET),
        ("simplified", {"disputed": Disputed.PARTLY}, "de L126-1", Verdict.TO_CHECK),
        (
            "simplified",
            {"amount": Money.of("9000"), "undisputed": Money.of("4800")},
            "ne dépasse pas 5",
            Verdict.TO_CHECK,
        ),
        (
            "simplified",
            {"amount": Money.of("9000"), "undisputed": Money.of("5001")},
            "ne dépasse pas 5",
            Verdict.NOT_MET,
        ),
        ("summons", {"disputed": Disputed.PARTLY}, "est contestée", Verdict.MET),
        ("refere", {"disputed": Disputed.WHOLLY}, "sérieusement contestable", Verdict.TO_CHECK),
        ("order", {"insolvency": True}, "procédure collective", Verdict.NOT_MET),
        ("european", {"place": Place.EUROPE}, "transfrontalier", Verdict.MET),
        ("european", {"place": Place.DENMARK}, "transfrontalier", Verdict.NOT_MET),
        ("refere", {"amount": Money.of("10000")}, "Sans avocat", Verdict.MET),
        ("refere", {"amount": Money.of("10000.01")}, "Sans avocat", Verdict.NOT_MET),
        ("insolvency", {"insolvency": True}, "procédure collective", Verdict.MET),
        ("collector", {}, "mandat écrit", Verdict.UNKNOWN),
        ("refere", {"debtor": Quality.PUBLIC}, "organisme public", Verdict.UNKNOWN),
        ("summons", {"debtor": Quality.PUBLIC}, "organisme public", Verdict.UNKNOWN),
        ("simplified", {"debtor": Quality.PUBLIC}, "organisme public", Verdict.UNKNOWN),
        ("conciliation", {"attempted": True}, "tentative est notée", Verdict.MET),
        ("conciliation", {}, "relève du tribunal judiciaire", Verdict.NOT_MET),
        (
            "conciliation",
            {"creditor": Quality.LIBERAL},
            "relève du tribunal judiciaire",
            Verdict.MET,
        ),
        (
            "conciliation",
            {"place": Place.ALSACE_MOSELLE},
            "relève du tribunal judiciaire",
            Verdict.UNKNOWN,
        ),
        ("conciliation", {}, "en dispense", Verdict.UNKNOWN),
        ("simplified", {"insolvency": True}, "procédure collective", Verdict.NOT_MET),
    ],
)
def test_a_fact_stands_beside_each_condition(
    key: str, changes: dict[str, Any], words: str, verdict: Verdict
) -> None:
    """Thresholds are inclusive where the text says so; what nobody said is unknown."""
    one = next(r for r in all_routes(situation(**changes), LAW, TODAY) if r.key == key)
    found = [c for c in one.conditions if words in c.said.words]
    assert [c.verdict for c in found] == [verdict]


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({}, (CourtKind.COMMERCIAL,)),
        ({"creditor": Quality.ARTISAN}, ()),
        ({"creditor": Quality.ARTISAN, "debtor": Quality.ARTISAN}, (CourtKind.COMMERCIAL,)),
        ({"creditor": Quality.CIVIL}, ()),
        ({"creditor": Quality.LIBERAL, "debtor": Quality.ARTISAN}, ()),
        ({"place": Place.UNKNOWN}, ()),
        ({"creditor": Quality.LIBERAL}, (CourtKind.COMMERCIAL, CourtKind.JUDICIAL)),
        ({"debtor": Quality.LIBERAL}, (CourtKind.JUDICIAL,)),
        ({"debtor": Quality.CONSUMER}, (CourtKind.JUDICIAL,)),
        ({"debtor": Quality.CIVIL}, (CourtKind.JUDICIAL,)),
        ({"place": Place.ALSACE_MOSELLE}, (CourtKind.CHAMBER,)),
        ({"place": Place.OVERSEAS}, (CourtKind.COMMERCIAL,)),
        ({"debtor": Quality.PUBLIC}, ()),
        ({"debtor": Quality.UNKNOWN}, ()),
        ({"place": Place.EUROPE}, ()),
    ],
)
def test_the_kind_of_court_follows_from_facts(
    changes: dict[str, Any], kinds: tuple[CourtKind, ...]
) -> None:
    """L721-3 and 1406; a liberal freelancer may choose, Strasbourg has its chamber (L6.4, L6.5)."""
    assert jurisdiction(situation(**changes)).kinds == kinds


def test_what_nobody_has_said_is_asked() -> None:
    """Never guessed from a form or a town."""
    unknown = situation(creditor=Quality.UNKNOWN, debtor=Quality.UNKNOWN, place=Place.UNKNOWN)
    assert len(jurisdiction(unknown).questions) == 3
    assert jurisdiction(situation()).questions == ()


@pytest.mark.parametrize(
    ("country", "department", "place"),
    [
        ("FR", "75", Place.FRANCE), ("FR", "67", Place.ALSACE_MOSELLE),
        ("FR", "974", Place.OVERSEAS), ("FR", "988", Place.UNKNOWN), ("FR", None, Place.UNKNOWN), ("DE", None, Place.EUROPE),
        ("DK", None, Place.DENMARK), ("CH", None, Place.ELSEWHERE), ("", None, Place.UNKNOWN),
    ],
)  # fmt: skip
def test_an_address_says_where_it_is(country: str, department: str | None, place: Place) -> None:
    assert place_of(country, department) is place


def test_no_article_is_cited_that_the_sheet_does_not_hold() -> None:
    """A number of article from memory looks as certain as one that was read (law.md L6.29)."""
    european = next(r for r in all_routes(situation(), LAW, TODAY) if r.key == "european")
    assert not any("1896/2006, art." in one.reference for one in said(european))
    assert "art." not in LAW.page("opposition_injonction_europeenne").reference


def test_a_court_is_seised_by_summons_and_served_by_the_bailiff() -> None:
    """«Saisi par un commissaire de justice»: he serves the summons, the creditor sues."""
    for key in ("refere", "summons"):
        one = next(r for r in all_routes(situation(), LAW, TODAY) if r.key == key)
        assert "saisi par assignation" in one.actor.words
