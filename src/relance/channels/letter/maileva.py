"""Registered letters on paper through Maileva, registered_mail v4: a draft until it is submitted.

Every shape here was read in Maileva's published OpenAPI description, version 4.9 (law.md
L11.7). It was never tried against the live service.
"""

from __future__ import annotations

import base64
import hmac
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from urllib.parse import quote as quoted
from urllib.parse import urlencode

from relance.channels.letter import doubts
from relance.channels.letter.fields import moment, record, records, text
from relance.channels.letter.limits import (
    common_problems,
    postal_problems,
)
from relance.channels.letter.maileva_draft import document_of, recipient_of, sending_of
from relance.channels.letter.maileva_events import event_list, proof_list
from relance.channels.letter.maileva_session import (
    API,
    NAME,
    SANDBOX_API,
    SANDBOX_SIGN_IN,
    SIGN_IN,
    MailevaAccount,
    MailevaSession,
    code_of,
)
from relance.channels.letter.provider import (
    Accepted,
    CannotTell,
    Deposited,
    Event,
    Forged,
    Heard,
    NotThere,
    Outcome,
    Parcel,
    Preparation,
    Prepared,
    Proof,
    Quote,
    Trace,
)
from relance.channels.letter.wire import Answer, Lost, NotReached, Reason, Wire

__all__ = ["API", "SANDBOX_API", "SANDBOX_SIGN_IN", "SIGN_IN", "Maileva", "MailevaAccount"]

_PAGE = 500  # the most that one page of a list holds
_PAGES = 400
_MAX_SHEETS = 45  # what the larger envelope holds
_MAX_MEGABYTES = 20
_RESOURCE = re.compile(r"/registered_mail/v4/sendings/([0-9A-Za-z-]{1,40})(?:/|\Z)")


