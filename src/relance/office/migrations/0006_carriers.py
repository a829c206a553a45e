"""Letter providers: accounts, what they took, and when to ask them again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0005_proof"),
    ]

    operations = [
        migrations.CreateModel(
            name="CarrierRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=20)),
                ("user", models.CharField(blank=True, max_length=200)),
                ("client", models.CharField(blank=True, max_length=200)),
                ("base", models.CharField(blank=True, max_length=200)),
                ("price_cents", models.PositiveIntegerField(null=True)),
            ],
            options={
                "db_table": "carrier",
            },
        ),
        migrations.AddField(
            model_name="noticerow",
            name="carrier",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="noticerow",
            name="follow_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="noticerow",
            name="reference",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddIndex(
            model_name="noticerow",
            index=models.Index(
                condition=models.Q(("follow_on__isnull", False)),
                fields=["follow_on"],
                name="notice_follow",
            ),
        ),
        migrations.AddField(
            model_name="carrierrow",
            name="creditor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="carriers",
                to="office.creditorrow",
            ),
        ),
        migrations.AddConstraint(
            model_name="carrierrow",
            constraint=models.UniqueConstraint(
                fields=("creditor", "key"), name="one_account_per_carrier"
            ),
        ),
    ]
