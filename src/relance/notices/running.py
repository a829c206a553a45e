"""Until which day a statement counts interest, invoice by invoice, and what runs on after it.

When the rate of a half-year is not known yet, an invoice that follows it stops the day before;
one whose clause gives a percentage goes on. One date for both would be untrue.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from relance.claim import Line, LineKind, Statement
from relance.claim.french import in_day, in_money, in_percent
from relance.claim.interest import THREE_TIMES_TEXT


def last_lines(statement: Statement) -> Mapping[str, Line]:
    """The last line of interest of each invoice whose principal is still owed."""
    found: dict[str, Line] = {}
    for line in statement.lines:
        number = line.invoice or ""
        if line.kind is not LineKind.INTEREST or line.to_on is None:
            continue
        owed = statement.by_invoice.get(number)
        if owed is None or owed.principal.cents <= 0:
            continue
        before = found.get(number)
        if before is None or before.to_on is None or before.to_on <= line.to_on:
            found[number] = line
    return found


def uncounted(statement: Statement) -> bool:
    """Whether an invoice still owed has no line of interest because its rate is not known yet."""
    owed = {number for number, one in statement.by_invoice.items() if one.principal.cents > 0}
    return not statement.complete and bool(owed - set(last_lines(statement)))


def even_until(statement: Statement) -> date | None:
    """The last day counted, when it is the same for every invoice; None when it is not."""
    days = {line.to_on for line in last_lines(statement).values()}
    return days.pop() if len(days) == 1 and not uncounted(statement) else None


_BY_HALF_YEAR = ("taux_retard_professionnel", "interet_legal_professionnel")
"""The rules whose rate changes with each half-year; a percentage agreed or a public rate stays."""


def _changes(line: Line) -> bool:
    return line.rule in _BY_HALF_YEAR or line.reference.startswith(THREE_TIMES_TEXT)


def running_on(statement: Statement) -> str:
    """What goes on running after the last day computed, and at which rate: the end of a sentence."""
    last = last_lines(statement)
    running, since = list(last.values()), even_until(statement)
    if not running and uncounted(statement):
        return (
            ", outre les intérêts de retard qui courent sur le principal jusqu’au paiement et que le "
            "total ne compte pas encore, leur taux n’étant pas connu"
        )
    if not running:
        return ""
    if since is None:
        changes = ", celui de chaque semestre s’il change" if any(map(_changes, running)) else ""
        return (
            ", outre les intérêts de retard qui continuent de courir sur le principal de chaque "
            "facture, après le dernier jour compté pour elle ci-dessous et jusqu’au paiement, à "
            f"son taux{changes}"
        )
    base = sum(
        (statement.by_invoice[number].principal for number in last),
        start=statement.principal.zero(),
    )
    said = (
        ", outre les intérêts de retard qui continuent de courir sur le principal de "
        f"{in_money(base)} après le {in_day(since)} et jusqu’au paiement"
    )
    rates = {line.rate for line in running if line.rate is not None}
    known = in_percent(rates.pop()) if len(rates) == 1 else ""
    changing = {_changes(line) for line in running}
    if changing == {True} and known:
        return f"{said}, au taux de chaque semestre ({known} par an pour le dernier compté)"
    if changing == {False} and known:
        return f"{said}, au taux annuel de {known}"
    return f"{said}, chaque facture au taux de sa dernière ligne ci-dessous" + (
        ", puis à celui de chaque semestre s’il change" if True in changing else ""
    )
