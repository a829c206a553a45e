"""Copies kept outside: the checkpoint mailed to the creditor, and stamped by an authority.

Both are asked for by the creditor in his settings, and nothing of a debtor leaves with them: a
witness holds hashes and case numbers, a request to an authority holds one hash.
"""

from __future__ import annotations

import hashlib
import secrets
from email.message import EmailMessage
from email.utils import format_datetime

from relance.channels.email import Accepted, deliver
from relance.channels.stamp import StampFailed, ask
from relance.evidence.timestamp import StampRefused, request, verify
from relance.notices.french import short_day
from relance.office import clock, secrets_box, sending, storing
from relance.office.models import CheckpointRow, CreditorRow, MailServerRow

_REPLY = "application/timestamp-reply"


def witness_all(points: list[CheckpointRow]) -> None:
    """Mail and stamp new checkpoints, where their creditor asked for it."""
    for point in points:
        creditor = CreditorRow.objects.get(pk=point.creditor_id)
        if creditor.witness_email:
            mail(point, creditor)
        if creditor.stamp_address:
            stamp(point, creditor)


def witness_name(point: CheckpointRow) -> str:
    return f"temoin-{point.creditor_id}-{point.size}.txt"


def mail(point: CheckpointRow, creditor: CreditorRow) -> bool:
    """Mail the witness by the creditor's own server, once; True when the server took it.

    A witness sent twice harms nobody: after a lost answer the next one tells more anyway.
    """
    server = MailServerRow.objects.filter(creditor=creditor).first()
    if server is None:
        _said(point, mailed_answer="Aucun serveur d’envoi n’est réglé\u00a0: rien n’est parti.")
        return False
    try:
        outcome = deliver(
            _message(point, creditor, server),
            sender=server.sender,
            recipient=creditor.witness_email,
            server=sending.server_of(server),
            before_dot=lambda: None,
        )
    except secrets_box.SecretUnreadable:
        _said(
            point,
            mailed_answer="Le mot de passe du serveur ne s’ouvre pas\u00a0: rien n’est parti.",
        )
        return False
    if isinstance(outcome, Accepted):
        _said(point, mailed_at=clock.now(), mailed_answer=outcome.reply)
        return True
    _said(point, mailed_answer=str(getattr(outcome, "why", "") or getattr(outcome, "reply", "")))
    return False


def _message(point: CheckpointRow, creditor: CreditorRow, server: MailServerRow) -> bytes:
    assert point.witness is not None, "a checkpoint is made with its witness"
    said = EmailMessage()
    said["From"] = server.sender
    said["To"] = creditor.witness_email
    said["Subject"] = f"Témoin de vos dossiers, {short_day(point.at.date())}"
    said["Date"] = format_datetime(point.at)
    said["Message-ID"] = (
        f"<temoin.{point.creditor_id}.{point.size}@{server.sender.partition('@')[2]}>"
    )
    said.set_content(
        "Bonjour,\n\nCe message garde hors de relance l’empreinte de vos historiques. Ne l’effacez "
        "pas\u00a0: il montrera, si on le demande un jour, que rien n’a été changé depuis.\n\n"
        "Il ne contient ni nom ni montant. Vous n’avez rien à faire.\n"
    )
    said.add_attachment(
        bytes(point.witness.content), maintype="text", subtype="plain", filename=witness_name(point)
    )
    return said.as_bytes()


def stamp(point: CheckpointRow, creditor: CreditorRow) -> bool:
    """Have the note stamped; the answer is kept only if it is good for the user's chain."""
    note = point.note.encode()
    nonce = secrets.randbits(63)
    try:
        answer = ask(creditor.stamp_address, request(hashlib.sha256(note).digest(), nonce=nonce))
        made = verify(answer, note, creditor.stamp_chain.encode(), nonce=nonce)
    except (StampFailed, StampRefused) as wrong:
        _said(point, stamp_answer=str(wrong))
        return False
    kept = storing.store(creditor.pk, answer, _REPLY)
    _said(point, stamp=kept, stamp_answer=f"{made.authority}, {made.at:%d/%m/%Y %H:%M:%S} UTC")
    return True


def _said(point: CheckpointRow, **changes: object) -> None:
    for name, value in changes.items():
        setattr(point, name, value)
    point.save(update_fields=list(changes))
