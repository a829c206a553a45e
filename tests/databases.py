"""Which PostgreSQL the tests may use: the one told, else the one on 127.0.0.1:5432.

`python -m tests.databases` prints its address, or nothing and one line on stderr.
"""

from __future__ import annotations

import os
import sys
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

TOLD = "RELANCE_TEST_POSTGRESQL"
_USUAL = (
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql://relance:relance@127.0.0.1:5432/postgres",
)


_PLAIN = "relance_tests"
"""A role that may make databases and nothing more: row-level security binds it."""


def postgresql() -> str | None:
    """The address of a PostgreSQL in which databases can be made, or None.

    As a plain role, made where the one we came in by stands above row-level security.
    """
    told = os.environ.get(TOLD)
    for address in (told,) if told else _USUAL:
        try:
            with psycopg.connect(address, connect_timeout=3, autocommit=True) as connection:
                row = connection.execute(
                    "SELECT rolsuper, rolcreatedb AND NOT rolbypassrls "
                    "FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
                if row and row[0]:
                    return _plain(connection, address)
        except psycopg.Error:
            continue
        if row and row[1]:
            return address
    return None


def _plain(connection: psycopg.Connection[tuple[object, ...]], address: str) -> str:
    """The same address for the plain role, made or put right first."""
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [_PLAIN]).fetchone()
    made = sql.SQL("{} ROLE {} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD {}").format(
        sql.SQL("ALTER" if known else "CREATE"), sql.Identifier(_PLAIN), sql.Literal(_PLAIN)
    )
    connection.execute(made)
    parts = urlsplit(address)
    host = f"{parts.hostname or '127.0.0.1'}:{parts.port or 5432}"
    return parts._replace(netloc=f"{_PLAIN}:{_PLAIN}@{host}").geturl()


if __name__ == "__main__":
    found = postgresql()
    if found is None:
        print(
            f"not run here: no PostgreSQL on 127.0.0.1:5432 ({TOLD} names another)",
            file=sys.stderr,
        )
        sys.exit(1)
    print(found)
