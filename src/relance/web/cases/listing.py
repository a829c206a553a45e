"""A page of cases by the indexes alone: its cost is the page, not the number of cases.

Pages follow each other by the last line seen (keyset), so the thousandth page costs what the
first does. Nothing is counted over the whole table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects

from relance.office.models import CaseRow, DebtorRow, InvoiceRow
from relance.office.naming import name_key, number_key

PAGE = 30
FOUND = 200
"""Debtors looked up by a search: a search that finds more asks for another word."""

ORDERS = {"oldest": "Les plus anciens", "largest": "Les plus gros"}
FILTERS = {
    "": "En cours",
    "not_due_yet": "Prochaine étape à venir",
    "waiting_for_a_person": "Un envoi vous attend",
    "promise_running": "Promesse en cours",
    "disputed": "Contestés",
    "on_hold": "En pause",
    "reply_unread": "Réponse à lire",
    "contact_missing": "Coordonnées manquantes",
    "insolvency": "Procédure collective",
    "finished": "Scénario terminé",
    "closed": "Clos ou payés",
}
"""By the reason for silence; two are not reasons: all open cases, and the closed ones."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked for: words to find, a filter, an order, the last line seen."""

    words: str = ""
    only: str = ""
    order: str = "oldest"
    after: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page; `next_after` continues it, empty at the end."""

    cases: list[CaseRow]
    next_after: str


def page(asked: Asked, creditors: Iterable[int]) -> Listed:
    """The page asked for, over these creditors' cases."""
    keys = sorted(creditors)
    matching = _matching(asked.words, keys)
    lists = [_of_creditor(asked, creditor, matching) for creditor in keys]
    sort = _sort_key(asked)
    rows = list(islice(merge(*lists, key=sort), PAGE + 1))
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    # The debtors of the page come in one query of their own: a join would turn the index aside.
    prefetch_related_objects(rows, "debtor")
    return Listed(rows, _after(asked, rows[-1]) if more and rows else "")


def _matching(words: str, creditors: list[int]) -> Q | None:
    """Cases whose debtor's name or SIREN, or an invoice's number, fits; None: no search."""
    written = words.strip()
    if not written:
        return None
    debtors: QuerySet[Any] = DebtorRow.objects.filter(creditor_id__in=creditors)
    digits = written.replace(" ", "")
    by_name = Q(name_key__contains=name_key(written))
    if digits.isdigit() and len(digits) == 9:
        by_name |= Q(siren=digits)
    found = list(debtors.filter(by_name).order_by("pk").values_list("pk", flat=True)[:FOUND])
    by_number = list(
        InvoiceRow.objects.filter(
            creditor_id__in=creditors, number_key=number_key(written)
        ).values_list("case_id", flat=True)
    )
    return Q(debtor_id__in=found) | Q(pk__in=by_number)


def _of_creditor(asked: Asked, creditor: int, matching: Q | None) -> list[CaseRow]:
    rows = CaseRow.objects.filter(creditor_id=creditor)
    if matching is not None:
        rows = rows.filter(matching)
    # «IN» and not «NOT closed»: SQLite looks an equality up in the index, not a negation.
    rows = rows.filter(closed__in=[asked.only == "closed"])
    if asked.only not in ("", "closed"):
        rows = rows.filter(silence=asked.only)
    rows = _continued(rows, asked)
    return list(rows.order_by(*_order(asked))[: PAGE + 1])


def _by(asked: Asked) -> str:
    """What the page is ordered by: the columns of an index, never a sort of everything."""
    return "pk" if asked.only else asked.order


def _order(asked: Asked) -> tuple[str, ...]:
    return {
        "pk": ("pk",),
        "oldest": ("oldest_due_on", "pk"),
        "largest": ("-open_cents", "pk"),
    }[_by(asked)]


def _sort_key(asked: Asked) -> Any:
    return {
        "pk": lambda case: case.pk,
        "oldest": lambda case: (case.oldest_due_on or date.max, case.pk),
        "largest": lambda case: (-case.open_cents, case.pk),
    }[_by(asked)]


def _after(asked: Asked, case: CaseRow) -> str:
    value = {
        "pk": "",
        "oldest": str(case.oldest_due_on or ""),
        "largest": str(case.open_cents),
    }[_by(asked)]
    return f"{value}_{case.pk}"


def _continued(rows: QuerySet[CaseRow], asked: Asked) -> QuerySet[CaseRow]:
    value, _, key = asked.after.rpartition("_")
    if not (key.isascii() and key.isdigit()) or len(key) > 18:
        return rows
    last = int(key)
    by = _by(asked)
    try:
        if by == "pk":
            return rows.filter(pk__gt=last)
        if by == "largest":
            cents = int(value)
            return rows.filter(open_cents__lte=cents).exclude(open_cents=cents, pk__lte=last)
        on = date.fromisoformat(value)
    except ValueError:
        return rows
    return rows.filter(oldest_due_on__gte=on).exclude(oldest_due_on=on, pk__lte=last)
