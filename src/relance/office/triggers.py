"""The triggers that make journals and trees append-only in the database itself, on both."""

from __future__ import annotations

from typing import Any

_TABLES = ("entry", "seal")
"""The tables that only grow."""


def _made(table: str, vendor: str) -> tuple[str, ...]:
    said = f"{table} is append-only"
    if vendor == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
            for act in ("UPDATE", "DELETE")
        )
    return (
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{said}'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()",
    )


def _dropped(table: str, vendor: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        return (f"DROP TRIGGER {table}_no_update", f"DROP TRIGGER {table}_no_delete")
    return (
        f"DROP TRIGGER {table}_no_change ON {table}",
        f"DROP TRIGGER {table}_no_truncate ON {table}",
        f"DROP FUNCTION {table}_append_only()",
    )


def _run(statements: tuple[str, ...], schema_editor: Any) -> None:
    for statement in statements:
        schema_editor.execute(statement)


def install(apps: Any, schema_editor: Any, tables: tuple[str, ...] = ("entry",)) -> None:
    for table in tables:
        _run(_made(table, schema_editor.connection.vendor), schema_editor)


def remove(apps: Any, schema_editor: Any, tables: tuple[str, ...] = ("entry",)) -> None:
    for table in tables:
        _run(_dropped(table, schema_editor.connection.vendor), schema_editor)


def install_on_seals(apps: Any, schema_editor: Any) -> None:
    install(apps, schema_editor, ("seal",))


def remove_from_seals(apps: Any, schema_editor: Any) -> None:
    remove(apps, schema_editor, ("seal",))


def install_all(schema_editor: Any) -> None:
    install(None, schema_editor, _TABLES)


def remove_all(schema_editor: Any) -> None:
    remove(None, schema_editor, _TABLES)
