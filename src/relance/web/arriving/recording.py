"""From what was read to cases: for whom, in whose scope, and what to tell afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from relance.intake import Problem, Reading, missing_mentions
from relance.office import importing
from relance.office.access import within
from relance.office.cases_batch import Contents
from relance.office.debtors_batch import Defaults
from relance.office.models import CreditorRow, Membership, Organization, Role
from relance.office.reports import sort_readings


@dataclass(slots=True)
class Arrived:
    """What a drop made: cases touched, uploads that wait for a person, problems as plain data.

    `mentions` are those that the law requires and that these invoices lack, by code.
    """

    cases: list[int] = field(default_factory=list)
    uploads: list[int] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)
    mentions: dict[str, dict[str, str]] = field(default_factory=dict)


def told(problem: Problem) -> dict[str, str]:
    return {**problem.as_json(), "severity": problem.severity}


def organization_of(user: User, creditor: CreditorRow | None) -> Organization:
    """Where a new creditor would be made: the creditor's own, or the member's first."""
    if creditor is not None:
        return creditor.organization
    members = Membership.objects.filter(
        user_id=user.pk, creditor=None, role__in=(Role.OWNER, Role.ASSISTANT)
    )
    return members.select_related("organization").order_by("pk")[0].organization


def record(
    readings: Sequence[Reading],
    *,
    user: User,
    creditor: CreditorRow | None,
    by: str,
    today: date,
    defaults: Defaults | None = None,
    contents: Contents | None = None,
    made: Arrived | None = None,
) -> tuple[Arrived, CreditorRow | None]:
    """Record readings for a creditor; on a fresh installation he is made from the seller."""
    arrived = made or Arrived()
    organization = organization_of(user, creditor)
    if creditor is None:
        _, good = sort_readings(readings)
        with transaction.atomic():
            creditor = importing.creditor_for(good, organization, None)
    # A creditor made just now is not yet in the scope that the request opened.
    with within(frozenset() if creditor is None else frozenset({creditor.pk})):
        report, chosen = importing.import_readings(
            readings,
            organization=organization,
            creditor=creditor,
            by=by,
            defaults=defaults,
            contents=contents,
            today=today,
        )
    arrived.cases = list(dict.fromkeys([*arrived.cases, *report.cases]))
    arrived.problems.extend(told(problem) for problem in report.problems)
    for document in report.invoices:
        for one in missing_mentions(document):
            arrived.mentions[one.code] = {"sentence": one.sentence, "article": one.article}
    return arrived, chosen


def remember(session: Any, arrived: Arrived, limit: int = 100) -> None:
    """Keep what the next page tells, in the reader's own session."""
    session["arrived"] = {
        "cases": arrived.cases[:limit],
        "uploads": arrived.uploads[:limit],
        "problems": arrived.problems[:limit],
        "mentions": list(arrived.mentions.values()),
    }
