"""Entries are append-only in the database itself."""

from django.db import migrations

from relance.office import triggers


class Migration(migrations.Migration):
    dependencies = [("office", "0001_first")]
    operations = [migrations.RunPython(triggers.install, triggers.remove)]
