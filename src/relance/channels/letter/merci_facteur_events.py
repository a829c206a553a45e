"""What Merci Facteur's statuses mean for us, from a question or from a notification.

Codes of `statut_courrier`, fields of `detail` and the header of the secret: the provider's guide
to its webhooks (law.md L11.9). Its sample bodies were read; no real notification was ever seen.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qs

from relance.channels.letter.fields import day, record, records, text
from relance.channels.letter.provider import Event, EventKind, Forged, Heard, Proof, sha256_of
from relance.channels.letter.wire import Answer

_HEADER = "x-mf-webhook-secret-key"
_MARK = re.compile(r"(?:\A|.* )([0-9a-f]{12})\Z")

_STATES = {
    "wait": EventKind.PENDING,
    "pris_en_charge": EventKind.DEPOSITED,
    "attente_au_guichet": EventKind.PRESENTED,
    "distribue": EventKind.DELIVERED,
    "probleme_en_cours": EventKind.PROBLEM,
    "non_distribuable": EventKind.PROBLEM,
    "retour_expediteur": EventKind.RETURNED,
    "distribue_expediteur": EventKind.RETURNED,
    "archivage_pnd": EventKind.RETURNED,
}
"""The others are steps on the way and change nothing. None says why a letter came back: NPAI,
refused or unclaimed is read on the returned envelope."""

_EXTENSIONS = {"pdf": "pdf", "jpeg": "jpg", "jpg": "jpg"}


def event_list(reference: str, followed: Answer) -> tuple[Event, ...]:
    """The last state known of each letter of a sending. The API gives it without its day."""
    sha256 = sha256_of(followed.body)
    told = []
    for letter in letters(followed):
        kind = _STATES.get(text(letter.get("last_state")))
        if kind is None and text(letter.get("pnd")) == "1":
            kind = EventKind.RETURNED
        if kind is not None:
            tracking = text(letter.get("ref_tracking"))
            told.append(Event(reference, kind, None, sha256, tracking=tracking))
    return tuple(told)


def letters(followed: Answer) -> list[dict[str, object]]:
    """The letters of an answer to getSuiviEnvoi: a list, or one alone."""
    found = record(followed.json()).get("suiviCourrier")
    return records(found) or records([found])


def proof_of(name: str, kind: str, answer: Answer) -> Proof | None:
    """The document of an answer to getProof; None while it is not ready."""
    told = record(answer.json())
    extension = _EXTENSIONS.get(text(told.get("format_return")).lower())
    content = _decoded(told.get("document"))
    if told.get("success") is not True or extension is None or not content:
        return None
    return Proof(f"{name}.{extension}", kind, content)


def heard(headers: Mapping[str, str], body: bytes, secret: str) -> Heard:
    """Read a notification: a form of two fields in JSON. Raises Forged."""
    sent = {name.lower(): value for name, value in headers.items()}.get(_HEADER, "")
    if not secret or not hmac.compare_digest(sent.encode(), secret.encode()):
        raise Forged("Cette notification ne porte pas la clé secrète de Merci Facteur.")
    try:
        form = parse_qs(body.decode("utf-8"), max_num_fields=20)
        event = record(json.loads(form["event"][0]))
        detail = records(json.loads(form["detail"][0]))
    except (ValueError, KeyError, RecursionError):
        raise Forged("Cette notification de Merci Facteur ne peut pas être lue.") from None
    on = day(event.get("date_event"))
    sha256 = sha256_of(body)
    events: list[Event] = []
    keys: list[str] = []
    about: list[str] = []
    proofs: list[Proof] = []
    for letter in detail:
        reference = text(letter.get("id_envoi"))
        mark = _MARK.match(text(letter.get("ref_interne")))
        kind = _STATES.get(text(letter.get("statut_courrier")))
        tracking = text(letter.get("tracking_number"))
        if kind is not None and reference:
            events.append(Event(reference, kind, on, sha256, tracking=tracking))
        about += [reference] if reference else []
        keys += [mark.group(1)] if mark else []
        proofs += _carried(letter)
    return Heard(
        tuple(dict.fromkeys(about)), tuple(dict.fromkeys(keys)), tuple(events), tuple(proofs)
    )


def _carried(letter: dict[str, object]) -> Iterator[Proof]:
    deposit = _decoded(letter.get("pdd_base64_pdf"))
    if deposit:
        yield Proof("preuve-de-depot.pdf", "depot", deposit)
    receipt = _decoded(letter.get("are_base64_jpeg"))
    if receipt:
        yield Proof("avis-de-reception.jpg", "reception", receipt)


def _decoded(value: object) -> bytes:
    try:
        return base64.b64decode(text(value), validate=True)
    except (binascii.Error, ValueError):
        return b""
