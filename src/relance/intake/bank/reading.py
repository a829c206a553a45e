"""What reading a bank file gives: its statements, and each problem by its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from relance.case import BankStatement, Money
from relance.intake.problem import NOTHING_TAKEN, WARNING, Problem, Refusal, in_french

MAX_BYTES = 50 * 1024 * 1024
MAX_MOVEMENTS = 200_000

_SPACES = re.compile(r"\s+")
_LARGEST = Decimal(10**13)


@dataclass(slots=True)
class StatementReading:
    """One file: `format` names what it is; `unknown_columns` is a list no one has explained yet."""

    file: str
    format: str = ""
    statements: list[BankStatement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown_columns: bool = False


def one_line(*parts: str | None) -> str:
    """These pieces as one line of text, single spaces, what is said twice said once."""
    said: list[str] = []
    for part in parts:
        text = _SPACES.sub(" ", part or "").strip()
        if text and text not in said:
            said.append(text)
    return " ".join(said)


def money(written: str, currency: str, *, places: int = 2) -> Money:
    """An amount with a point or a comma; raises ValueError on anything else.

    More than two decimals are accepted when they are zeros: nothing is ever rounded.
    """
    text = written.strip().replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text):
        raise ValueError(f"not an amount: {written!r}")
    try:
        exact = Decimal(text)
    except InvalidOperation as wrong:
        raise ValueError(f"not an amount: {written!r}") from wrong
    cents = exact * 100
    if abs(exact) >= _LARGEST or cents != cents.to_integral_value():
        raise ValueError(f"not an amount in hundredths: {written!r}")
    return Money(int(cents), currency)


def bad_row(code: str, where: str, why: str) -> Problem:
    """A line that could not be taken; the others are. The file's name is put on later."""
    return Problem(
        "",
        code,
        where,
        f"Cette ligne n’a pas pu être lue\u00a0: {why}.",
        "Vérifiez-la dans votre banque. Elle n’a pas été prise\u00a0; les autres lignes, si.",
    )


def damaged(code: str, where: str, why: str) -> Refusal:
    """The refusal of a statement that cannot be trusted as a whole."""
    return Refusal(
        code,
        where,
        f"Ce relevé n’est pas lisible\u00a0: {why}.",
        f"Téléchargez-le de nouveau depuis votre banque. {NOTHING_TAKEN}",
    )


def gaps(statements: Sequence[BankStatement]) -> list[Problem]:
    """A warning for each statement whose balances and movements do not agree."""
    found = []
    for place, one in enumerate(statements, 1):
        if (gap := one.gap) is not None and gap.cents:
            found.append(
                Problem(
                    "",
                    "balance_gap",
                    f"relevé {place}, compte {one.account or 'sans numéro'}",
                    "Le solde de départ et les mouvements ne donnent pas le solde d’arrivée\u00a0: "
                    f"l’écart est de {in_french(gap.decimal, one.currency)}.",
                    "Il manque sans doute une page ou un jour. Les mouvements lus ont été pris.",
                    WARNING,
                )
            )
    return found


def about(problems: Sequence[Problem], file: str) -> list[Problem]:
    """The same problems, said of this file."""
    return [replace(one, file=file) for one in problems]


def day(year: int, month: int, number: int) -> date:
    """A day of this century or the last; raises ValueError."""
    found = date(year, month, number)
    if not 1990 <= year <= 2100:
        raise ValueError(f"not a day of a bank: {found}")
    return found
