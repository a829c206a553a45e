"""The second wall, in PostgreSQL itself: rows of a creditor out of scope do not exist there.

`office/access.py` is the first wall: it filters in Python. Should a query ever pass beside it,
row-level security still hides what is not in scope, and refuses to write it. Each connection
is told the scope whenever it changes. SQLite has no such thing: one person, one file.

What this does not stop: a role that PostgreSQL exempts (a superuser; `relance doctor` says so),
and statements that a stranger would manage to run himself.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django_scopes import get_scope
from psycopg.pq import TransactionStatus

TABLES = (
    "bank_columns",
    "bank_movement",
    "bank_statement",
    "carrier",
    "case_file",
    "checkpoint",
    "contact",
    "debtor",
    "entry",
    "exhibit",
    "invoice",
    "known_iban",
    "mail_server",
    "notice",
    "playbook",
    "seal",
    "secret",
    "stored_file",
    "text",
    "upload",
)
"""Every table whose rows belong to a creditor; a test compares them with the models."""

OPENED = "relance.everything=on"
"""The setting under which all is seen: for copies of the whole database."""

# Each setting is read once a statement (a sub-select), not once a row.
_SEEN = (
    "(SELECT current_setting('relance.everything', true)) = 'on' OR creditor_id = ANY "
    "((SELECT string_to_array(current_setting('relance.creditors', true), ','))::bigint[])"
)


def build(schema_editor: Any, tables: tuple[str, ...] = TABLES) -> None:
    """Wall these tables, for their owner too; nothing to do but on PostgreSQL."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in tables:
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY of_creditor ON {table} USING ({_SEEN})")


def tear_down(schema_editor: Any, tables: tuple[str, ...] = TABLES) -> None:
    """Undo `build`."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in tables:
        schema_editor.execute(f"DROP POLICY of_creditor ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def holds(connection: BaseDatabaseWrapper) -> bool:
    """True if every table is walled, and the role of this connection is bound by that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        exempt = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid "
            "WHERE relname = ANY (%s) AND relrowsecurity AND relforcerowsecurity "
            "AND pg_table_is_visible(pg_class.oid)",
            [list(TABLES)],
        )
        walled = cursor.fetchone()[0]
    return not exempt and walled == len(TABLES)


def tell_scope() -> None:
    """Tell the open connections of this thread which scope holds now.

    A transaction that has failed can be told nothing: rolling back brings the scope that held
    before it, and whoever opened that one inside it closes it there too.
    """
    for connection in connections.all(initialized_only=True):
        if connection.vendor == "postgresql" and connection.connection is not None:
            status = connection.connection.info.transaction_status
            if status is not TransactionStatus.INERROR:
                _tell(connection)


def _tell(connection: BaseDatabaseWrapper) -> None:
    scope = get_scope()
    everything = "" if scope.get("_enabled", True) else "on"
    keys = scope.get("creditor", ())
    creditors = ",".join(str(key) for key in keys)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('relance.everything', %s, false), "
            "set_config('relance.creditors', %s, false)",
            [everything, creditors],
        )


def _greet(sender: object, connection: BaseDatabaseWrapper, **_: object) -> None:
    if connection.vendor == "postgresql":
        _tell(connection)


def listen() -> None:
    """From now on a new connection is told the scope before its first query."""
    connection_created.connect(_greet, dispatch_uid="relance.walls")
