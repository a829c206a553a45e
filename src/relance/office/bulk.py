"""Write many rows' caches in one statement: what the round and the imports need to be quick."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from relance.office.due import DueCase, still_due
from relance.office.models import CaseRow

_TYPES = {
    "playbook": "text",
    "stage": "text",
    "next_on": "date",
    "next_step": "text",
    "silence": "text",
    "silence_until": "date",
    "silence_detail": "jsonb",
    "foreseen": "jsonb",
    "open_cents": "bigint",
    "late_cents": "bigint",
    "oldest_due_on": "date",
    "closed": "boolean",
    "kind_unknown": "boolean",
    "watch_on": "date",
    "last_sequence": "integer",
    "head": "text",
}
"""The cached columns of a case and their PostgreSQL types."""


def _plain(case: CaseRow | DueCase, name: str) -> Any:
    value = getattr(case, name)
    return json.dumps(value) if _TYPES[name] == "jsonb" and value is not None else value


def save_caches(cases: Sequence[CaseRow] | Sequence[DueCase], names: Sequence[str]) -> None:
    """Update these cached columns of these cases. Call it inside their transaction."""
    if not cases:
        return
    if connection.vendor == "postgresql":
        _postgresql(cases, names)
    else:
        _sqlite(cases, names)


def save_unmoved(cases: Sequence[DueCase], names: Sequence[str], today: date) -> set[int]:
    """The same for cases read without a lock: only those still due, at the sequence we saw.

    Returns their keys; the others are left as they are.
    """
    if not cases:
        return set()
    if connection.vendor == "postgresql":
        return _postgresql(cases, ["last_sequence", *names], due_on=today)
    seen = still_due([case.pk for case in cases], today)
    kept = [case for case in cases if seen.get(case.pk) == case.last_sequence]
    if kept:
        _sqlite(kept, names)
    return {case.pk for case in kept}


def _postgresql(
    cases: Sequence[CaseRow] | Sequence[DueCase],
    names: Sequence[str],
    *,
    due_on: date | None = None,
) -> set[int]:
    columns: list[list[Any]] = [[case.pk for case in cases]]
    columns += [[_plain(case, name) for case in cases] for name in names]
    arrays = ", ".join(["%s::bigint[]", *(f"%s::{_TYPES[name]}[]" for name in names)])
    setting = ", ".join(f'"{name}" = fresh."{name}"' for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    unmoved = ""
    if due_on is not None:
        unmoved = "AND case_file.last_sequence = fresh.last_sequence AND case_file.next_on <= %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE case_file SET {setting} "  # noqa: S608 - names are ours, values are bound
            f"FROM unnest({arrays}) AS fresh(id, {listed}) "
            f"WHERE case_file.id = fresh.id {unmoved} RETURNING case_file.id",
            [*columns, *([due_on] if due_on is not None else [])],
        )
        return {row[0] for row in cursor.fetchall()}


def _sqlite(cases: Sequence[CaseRow] | Sequence[DueCase], names: Sequence[str]) -> None:
    setting = ", ".join(f'"{name}" = ?' for name in names)
    rows = [[*(_iso(_plain(case, name)) for name in names), case.pk] for case in cases]
    with connection.cursor() as cursor:
        # The driver itself: Django's own executemany rewrites the statement for each row.
        cursor.cursor.executemany(f"UPDATE case_file SET {setting} WHERE id = ?", rows)  # noqa: S608


def _iso(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def insert(model: type[models.Model], rows: Sequence[dict[str, Any]]) -> None:
    """Insert new rows, given by column; columns not given get the model's own default.

    By the drivers' own ways: the model layer costs more than the rows, and Django's
    executemany rewrites the statement for each of them.
    """
    if not rows:
        return
    given = list(rows[0])
    constants = _defaults(model, given)
    fixed = list(constants.values())
    values = ([*(_stored(row[name]) for name in given), *fixed] for row in rows)
    names = [*given, *constants]
    if connection.vendor == "postgresql":
        _insert_postgresql(model, names, values)
        return
    marks = ", ".join(["?"] * len(names))
    with connection.cursor() as cursor:
        cursor.cursor.executemany(
            f"INSERT INTO {model._meta.db_table} ({_listed(names)}) VALUES ({marks})",  # noqa: S608
            values,
        )


def _insert_postgresql(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """One statement, an array a column: COPY would be refused by row-level security."""
    kinds = {one.column: str(one.db_type(connection)) for one in model._meta.concrete_fields}
    # As text, so that words too long are refused: a cast to varchar(n) would cut them.
    types = ["text" if kinds[name].startswith("varchar") else kinds[name] for name in names]
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({_listed(names)}) "  # noqa: S608 - names are ours
            f"SELECT * FROM unnest({arrays})",
            [list(column) for column in zip(*rows, strict=True)],
        )


def insert_from_cases(
    model: type[models.Model],
    identities: dict[int, str],
    sources: dict[str, str],
    constants: dict[str, Any],
) -> None:
    """Insert a row for each of these cases, made in the database from the case's own columns.

    `sources` names a column of the case for each of the model's, or `foreseen.NAME` for a
    value of what it keeps. Columns not given get the model's own default.
    """
    given = {"identity", *sources, *constants}
    fixed = {name: _stored(value) for name, value in constants.items()} | _defaults(model, given)
    taken = [_source(name, source, model) for name, source in sources.items()]
    if connection.vendor == "postgresql":
        fresh = "unnest(%s::bigint[], %s::text[]) AS fresh(id, identity)"
        keys: list[Any] = [list(identities), list(identities.values())]
    else:
        fresh = (
            "(SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS identity "
            "FROM json_each(%s)) AS fresh"
        )
        keys = [json.dumps(list(identities.items()))]
    marks = ", ".join(["%s"] * len(fixed))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} "  # noqa: S608 - names are ours
            f"({_listed(['identity', *sources, *fixed])}) "
            f"SELECT fresh.identity, {', '.join(taken)}, {marks} "
            f"FROM {fresh} JOIN case_file ON case_file.id = fresh.id",
            [*fixed.values(), *keys],
        )


def _source(name: str, source: str, model: type[models.Model]) -> str:
    """The SQL of one column made from a case."""
    column, _, key = source.partition(".")
    if not key:
        return f'case_file."{column}"'
    if connection.vendor == "sqlite":
        return f"json_extract(case_file.\"{column}\", '$.{key}')"
    field = model._meta.get_field(name)
    if isinstance(field, models.JSONField):
        return f"case_file.\"{column}\" -> '{key}'"
    kind = "date" if isinstance(field, models.DateField) else "text"
    return f"(case_file.\"{column}\" ->> '{key}')::{kind}"


def _defaults(model: type[models.Model], given: Container[str]) -> dict[str, Any]:
    """The columns not given, with their defaults."""
    return {
        str(one.column): _stored(one.get_default())
        for one in model._meta.concrete_fields
        if one.column not in given and not one.primary_key
    }


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _stored(value: Any) -> Any:
    if isinstance(value, str | int | None):
        return value
    if isinstance(value, list | dict):
        return json.dumps(value)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return _iso(value)
