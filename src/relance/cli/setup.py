"""Wake Django for the commands that need the database, and bring the database up to date."""

from __future__ import annotations

import os
import sys


def ready(*, migrate: bool = True) -> None:
    """Load Django; create or upgrade the database when `migrate`, and know a restored copy.

    Ends the command with status 2 and a French sentence when a setting is wrong or the
    database does not answer.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "relance.office.settings")
    import django
    from django.db import OperationalError, connection

    from relance.office.config import BadConfiguration

    try:
        django.setup()
    except BadConfiguration as wrong:
        print(wrong, file=sys.stderr)
        raise SystemExit(2) from None
    if not migrate:
        return
    from django.core.management import call_command
    from django.db.migrations.executor import MigrationExecutor

    from relance.office import installation
    from relance.office.access import everything

    try:
        executor = MigrationExecutor(connection)
        with everything():
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                call_command("migrate", verbosity=0, interactive=False)
            installation.check_epoch()
    except OperationalError as wrong:
        if connection.vendor == "sqlite":
            raise  # its file is what fails: `main` says how
        print(
            f"La base de données ne répond pas ({wrong}). Vérifiez RELANCE_DATABASE_URL. "
            "Rien n’a été changé.",
            file=sys.stderr,
        )
        raise SystemExit(2) from None
