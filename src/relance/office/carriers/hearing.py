"""Webhooks of providers: a hint to go and ask; believed only where the caller proves who it is.

No real webhook was ever seen. Whatever one says, the provider's API is asked for the letters it
names; only one that carries the secret agreed with the provider is taken at its word, because
Merci Facteur tells the days nowhere else. One that comes twice or late changes nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import date

from relance.channels.letter.provider import Deposited, Forged, Heard, mark_of
from relance.office import clock, keyfile, settings
from relance.office.carriers import following, handing
from relance.office.carriers.accounts import NAMES, client, hook_secret
from relance.office.models import CarrierRow, NoticeRow
from relance.office.secrets_box import SecretUnreadable

MOST_BYTES = 5_000_000
"""A notification may carry the photograph of a receipt."""

_WAITING = 500
"""Letters of one account that are still followed, the newest first: what a hint may name."""


def token(creditor_id: int, carrier: str) -> str:
    """The secret part of an account's address, drawn from this installation's key."""
    key = keyfile.encryption_key(settings.CONFIG.data)
    said = f"webhook:{creditor_id}:{carrier}".encode()
    return hmac.new(key, said, hashlib.sha256).hexdigest()[:40]


def known(creditor_id: int, carrier: str, given: str) -> bool:
    """True for the address of an account that exists."""
    if carrier not in NAMES or not hmac.compare_digest(token(creditor_id, carrier), given):
        return False
    return CarrierRow.objects.filter(creditor_id=creditor_id, key=carrier).exists()


def hear(
    creditor_id: int, carrier: str, headers: Mapping[str, str], body: bytes, today: date
) -> int:
    """Have the letters it names asked for at the next pulse; return how many."""
    row = CarrierRow.objects.filter(creditor_id=creditor_id, key=carrier).first()
    heard = _heard(row, headers, body) if row is not None else Heard()
    _settle_doubt(creditor_id, carrier, heard)
    text = body.decode("utf-8", "replace")
    waiting = NoticeRow.objects.filter(
        creditor_id=creditor_id, carrier=carrier, follow_on__isnull=False
    ).select_related("case")
    named = [
        one
        for one in waiting.order_by("-pk")[:_WAITING]
        if one.reference in text or one.identity in text
    ]
    for notice in named:
        told = [one for one in heard.events if one.reference == notice.reference]
        if told:
            following.record(notice, told, heard.proofs if len(named) == 1 else (), today)
    return NoticeRow.objects.filter(
        pk__in=[one.pk for one in named], follow_on__isnull=False
    ).update(follow_on=today)


def _heard(row: CarrierRow, headers: Mapping[str, str], body: bytes) -> Heard:
    """What may be believed; nothing when the secret is missing or wrong."""
    try:
        return client(row).read_webhook(headers, body, hook_secret(row))
    except (Forged, SecretUnreadable):
        return Heard()


def _settle_doubt(creditor_id: int, carrier: str, heard: Heard) -> None:
    """A letter whose answer was lost, and that the provider itself now tells about, has left."""
    if len(heard.ask_about) != 1 or not heard.events:
        return
    doubtful = NoticeRow.objects.filter(
        creditor_id=creditor_id, carrier=carrier, state__in=("unknown", "review")
    ).select_related("case__creditor")
    for notice in doubtful[:_WAITING]:
        if {notice.identity, mark_of(notice.identity)} & set(heard.keys):
            handing.taken(notice, Deposited(heard.ask_about[0], clock.now()), by="relance")