class Maileva:
    """`Provider` for one account; see its docstrings. `now` gives the time with its zone."""

    name = NAME
    asks_code = False

    def __init__(
        self,
        account: MailevaAccount,
        *,
        now: Callable[[], datetime],
        api: Wire | None = None,
        sign_in: Wire | None = None,
    ) -> None:
        self._account = account
        self._now = now
        self._api = api or Wire(API)
        self._session = MailevaSession(account, self._api, sign_in or Wire(SIGN_IN))

    def check(self, parcel: Parcel) -> tuple[str, ...]:
        problems = [
            *common_problems(parcel, max_megabytes=_MAX_MEGABYTES),
            *postal_problems(parcel),
        ]
        if parcel.sheets > _MAX_SHEETS:
            problems.append(f"Maileva met {_MAX_SHEETS} feuilles au plus sous une enveloppe.")
        return tuple(problems)

    def quote(self, parcel: Parcel) -> Quote:
        covers = "impression, mise sous pli, recommandé avec avis de réception, preuves numériques"
        if self._account.price is None:
            covers += " ; Maileva ne dit son prix qu’après l’envoi\u00a0: voyez votre contrat"
        return Quote(self._account.price, covers, indicative=True)

    def prepare(self, parcel: Parcel) -> Preparation:
        """Make the draft again from nothing: an older one of the same key is thrown away."""
        problems = self.check(parcel)
        if problems:
            return doubts.unfit(self.name, problems)
        try:
            drafts = []
            for sending in self._sendings():
                if text(sending.get("custom_id")) == parcel.key:
                    if text(sending.get("status")) != "DRAFT":
                        return Accepted(self._deposited(sending))
                    drafts.append(text(sending.get("id")))
            for draft in drafts:
                self._session.do("DELETE", f"/sendings/{quoted(draft, safe='')}")
            return Prepared(parcel, self._draft(parcel))
        except doubts.Stop as stop:
            return stop.outcome
        except (NotReached, Lost) as fault:
            return doubts.not_sent(self.name, fault)

    def commit(
        self, prepared: Prepared, *, before_send: Callable[[], None], code: str = ""
    ) -> Outcome:
        """Submit the draft: «un envoi soumis ne peut pas être annulé»."""
        try:
            held = self._held(prepared.parcel.key)
            if held is not None:
                return held
            headers = self._session.bearer()
        except doubts.Stop as stop:
            return stop.outcome
        except (NotReached, Lost) as fault:
            return doubts.not_sent(self.name, fault)
        path = f"/sendings/{quoted(prepared.draft, safe='')}/submit"
        try:
            answer = self._api.call("POST", path, headers=headers, before=before_send)
        except NotReached as fault:
            return doubts.not_sent(self.name, fault)
        except Lost as fault:
            return doubts.lost(self.name, fault)
        return self._verdict(answer, prepared)

    def _verdict(self, answer: Answer, prepared: Prepared) -> Outcome:
        code = code_of(answer)
        taken = 200 <= answer.status < 300
        if taken and (not answer.body.strip() or answer.body.lstrip()[:1] == b"{"):
            return Accepted(Deposited(prepared.draft, self._now()))
        if taken or code == "SENDING_STATUS_IS_NOT_DRAFT":
            # A page that is not theirs; or submitted before, by a call whose answer was lost.
            trace = self.find(prepared.parcel.key)
            return trace if isinstance(trace, Accepted) else doubts.odd(self.name, code)
        if answer.status in {401, 404, 429}:
            self._session.forget()
            return doubts.busy(self.name, code)  # the next attempt signs in and drafts again
        if answer.status == 403:
            return doubts.signed_out(self.name, code)
        if answer.status in {400, 413, 422}:
            return doubts.refused(self.name, code)
        return doubts.odd(self.name, code)

    def find(self, key: str) -> Trace:
        try:
            held = self._held(key)
        except doubts.Stop as stop:
            return CannotTell(stop.outcome.why)
        except (NotReached, Lost) as fault:
            return CannotTell(doubts.unanswered(self.name, fault).why)
        return held or NotThere()

    def events(self, reference: str) -> tuple[Event, ...]:
        path = f"/sendings/{quoted(reference, safe='')}"
        sending = self._session.ask(path)
        recipients = self._session.ask(f"{path}/recipients?count={_PAGE}")
        return event_list(reference, sending, recipients)

    def proofs(self, reference: str) -> tuple[Proof, ...]:
        path = f"/sendings/{quoted(reference, safe='')}"
        listed = self._session.ask(f"{path}/recipients?count={_PAGE}")
        shared = self._session.ask("/global_deposit_proofs?" + urlencode({"sending_id": reference}))
        ready = []
        for name, kind, where in proof_list(path, listed, shared):
            answer = self._session.asked(where)
            if answer.status == 200 and answer.body:
                ready.append(Proof(name, kind, answer.body))
        return tuple(ready)

    def read_webhook(self, headers: Mapping[str, str], body: bytes, secret: str) -> Heard:
        """Maileva calls back with HTTP Basic, if the subscription says so (notification_center
        v2.8); `secret` is «login:password». The body only says where to look: nothing more is
        taken from it, and its address is never followed.
        """
        sent = {name.lower(): value for name, value in headers.items()}.get("authorization", "")
        wanted = "Basic " + base64.b64encode(secret.encode()).decode()
        if not secret or not hmac.compare_digest(sent.encode(), wanted.encode()):
            raise Forged("Cette notification ne porte pas le secret convenu avec Maileva.")
        try:
            told = record(json.loads(body))
        except (ValueError, RecursionError):
            raise Forged("Cette notification de Maileva ne peut pas être lue.") from None
        found = _RESOURCE.search(text(told.get("resource_location")))
        key = text(told.get("resource_custom_id"))
        return Heard((found.group(1),) if found else (), (key,) if key else ())

    def _held(self, key: str) -> Accepted | None:
        for sending in self._sendings():
            if text(sending.get("custom_id")) == key and text(sending.get("status")) != "DRAFT":
                return Accepted(self._deposited(sending))
        return None

    def _deposited(self, sending: dict[str, object]) -> Deposited:
        at = moment(sending.get("submission_date")) or self._now()
        return Deposited(text(sending.get("id")), at)

    def _sendings(self) -> Iterator[dict[str, object]]:
        start = 1
        for _ in range(_PAGES):
            listed = self._session.do("GET", f"/sendings?start_index={start}&count={_PAGE}")
            if not isinstance(listed.get("sendings"), list):
                raise Lost(Reason.GARBLED)  # never to be read as «no letter there»
            page = records(listed["sendings"])
            if not all(text(sending.get("status")) for sending in page):
                raise Lost(Reason.GARBLED)
            yield from page
            start += len(page)
            total = record(listed.get("paging")).get("total_results")
            if not page or (isinstance(total, int | float) and start > total):
                return
        raise Lost(Reason.TOO_BIG)

    def _draft(self, parcel: Parcel) -> str:
        made = self._session.do("POST", "/sendings", sending_of(parcel))
        draft = text(made.get("id"))
        if not draft:
            raise Lost(Reason.GARBLED)
        path = f"/sendings/{quoted(draft, safe='')}"
        self._session.do("POST", f"{path}/documents", multipart=document_of(parcel))
        self._session.do("POST", f"{path}/recipients", recipient_of(parcel))
        return draft
