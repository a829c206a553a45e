"""One thing that is wrong in what we were given, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

ERROR = "error"
"""The document cannot become a claim as it stands."""

WARNING = "warning"
"""The document goes in; a person should look."""

MAX_FILE_BYTES = 50 * 1024 * 1024
"""No file with an invoice in it, PDF included, comes near 50 MiB."""

RUN_LIMIT = 500
"""Files of one run on which the norm's rules are run: they take 20 ms or more each."""

NOTHING_TAKEN = "Rien n’a été pris de ce fichier."
NOT_MADE = "Aucun dossier n’a été ouvert pour ce document."
TAKEN = "La facture est prise."


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file: a stable `code`, the place, and French words for people.

    `message` says what happened and why; `hint` what to do and what was not done.
    `severity` is "error" or "warning".
    """

    file: str
    code: str
    where: str
    message: str
    hint: str
    severity: str = ERROR

    def as_json(self) -> dict[str, str]:
        """The five keys that the command prints (severity is not one of them)."""
        return {
            "file": self.file,
            "code": self.code,
            "where": self.where,
            "message": self.message,
            "hint": self.hint,
        }


class Refusal(Exception):
    """A file cannot be read at all: one precise reason, found where the file's name is unknown."""

    def __init__(self, code: str, where: str, message: str, hint: str) -> None:
        super().__init__(code)
        self.problem = Problem(file="", code=code, where=where, message=message, hint=hint)

    def about(self, file: str) -> Problem:
        """The same reason, said of this file."""
        return replace(self.problem, file=file)


def stopped(file: str, why: str) -> Problem:
    """The problem of a file whose reading had to be stopped."""
    return Problem(
        file,
        "reader_stopped",
        "fichier",
        f"La lecture de ce fichier a été arrêtée\u00a0: {why}.",
        "Faites-le refaire par votre logiciel, ou saisissez la facture à la main. "
        f"{NOTHING_TAKEN} Les autres fichiers ont été lus.",
    )


def too_large(size: int) -> Refusal:
    """The refusal of a file that no invoice needs to be."""
    return Refusal(
        "too_large",
        "fichier",
        f"Le fichier est trop gros pour une facture ({max(1, size // 1_048_576)}\u00a0Mio).",
        f"Retirez ses pièces jointes, puis redonnez-le. {NOTHING_TAKEN}",
    )


def in_french(amount: Decimal, currency: str | None) -> str:
    """An amount as a French reader expects it: «−1 200,50 €», the currency's code if not euros."""
    digits = f"{amount:,.2f}".replace(",", "\u202f").replace(".", ",").replace("-", "−")
    unit = "€" if currency == "EUR" else currency or ""
    return f"{digits}\u00a0{unit}".strip()
