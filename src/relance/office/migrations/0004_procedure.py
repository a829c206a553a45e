"""The way to a title: dates to watch, what court papers ask, what a piece proves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0003_money_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="caserow",
            name="court",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="caserow",
            name="watch_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="creditorrow",
            name="court",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="debtorrow",
            name="court",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="exhibitrow",
            name="proves",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddIndex(
            model_name="caserow",
            index=models.Index(
                condition=models.Q(("watch_on__isnull", False)),
                fields=["watch_on"],
                name="case_watch_on",
            ),
        ),
    ]
