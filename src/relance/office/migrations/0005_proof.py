"""The proof: leaves, checkpoints, who keeps a copy; leaves are append-only."""

import django.db.models.deletion
from django.db import migrations, models

from relance.office import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0004_procedure"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckpointRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("note", models.TextField()),
                ("frontier", models.TextField()),
                ("mailed_at", models.DateTimeField(null=True)),
                ("mailed_answer", models.TextField(blank=True)),
                ("stamp_answer", models.TextField(blank=True)),
            ],
            options={
                "db_table": "checkpoint",
            },
        ),
        migrations.CreateModel(
            name="SealRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("sequence", models.PositiveIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "seal",
            },
        ),
        migrations.AddField(
            model_name="caserow",
            name="sealed",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="creditorrow",
            name="stamp_address",
            field=models.URLField(blank=True),
        ),
        migrations.AddField(
            model_name="creditorrow",
            name="stamp_chain",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="creditorrow",
            name="witness_email",
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="installation",
            name="sealed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="caserow",
            index=models.Index(
                condition=models.Q(("last_sequence__gt", models.F("sealed"))),
                fields=["creditor", "id"],
                name="case_to_seal",
            ),
        ),
        migrations.AddField(
            model_name="checkpointrow",
            name="creditor",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="office.creditorrow",
            ),
        ),
        migrations.AddField(
            model_name="checkpointrow",
            name="stamp",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="office.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="checkpointrow",
            name="witness",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="office.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="sealrow",
            name="case",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="office.caserow",
            ),
        ),
        migrations.AddField(
            model_name="sealrow",
            name="creditor",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="office.creditorrow",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkpointrow",
            constraint=models.UniqueConstraint(
                fields=("creditor", "size"), name="one_checkpoint_per_size"
            ),
        ),
        migrations.AddConstraint(
            model_name="sealrow",
            constraint=models.UniqueConstraint(
                fields=("creditor", "position"), name="one_leaf_per_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="sealrow",
            constraint=models.UniqueConstraint(
                fields=("case", "sequence"), name="one_leaf_per_entry"
            ),
        ),
        migrations.RunPython(triggers.install_on_seals, triggers.remove_from_seals),
    ]
