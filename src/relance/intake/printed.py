"""A printed invoice among the files of a run: listed as its page says, until a person confirms.

Nothing read from a page becomes a claim by itself: each reading carries the problem that says
what is still to do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from relance.intake.document import Reading
from relance.intake.drafts import draft_of
from relance.intake.plain_pdf import FIELDS, Draft
from relance.intake.problem import ERROR, Problem, Refusal

NO_DATA = "no_einvoice_in_pdf"
"""The problem of a good PDF with nothing inside for programs."""

_ESSENTIAL = ("number", "issue_date", "grand_total")
"""Without one of these a page has not been read: there is a name or a sum, but no invoice."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The reading of a printed file; `drafted` is what waits for a person, None if nothing does."""

    reading: Reading
    drafted: dict[str, Any] | None = None


def is_printed(reading: Reading) -> bool:
    """Whether people can read this file and programs can't."""
    return reading.document is None and any(one.code == NO_DATA for one in reading.problems)


def read_printed(reading: Reading, content: bytes) -> Printed:
    """What the rules find on the pages of such a file; never raises on what the file holds."""
    file = reading.file
    try:
        drafted = draft_of(content, file=file)
    except Refusal as refused:
        return Printed(replace(reading, problems=(refused.about(file),)))
    draft = Draft.from_json(drafted["draft"])
    stopping = tuple(one for one in draft.problems if one.severity == ERROR)
    if stopping:
        return Printed(replace(reading, problems=stopping[:1]))
    missing = [name for name in _ESSENTIAL if name not in draft.fields]
    if len(missing) == len(_ESSENTIAL):
        return Printed(replace(reading, problems=(_unlike_an_invoice(file),)))
    if missing:
        return Printed(replace(reading, problems=(_to_complete(file, missing),)), drafted)
    document = draft.document(draft.as_found())
    problems = (_to_confirm(file), *draft.problems)
    return Printed(replace(reading, document=document, problems=problems), drafted)


def _to_confirm(file: str) -> Problem:
    return Problem(
        file,
        "to_confirm",
        "pages du PDF",
        "Ce PDF n’a pas de données pour les programmes\u00a0: son numéro, ses dates et ses montants "
        "ont été lus dans le texte de ses pages et restent à confirmer.",
        "Confirmez-les au bureau (relance start), où chaque valeur montre le morceau de page d’où "
        "elle vient. Aucun dossier n’a été ouvert pour ce document.",
    )


def _to_complete(file: str, missing: list[str]) -> Problem:
    names = " ni ".join(FIELDS[name] for name in missing)
    return Problem(
        file,
        "to_complete",
        "pages du PDF",
        f"Ce PDF n’a pas de données pour les programmes, et le texte de ses pages ne dit pas "
        f"clairement\u00a0: {names.replace(' ni ', ', ')}.",
        "Complétez la facture au bureau (relance start), où le reste est déjà lu. Aucun dossier "
        "n’a été ouvert pour ce document.",
    )


def _unlike_an_invoice(file: str) -> Problem:
    return Problem(
        file,
        NO_DATA,
        "pages du PDF",
        "Le PDF ne contient pas de facture électronique (aucun fichier joint factur-x.xml), et ses "
        "pages ne ressemblent pas à une facture\u00a0: ni numéro, ni date, ni total n’y ont été trouvés.",
        "Donnez la facture elle-même, ou saisissez-la à la main. Rien n’a été pris de ce fichier.",
    )
