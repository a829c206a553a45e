"""Limitation (prescription) of each invoice: the earliest possible end, and what may move it.

The warned date is the earliest that any text gives; nothing moves it but what the law's closed
list names, and even then both dates are shown (law.md L4.1 to L4.14). A payment alone never does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from relance.case import DebtorKind, Invoice, State
from relance.case.entries.procedure import ProcedureEnd
from relance.law import LawBook, NoValue, Rule, add_months

WARN_MONTHS = 12
"""From so many months before the end on, the desk warns."""


class Level(StrEnum):
    FAR = "far"
    NEAR = "near"  # twelve months or less
    PRESSING = "pressing"  # three months or less
    PASSED = "passed"
    NOT_ESTABLISHED = "not_established"


@dataclass(frozen=True, slots=True)
class Period:
    """One period that may apply: its rule, its start and why, its last day."""

    rule: Rule
    start_on: date
    start: str
    last_on: date


@dataclass(frozen=True, slots=True)
class Restart:
    """An event that may have begun a new period: what, its reference, the later last day."""

    on: date
    what: str
    reference: str
    last_on: date


@dataclass(frozen=True, slots=True)
class Limitation:
    """The limitation of one invoice. `last_on` is the earliest possible end, never moved.

    `later` are the ends that interrupting events may give, each in the time that the one before
    left: to be proven by their exhibit. `late` came after every end, and begin nothing.
    """

    invoice: str
    last_on: date | None
    level: Level
    periods: tuple[Period, ...]
    later: tuple[Restart, ...]
    late: tuple[Restart, ...] = ()


INTERRUPTS = (
    ("Une reconnaissance de dette par le débiteur", "C. civ., art. 2240"),
    ("Une demande en justice, même en référé", "C. civ., art. 2241"),
    (
        "La signification d’une ordonnance d’injonction de payer",
        "Cass. 1re civ., 9 septembre 2020, 19-12.006",
    ),
    ("Une mesure conservatoire ou un acte d’exécution forcée", "C. civ., art. 2244"),
    (
        "Une déclaration de créance, jusqu’à la clôture de la procédure",
        "C. com., art. L622-25-1",
    ),
)
"""The closed list of what interrupts (law.md L4.8, L4.10, L4.15)."""
DOES_NOT_INTERRUPT = (
    ("Une mise en demeure, même recommandée", "Cass. com., 18 mai 2022, 20-23.204"),
    (
        "Le dépôt d’une requête en injonction de payer",
        "Cass. 1re civ., 9 septembre 2020, 19-12.006",
    ),
)
"""What many believe interrupts, and does not (law.md L4.9, L4.10)."""

_UNDONE = (ProcedureEnd.WITHDRAWN, ProcedureEnd.LAPSED, ProcedureEnd.REFUSED)

_GENERAL = {
    DebtorKind.BUSINESS: ("prescription_civile", "prescription_commerciale"),
    DebtorKind.CONSUMER: ("prescription_consommateur",),
    DebtorKind.PUBLIC: (),
    None: ("prescription_consommateur", "prescription_commerciale"),
}
"""The periods that may apply by the kind of debtor; for a public body none is established."""


def limitations(
    state: State, law: LawBook, *, today: date, carriage: bool = False
) -> tuple[Limitation, ...]:
    """The limitation of each unpaid invoice, the most pressing first.

    `carriage`: the claim is for carriage of goods (one year, C. com. L133-6).
    """
    unpaid = [number for number, cents in state.open_cents().items() if cents > 0]
    found = [_of(state, state.invoices[number].invoice, law, today, carriage) for number in unpaid]
    return tuple(sorted(found, key=lambda one: one.last_on or date.max))


def _of(state: State, invoice: Invoice, law: LawBook, today: date, carriage: bool) -> Limitation:
    keys = [*_GENERAL[state.debtor_kind], *(("prescription_transport",) if carriage else ())]
    rules = [rule for key in keys if (rule := _rule(law, key, invoice.due_on)) is not None]
    periods = tuple(
        Period(rule, start_on, start, add_months(start_on, 12 * int(rule.decimal)))
        for rule in rules
        for start_on, start in _starts(invoice, rule)
    )
    if not periods:
        return Limitation(invoice.number, None, Level.NOT_ESTABLISHED, (), ())
    last_on = min(one.last_on for one in periods)
    shortest = min(int(one.rule.decimal) for one in periods)
    later: list[Restart] = []
    late: list[Restart] = []
    end = last_on
    for on, what, reference in _restarts(state, invoice.number):
        made = Restart(on, what, reference, add_months(on, 12 * shortest))
        if on > end:
            late.append(made)
            continue
        later.append(made)
        end = max(end, made.last_on)
    level = _level(last_on, today)
    return Limitation(invoice.number, last_on, level, periods, tuple(later), tuple(late))


def _starts(invoice: Invoice, rule: Rule) -> tuple[tuple[date, str], ...]:
    """The days from which the period may be counted: a claim with a term waits for it (2233)."""
    due = (invoice.due_on, "l’échéance (C. civ., art. 2233)")
    if invoice.issued_on == invoice.due_on:
        return (due,)
    # Case law that was not read may start earlier: shown as discussed, and warned from.
    return ((invoice.issued_on, "la facture ou la prestation, point de départ discuté"), due)


def _restarts(state: State, number: str) -> list[tuple[date, str, str]]:
    found = [
        (one.on, "reconnaissance de dette", "C. civ., art. 2240 et 2231")
        for one in state.acknowledged
    ]
    found += [
        (order.served_on, "signification de l’ordonnance", "C. civ., art. 2241 et 2231")
        for order in state.orders
        # A demand withdrawn, lapsed or refused never interrupted anything (C. civ., art. 2243).
        if order.served_on is not None and number in order.invoices and order.end not in _UNDONE
    ]
    return sorted(found)


def _rule(law: LawBook, key: str, on: date) -> Rule | None:
    first_on = law.page(key).rows[0].from_on
    try:
        return law.rule(key, on=max(on, first_on))
    except NoValue:
        return None


def _level(last_on: date, today: date) -> Level:
    if today > last_on:
        return Level.PASSED
    if add_months(today, 3) >= last_on:
        return Level.PRESSING
    return Level.NEAR if add_months(today, WARN_MONTHS) >= last_on else Level.FAR
