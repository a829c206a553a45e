"""A mandated collector: his letterhead, and what CPCE R124-2 asks before he writes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0006_carriers"),
    ]

    operations = [
        migrations.CreateModel(
            name="CollectorRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("siren", models.CharField(blank=True, max_length=20)),
                ("vat_number", models.CharField(blank=True, max_length=20)),
                ("legal_form", models.CharField(blank=True, max_length=40)),
                ("share_capital", models.CharField(blank=True, max_length=40)),
                ("registry", models.CharField(blank=True, max_length=100)),
                ("street", models.TextField(blank=True)),
                ("postcode", models.CharField(blank=True, max_length=20)),
                ("city", models.CharField(blank=True, max_length=100)),
                ("country", models.CharField(default="FR", max_length=2)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("signatory", models.CharField(blank=True, max_length=200)),
                ("signatory_role", models.CharField(blank=True, max_length=100)),
                ("insurance", models.CharField(blank=True, max_length=200)),
                ("account", models.CharField(blank=True, max_length=50)),
                ("declared_on", models.DateField(blank=True, null=True)),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="collector",
                        to="office.organization",
                    ),
                ),
            ],
            options={
                "db_table": "collector",
            },
        ),
    ]
