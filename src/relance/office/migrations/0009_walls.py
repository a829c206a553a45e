"""PostgreSQL itself hides the rows of creditors that are not in scope."""

from typing import Any

from django.db import migrations

from relance.office import walls


def build(apps: Any, schema_editor: Any) -> None:
    walls.build(schema_editor)


def tear_down(apps: Any, schema_editor: Any) -> None:
    walls.tear_down(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("office", "0008_mailbox")]
    operations = [migrations.RunPython(build, tear_down)]
