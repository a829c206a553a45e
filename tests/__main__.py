"""`make test`: everything once on SQLite, then what touches a database again on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.databases import postgresql

WORKERS = str(min(4, 1 + (os.cpu_count() or 1)))
"""One test process more than cores, for some wait on a server or on processes of their own.

Each has its own data folder and its own database.
"""

COMPILED = str(Path(sys.prefix) / "compiled")
"""Where the many processes of a run keep compiled modules: each would compile all of them again."""

OF_DATABASES = [f"tests/{room}" for room in ("office", "web", "stories", "cli")]
"""The rooms whose tests touch a database; `tests/house` holds that there are no others."""


def main() -> int:
    given = sys.argv[1:]
    environment = {**os.environ, "RELANCE_DATABASE_URL": "", "PYTHONPYCACHEPREFIX": COMPILED}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "worksteal"]
    status = subprocess.run([*command, *given], env=environment).returncode
    if status != 0:
        return status
    address = postgresql()
    if address is None:
        print("not run here: no PostgreSQL answers on 127.0.0.1:5432", flush=True)
        return 1 if os.environ.get("RELANCE_REQUIRE_ALL") == "1" else 0
    environment["RELANCE_DATABASE_URL"] = address
    again = [*command, "-m", "database and not browser", *(given or OF_DATABASES)]
    return subprocess.run(again, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
