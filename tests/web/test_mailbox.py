"""The mailbox of sent mail on the desk: given, tried, and its password never shown."""

from __future__ import annotations

import pytest
from django.urls import reverse

from relance.office import secrets_box
from relance.office.access import everything
from relance.office.models import MailServerRow
from tests.imap_sink import ImapSink
from tests.web.cabinet import signed_in, tenant

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CANARY = "canari-de-boite"


def test_a_mailbox_is_given_tried_and_its_password_kept() -> None:
    """A person must see at once whether it works; and no page may hand the password back."""
    cabinet = tenant("Atelier")
    desk = signed_in(cabinet.owner)
    with ImapSink(lambda: {"INBOX": ("", []), "Sent": ("\\Sent", [])}, password=CANARY) as sink:
        given = {
            "sender": "ana@example.org",
            "host": "127.0.0.1",
            "port": "1",
            "security": "none",
            "user": "ana",
            "imap_host": "127.0.0.1",
            "imap_port": str(sink.port),
            "imap_security": "none",
            "imap_password": CANARY,
        }
        assert desk.post(reverse("mail_server"), given).status_code == 302
        page = desk.post(reverse("mail_trial"), follow=True).content.decode()

        with everything():
            row = MailServerRow.objects.get(creditor_id=cabinet.creditor)
            assert secrets_box.opened(row.creditor_id, "imap_password") == CANARY
        again = given | {"imap_password": "", "sender_name": "Ana"}
        assert desk.post(reverse("mail_server"), again).status_code == 302

    assert "Les messages envoyés y sont dans «\u00a0Sent\u00a0»" in page
    assert "Le serveur d’envoi ne peut pas être utilisé" in page  # nobody listens on port 1
    assert CANARY not in page + desk.get(reverse("mail_server")).content.decode()
    with everything():
        assert secrets_box.opened(row.creditor_id, "imap_password") == CANARY
