"""One record of the open data (JSON or a row of the CSV) as announcements, one a company.

Fields of the data set «annonces-commerciales» as its API gives them: `registre` holds the same
SIREN twice, with and without spaces, in any order; `jugement` is JSON inside a string; its date
is «2026-08-31» or «10 décembre 2009».
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stdnum.fr import siren as siren_numbers

from relance.intake.bodacc.announcement import COLLECTIVE, Announcement, Notice
from relance.intake.bodacc.wording import office_holder, told
from relance.intake.days import DAY_FIRST, UnclearDay, read_day
from relance.intake.problem import WARNING, Problem

OTHER_MATTERS = frozenset(
    ("creation", "divers", "dpc", "immatriculation", "modification", "radiation", "vente")
)
"""Parts of the bulletin that open no procedure, unless a judgment stands in the notice."""

_PAGE = "https://www.bodacc.fr/pages/annonces-commerciales-detail/?q.id=id:"
_NUMBER = re.compile(r"[ABC][0-9]{9,16}")
_SIREN = re.compile(r"(?<!\d)\d{3}[ .\u00a0\u202f]?\d{3}[ .\u00a0\u202f]?\d{3}(?!\d)", re.ASCII)
_NOTICES = {
    "": Notice.FIRST,
    "annonce": Notice.FIRST,
    "initial": Notice.FIRST,
    "creation": Notice.FIRST,
    "rectificatif": Notice.CORRECTION,
    "annulation": Notice.CANCELLATION,
}
_NO_DAY = (
    "Lisez l’annonce sur bodacc.fr, puis saisissez le jour du jugement. L’annonce a été prise "
    "sans lui."
)
_WRONG_BESIDE = (
    "Lisez l’annonce sur bodacc.fr. Elle a été prise pour les autres entreprises qu’elle nomme."
)


class BadRecord(ValueError):
    """This record cannot be taken; `code` is stable, the message French, without a full stop."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True, slots=True)
class Judgment:
    """What a notice says of the judgment, in its own words."""

    family: str = ""
    nature: str = ""
    on: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as every format says it, before it is checked: all words as written."""

    number: str
    published: str
    section: str
    section_name: str
    notice: str
    name: str
    companies: str  # every SIREN as written, and what stands around them
    court: str
    judgment: Judgment
    earlier: str = ""


def of_record(record: Mapping[str, Any]) -> Told:
    """The notice of a record. Raises BadRecord when its judgment is no JSON."""
    judgment = _inner(record.get("jugement"), "jugement")
    earlier = _inner(record.get("parutionavisprecedent"), "parutionavisprecedent")
    companies = record.get("registre")
    return Told(
        number=told(record.get("id")),
        published=told(record.get("dateparution")),
        section=told(record.get("familleavis")),
        section_name=told(record.get("familleavis_lib")),
        notice=told(record.get("typeavis")),
        name=told(record.get("commercant")),
        companies=" ; ".join(map(told, companies))
        if isinstance(companies, list)
        else told(companies),
        court=told(record.get("tribunal")),
        judgment=Judgment(
            told(judgment.get("famille")),
            told(judgment.get("nature")),
            told(judgment.get("date")),
            told(judgment.get("complementJugement")),
        ),
        earlier=told(earlier.get("dateParution")),
    )


def on_other_matters(notice: Told) -> bool:
    """Whether this is a notice about accounts, a sale or the registry, without a judgment."""
    return notice.section in OTHER_MATTERS and notice.judgment == Judgment()


def announcements(notice: Told, where: str, problems: list[Problem]) -> list[Announcement]:
    """One announcement for each company named. Raises BadRecord; doubts go to `problems`."""
    published_on = _day(notice.published)
    if published_on is None:
        raise BadRecord("no_publication_day", _no_day("la date de parution", notice.published))
    if not _NUMBER.fullmatch(notice.number):
        raise BadRecord("no_number", f"son numéro d’annonce manque{_quoted(notice.number)}")
    companies = _companies(notice, where, problems)
    judgment = notice.judgment
    judgment_on = _day(judgment.on)
    if judgment_on is None and notice.section == COLLECTIVE:
        why = _no_day("la date du jugement", judgment.on)
        problems.append(_doubt("no_judgment_day", where, notice.name, why))
    elif judgment_on is not None and judgment_on > published_on:
        why = "son jugement est daté d’après sa parution"
        problems.append(_doubt("judgment_after_notice", where, notice.name, why))
        judgment_on = None
    return [
        Announcement(
            siren=siren,
            name=notice.name,
            family=judgment.family or notice.section_name,
            nature=judgment.nature,
            judgment_on=judgment_on,
            published_on=published_on,
            court=notice.court,
            office_holder=office_holder(judgment.text),
            number=notice.number,
            link=_PAGE + notice.number,
            text=judgment.text,
            section=notice.section or COLLECTIVE,
            notice=_NOTICES.get(notice.notice.lower(), Notice.UNKNOWN),
            earlier_on=_day(notice.earlier),
        )
        for siren in companies
    ]


def _companies(notice: Told, where: str, problems: list[Problem]) -> list[str]:
    """Every SIREN named. A wrong one beside good ones is a doubt; alone, it is the end of it."""
    written = [re.sub(r"\D", "", one) for one in _SIREN.findall(notice.companies)]
    found = list(dict.fromkeys(written))
    if not found:
        name = f" ({notice.name})" if notice.name else ""
        raise BadRecord(
            "no_siren", f"elle ne donne aucun SIREN{name}, et un nom seul ne désigne personne"
        )
    good = [one for one in found if siren_numbers.is_valid(one)]
    for one in found:
        if one not in good:
            why = f"le SIREN {one} n’existe pas (sa clé est fausse)"
            if not good:
                raise BadRecord("wrong_siren", why)
            problems.append(_doubt("wrong_siren", where, notice.name, why, _WRONG_BESIDE))
    return good


def _inner(written: object, name: str) -> Mapping[str, Any]:
    """JSON inside a string, or the object itself; nothing is an empty one."""
    value = written
    if isinstance(written, str):
        text = written.strip()
        try:
            value = json.loads(text) if text else None
        except (ValueError, RecursionError) as wrong:
            raise BadRecord("damaged_field", f"son champ «\u00a0{name}\u00a0» est abîmé") from wrong
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise BadRecord("damaged_field", f"son champ «\u00a0{name}\u00a0» est abîmé")
    return value


def _day(written: str) -> date | None:
    try:
        return read_day(written, DAY_FIRST) if written else None
    except UnclearDay:
        return None


def _no_day(what: str, written: str) -> str:
    return f"{what} manque" if not written else f"{what} n’est pas lisible{_quoted(written)}"


def _quoted(written: str) -> str:
    return f" («\u00a0{written[:60]}\u00a0»)" if written else ""


def _doubt(code: str, where: str, name: str, why: str, hint: str = _NO_DAY) -> Problem:
    who = name or "une entreprise sans nom"
    return Problem("", code, where, f"Annonce sur {who}\u00a0: {why}.", hint, WARNING)
