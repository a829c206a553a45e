"""The list of cases: each once, in order, at the price of a page."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from relance.office.access import everything, within
from relance.office.models import CaseRow, CreditorRow, DebtorRow
from relance.web.cases.listing import PAGE, Asked, page
from tests.web.cabinet import Tenant, signed_in, tenant, today

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def cabinet() -> Tenant:
    """A tenant with two creditors and 130 more cases, many of them with the same date."""
    of = tenant("Atelier")
    with everything():
        first = CreditorRow.objects.get(pk=of.creditor)
        second = CreditorRow.objects.create(organization=first.organization, name="Second")
        for number in range(130):
            creditor = (first, second)[number % 2]
            debtor = DebtorRow.objects.create(
                creditor=creditor, name=f"Client {number}", name_key=f"client {number}"
            )
            CaseRow.objects.create(
                creditor=creditor,
                debtor=debtor,
                opened_on=today(),
                playbook="cinq-etapes",
                oldest_due_on=today().replace(day=1 + number % 5),
                open_cents=1000 * (number % 7),
                silence="not_due_yet",
            )
    return of


@pytest.mark.parametrize(
    ("order", "only"), [("oldest", ""), ("largest", ""), ("oldest", "not_due_yet")]
)
def test_pages_hold_each_case_once(cabinet: Tenant, order: str, only: str) -> None:
    """Paging through must neither skip nor repeat a client, even at equal dates."""
    with everything():
        creditors = frozenset(CreditorRow.objects.values_list("pk", flat=True))
        wanted = CaseRow.objects.filter(closed=False)
        if only:
            wanted = wanted.filter(silence=only)
        everyone = set(wanted.values_list("pk", flat=True))
    seen: list[int] = []
    after = ""
    with within(creditors):
        while True:
            listed = page(Asked(only=only, order=order, after=after), creditors)
            seen += [case.pk for case in listed.cases]
            after = listed.next_after
            if not after:
                break
            assert len(listed.cases) == PAGE
    assert len(seen) == len(set(seen))
    assert set(seen) == everyone


@pytest.mark.parametrize("words", ["client 7", "CLIENT", "Atelier-42", "introuvable"])
def test_a_search_finds_by_name_or_number(cabinet: Tenant, words: str) -> None:
    """A freelancer types what he has: a name, a part of it, an invoice's number."""
    answer = signed_in(cabinet.owner).get(reverse("cases"), {"q": words})
    body = answer.content.decode()
    found = len(re.findall(r"<tr>", body)) - 1
    assert (found > 0) == (words != "introuvable")


def test_a_page_costs_the_same_however_many_cases(cabinet: Tenant) -> None:
    """The number of queries does not follow the number of lines."""
    client = signed_in(cabinet.owner)
    with CaptureQueriesContext(connection) as all_of_them:
        client.get(reverse("cases"))
    with CaptureQueriesContext(connection) as a_few:
        client.get(reverse("cases"), {"q": "client 77"})
    assert len(all_of_them) <= 14
    assert len(a_few) <= len(all_of_them) + 2


@pytest.mark.parametrize("after", ["x", "_", "2026-99-99_1", "²_²", "9_" + "9" * 40, "a_1"])
def test_a_made_up_place_is_the_first_page(cabinet: Tenant, after: str) -> None:
    """An address typed by hand never breaks the page."""
    assert signed_in(cabinet.owner).get(reverse("cases"), {"apres": after}).status_code == 200
