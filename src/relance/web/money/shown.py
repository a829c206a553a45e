"""A transfer as the desk shows it: from whom, for what it could be, and why we think so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from relance.office.models import CaseRow, MovementRow


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing the transfer may pay: the debtor, the invoices, each reason in a sentence."""

    place: int
    case: int
    debtor: str
    invoices: tuple[str, ...]
    reasons: tuple[str, ...]
    noted: str = ""  # the day on which a person had noted this very payment


@dataclass(frozen=True, slots=True)
class Shown:
    row: MovementRow
    proposals: tuple[Proposal, ...]

    @classmethod
    def of(cls, row: MovementRow) -> Shown:
        return shown([row])[0]


def shown(rows: Iterable[MovementRow]) -> list[Shown]:
    """These transfers with their proposals; the debtors' names in one query."""
    kept = list(rows)
    keys = {part["case"] for row in kept for one in row.proposals for part in one["parts"]}
    names = {
        case.pk: case.debtor.name
        for case in CaseRow.objects.filter(pk__in=keys).select_related("debtor")
    }
    return [
        Shown(
            row,
            tuple(
                _proposal(place, one, names)
                for place, one in enumerate(row.proposals)
                if one["parts"][0]["case"] in names
            ),
        )
        for row in kept
    ]


def _proposal(place: int, one: dict[str, Any], names: dict[int, str]) -> Proposal:
    case = one["parts"][0]["case"]
    return Proposal(
        place,
        case,
        names[case],
        tuple(part["invoice"] for part in one["parts"] if part["invoice"]),
        tuple(one["why"]),
        one.get("noted", ""),
    )
