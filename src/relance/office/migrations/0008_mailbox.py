"""The mailbox in which a creditor finds what he has sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0007_collector"),
    ]

    operations = [
        migrations.AddField(
            "mailserverrow",
            "imap_host",
            models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField("mailserverrow", "imap_port", models.PositiveIntegerField(default=993)),
        migrations.AddField(
            "mailserverrow", "imap_security", models.CharField(default="tls", max_length=10)
        ),
        migrations.AddField(
            "mailserverrow",
            "imap_user",
            models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            "mailserverrow",
            "imap_folder",
            models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField("mailserverrow", "keeps_sent", models.BooleanField(null=True)),
        migrations.AddField(
            "mailserverrow", "sent_delay_s", models.PositiveIntegerField(null=True)
        ),
    ]
