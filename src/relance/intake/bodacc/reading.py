"""From the notices of a file to its reading: the good ones kept, each bad one named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from relance.intake.bodacc.announcement import BodaccReading
from relance.intake.bodacc.record import BadRecord, Told, announcements, on_other_matters
from relance.intake.problem import NOTHING_TAKEN, WARNING, Problem, Refusal

MAX_BYTES = 50 * 1024 * 1024
MAX_NOTICES = 100_000
"""A year of one département has some thousands of notices on procedures."""

Placed = tuple[str, Told | BadRecord]
"""Where a notice stands, and what it says or why it cannot be read."""

_NO_COMPANY = "Cherchez-la sur bodacc.fr si ce nom est celui d’un de vos clients."
_CHECK = "Lisez-la sur bodacc.fr."
_OTHERS = "Elle n’a pas été prise\u00a0; les autres annonces, si."


def gather(reading: BodaccReading, notices: Iterable[Placed]) -> None:
    """Put every notice in the reading. Raises Refusal when there are too many to be one file."""
    for count, (where, notice) in enumerate(notices):
        if count >= MAX_NOTICES:
            raise Refusal(
                "too_many_notices",
                "fichier",
                f"Ce fichier a plus de {MAX_NOTICES} annonces.",
                f"Téléchargez-le en plusieurs périodes. {NOTHING_TAKEN}",
            )
        if isinstance(notice, BadRecord):
            reading.problems.append(_bad(where, notice))
            continue
        if on_other_matters(notice):
            reading.passed += 1
            continue
        try:
            reading.announcements += announcements(notice, where, reading.problems)
        except BadRecord as wrong:
            reading.problems.append(_bad(where, wrong))


def settle(reading: BodaccReading) -> None:
    """Keep each announcement once (pages of an answer may overlap); name the file in problems."""
    reading.announcements = list(dict.fromkeys(reading.announcements))
    reading.problems = [replace(one, file=reading.file) for one in reading.problems]


def damaged(code: str, where: str, why: str) -> Refusal:
    """The refusal of a file that cannot be read as a whole."""
    return Refusal(
        code,
        where,
        f"Ce fichier d’annonces n’est pas lisible\u00a0: {why}.",
        f"Téléchargez-le de nouveau depuis bodacc.fr ou son jeu de données. {NOTHING_TAKEN}",
    )


def _bad(where: str, wrong: BadRecord) -> Problem:
    no_company = wrong.code == "no_siren"
    return Problem(
        "",
        wrong.code,
        where,
        f"Cette annonce n’a pas pu être prise\u00a0: {wrong}.",
        f"{_NO_COMPANY if no_company else _CHECK} {_OTHERS}",
        WARNING if no_company else "error",
    )
