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


def money(written: str, currency: str) -> Money:
    """An amount with a point or a comma; raises ValueError, in French, on anything else.

    More than two decimals are accepted when they are zeros: nothing is ever rounded.
    """
    text = written.strip().replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text):
        raise ValueError(_no_amount(written))
    try:
        exact = Decimal(text)
    except InvalidOperation as wrong:
        raise ValueError(_no_amount(written)) from wrong
    cents = exact * 100
    if abs(exact) >= _LARGEST or cents != cents.to_integral_value():
        raise ValueError(f"{_no_amount(written)} au centime près")
    return Money(int(cents), currency)


def _no_amount(written: str) -> str:
    return f"le montant «\u00a0{written.strip()[:40]}\u00a0» est illisible"


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


def not_booked(where: str, count: int) -> Problem:
    """The warning for lines that a bank announces: they are shown and not recorded."""
    one = count == 1
    return Problem(
        "",
        "pending",
        where,
        f"{count} écriture{'' if one else 's'} annoncée{'' if one else 's'} mais pas encore "
        f"comptabilisée{'' if one else 's'}.",
        "Elles seront dans un prochain relevé. Elles n’ont pas été enregistrées comme reçues.",
        WARNING,
    )


def gaps(statements: Sequence[BankStatement]) -> list[Problem]:
    """A warning for each statement whose balances and movements do not agree."""
    found = []
    for place, one in enumerate(statements, 1):
        where = f"relevé {place}, compte {one.account or 'sans numéro'}"
        if one.opening is not None and one.closing is not None and one.gap is None:
            found.append(_not_comparable(where))
        if (gap := one.gap) is not None and gap.cents:
            found.append(
                Problem(
                    "",
                    "balance_gap",
                    where,
                    "Le solde de départ et les mouvements ne donnent pas le solde d’arrivée\u00a0: "
                    f"l’écart est de {in_french(gap.decimal, one.currency)}.",
                    "Il manque sans doute une page ou un jour. Les mouvements lus ont été pris.",
                    WARNING,
                )
            )
    return found


def _not_comparable(where: str) -> Problem:
    return Problem(
        "",
        "balances_not_checked",
        where,
        "Les soldes et les mouvements de ce relevé ne sont pas dans la même devise\u00a0: on n’a pas "
        "pu vérifier qu’ils tombent juste.",
        "Comparez-les dans votre banque. Les mouvements lus ont été pris.",
        WARNING,
    )


def about(problems: Sequence[Problem], file: str) -> list[Problem]:
    """The same problems, said of this file."""
    return [replace(one, file=file) for one in problems]


def day(year: int, month: int, number: int) -> date:
    """A day of this century or the last; raises ValueError, in French."""
    said = f"{number:02d}/{month:02d}/{year}"
    try:
        found = date(year, month, number)
    except ValueError as wrong:
        raise ValueError(f"le jour {said} n’existe pas") from wrong
    if not 1990 <= year <= 2100:
        raise ValueError(f"le jour {said} ne peut pas être celui d’un relevé")
    return found


def iso_day(written: str) -> date:
    """The civil day that an ISO date or instant writes; raises ValueError, in French."""
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})(?![\d])", written.strip())
    if not found:
        raise ValueError(f"la date «\u00a0{written.strip()[:40]}\u00a0» est illisible")
    return day(int(found[1]), int(found[2]), int(found[3]))
