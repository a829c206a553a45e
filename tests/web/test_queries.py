"""A page costs what it shows, not a query a line: one case or many, as many questions asked."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from relance.office.access import everything
from relance.office.models import CaseRow, CreditorRow, MoneyKnown
from tests.web.cabinet import Tenant, case_of, movement_of, notice_of, signed_in, tenant, today

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGES = ("today", "cases", "money", "watch", "arriving", "members", "playbooks", "settings")
SILENCES = ("reply_unread", "contact_missing", "insolvency", "probably_paid")


def _grown(of: Tenant, creditor: CreditorRow, mark: str) -> None:
    """A line more in every list: a notice of each channel, a transfer, a silence of each kind."""
    for place, silence in enumerate(SILENCES):
        case = case_of(creditor, f"{mark}{place}", late_days=4 * 365)
        channel = ("email", "letter", "phone", "email")[place]
        state = ("prepared", "approved", "prepared", "review")[place]
        notice_of(case, f"{mark}{place}", channel=channel, state=state)
        movement_of(case, f"{mark}{place}")
        CaseRow.objects.filter(pk=case.pk).update(silence=silence, watch_on=today())


def test_no_page_asks_once_per_line() -> None:
    """A query in a loop is invisible with three cases and unusable with three hundred."""
    of = tenant("Atelier")
    with everything():
        creditor = CreditorRow.objects.get(pk=of.creditor)
        _grown(of, creditor, "un")
    client = signed_in(of.owner)
    for page in PAGES:  # the first visit makes what there is one of
        client.get(reverse(page))
    asked = {page: _count(client, page) for page in PAGES}
    with everything():
        for mark in ("deux", "trois", "quatre", "cinq"):
            _grown(of, creditor, mark)
    more = {page: _count(client, page) for page in PAGES}
    assert more == asked
    with everything():
        for name in ("B", "C", "D"):
            CreditorRow.objects.create(
                organization=creditor.organization,
                name=name,
                money_known=MoneyKnown.STATEMENTS,
                money_until=today(),
            )
    beside = {page: _count(client, page) for page in PAGES if page != "cases"}
    assert {page: beside[page] - asked[page] for page in beside} == dict.fromkeys(beside, 0)


def _count(client: object, page: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(reverse(page))  # type: ignore[attr-defined]
    assert answer.status_code == 200
    return len(caught)
