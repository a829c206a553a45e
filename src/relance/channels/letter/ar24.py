"""Qualified electronic registered letters through AR24 (eIDAS): the sender's one-time code sends.

Read in AR24's documentation and in public clients of its API v1 (law.md L5.9 to L5.14, L11.8).
It was never tried against the live service.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from urllib.parse import parse_qs, urlsplit

from relance.case.money import Money
from relance.channels.letter import doubts
from relance.channels.letter.ar24_session import (
    API,
    NAME,
    SANDBOX_API,
    Ar24Account,
    Ar24Session,
    Said,
    certainly,
    verdict,
)
from relance.channels.letter.fields import day, moment, record, records, text
from relance.channels.letter.limits import common_problems
from relance.channels.letter.provider import (
    Accepted,
    CannotTell,
    Deposited,
    Event,
    EventKind,
    Forged,
    Heard,
    Outcome,
    Parcel,
    Preparation,
    Prepared,
    Proof,
    Quote,
    Trace,
    sha256_of,
)
from relance.channels.letter.wire import Lost, NotReached, Reason, Wire

__all__ = ["API", "SANDBOX_API", "Ar24", "Ar24Account"]

_VAT = Fraction(20, 100)  # CGI art. 278
_MAX_MEGABYTES = 50
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+\Z")
_OTP = re.compile(r"\d{6,8}\Z")
_NOT_SENT = {"to_valid", "error"}
"""A mail that waits for the sender's code, or that failed and is not billed."""

_DATES = (
    ("ts_ev_date", EventKind.DEPOSITED),
    ("view_date", EventKind.DELIVERED),
    ("refused_date", EventKind.REFUSED),
    ("negligence_date", EventKind.UNCLAIMED),
    ("bounced_date", EventKind.UNKNOWN_ADDRESS),
)
_PROOFS = (
    ("proof_dp_url", "preuve-de-depot.pdf", "deposit"),
    ("proof_ev_url", "preuve-d-envoi.pdf", "sending"),
    ("proof_ar_url", "preuve-de-reception.pdf", "receipt"),
    ("proof_rf_url", "preuve-de-refus.pdf", "refusal"),
    ("proof_ng_url", "preuve-de-non-reclamation.pdf", "unclaimed"),
    ("proof_bc_url", "preuve-de-non-remise.pdf", "bounce"),
)


