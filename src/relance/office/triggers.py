"""The triggers that make journals append-only in the database itself, on both databases."""

from __future__ import annotations

from typing import Any

_SQLITE = (
    """CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
       BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END""",
    """CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
       BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END""",
)
_POSTGRESQL = (
    """CREATE FUNCTION entry_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'entries are append-only'; END $$""",
    """CREATE TRIGGER entry_no_change BEFORE UPDATE OR DELETE ON entry
       FOR EACH ROW EXECUTE FUNCTION entry_append_only()""",
    """CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON entry
       FOR EACH STATEMENT EXECUTE FUNCTION entry_append_only()""",
)
_REMOVE = {
    "sqlite": ("DROP TRIGGER entry_no_update", "DROP TRIGGER entry_no_delete"),
    "postgresql": (
        "DROP TRIGGER entry_no_change ON entry",
        "DROP TRIGGER entry_no_truncate ON entry",
        "DROP FUNCTION entry_append_only()",
    ),
}


def install(apps: Any, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    for statement in _SQLITE if vendor == "sqlite" else _POSTGRESQL:
        schema_editor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    for statement in _REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
