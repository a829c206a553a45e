"""Bank statements, their movements, and how a creditor knows his payments."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0002_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="creditorrow",
            name="money_confirmed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="creditorrow",
            name="money_known",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "pas encore dit"),
                    ("statements", "j’apporte mes relevés bancaires"),
                    ("by_hand", "je note moi-même les paiements"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="creditorrow",
            name="money_max_age",
            field=models.PositiveSmallIntegerField(default=3),
        ),
        migrations.AddField(
            model_name="creditorrow",
            name="money_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="creditorrow",
            name="payment_link",
            field=models.URLField(blank=True),
        ),
        migrations.AddField(
            model_name="creditorrow",
            name="small_rest",
            field=models.CharField(
                choices=[("ask", "demander une fois, aimablement"), ("forget", "l’abandonner")],
                default="ask",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="creditorrow",
            name="small_rest_cents",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="StatementRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("account", models.CharField(max_length=60)),
                ("currency", models.CharField(max_length=3)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("opening_cents", models.BigIntegerField(null=True)),
                ("closing_cents", models.BigIntegerField(null=True)),
                ("gap_cents", models.BigIntegerField(default=0)),
                ("added", models.PositiveIntegerField(default=0)),
                ("brought_at", models.DateTimeField()),
                ("brought_by", models.CharField(max_length=60)),
                (
                    "creditor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="office.creditorrow",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="office.storedfile",
                    ),
                ),
            ],
            options={
                "db_table": "bank_statement",
            },
        ),
        migrations.CreateModel(
            name="BankColumnsRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("header", models.CharField(max_length=64)),
                ("columns", models.TextField()),
                (
                    "creditor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="office.creditorrow",
                    ),
                ),
            ],
            options={
                "db_table": "bank_columns",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("creditor", "header"), name="one_map_per_header"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KnownIban",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("iban", models.CharField(max_length=50)),
                (
                    "creditor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="office.creditorrow",
                    ),
                ),
                (
                    "debtor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ibans",
                        to="office.debtorrow",
                    ),
                ),
            ],
            options={
                "db_table": "known_iban",
                "constraints": [
                    models.UniqueConstraint(fields=("creditor", "iban"), name="one_debtor_per_iban")
                ],
            },
        ),
        migrations.CreateModel(
            name="MovementRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("on", models.DateField()),
                ("value_on", models.DateField(null=True)),
                ("cents", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("label", models.TextField(blank=True)),
                ("reference", models.CharField(blank=True, max_length=140)),
                ("counterparty", models.CharField(blank=True, max_length=200)),
                ("iban", models.CharField(blank=True, max_length=50)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("out", "sortie"),
                            ("asked", "à confirmer"),
                            ("booked", "enregistré"),
                            ("unknown", "sans facture"),
                            ("ignored", "écarté"),
                        ],
                        max_length=10,
                    ),
                ),
                ("proposals", models.JSONField(default=list)),
                ("by_itself", models.BooleanField(default=False)),
                ("settled_by", models.CharField(blank=True, max_length=60)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="office.caserow",
                    ),
                ),
                (
                    "creditor",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="office.creditorrow",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="office.statementrow",
                    ),
                ),
            ],
            options={
                "db_table": "bank_movement",
                "indexes": [
                    models.Index(fields=["creditor", "state", "-on", "-id"], name="movement_state")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("creditor", "key"), name="one_movement_per_key")
                ],
            },
        ),
    ]