class Ar24:
    """`Provider` for one account; see its docstrings. `now` gives the time with its zone."""

    name = NAME
    asks_code = True

    def __init__(
        self,
        account: Ar24Account,
        *,
        now: Callable[[], datetime],
        api: Wire | None = None,
    ) -> None:
        self._account = account
        self._now = now
        self._api = api or Wire(API)
        self._session = Ar24Session(account, self._api, now)

    def check(self, parcel: Parcel) -> tuple[str, ...]:
        """An electronic letter needs no postal address, but a person and, often, an agreement."""
        problems = list(common_problems(parcel, max_megabytes=_MAX_MEGABYTES))
        if not _EMAIL.match(parcel.recipient_email):
            problems.append("Il manque l’adresse électronique du destinataire, ou elle est fausse.")
        elif parcel.recipient_email.lower() == parcel.sender_email.lower():
            problems.append("L’expéditeur et le destinataire ont la même adresse électronique.")
        if not parcel.professional and parcel.consent_on is None:
            problems.append(
                "Le destinataire n’est pas un professionnel\u00a0: il doit avoir accepté de recevoir "
                "des recommandés électroniques. Notez le jour de son accord, ou postez la lettre "
                "sur papier."
            )
        if not parcel.professional and not (
            parcel.recipient_first_name.strip() and parcel.recipient_last_name.strip()
        ):
            problems.append(
                "Il manque le prénom ou le nom du destinataire\u00a0: il devra prouver son identité "
                "pour ouvrir la lettre."
            )
        if parcel.professional and not any(parcel.recipient.lines[:1]):
            problems.append("Il manque le nom de la société destinataire.")
        return tuple(problems)

    def quote(self, parcel: Parcel) -> Quote:
        covers = "lettre recommandée électronique qualifiée, TVA et preuves"
        without = self._account.price_without_tax
        if without is None:
            return Quote(None, f"{covers} ; prix inconnu ici\u00a0: voyez votre compte", True)
        taxed = Money.rounded(Fraction(without.cents, 100) * (1 + _VAT), without.currency)
        return Quote(taxed, covers, indicative=True)

    def prepare(self, parcel: Parcel) -> Preparation:
        """Deposit the PDF: it is a file in the account, nothing more."""
        problems = self.check(parcel)
        if problems:
            return doubts.unfit(self.name, problems)
        fields = {"id_user": str(self._account.user_id), "file_name": "lettre.pdf"}
        try:
            said = self._session.post("/attachment", fields, file=("lettre.pdf", parcel.letter))
            if said.slug:
                return certainly(said.slug)
            number = text(record(said.result).get("file_id"))
            if not number:
                raise Lost(Reason.GARBLED)
        except (NotReached, Lost) as fault:
            return doubts.not_sent(self.name, fault)
        return Prepared(parcel, number)

    def commit(
        self, prepared: Prepared, *, before_send: Callable[[], None], code: str = ""
    ) -> Outcome:
        """Send with eidas=1. `code` is the sender's one-time code, typed at the yes."""
        if not _OTP.match(code):
            return certainly("authentication_missing")
        try:
            fields = {**self._form(prepared), "otp": code}
            said = self._session.post("/mail", fields, before=before_send)
        except NotReached as fault:
            return doubts.not_sent(self.name, fault)
        except Lost as fault:
            return doubts.lost(self.name, fault)
        return self._verdict(said)

    def _verdict(self, said: Said) -> Outcome:
        if said.slug:
            return verdict(said.slug, decisive=True)
        mail = record(said.result)
        status, number = text(mail.get("status")), text(mail.get("id"))
        if status == "to_valid":
            return certainly("authentication_missing")
        if status == "error":
            return doubts.busy(self.name, status)
        if not number:
            return doubts.odd(self.name, "réponse sans numéro")
        return Accepted(self._deposited(mail))

    def find(self, key: str) -> Trace:
        """Found is certain; not found is not: how far back the list goes is not documented."""
        try:
            said = self._session.get("/user/mail", {"id_user": str(self._account.user_id)})
        except (NotReached, Lost) as fault:
            return CannotTell(doubts.unanswered(self.name, fault).why)
        if said.slug:
            return CannotTell(doubts.unanswered_code(self.name, said.slug).why)
        for mail in records(said.result):
            sent = text(mail.get("status")) not in {"", *_NOT_SENT}
            if text(mail.get("ref_dossier")) == key and sent and text(mail.get("id")):
                return Accepted(self._deposited(mail))
        return CannotTell(
            f"La lettre n’est pas dans la liste que donne {self.name}, mais cette liste est "
            f"peut-être incomplète. Cherchez la référence de dossier «\u00a0{key}\u00a0» dans votre compte."
        )

    def events(self, reference: str) -> tuple[Event, ...]:
        said = self._session.ask("/mail", {"id": reference})
        mail = record(said.result)
        sha256 = sha256_of(said.raw)
        told = []
        if text(mail.get("status")) == "waiting":
            told.append(Event(reference, EventKind.PENDING, day(mail.get("date")), sha256))
        if text(mail.get("status")) == "error":
            told.append(Event(reference, EventKind.REJECTED, None, sha256))
        for name, kind in _DATES:
            on = day(mail.get(name))
            if on is not None:
                who = text(mail.get("to_name")) if kind is EventKind.DELIVERED else ""
                told.append(Event(reference, kind, on, sha256, by_whom=who))
        return tuple(sorted(told, key=lambda event: event.on or date.min))

    def proofs(self, reference: str) -> tuple[Proof, ...]:
        """The addresses come in the answer: one that is not of this very service is not asked."""
        mail = record(self._session.ask("/mail", {"id": reference}).result)
        ready = []
        for sign, name, kind in _PROOFS:
            target = self._own(text(mail.get(sign)))
            if target:
                content = self._fetched(target)
                ready += [Proof(name, kind, content)] if content.startswith(b"%PDF-") else []
        return tuple(ready)

    def read_webhook(self, headers: Mapping[str, str], body: bytes, secret: str) -> Heard:
        """AR24 documents no signature: whatever the body says is only a letter to ask about.

        `id_mail`, `new_state` and `proof_url` come as a form, or as JSON upon request.
        """
        try:
            if body.lstrip()[:1] == b"{":
                number = text(record(json.loads(body)).get("id_mail"))
            else:
                number = parse_qs(body.decode("utf-8"), max_num_fields=50)["id_mail"][0]
        except (ValueError, KeyError, RecursionError):
            raise Forged("Cette notification d’AR24 ne peut pas être lue.") from None
        if not re.fullmatch(r"\d{1,18}", number, re.ASCII):
            raise Forged("Cette notification d’AR24 ne porte pas de numéro de lettre.")
        return Heard(ask_about=(number,))

    def _deposited(self, mail: dict[str, object]) -> Deposited:
        return Deposited(text(mail.get("id")), moment(mail.get("date")) or self._now())

    def _form(self, prepared: Prepared) -> dict[str, str]:
        parcel = prepared.parcel
        company = parcel.recipient.lines[0] if parcel.professional else ""
        return {
            "id_user": str(self._account.user_id),
            "eidas": "1",
            "to_firstname": parcel.recipient_first_name,
            "to_lastname": parcel.recipient_last_name,
            "to_company": company,
            "to_email": parcel.recipient_email,
            "dest_statut": "professionnel" if parcel.professional else "particulier",
            "ref_dossier": parcel.key,
            "ref_client": parcel.reference,
            "attachment[0]": prepared.draft,
        }

    def _own(self, address: str) -> str:
        """Path and query of an address of the same service, else empty."""
        try:
            ours, theirs = urlsplit(self._api.base), urlsplit(address)
            same = (ours.scheme, ours.hostname, ours.port) == (
                theirs.scheme,
                theirs.hostname,
                theirs.port,
            )
        except ValueError:
            return ""
        return f"{theirs.path}?{theirs.query}" if same and theirs.path else ""

    def _fetched(self, target: str) -> bytes:
        parts = urlsplit(self._api.base)
        here = Wire(
            f"{parts.scheme}://{parts.netloc}",
            connect_s=self._api.connect_s,
            answer_s=self._api.answer_s,
            max_body=self._api.max_body,
            trusted_ca=self._api.trusted_ca,
        )
        try:
            answer = here.call("GET", target)
        except (NotReached, Lost) as fault:
            raise doubts.unanswered(self.name, fault) from None
        return answer.body if answer.status == 200 else b""
