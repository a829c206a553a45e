"""The ways that the texts open, side by side: conditions, court, cost, delay, documents, sources.

The words stand in `ways.yaml`, one line each with its reference and grade, so that a jurist can
read them. A line whose grade is not P or S is never told: only its topic is, as «non établi».
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from relance.case import Money
from relance.case.entries import ExhibitKind
from relance.claim.french import in_money, typeset
from relance.law import Grade, LawBook, NoValue
from relance.routes.conditions import TESTS, Asked, Verdict
from relance.routes.situation import Disputed, Situation

NOT_ESTABLISHED = "non établi par un texte lu ici"
_RULE = re.compile(r"\{(\w+)\}")
_UNITS = {"days": ("jour", "jours"), "months": ("mois", "mois"), "years": ("an", "ans")}


@dataclass(frozen=True, slots=True)
class Said:
    """One line that a text says: its words, its reference, how it was read and when."""

    words: str
    reference: str
    grade: Grade
    checked_on: date
    law_id: str

    @property
    def established(self) -> bool:
        return self.grade.printable


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition, beside what is known of this claim."""

    said: Said
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Document:
    """A piece that the way asks for; `there`: whether the file has it, None if it cannot tell."""

    words: str
    there: bool | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One way: what it is, who acts, on which conditions, at what cost, in what time."""

    key: str
    name: str
    what: Said
    actor: Said
    conditions: tuple[Condition, ...]
    costs: tuple[Said, ...]
    delays: tuple[Said, ...]
    documents: tuple[Document, ...]


def all_routes(
    situation: Situation, law: LawBook, on: date, *, have: Collection[ExhibitKind] = ()
) -> tuple[Route, ...]:
    """Every way, in a fixed order, whatever its conditions say; `have`: what the file can prove."""
    asked = Asked(situation, law, on)
    return tuple(_route(one, asked, have) for one in _pages())


@cache
def _pages() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(Path(__file__).with_name("ways.yaml").read_text("utf-8")))


def _route(page: dict[str, Any], asked: Asked, have: Collection[ExhibitKind]) -> Route:
    return Route(
        key=page["key"],
        name=page["name"],
        what=_said(page["what"], asked),
        actor=_said(page["actor"], asked),
        conditions=tuple(
            _condition(one, asked)
            for one in page["conditions"]
            if one.get("only", asked.of.debtor.value) == asked.of.debtor.value
        ),
        costs=tuple(_said(one, asked) for one in page.get("costs", ())),
        delays=tuple(_said(one, asked) for one in page.get("delays", ())),
        documents=tuple(_document(one, have) for one in page.get("documents", ())),
    )


def _document(line: str | dict[str, Any], have: Collection[ExhibitKind]) -> Document:
    if isinstance(line, str):
        return Document(typeset(line))
    wanted = {ExhibitKind(one) for one in line["proves"]}
    return Document(typeset(line["say"]), there=not wanted.isdisjoint(have))


def _condition(line: dict[str, Any], asked: Asked) -> Condition:
    if "partly" in line and asked.of.disputed is Disputed.PARTLY:
        line = line | {"say": line["partly"]}
    said = _said(line, asked)
    found = TESTS[line["test"]](asked) if said.established else None
    if isinstance(found, Verdict):
        return Condition(said, found)
    verdict = {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.UNKNOWN}[found]
    return Condition(said, verdict)


def _said(line: dict[str, Any], asked: Asked) -> Said:
    grade = Grade(line["grade"])
    words = str(line["say"])
    missing = False

    def value(match: re.Match[str]) -> str:
        nonlocal missing
        try:
            return _figure(asked, match[1])
        except NoValue:
            missing = True
            return ""

    words = _RULE.sub(value, words)
    if missing or not grade.printable:
        words = f"{line['topic']} : {NOT_ESTABLISHED}"
        grade = grade if not grade.printable else Grade.OPEN
    return Said(typeset(words), line.get("ref", ""), grade, line["read"], line["law"])


def _figure(asked: Asked, key: str) -> str:
    """A figure of the law book, as printed: an amount, or a number of days, months or years."""
    rule = asked.law.rule(key, on=asked.on)
    if rule.unit == "EUR":
        return (
            in_money(Money.of(rule.value))
            if rule.decimal % 1
            else f"{int(rule.decimal):,} €".replace(",", "\u202f")
        )
    one, many = _UNITS[rule.unit]
    number = int(rule.decimal)
    return f"{number}\u00a0{one if number < 2 else many}"
