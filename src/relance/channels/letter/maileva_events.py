"""What Maileva's codes mean for us, and where its proofs are.

Codes LP00 to LP29 and N02 to N07, statuses and paths: registered_mail v4.9 (law.md L11.4, L11.7).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote as quoted

from relance.channels.letter.fields import day, record, records, text
from relance.channels.letter.provider import Event, EventKind, sha256_of
from relance.channels.letter.wire import Answer

_DELIVERY = {
    "LP01": EventKind.DEPOSITED,
    "LP08": EventKind.PRESENTED,
    "LP09": EventKind.PRESENTED,
    "LP15": EventKind.DELIVERED,
    "LP16": EventKind.DELIVERED,
    "LP17": EventKind.RETURNED,
    "LP19": EventKind.UNCLAIMED,
    "LP20": EventKind.NO_ACCESS,
    "LP21": EventKind.UNKNOWN_ADDRESS,
    "LP22": EventKind.REFUSED,
    "LP24": EventKind.RETURNED,
    "LP25": EventKind.UNCLAIMED,
    "LP27": EventKind.RETURNED,
    "LP28": EventKind.DELIVERED,
    "LP29": EventKind.DELIVERED,
}
_CATEGORY = {
    "FIRST_PRESENTATION": EventKind.PRESENTED,
    "DELIVERED": EventKind.DELIVERED,
}
"""UNDELIVERED alone gives no reason: it is only a problem until a code or an image says more."""

_UNDELIVERED = {
    "N02": EventKind.UNKNOWN_ADDRESS,
    "N03": EventKind.UNCLAIMED,
    "N05": EventKind.REFUSED,
    "N07": EventKind.NO_ACCESS,
}
_STATUS = {
    "PENDING": EventKind.PENDING,
    "BLOCKED": EventKind.BLOCKED,
    "REJECTED": EventKind.REJECTED,
    "SENDING_REJECTED": EventKind.REJECTED,
    "CANCELED": EventKind.CANCELED,
}
_PROOFS = (
    ("deposit_proof_url", "preuve-de-depot.pdf", "deposit_proof", "download_deposit_proof"),
    ("content_proof_url", "preuve-de-contenu.pdf", "content_proof", "download_content_proof"),
    (
        "acknowledgement_of_receipt_url",
        "avis-de-reception.pdf",
        "acknowledgement_of_receipt",
        "download_acknowledgement_of_receipt",
    ),
    (
        "undelivered_mail_url",
        "pli-retourne.pdf",
        "undelivered_mail",
        "download_undelivered_mail",
    ),
)


def event_list(reference: str, sending: Answer, recipients: Answer) -> tuple[Event, ...]:
    """All the facts of one sending, oldest first; those without a day come first."""
    told = [*_of_statuses(record(sending.json()))]
    numbers = [""]
    for recipient in records(record(recipients.json()).get("recipients")):
        numbers.append(text(recipient.get("registered_number")))
        told += [*_of_statuses(recipient), *_of_delivery(recipient)]
    raw = sha256_of(sending.body + recipients.body)
    once = dict.fromkeys(told)
    ordered = sorted(once, key=lambda fact: fact[1] or date.min)
    return tuple(
        Event(reference, kind, on, raw, by_whom=who, tracking=numbers[-1])
        for kind, on, who in ordered
    )


_Fact = tuple[EventKind, date | None, str]


def _of_statuses(holder: dict[str, object]) -> Iterator[_Fact]:
    dated = records(holder.get("statuses")) or [{"code": holder.get("status")}]
    for status in dated:
        kind = _STATUS.get(text(status.get("code")))
        if kind is not None:
            yield kind, day(status.get("date")), ""


def _of_delivery(recipient: dict[str, object]) -> Iterator[_Fact]:
    deposited = day(recipient.get("deposit_proof_date"))
    if deposited is not None:
        yield EventKind.DEPOSITED, deposited, ""
    for status in records(recipient.get("delivery_statuses")):
        kind = _DELIVERY.get(text(status.get("code")))
        if kind is not None and not (kind is EventKind.DEPOSITED and deposited is not None):
            yield kind, day(status.get("date")), text(status.get("location"))
    for status in records(recipient.get("main_delivery_statuses")):
        code, category = text(status.get("code")), text(status.get("category"))
        kind = _DELIVERY.get(code) or _CATEGORY.get(category)
        if kind is None and category == "UNDELIVERED":
            kind = EventKind.PROBLEM
        if kind is not None and kind is not EventKind.DEPOSITED:
            yield kind, day(status.get("date")), text(status.get("location"))
    kind = _UNDELIVERED.get(text(recipient.get("undelivered_mail_reason")))
    if kind is not None:
        yield kind, day(recipient.get("undelivered_mail_date")), ""


def proof_list(path: str, recipients: Answer, shared: Answer) -> Iterator[tuple[str, str, str]]:
    """Name, kind and path of each proof that is ready.

    «Attendre que cet attribut soit renseigné pour lancer le téléchargement»: the address given
    only says that it is ready, the path is built from identifiers.
    """
    for recipient in records(record(recipients.json()).get("recipients")):
        where = f"{path}/recipients/{quoted(text(recipient.get('id')), safe='')}"
        for sign, name, kind, action in _PROOFS:
            if text(recipient.get(sign)):
                yield name, kind, f"{where}/{action}"
    for proof in records(record(shared.json()).get("global_deposit_proofs")):
        if text(proof.get("url")):
            number = quoted(text(proof.get("id")), safe="")
            yield (
                "preuve-de-depot-globale.pdf",
                "global_deposit_proof",
                f"/global_deposit_proofs/{number}/download",
            )
