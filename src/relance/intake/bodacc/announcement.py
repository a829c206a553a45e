"""One announcement of the BODACC about a company, and what reading a file of them gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from relance.intake.problem import Problem

COLLECTIVE = "collective"
"""The code of «Procédures collectives» in the open data (field `familleavis`)."""


class Notice(StrEnum):
    """Whether a notice says something new, corrects an earlier one or takes it back."""

    FIRST = "annonce"
    CORRECTION = "rectificatif"
    CANCELLATION = "annulation"
    UNKNOWN = "inconnu"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the BODACC published about the company of that SIREN.

    `section` is the code of the part of the bulletin, `family` and `nature` the judgment's own
    words, `text` what follows it. `office_holder` is the piece of `text` that names the
    mandataire judiciaire or the liquidateur, with the address: a guess for a person to check,
    empty when the text leaves a doubt. `number` is the bulletin's («A202601803235»), the same
    for each company that one notice names. `earlier_on` is the day of the notice that this one
    corrects or takes back. `court` is the registry that wrote it.
    """

    siren: str
    name: str
    family: str
    nature: str
    judgment_on: date | None
    published_on: date
    court: str
    office_holder: str
    number: str
    link: str
    text: str = ""
    section: str = COLLECTIVE
    notice: Notice = Notice.FIRST
    earlier_on: date | None = None


@dataclass(slots=True)
class BodaccReading:
    """One file: `format` is "json", "csv" or "xml"; `passed` counts notices on other matters.

    A notice about accounts, sales or the registry is passed over without a word.
    """

    file: str
    format: str = ""
    announcements: list[Announcement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passed: int = 0
