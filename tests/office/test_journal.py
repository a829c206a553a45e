"""Journals in the database: append-only, chained, and caches that always agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from relance.case import Money
from relance.case.entries import HoldPlaced, PaymentReceived
from relance.case.journal import chain
from relance.office import rebuilding
from relance.office.access import everything, within
from relance.office.journal import JournalMoved, New, append, entries_of
from relance.office.models import CaseRow, EntryRow
from tests.office import cabinet

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _unscoped() -> Iterator[None]:
    with everything():
        yield


def _refused(statement: str, *values: int) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_entry_can_be_neither_changed_nor_deleted() -> None:
    """A journal that can be edited proves nothing: the database itself refuses."""
    case = cabinet.case(cabinet.creditor())

    _refused("UPDATE entry SET fact = '{}' WHERE case_id = %s", case.pk)
    _refused("DELETE FROM entry WHERE case_id = %s", case.pk)
    if connection.vendor == "postgresql":
        _refused("TRUNCATE entry")

    assert EntryRow.objects.filter(case=case).count() == 2


def test_each_entry_carries_the_hash_of_the_one_before() -> None:
    """The stored links are those that anybody can work out again from the entries."""
    case = cabinet.case(cabinet.creditor())
    append(case.pk, [New(HoldPlaced(), date(2026, 4, 1))], by="moi", today=date(2026, 4, 1))

    rows = list(EntryRow.objects.filter(case=case).order_by("sequence"))
    links = chain(str(case.pk), entries_of(case))

    assert [row.hash for row in rows] == [one.hash for one in links]
    assert [row.previous_hash for row in rows] == [one.previous for one in links]
    assert CaseRow.objects.get(pk=case.pk).head == links[-1].hash


def test_two_people_cannot_write_on_the_same_page() -> None:
    """Who has seen an older journal is told so, and nothing of his is recorded."""
    case = cabinet.case(cabinet.creditor())
    append(
        case.pk, [New(HoldPlaced(), date(2026, 4, 1))], by="a", today=date(2026, 4, 1), expected=2
    )

    with pytest.raises(JournalMoved):
        append(
            case.pk,
            [New(HoldPlaced(), date(2026, 4, 1))],
            by="b",
            today=date(2026, 4, 1),
            expected=2,
        )

    assert EntryRow.objects.filter(case=case).count() == 3


def test_the_caches_move_with_the_entry() -> None:
    """A list that shows another balance than the journal would have somebody chased who paid."""
    case = cabinet.case(cabinet.creditor(), today=date(2026, 4, 3))
    assert (case.open_cents, case.late_cents, case.silence) == (120000, 120000, "not_due_yet")
    assert case.next_on == date(2026, 4, 7)

    paid = PaymentReceived(Money.of("1200"))
    append(case.pk, [New(paid, date(2026, 4, 4))], by="moi", today=date(2026, 4, 4))

    case.refresh_from_db()
    assert (case.open_cents, case.closed, case.silence) == (0, True, "paid")
    assert case.next_on is None


def test_rebuild_mends_a_cache_and_names_it() -> None:
    """A cache can be thrown away: the journal gives it back, and the difference is told."""
    case = cabinet.case(cabinet.creditor(), today=date(2026, 4, 3))
    CaseRow.objects.filter(pk=case.pk).update(open_cents=1)

    done = rebuilding.rebuild(date(2026, 4, 3))

    assert done.mended == [(case.pk, "open_cents")]
    assert rebuilding.rebuild(date(2026, 4, 3)).mended == []
    case.refresh_from_db()
    assert case.open_cents == 120000


def test_a_query_sees_the_creditors_in_scope_and_no_other() -> None:
    """One agency, two creditors: neither list ever shows the other's debtor."""
    mine, other = cabinet.creditor("A"), cabinet.creditor("B")
    my_case, _ = cabinet.case(mine), cabinet.case(other)

    with within({mine.pk}):
        assert [row.pk for row in CaseRow.objects.all()] == [my_case.pk]
    with within(set()):
        assert not CaseRow.objects.exists()
