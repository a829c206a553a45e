"""What an import tells: every document read, every problem, before any database is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from relance.intake import Document, Problem, Reading
from relance.office.naming import name_key, number_key


@dataclass(slots=True)
class ImportReport:
    """What a run made: cases touched, documents recorded, and every problem."""

    cases: list[int] = field(default_factory=list)
    invoices: list[Document] = field(default_factory=list)
    credit_notes: list[Document] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    recorded: int = 0


def problem_of(document: Document, code: str, where: str, message: str, hint: str) -> Problem:
    """A problem of that document."""
    return Problem(file=document.file, code=code, where=where, message=message, hint=hint)


def sort_readings(readings: Iterable[Reading]) -> tuple[ImportReport, list[Reading]]:
    """List every document and problem; return those that may become part of a case."""
    report = ImportReport()
    good: list[Reading] = []
    for reading in readings:
        report.problems.extend(reading.problems)
        if reading.document is None:
            continue
        listed = report.credit_notes if reading.document.is_credit_note else report.invoices
        listed.append(reading.document)
        if not any(problem.severity == "error" for problem in reading.problems):
            good.append(reading)
    return report, good


def without_repeats(good: Sequence[Reading], report: ImportReport) -> list[Reading]:
    """Leave out a number that stands twice in this run (same seller), naming both files."""
    first: dict[tuple[str, str], str] = {}
    kept: list[Reading] = []
    for reading in good:
        document = reading.document
        assert document is not None and document.number is not None
        key = (seller_key(document), number_key(document.number))
        if key in first:
            report.problems.append(
                problem_of(
                    document,
                    "twice_in_this_run",
                    "numéro",
                    f"La facture {document.number} est aussi dans {first[key]}.",
                    "Elle n’est prise qu’une fois\u00a0: retirez le fichier en trop si besoin.",
                )
            )
            continue
        first[key] = document.file
        kept.append(reading)
    return kept


def seller_key(document: Document) -> str:
    """By what name two documents have the same seller."""
    return name_key(document.seller.name or "")
