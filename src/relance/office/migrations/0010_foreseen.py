"""The step that a silent case will take on the day its silence ends."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0009_walls"),
    ]

    operations = [
        migrations.AddField("caserow", "foreseen", models.JSONField(blank=True, null=True)),
    ]
