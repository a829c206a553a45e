"""Does this mailbox keep what we send? One message from the creditor to himself tells.

What is learnt only chooses the words of a later question: even where sent mail is kept, a
mail that is not found is never sent again without a person.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from relance.channels.email import (
    Accepted,
    Explanation,
    Proof,
    SmtpServer,
    Sought,
    deliver,
    explain,
    look,
)
from relance.channels.email.mailbox_words import why
from relance.channels.email.reports import OUR_HEADER
from relance.office import clock, looking, moves, settings
from relance.office.models import MailServerRow

PATIENCE_S = 20.0
_BETWEEN_S = 2.0


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the test told: `keeps` None when it could not tell."""

    keeps: bool | None
    words: Explanation


def send_to_oneself(
    row: MailServerRow, server: SmtpServer, *, patience_s: float = PATIENCE_S
) -> Learnt:
    """Send one message to the creditor's own address, and see whether Sent shows it, and when."""
    identity = moves.new_identity()
    outcome = deliver(
        _message(row, identity),
        sender=row.sender,
        recipient=row.sender,
        server=server,
        before_dot=lambda: None,
    )
    if not isinstance(outcome, Accepted):
        return Learnt(None, explain(outcome))
    sent_at = clock.elapsed()
    sought = [Sought(identity, clock.today(settings.CONFIG.time_zone))]
    while True:
        looked = look(looking.account_of(row, timeout_s=10), sought, inbox=False)
        waited = clock.elapsed() - sent_at
        seen = looked.found.get(identity)
        if seen is not None and seen.proof is Proof.SENT and seen.folder == looked.folders[0]:
            return _learnt(row, looked.folders[0], round(waited))
        if looked.problem is not None:
            because, to_do = why(looked.problem, looked.detail)
            return Learnt(None, Explanation(_LEFT, because, to_do, _ONLY_TO_YOU))
        if waited > patience_s:
            return _learnt(row, looked.folders[0], None)
        time.sleep(_BETWEEN_S)


_LEFT = "Le message d’essai est parti, à votre propre adresse."
_ONLY_TO_YOU = "Rien n’a été envoyé à un client."


def _learnt(row: MailServerRow, folder: str, delay_s: int | None) -> Learnt:
    keeps = delay_s is not None
    MailServerRow.objects.filter(pk=row.pk).update(keeps_sent=keeps, sent_delay_s=delay_s)
    if keeps:
        because = (
            f"Votre boîte le garde dans «\u00a0{folder}\u00a0» ({delay_s}\u00a0s plus tard)\u00a0: "
            "après une réponse perdue, nous l’y chercherons avant de vous poser la question."
        )
        return Learnt(True, Explanation(_LEFT, because, "", _ONLY_TO_YOU))
    because = (
        f"Votre boîte ne le montre pas dans «\u00a0{folder}\u00a0»\u00a0: après une réponse perdue, "
        "son absence ne prouvera rien. Une réponse ou un rapport de remise pourront encore le dire."
    )
    to_do = "Si votre messagerie permet de garder les messages envoyés par SMTP, activez-le."
    return Learnt(False, Explanation(_LEFT, because, to_do, _ONLY_TO_YOU))


def _message(row: MailServerRow, identity: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = message["To"] = row.sender
    message["Subject"] = "relance : essai de votre boîte"
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{identity}@{row.sender.rpartition('@')[2]}>"
    message[OUR_HEADER] = identity
    message.set_content(
        "Ce message d’essai vient de votre bureau relance. Il dit si votre boîte garde ce qu’il "
        "envoie. Vous pouvez le supprimer.\n",
        cte="quoted-printable",
    )
    return message.as_bytes()
