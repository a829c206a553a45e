"""Which PostgreSQL the tests may use: the one told, else the one on 127.0.0.1:5432.

`python -m tests.databases` prints its address, or nothing and one line on stderr.
"""

from __future__ import annotations

import os
import sys

import psycopg

TOLD = "RELANCE_TEST_POSTGRESQL"
_USUAL = (
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql://relance:relance@127.0.0.1:5432/postgres",
)


def postgresql() -> str | None:
    """The address of a PostgreSQL in which databases can be made, or None."""
    told = os.environ.get(TOLD)
    for address in (told,) if told else _USUAL:
        try:
            with psycopg.connect(address, connect_timeout=3, autocommit=True) as connection:
                row = connection.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
        except psycopg.Error:
            continue
        if row and row[0]:
            return address
    return None


if __name__ == "__main__":
    found = postgresql()
    if found is None:
        print(
            f"not run here: no PostgreSQL on 127.0.0.1:5432 ({TOLD} names another)",
            file=sys.stderr,
        )
        sys.exit(1)
    print(found)
