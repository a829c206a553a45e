"""The second wall: what PostgreSQL itself refuses when Python's filter is passed by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from relance.office import walls
from relance.office.access import everything, within
from relance.office.models import CaseRow, CreditorRow, DebtorRow, Organization
from relance.office.models.scoped import OfCreditor

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def two() -> Iterator[tuple[DebtorRow, DebtorRow]]:
    """A debtor of one creditor, and one of another."""
    organization = Organization.objects.create(name="Cabinet")
    made = []
    for name in ("Nous", "Eux"):
        creditor = CreditorRow.objects.create(organization=organization, name=name)
        with everything():
            made.append(DebtorRow.objects.create(creditor=creditor, name=name, name_key=name))
    yield made[0], made[1]


def _case(debtor: DebtorRow) -> CaseRow:
    return CaseRow(
        creditor=debtor.creditor, debtor=debtor, opened_on=date(2026, 1, 1), playbook="x"
    )


def _names() -> set[str]:
    """The debtors that plain SQL gives: no manager, no filter."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM debtor")
        return {row[0] for row in cursor.fetchall()}


def test_every_table_of_a_creditor_is_walled() -> None:
    """A new table that nobody walled would be open to everybody."""
    models = [one for one in apps.get_models() if isinstance(one._default_manager, OfCreditor)]
    assert sorted(one._meta.db_table for one in models) == sorted(walls.TABLES)


@pytest.mark.postgresql
def test_the_role_of_the_tests_is_bound() -> None:
    """A superuser passes every wall: tests run by one would prove nothing."""
    assert walls.holds(connection)


@pytest.mark.postgresql
def test_plain_sql_sees_the_scope_and_nothing_else(two: tuple[DebtorRow, DebtorRow]) -> None:
    """A forgotten filter shows nothing of another creditor; outside a scope, nothing at all."""
    ours, _ = two
    with within(ours.creditor_id):
        assert _names() == {"Nous"}
        with everything():
            assert _names() == {"Nous", "Eux"}
        assert _names() == {"Nous"}
    with within(set()):
        assert _names() == set()
    assert _names() == set()


@pytest.mark.postgresql
def test_another_s_row_can_be_neither_made_nor_taken(two: tuple[DebtorRow, DebtorRow]) -> None:
    """A row written for another creditor is refused; his own rows are out of reach."""
    ours, theirs = two
    with within(ours.creditor_id):
        assert DebtorRow._base_manager.filter(pk=theirs.pk).update(name="Pris") == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            DebtorRow._base_manager.create(creditor=theirs.creditor, name="x", name_key="x")
        with pytest.raises(DatabaseError), transaction.atomic():
            DebtorRow._base_manager.filter(pk=ours.pk).update(creditor=theirs.creditor)
        assert _names() == {"Nous"}


@pytest.mark.postgresql
def test_a_scope_holds_past_a_transaction_that_failed(two: tuple[DebtorRow, DebtorRow]) -> None:
    """An error inside must leave neither an open door nor a closed one."""
    ours, theirs = two
    with within(ours.creditor_id):
        with pytest.raises(DatabaseError), transaction.atomic(), within(theirs.creditor_id):
            assert _names() == {"Eux"}
            CaseRow.objects.bulk_create([_case(theirs), _case(theirs)])  # one a debtor
        assert _names() == {"Nous"}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_new_connection_is_told_the_scope(two: tuple[DebtorRow, DebtorRow]) -> None:
    """A database that restarted in the middle of a day must not look empty afterwards."""
    with within(two[0].creditor_id):
        connection.close()
        assert _names() == {"Nous"}
